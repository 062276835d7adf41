"""Putting shapes together from their constraints (SHACL, sections 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.engine.checks import Check, Parameters, Scope, check_length
from pso_graph.validate.engine.components import compile_components
from pso_graph.validate.engine.counts import compile_counts
from pso_graph.validate.engine.graph import is_node
from pso_graph.validate.engine.nesting import compile_nesting
from pso_graph.validate.engine.pairs import compile_pairs
from pso_graph.validate.engine.paths import Path, read_path
from pso_graph.validate.engine.select import OWL, compile_selects
from pso_graph.validate.engine.values import compile_values, match_class

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.engine.written import WrittenForms

TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_FAMILIES = (
    compile_values,
    compile_counts,
    compile_pairs,
    compile_nesting,
    compile_selects,
    compile_components,
)
_DEEPEST = 30  # queries grow with each shape; pyshacl stops at half of it
_LISTS = ("and", "or", "xone")


@dataclass(frozen=True, slots=True)
class CompiledShape:
    """A shape that is ready to run.

    Args:
        node: that stands for it in the shapes.
        path: None if it is a node shape.
        deactivated: whether everything conforms to it.
        checks: its own constraints.
        properties: property shapes that check its values.
        nested: the shapes that its checks ask, by their node.
        depth: how many shapes stand in each other here, itself included.
    """

    node: Term
    path: Path | None
    deactivated: bool
    checks: tuple[Check, ...] = ()
    properties: tuple[CompiledShape, ...] = ()
    nested: tuple[CompiledShape, ...] = ()
    depth: int = 1

    def find_nested(self, node: Term) -> CompiledShape:
        """Return the shape that a check asks."""
        return next(shape for shape in self.nested if shape.node == node)


class Compiler:
    """Compiles the shapes of one graph, each once.

    Args:
        graph: the shapes.
        forms: how the store carries literals.
        classes: of the data: a class and all below it.
    """

    def __init__(
        self, graph: ShapesGraph, forms: WrittenForms, classes: Callable[[Term], Sequence[Term]]
    ) -> None:
        self._graph = graph
        self._forms = forms
        self._classes = classes
        self._compiled: dict[Term, CompiledShape] = {}
        self._open: list[Term] = []

    def compile(self, node: Term) -> CompiledShape:
        """Return a shape with all that it refers to.

        Raises:
            NotCompiledError: if any of it is not covered.
        """
        if len(self._open) > _DEEPEST:
            raise NotCompiledError("too many shapes stand in each other")
        if node in self._open:
            raise NotCompiledError(f"{self._graph.name(node)} refers to itself")
        if node not in self._compiled:
            self._open.append(node)
            try:
                self._compiled[node] = self._compile(node)
            finally:
                self._open.pop()
        return self._compiled[node]

    def _compile(self, node: Term) -> CompiledShape:
        if not is_node(node):
            raise NotCompiledError(f"{node} is no shape")
        paths = self._graph.list_values(node, SH.path)
        path = read_path(self._graph, paths[0]) if paths else None
        parameters = Parameters(self._graph, node, path, self._forms, self._classes)
        if parameters.find_flag("deactivated"):
            return CompiledShape(node, path, deactivated=True)
        checks = tuple(check for family in _FAMILIES for check in family(parameters))
        properties = tuple(self.compile(shape) for shape in parameters.list_values("property"))
        if any(shape.path is None for shape in properties):
            raise NotCompiledError("sh:property names a shape without sh:path")
        nested = {item: self.compile(item) for check in checks for item in check.nested}
        if any(nested[shape].path is not None for shape in parameters.list_values("node")):
            raise NotCompiledError("sh:node names a property shape")
        inner = (*properties, *nested.values())
        depth = 1 + max((shape.depth for shape in inner), default=0)
        if depth > _DEEPEST:
            raise NotCompiledError("too many shapes stand in each other")
        return CompiledShape(node, path, False, checks, properties, tuple(nested.values()), depth)

    def find_scope(self, shape: CompiledShape) -> Scope:
        """Return which nodes of the data a shape checks by its targets (SHACL, section 2.1.3).

        Raises:
            NotCompiledError: if a target is not covered.
        """
        parameters = Parameters(self._graph, shape.node, shape.path, self._forms, self._classes)
        patterns = [f"?focus {iri} ?any ." for iri in parameters.list_iris("targetSubjectsOf")]
        patterns += [f"?any {iri} ?focus ." for iri in parameters.list_iris("targetObjectsOf")]
        nodes = [parameters.write(node) for node in parameters.list_values("targetNode")]
        if nodes:
            patterns.append(f"VALUES ?focus {{ {' '.join(nodes)} }}")
        classes = parameters.list_iris("targetClass")
        if is_implicit_class(self._graph, shape.node):
            if not isinstance(shape.node, NamedNode):
                raise NotCompiledError("a class without a name is its own target")
            classes.append(shape.node)
        reached = [self._classes(item) for item in dict.fromkeys(classes)]
        if not patterns and len(reached) == 1 and len(reached[0]) == 1:
            return Scope(f"?focus {RDF_TYPE} {reached[0][0]} .", shape.path)
        patterns += [match_class(found, "?focus") for found in reached]
        check_length(patterns)
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
        return Scope(f"{{ SELECT DISTINCT ?focus WHERE {{ {union} }} }}", shape.path)


def list_targeted(graph: ShapesGraph) -> list[Term]:
    """Return the shapes that check something by themselves."""
    targeted: dict[Term, None] = {}
    for name in TARGETS:
        targeted.update(dict.fromkeys(graph.list_subjects(SH[name])))
    targeted.update(dict.fromkeys(shape for shape in list_shapes(graph) if is_implicit_class(graph, shape)))
    return list(targeted)


def list_shapes(graph: ShapesGraph) -> list[Term]:
    """Return all that is a shape, by its type or by how it is used, none twice."""
    shapes: list[Term] = [
        *graph.list_subjects(RDF_TYPE, SH.NodeShape),
        *graph.list_subjects(RDF_TYPE, SH.PropertyShape),
        *(shape for name in (*TARGETS, "property", "node") for shape in graph.list_subjects(SH[name])),
    ]
    for name in ("property", "node", "not", "qualifiedValueShape"):
        shapes += graph.list_objects(SH[name])
    for name in _LISTS:
        for head in graph.list_objects(SH[name]):
            shapes += graph.list_items(head)
    return list(dict.fromkeys(shapes))


def is_implicit_class(graph: ShapesGraph, node: Term) -> bool:
    """Return whether a shape is a class too, and so checks the instances of itself."""
    classes = {RDFS.Class, OWL.Class, *graph.list_subjects(RDFS.subClassOf, RDFS.Class)}
    return any(kind in classes for kind in graph.list_values(node, RDF_TYPE))


def check_form(graph: ShapesGraph) -> None:
    """Look at what makes a whole graph of shapes unusable, whether or not a shape is used.

    Raises:
        NotCompiledError: if there is something of that kind.
    """
    for shape in list_shapes(graph):
        kinds = graph.list_values(shape, RDF_TYPE)
        paths = graph.list_values(shape, SH.path)
        if len(paths) > 1 or (SH.NodeShape in kinds and (paths or SH.PropertyShape in kinds)):
            raise NotCompiledError(f"{graph.name(shape)} has paths that it must not have")
        if SH.PropertyShape in kinds and not paths:
            raise NotCompiledError(f"{graph.name(shape)} has no path")
        if len(graph.list_values(shape, SH.deactivated)) > 1:
            raise NotCompiledError(f"{graph.name(shape)} has several values of sh:deactivated")
    if any(not graph.list_items(head) for name in _LISTS for head in graph.list_objects(SH[name])):
        raise NotCompiledError("a list of shapes is empty")
