"""Values of constraints: of the right kind (SHACL, appendix A), and not at odds with one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.rdf.namespaces import RDF_NIL, RDF_REST, SH, XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode
from pso_graph.validate.checks.terms import write_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.checks.shapes.graph import PlacedShapes
    from pso_graph.validate.finding import LocatedFinding

    Test = Callable[[PlacedShapes, Term], bool]

_NODE_KINDS = {
    *(SH.BlankNode, SH.IRI, SH.Literal),
    *(SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral),
}
_BOOLEANS = {"true", "false", "0", "1"}
_WHOLE = re.compile(r"\+?[0-9]+")


def _has_datatype(term: Term, name: str) -> bool:
    return isinstance(term, Literal) and term.datatype.value == XSD + name


def _is_count(_: PlacedShapes, term: Term) -> bool:
    return _has_datatype(term, "integer") and bool(_WHOLE.fullmatch(getattr(term, "value", "")))


def _is_boolean(_: PlacedShapes, term: Term) -> bool:
    return _has_datatype(term, "boolean") and getattr(term, "value", "") in _BOOLEANS


def _is_iri(_: PlacedShapes, term: Term) -> bool:
    return isinstance(term, NamedNode)


def _is_list(shapes: PlacedShapes, term: Term) -> bool:
    return term == RDF_NIL or bool(shapes.list_about(term, RDF_REST))


def _is_string(_: PlacedShapes, term: Term) -> bool:
    return _has_datatype(term, "string")


def _is_literal(_: PlacedShapes, term: Term) -> bool:
    return isinstance(term, Literal)


def _is_node_kind(_: PlacedShapes, term: Term) -> bool:
    return term in _NODE_KINDS


def _is_pattern(_: PlacedShapes, term: Term) -> bool:
    if not isinstance(term, Literal) or term.datatype.value != XSD + "string":
        return False
    try:
        re.compile(term.value)
    except re.error:
        return False
    return True


class _Kind(NamedTuple):
    """What a parameter takes: its parameters, how to tell, and what it is called."""

    names: str
    test: Test
    de: str
    en: str


_KINDS = (
    _Kind(
        "minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount",
        _is_count,
        "eine ganze Zahl ab 0",
        "a whole number from 0",
    ),
    _Kind(
        "uniqueLang closed deactivated qualifiedValueShapesDisjoint",
        _is_boolean,
        "true oder false",
        "true or false",
    ),
    _Kind(
        "targetClass targetSubjectsOf targetObjectsOf datatype class equals disjoint lessThan"
        " lessThanOrEquals severity",
        _is_iri,
        "eine IRI",
        "an IRI",
    ),
    _Kind(
        "in languageIn and or xone ignoredProperties",
        _is_list,
        "eine Liste in runden Klammern",
        "a list in round brackets",
    ),
    _Kind("select ask construct flags", _is_string, "eine Zeichenkette", "a string"),
    _Kind("pattern", _is_pattern, "einen regulären Ausdruck", "a regular expression"),
    _Kind(
        "minInclusive maxInclusive minExclusive maxExclusive message",
        _is_literal,
        "ein Literal",
        "a literal",
    ),
    _Kind(
        "nodeKind",
        _is_node_kind,
        "eine der sechs Knotenarten, wie sh:IRI",
        "one of the six kinds of nodes, such as sh:IRI",
    ),
)
_KIND_OF = {SH[name]: kind for kind in _KINDS for name in kind.names.split()}


def check_parameters(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    """Yield values that their parameter does not take (PSO-M012).

    Args:
        shapes: the shapes.
    """
    for statement in shapes.statements:
        kind = _KIND_OF.get(statement.predicate)
        if kind is not None and not kind.test(shapes, statement.object_):
            shown = "[ ]" if isinstance(statement.object_, BlankNode) else str(statement.object_)
            values = {
                "parameter": write_name(statement.predicate.value),
                "kind_de": kind.de,
                "kind_en": kind.en,
                "value": shown,
            }
            yield statement.report("PSO-M012", values=values)
