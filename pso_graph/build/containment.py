"""The unit in whose words an anchor stands: the smallest whose own anchor holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.dataset import ENTAILED
from pso_graph.rdf.namespaces import OA, PSOG, RDF_TYPE
from pso_graph.rdf.terms import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pso_graph.rdf.terms import Subject
    from pso_graph.store import EmbeddedStore

    Ranges = list[tuple[int, int]]


def add_anchored_in(store: EmbeddedStore) -> None:
    """Add ``psog:anchoredIn`` from each anchor to the unit in whose words it stands.

    An anchor between two segments of a unit's own anchor, such as one in another column, stands
    outside that unit.

    Args:
        store: in memory, with every unit typed as ``psog:Unit``; it is changed.
    """
    found = [quad.subject for quad in store.find(None, RDF_TYPE, PSOG.Unit)]
    units = {
        quad.object.value: unit
        for unit in sorted((unit for unit in found if isinstance(unit, NamedNode)), key=str, reverse=True)
        for quad in store.find(unit, PSOG.evidence)
        if isinstance(quad.object, NamedNode)
    }
    for file in {quad.object for quad in store.find(None, OA.hasSource)}:
        places = {
            quad.subject.value: list(_list_ranges(store, quad.subject))
            for quad in store.find(None, OA.hasSource, file)
            if isinstance(quad.subject, NamedNode)
        }
        store.add(
            Quad(NamedNode(anchor), PSOG.anchoredIn, units[whole], ENTAILED)
            for anchor, whole in find_wholes(places, units.keys() & places.keys()).items()
        )


def _list_ranges(store: EmbeddedStore, anchor: Subject) -> Iterator[tuple[int, int]]:
    for quad in store.find(anchor, PSOG.segment):
        if isinstance(quad.object, NamedNode):
            offsets = {found.predicate: found.object for found in store.find(quad.object)}
            start, end = offsets.get(PSOG.startOffset), offsets.get(PSOG.endOffset)
            if isinstance(start, Literal) and isinstance(end, Literal):
                yield int(start.value), int(end.value)


def find_wholes(places: Mapping[str, Ranges], wholes: Collection[str]) -> dict[str, str]:
    """Return for each place the smallest whole within which all its ranges lie, if there is one.

    Of equally small ones a place is its own whole, else the first by name is taken.

    Args:
        places: ranges of one file by name, in code points, end exclusive; none is empty.
        wholes: the names of those that may hold others.
    """
    sizes = {whole: sum(end - start for start, end in places[whole]) for whole in wholes}
    waiting = sorted(((*span, whole) for whole in wholes for span in places[whole]), reverse=True)
    begun: list[tuple[int, int, str]] = []
    around: dict[str, set[str]] = {}
    for start, end, name in sorted((*span, name) for name, spans in places.items() for span in spans):
        while waiting and waiting[-1][0] <= start:
            begun.append(waiting.pop())
        begun = [piece for piece in begun if piece[1] > start]
        holders = {whole for _, stop, whole in begun if end <= stop}
        around[name] = around.get(name, holders) & holders
    return {
        name: min(holders, key=lambda whole: (sizes[whole], whole != name, whole))
        for name, holders in around.items()
        if holders
    }
