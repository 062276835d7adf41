"""The build: data, checked, entailed, closed, written, switched to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.build.entailment import entail
from pso_graph.catalogue import read_folder
from pso_graph.core.errors import InvalidDataError
from pso_graph.pipeline.preparation import prepare_answers
from pso_graph.pipeline.release import ANSWERS, SEARCH, Release, write_release
from pso_graph.pipeline.validation import validate_quads
from pso_graph.publish.search import build_index
from pso_graph.store import EmbeddedStore, PreparedAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pso_graph.catalogue import Query
    from pso_graph.rdf.terms import Quad

_SHOWN = 10


def build_release(root: Path, home: Path, tell: Callable[[str], None], *, check: bool = True) -> Release:
    """Build a release from the project's files and make it the current one.

    Args:
        root: the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.
        home: folder of the releases.
        tell: called with the name of each step.
        check: whether the data must conform to its shapes first.

    Raises:
        PsoGraphError: if a file does not parse, the data does not conform, or lineage runs in a
            circle; then the old release stays as it is.
        OSError: if the folder of the releases cannot be made.
    """
    home.mkdir(parents=True, exist_ok=True)  # what cannot be written to fails before the work is done
    tell("reading")
    quads = read_dataset(root)
    if check:
        tell("validating")
        findings = [finding for finding in validate_quads(quads, root) if finding.severity == "violation"]
        if findings:
            listing = "\n".join(f"  {finding.describe()}" for finding in findings[:_SHOWN])
            raise InvalidDataError(
                f"The data does not conform to its shapes ({len(findings)} violations):\n{listing}\n",
                fix="Run `pso-graph validate` for all of them; the old build stays.",
            )
    store, entailed = compose_dataset(quads, tell)
    tell("answering")
    answers = PreparedAnswers.pack(prepare_answers(store, _list_prepared()))
    tell("indexing")
    index = build_index(store)
    tell("writing")
    return write_release(home, store, entailed, {ANSWERS: answers, SEARCH: index})


def _list_prepared() -> Iterator[Query]:
    """Yield the queries that readers ask, and those that pages ask of all the data."""
    yield from read_folder("lineage")
    yield from (query for query in read_folder("site") if "worklist" not in query.tags)


def compose_dataset(quads: list[Quad], tell: Callable[[str], None]) -> tuple[EmbeddedStore, int]:
    """Return a store in memory with the data and all that follows from it, and how much that is.

    Args:
        quads: the asserted ones.
        tell: called with the name of each step.

    Raises:
        LineageCycleError: if something traces back to itself.
    """
    store = EmbeddedStore.in_memory(quads)
    return store, entail(store, read_folder("rules"), tell)
