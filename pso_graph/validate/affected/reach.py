"""What checking a shape looks at: which triples, and how the way to them leads from the focus node."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.affected.paths import Graph, Path, Repetition, Step, list_steps, read_path, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Quad, Term

IS_A = Step(RDF_TYPE)
SUBCLASS_OF = Step(RDFS.subClassOf)
SUPERCLASSES = Repetition(SUBCLASS_OF)

TARGETS = frozenset({SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf})

_CLASSES = frozenset({RDFS.Class, NamedNode("http://www.w3.org/2002/07/owl#Class")})
_DEEPEST = 50  # shapes within one another
_PAIRS = frozenset({SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals})
_SHAPES = frozenset({SH.property, SH.node, SH["not"], SH.qualifiedValueShape})
_SHAPE_LISTS = frozenset({SH["and"], SH["or"], SH.xone})
_LOOK_NOWHERE = TARGETS | {
    SH[name]
    for name in (
        *("path", "ignoredProperties", "flags", "qualifiedMinCount", "qualifiedMaxCount"),
        *("datatype", "nodeKind", "minCount", "maxCount", "uniqueLang", "hasValue", "in", "languageIn"),
        *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
        *("minLength", "maxLength", "pattern"),
        *("deactivated", "severity", "message", "name", "description", "order", "group", "defaultValue"),
    )
}


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is to be checked against (SHACL, section 2.1.3).

    Args:
        classes: whose instances are focus nodes, the shape itself if it is a class.
        nodes: that are focus nodes.
        subjects_of: properties whose subjects are.
        objects_of: properties whose objects are.
    """

    classes: frozenset[Term]
    nodes: frozenset[Term]
    subjects_of: frozenset[NamedNode]
    objects_of: frozenset[NamedNode]


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of lookup that a check makes.

    Args:
        way: paths, one after another, from the focus node to where it looks.
        step: which triples it looks for there; None for all of which the node is the subject.
    """

    way: tuple[Path, ...]
    step: Step | None


@dataclass(slots=True)
class Reach:
    """All that checking a shape can look at.

    Args:
        looks: the lookups.
        bounded: whether there are no others, as there are in SPARQL.
    """

    looks: set[Look] = field(default_factory=set)
    bounded: bool = True


class ShapesReader:
    """Reads from a shapes graph what its shapes look at.

    Args:
        shapes: quads of the shapes graph.
    """

    def __init__(self, shapes: Iterable[Quad]) -> None:
        quads = list(shapes)
        self._said: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._said[quad.subject][quad.predicate].append(quad.object)
        self._graph = Graph(quads)
        components = self._graph.index(Step(SH.parameter))
        parameters = {node for nodes in components.values() for node in nodes}
        self._own_parameters = self._graph.follow(parameters, Step(SH.path))

    def list_targeted(self) -> list[Term]:
        """Return the shapes that say themselves what they are to be checked against."""
        return [shape for shape, said in self._said.items() if said.keys() & TARGETS or self._is_class(said)]

    def read_targets(self, shape: Term) -> Targets:
        """Return what a shape is to be checked against."""
        said = self._said.get(shape, {})
        return Targets(
            classes=frozenset([*said.get(SH.targetClass, ()), *([shape] if self._is_class(said) else [])]),
            nodes=frozenset(said.get(SH.targetNode, ())),
            subjects_of=_keep_iris(said.get(SH.targetSubjectsOf, ())),
            objects_of=_keep_iris(said.get(SH.targetObjectsOf, ())),
        )

    def read_reach(self, shape: Term) -> Reach:
        """Return what checking a shape looks at, from the search for its focus nodes on.

        Args:
            shape: one that has targets.
        """
        reach = Reach()
        targets = self.read_targets(shape)
        if targets.classes:
            _look_for_class(reach, ())
        reach.looks |= {Look((), Step(predicate)) for predicate in targets.subjects_of}
        reach.looks |= {Look((), Step(predicate, inverse=True)) for predicate in targets.objects_of}
        self._read_shape(reach, shape, (), frozenset())
        return reach

    def _read_shape(self, reach: Reach, shape: Term, way: tuple[Path, ...], above: frozenset[Term]) -> None:
        if shape in above or len(above) > _DEEPEST:  # what engines make of recursion is their own affair
            reach.bounded = False
            return
        said = self._said.get(shape, {})
        values = way
        for node in said.get(SH.path, ()):
            path = read_path(self._graph, node)
            if path is None:
                reach.bounded = False
                continue
            reach.looks |= {Look((*way, *before), step) for before, step in list_steps(path)}
            values = (*way, path)
        for predicate, objects in said.items():
            if predicate in _PAIRS:
                reach.looks |= {Look(way, Step(item)) for item in _keep_iris(objects)}
            else:
                self._read_constraint(reach, predicate, objects, values, above | {shape})
        if SH.qualifiedValueShapesDisjoint in said:
            for sibling in self._list_siblings(shape):
                self._read_shape(reach, sibling, values, above | {shape})

    def _read_constraint(
        self,
        reach: Reach,
        predicate: NamedNode,
        objects: list[Term],
        values: tuple[Path, ...],
        above: frozenset[Term],
    ) -> None:
        """Add what a constraint on the value nodes looks at."""
        if predicate == SH["class"]:
            _look_for_class(reach, values)
        elif predicate == SH.closed:
            reach.looks.add(Look(values, None))
        elif predicate in _SHAPES:
            for shape in objects:
                self._read_shape(reach, shape, values, above)
        elif predicate in _SHAPE_LISTS:
            for shape in (shape for item in objects for shape in self._graph.read_list(item)):
                self._read_shape(reach, shape, values, above)
        elif predicate == SH.qualifiedValueShapesDisjoint or predicate in _LOOK_NOWHERE:
            pass
        elif predicate.value.startswith(SH.iri) or predicate in self._own_parameters:
            reach.bounded = False

    def _is_class(self, said: Mapping[NamedNode, list[Term]]) -> bool:
        """Return whether a shape is a class too, and so targets its instances (SHACL, section 2.1.3.3)."""
        above = walk(self._graph, set(said.get(RDF_TYPE, ())), SUPERCLASSES)
        return not _CLASSES.isdisjoint(above)

    def _list_siblings(self, shape: Term) -> set[Term]:
        """Return the qualified value shapes beside that of a property shape (SHACL, section 4.7.3)."""
        parents = self._graph.follow({shape}, Step(SH.property, inverse=True))
        beside = self._graph.follow(parents, Step(SH.property))
        return self._graph.follow(beside - {shape}, Step(SH.qualifiedValueShape))


def _keep_iris(nodes: Iterable[Term]) -> frozenset[NamedNode]:
    return frozenset(node for node in nodes if isinstance(node, NamedNode))


def _look_for_class(reach: Reach, way: tuple[Path, ...]) -> None:
    reach.looks |= {Look(way, IS_A), Look((*way, IS_A, SUPERCLASSES), SUBCLASS_OF)}
