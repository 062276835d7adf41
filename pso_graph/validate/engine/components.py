"""Constraint components that shapes graphs define themselves, with validators in SPARQL (SHACL, section 6).

A validator is run as a constraint in SPARQL is, with the values of parameters written in their places. One
that asks whether a value conforms is turned into the query for the values that do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.engine.checks import TRUE
from pso_graph.validate.engine.select import compile_query
from pso_graph.validate.engine.tokens import Token, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.checks import Check, Parameters
    from pso_graph.validate.engine.graph import ShapesGraph

_NAME = re.compile(r"[^\W\d][\w-]*$")  # how a parameter is called in queries: the end of its property's IRI
_TAKEN = {"", "this", "value", "PATH", "shapesGraph", "currentShape"}
# What asks for the values that do not conform, up to the pattern that they do not match.
_OF_NODE = "SELECT DISTINCT $this WHERE { FILTER NOT EXISTS"
_OF_PROPERTY = "SELECT DISTINCT $this $value WHERE { $this $PATH $value FILTER NOT EXISTS"


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component.

    Args:
        node: that stands for it.
        parameters: the properties that it takes, with whether a shape may leave each out.
    """

    node: NamedNode
    parameters: Mapping[NamedNode, bool]

    def is_used(self, graph: ShapesGraph, shape: Term) -> bool:
        """Return whether a shape gives all that it needs."""
        needed = [path for path, optional in self.parameters.items() if not optional]
        return bool(needed) and all(graph.list_values(shape, path) for path in needed)

    def find_validator(self, graph: ShapesGraph, shape: Term) -> Term | None:
        """Return what validates a shape's values, or None (SHACL, section 6.2.3)."""
        special = SH.propertyValidator if graph.list_values(shape, SH.path) else SH.nodeValidator
        return graph.find_value(self.node, special) or graph.find_value(self.node, SH.validator)

    def list_bindings(self, graph: ShapesGraph, shape: Term) -> list[dict[str, Term]]:
        """Return what the parameters hold by their names, for each constraint that a shape makes of them.

        Raises:
            NotCompiledError: if one of several has several values, or one has no name of its own.
        """
        given = {path: graph.list_values(shape, path) for path in self.parameters}
        if len(self.parameters) > 1 and any(len(values) > 1 for values in given.values()):
            raise NotCompiledError(f"a parameter of {graph.name(self.node)} has several values")
        names = {path: _name(path) for path in given}
        if _TAKEN & set(names.values()):
            raise NotCompiledError(f"a parameter of {graph.name(self.node)} has no name of its own")
        count = max(map(len, given.values()))
        return [
            {names[path]: values[place] for path, values in given.items() if values} for place in range(count)
        ]


def list_components(graph: ShapesGraph) -> list[Component]:
    """Return the components that a shapes graph defines, but for those of SHACL itself."""
    kinds: list[Term] = [SH.ConstraintComponent]
    for kind in kinds:  # which grows meanwhile
        kinds += [below for below in graph.list_subjects(RDFS.subClassOf, kind) if below not in kinds]
    nodes = dict.fromkeys(node for kind in kinds for node in graph.list_subjects(RDF_TYPE, kind))
    return [
        Component(node, _read_parameters(graph, node))
        for node in nodes
        if isinstance(node, NamedNode) and not node.value.startswith(SH.iri)
    ]


def describe_use(graph: ShapesGraph, shape: Term, component: Term) -> tuple[Term | None, Mapping[str, Term]]:
    """Return what validates a shape's values for a component, and what its parameters with one value hold.

    Args:
        graph: the shapes.
        shape: one of them.
        component: any; of one that the graph does not define nothing is known.
    """
    for known in list_components(graph):
        if known.node == component:
            given = {_name(path): graph.list_values(shape, path) for path in known.parameters}
            single = {name: values[0] for name, values in given.items() if len(values) == 1}
            return known.find_validator(graph, shape), single
    return None, {}


def compile_components(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks of components that the shapes graph defines.

    Raises:
        NotCompiledError: if one cannot be run for all nodes at once.
    """
    graph, shape = parameters.graph, parameters.shape
    for component in list_components(graph):
        if not component.is_used(graph, shape):
            continue
        validator = component.find_validator(graph, shape)
        if validator is None:
            raise NotCompiledError(f"{graph.name(component.node)} has no validator for it")
        inner = replace(parameters, shape=validator)
        for bindings in component.list_bindings(graph, shape):
            tokens = list(_fill(_read_validator(inner), bindings, parameters))
            yield replace(compile_query(tokens, inner), component=component.node.value, bindings=bindings)


def _read_parameters(graph: ShapesGraph, component: Term) -> dict[NamedNode, bool]:
    return {
        path: TRUE in graph.list_values(parameter, SH.optional)
        for parameter in graph.list_values(component, SH.parameter)
        for path in graph.list_values(parameter, SH.path)
        if isinstance(path, NamedNode)
    }


def _name(path: NamedNode) -> str:
    match = _NAME.search(path.value)
    return match[0] if match else ""


def _read_validator(parameters: Parameters) -> list[Token]:
    """Return a validator's query, as one for what does not conform."""
    select = parameters.find_text("select")
    if select is not None:
        return read_tokens(select)
    ask = parameters.find_text("ask")
    if ask is None:
        raise NotCompiledError("a validator has neither sh:select nor sh:ask that is a text")
    tokens = read_tokens(ask)
    words = [token.word for token in tokens[:2]]
    body = tokens[2 if words[1:] == ["WHERE"] else 1 :]
    if words[:1] != ["ASK"] or [token.text for token in (*body[:1], *body[-1:])] != ["{", "}"]:
        raise NotCompiledError("sh:ask is not ASK and one group")
    if any(before.word == "AS" and token.variable == "value" for before, token in pairwise(body)):
        raise NotCompiledError("sh:ask binds $value itself")
    if parameters.path is not None:
        return [*read_tokens(_OF_PROPERTY), *body, *read_tokens("}")]
    of_node = (replace(token, text="$this") if token.variable == "value" else token for token in body)
    return [*read_tokens(_OF_NODE), *of_node, *read_tokens("}")]


def _fill(tokens: Sequence[Token], bindings: Mapping[str, Term], parameters: Parameters) -> Iterator[Token]:
    """Yield a query with the values of parameters in their places."""
    written = {}
    for name, term in bindings.items():
        written[name] = parameters.write(term)
        if written[name] != str(term):
            raise NotCompiledError(f"the store would write its parameter {name} in another way")
    for token in tokens:
        text = written.get(token.variable)
        yield token if text is None else Token("iri" if text.startswith("<") else "string", text, token.gap)
