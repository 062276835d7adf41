"""From changed triples back to the focus nodes whose findings they can change."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pso_graph.rdf.comparison import has_blank_nodes, name_blank_nodes
from pso_graph.rdf.namespaces import RDF_TYPE, SH
from pso_graph.rdf.terms import BlankNode, NamedNode, Quad
from pso_graph.validate.affected.paths import Graph, Step, invert, walk
from pso_graph.validate.affected.reach import IS_A, SUPERCLASSES, TARGETS, ShapesReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Term, Triple
    from pso_graph.validate.affected.reach import Reach, Targets


class _Everything(Enum):
    ALL = "all"


ALL: Final = _Everything.ALL
"""Said of a shape if any of its focus nodes can be affected."""

_NOTHING: Final[frozenset[Term]] = frozenset()

Affected: TypeAlias = "Mapping[Term, frozenset[Term] | Literal[_Everything.ALL]]"
"""For each shape with targets, those of its focus nodes that a change can affect."""


def find_affected(old: Iterable[Quad], new: Iterable[Quad], shapes: Iterable[Quad]) -> Affected:
    """Return, for each shape with targets, the focus nodes whose findings can differ between two data graphs.

    A shape that looks at triples in no bounded way, as SPARQL constraints and recursive shapes do, and one
    of whose affected focus nodes is a blank node, which has no name that a target could give, has ALL.

    Args:
        old: the data before; all graphs count as one.
        new: the data after, likewise.
        shapes: the shapes, the same for both.
    """
    before, after = {quad.triple for quad in old}, {quad.triple for quad in new}
    if any(has_blank_nodes(triple) for triple in before ^ after):
        before, after = _name(before), _name(after)
    reader = ShapesReader(shapes)
    if before == after:
        return dict.fromkeys(reader.list_targeted(), _NOTHING)
    removed = before - after
    finder = _Finder(removed | (after - before), Graph(chain(after, removed)), Graph(after))
    affected: dict[Term, frozenset[Term] | Literal[_Everything.ALL]] = {}
    for shape in reader.list_targeted():
        reach = reader.read_reach(shape)
        nodes = finder.find(reader.read_targets(shape), reach) if reach.bounded else None
        nameless = nodes is None or any(isinstance(node, BlankNode) for node in nodes)
        affected[shape] = ALL if nodes is None or nameless else frozenset(nodes)
    return affected


def restrict_shapes(shapes: Iterable[Quad], affected: Affected) -> list[Quad]:
    """Return the shapes, each with its affected focus nodes as only targets.

    What they find in the new data, and what the shapes find in the old data at all other focus nodes,
    is together what the shapes find in the new data.

    Args:
        shapes: the shapes.
        affected: of these shapes.
    """
    bounded = {shape: nodes for shape, nodes in affected.items() if nodes is not ALL}
    kept = [quad for quad in shapes if quad.subject not in bounded or not _is_target(quad)]
    return kept + [
        Quad(shape, SH.targetNode, node)  # type: ignore[arg-type]
        for shape, nodes in bounded.items()
        for node in sorted(nodes, key=str)
    ]


def _is_target(quad: Quad) -> bool:
    if quad.predicate == RDF_TYPE:  # a class targets its instances
        return not (isinstance(quad.object, NamedNode) and quad.object.value.startswith(SH.iri))
    return quad.predicate in TARGETS


def _name(triples: set[Triple]) -> set[Triple]:
    """Return triples with blank nodes named by what is said of them, so that they can be compared."""
    nameless = {triple for triple in triples if has_blank_nodes(triple)}
    named = name_blank_nodes(Quad(triple.subject, triple.predicate, triple.object) for triple in nameless)
    return (triples - nameless) | {quad.triple for quad in named}


class _Finder:
    """Finds focus nodes from changes.

    Args:
        changes: triples that were added or removed.
        both: the triples before and after: every way that leads to a change leads to it in one of them,
            so that walking in their union misses none.
        after: the triples after, which say what is a focus node now.
    """

    def __init__(self, changes: Iterable[Triple], both: Graph, after: Graph) -> None:
        self._both = both
        self._after = after
        self._subjects: set[Term] = set()
        self._ends: dict[Step, set[Term]] = defaultdict(set)
        for triple in changes:
            self._subjects.add(triple.subject)
            self._ends[Step(triple.predicate)].add(triple.subject)
            self._ends[Step(triple.predicate, inverse=True)].add(triple.object)

    def find(self, targets: Targets, reach: Reach) -> set[Term]:
        """Return the focus nodes of a shape from which one of its lookups meets a change.

        Args:
            targets: of the shape.
            reach: of the shape; bounded.
        """
        found: set[Term] = set()
        for look in reach.looks:
            nodes = self._subjects if look.step is None else self._ends.get(look.step, set())
            for path in reversed(look.way):
                nodes = walk(self._both, nodes, invert(path))
            found |= nodes
        return {node for node in found if self._is_focus(node, targets)}

    def _is_focus(self, node: Term, targets: Targets) -> bool:
        return (
            node in targets.nodes
            or any(node in self._after.index(Step(predicate)) for predicate in targets.subjects_of)
            or any(
                node in self._after.index(Step(predicate, inverse=True)) for predicate in targets.objects_of
            )
            or not targets.classes.isdisjoint(
                walk(self._after, self._after.follow({node}, IS_A), SUPERCLASSES)
            )
        )
