"""Under which condition a graph is written: that nobody has changed it meanwhile (RFC 9110, section 13.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import ConditionError
from pso_graph.rdf.terms import DefaultGraph, NamedNode
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.pipeline.writing.generations import Generation, Generations


@dataclass(frozen=True, slots=True)
class Condition:
    """What a request says of the state that it writes to.

    Args:
        seen: names of the generations that its sender has read the graph in (If-Match); None if it does
            not say.
        exists: whether the graph must be there (``If-Match: *``).
        is_new: whether it must not be there yet (``If-None-Match: *``).
    """

    seen: tuple[str, ...] | None = None
    exists: bool = False
    is_new: bool = False

    def check(self, generations: Generations, graph: str | None) -> None:
        """Let a write pass if the graph is in the state that its sender knows.

        A graph that no later generation has changed is still the one that was read.

        Args:
            generations: of the store.
            graph: IRI; None for the unnamed one.

        Raises:
            ConditionError: if it is not.
        """
        if self.seen is None and not self.exists and not self.is_new:
            return
        current = generations.find_current()
        node = NamedNode(graph) if graph is not None else DefaultGraph()
        is_there = isinstance(node, DefaultGraph) or node in EmbeddedStore.open(current.store).list_graphs()
        if self.is_new and is_there:
            raise _refuse("There is such a graph already.", node)
        if (self.exists or self.seen is not None) and not is_there:
            raise _refuse("There is no such graph any more.", node)
        if self.seen is not None and not any(self._is_same(generations, name, node) for name in self.seen):
            raise _refuse("The graph has changed since you fetched it.", node)

    @staticmethod
    def _is_same(generations: Generations, name: str, graph: NamedNode | DefaultGraph) -> bool:
        now, then = generations.find_current(), generations.find(name)
        return then is not None and (then == now or _read(then, graph) == _read(now, graph))


def _read(generation: Generation, graph: NamedNode | DefaultGraph) -> tuple[bool, set[object]]:
    store = EmbeddedStore.open(generation.store)
    return graph in store.list_graphs(), set(store.find(graph=graph))


def _refuse(problem: str, graph: NamedNode | DefaultGraph) -> ConditionError:
    return ConditionError(problem, where=str(graph), fix="Fetch it again, and send its new ETag.")
