"""Making the next generation of a store: copied, changed, checked, and only then pointed at."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pso_graph.core.errors import NoStoreError, NotWrittenError, UnreadableError
from pso_graph.pipeline.writing.changes import GraphChange
from pso_graph.pipeline.writing.checking import check_shapes
from pso_graph.pipeline.writing.conditions import Condition
from pso_graph.pipeline.writing.log import Record
from pso_graph.store import EmbeddedStore, WritableStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.pipeline.writing.changes import Change
    from pso_graph.pipeline.writing.generations import Generation, Generations
    from pso_graph.rdf.terms import Quad

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A change that somebody may make.

    Args:
        change: to be made.
        token: name of the token that allows it.
        mark: 16 hex digits by which it can be told whether it was made.
        condition: under which it is to be made.
    """

    change: Change
    token: str
    mark: str
    condition: Condition = field(default_factory=Condition)


def create_store(generations: Generations, quads: Iterable[Quad], mark: str) -> None:
    """Make the first generation of a store.

    Args:
        generations: a place where there is none.
        quads: that it is to hold.
        mark: as for ``Order``.

    Raises:
        BusyError: if somebody else writes there.
    """
    with generations.lock(0.0), generations.prepare() as building:
        EmbeddedStore.write(building.store, quads)
        number = len(EmbeddedStore.open(building.store))
        name = generations.name_next(mark)
        generations.publish(building, Record(name, _tell_time(), "", "create", "", "", 0, number))


def carry_out(
    generations: Generations, order: Order, shapes: Sequence[Quad] = (), patience: float = 0.0
) -> Record:
    """Make a change, wholly or not at all, and return what the log says of it.

    Whatever ends this leaves the old generation current, or the new one; the new one holds the change.

    Args:
        generations: of the store.
        order: the change.
        shapes: that the data must conform to afterwards.
        patience: seconds to wait for another writer.

    Raises:
        BusyError: if another writer does not end in time.
        ConditionError: if the graph is not in the state that the order names.
        InvalidChangeError: if the data would not conform to the shapes.
        NotWrittenError: if there is no room for the result, or the store cannot be read.
        PsoGraphError: if the change cannot be made; see ``Change.apply``.
    """
    try:
        with generations.lock(patience):
            change = order.change
            order.condition.check(generations, change.graph if isinstance(change, GraphChange) else None)
            current = generations.find_current()
            with generations.prepare() as building:
                before = current.read_record().after
                after, created = _change(current, building, change, shapes)
                record = Record(
                    generation=generations.name_next(order.mark),
                    time=_tell_time(),
                    token=order.token,
                    operation=change.operation,
                    graph=change.target,
                    sha256=change.sha256,
                    before=before,
                    after=after,
                    created=created,
                )
                generations.publish(building, record)
                return record
    except (OSError, UnreadableError, NoStoreError) as error:  # they name files, which are not for strangers
        _log.error("A change cannot be written: %s", error)
        raise NotWrittenError(
            "The change cannot be written.", fix="Look for space on the server's disk."
        ) from error


def _change(
    current: Generation, building: Generation, change: Change, shapes: Sequence[Quad]
) -> tuple[int, bool]:
    """Write the changed store, and return how many quads it holds, and whether a graph came into being."""
    store = WritableStore.copy(current.store, building.store)
    created = change.apply(store)
    check_shapes(store.find(), shapes)
    store.finish(building.store)
    return len(store), created


def _tell_time() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
