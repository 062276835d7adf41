"""Constraints of one shape that no value can meet together."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import SH, XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode
from pso_graph.validate.checks.terms import write_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.checks.shapes.graph import PlacedShapes, Statement
    from pso_graph.validate.finding import LocatedFinding

# A lower bound, an upper one, and whether they may be equal.
_BOUNDS = (
    (SH.minCount, SH.maxCount, True),
    (SH.qualifiedMinCount, SH.qualifiedMaxCount, True),
    (SH.minLength, SH.maxLength, True),
    (SH.minInclusive, SH.maxInclusive, True),
    (SH.minExclusive, SH.maxInclusive, False),
    (SH.minInclusive, SH.maxExclusive, False),
    (SH.minExclusive, SH.maxExclusive, False),
)
_NO_LITERAL = {SH.IRI, SH.BlankNode, SH.BlankNodeOrIRI}
_LANG_STRING = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_ALLOWED = {
    SH.IRI: (NamedNode,),
    SH.BlankNode: (BlankNode,),
    SH.Literal: (Literal,),
    SH.BlankNodeOrIRI: (NamedNode, BlankNode),
    SH.BlankNodeOrLiteral: (BlankNode, Literal),
    SH.IRIOrLiteral: (NamedNode, Literal),
}

Pair = tuple["Statement", "Statement"]


def check_contradictions(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    """Yield the constraint that allows nothing beside an earlier one of its shape (PSO-M008).

    Args:
        shapes: the shapes.
    """
    for shape in shapes.shapes:
        pairs = [*_list_bounds(shapes, shape), *_list_kinds(shapes, shape), *_list_values(shapes, shape)]
        for first, second in pairs:
            values = {"first": _write(first), "second": _write(second)}
            yield second.report("PSO-M008", values=values)


def _list_bounds(shapes: PlacedShapes, shape: Term) -> Iterator[Pair]:
    for low, high, equal in _BOUNDS:
        for lower in shapes.list_about(shape, low):
            for upper in shapes.list_about(shape, high):
                order = _compare(lower.object_, upper.object_)
                if order is not None and (order > 0 or (order == 0 and not equal)):
                    yield lower, upper


def _compare(first: Term, second: Term) -> int | None:
    """Return whether the first is less (-1), equal or greater; nothing if that cannot be told."""
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return None
    try:
        one, two = Decimal(first.value), Decimal(second.value)
        return None if one.is_nan() or two.is_nan() else (one > two) - (one < two)
    except InvalidOperation:
        if first.datatype != second.datatype or first.datatype.value != XSD + "date":
            return None
    return (first.value > second.value) - (first.value < second.value)


def _list_kinds(shapes: PlacedShapes, shape: Term) -> Iterator[Pair]:
    """Yield datatypes beside what no literal is, and classes beside what only literals are."""
    datatypes, classes = shapes.list_about(shape, SH.datatype), shapes.list_about(shape, SH["class"])
    kinds = shapes.list_about(shape, SH.nodeKind)
    for datatype in datatypes:
        yield from ((datatype, kind) for kind in kinds if kind.object_ in _NO_LITERAL)
        yield from ((datatype, other) for other in classes)
        if datatype.object_ != _LANG_STRING:
            yield from ((datatype, other) for other in shapes.list_about(shape, SH.languageIn))
    yield from ((first, other) for first in datatypes[:1] for other in datatypes[1:])
    for kind in kinds:
        if kind.object_ == SH.Literal:
            yield from ((kind, other) for other in classes)


def _list_values(shapes: PlacedShapes, shape: Term) -> Iterator[Pair]:
    """Yield lists and required values that another constraint leaves nothing of."""
    required = shapes.list_about(shape, SH.hasValue)
    for upper in shapes.list_about(shape, SH.maxCount):
        limit = _read_count(upper)
        if limit is not None and len(required) > limit:
            yield required[limit], upper
    for listed in shapes.list_about(shape, SH["in"]):
        items = [item.object_ for item in shapes.list_items(listed.object_)]
        yield from ((listed, said) for said in required if said.object_ not in items)
        for lower in shapes.list_about(shape, SH.minCount):
            count = _read_count(lower)
            if count is not None and count > len(set(items)):
                yield lower, listed
        yield from _list_misfits(shapes, shape, listed, items)
    for said in required:
        yield from _list_misfits(shapes, shape, said, [said.object_])


def _list_misfits(shapes: PlacedShapes, shape: Term, listed: Statement, items: list[Term]) -> Iterator[Pair]:
    """Yield the datatypes and node kinds that none of some values has."""
    for test in (SH.datatype, SH.nodeKind):
        for said in shapes.list_about(shape, test):
            if items and not any(_fits(item, said) for item in items):
                yield listed, said


def _fits(term: Term, constraint: Statement) -> bool:
    """Return whether a term meets a datatype or node kind."""
    if constraint.predicate == SH.datatype:
        return isinstance(term, Literal) and term.datatype == constraint.object_
    kinds = _ALLOWED.get(constraint.object_) if isinstance(constraint.object_, NamedNode) else None
    return kinds is None or isinstance(term, kinds)


def _read_count(statement: Statement) -> int | None:
    value = statement.object_
    return int(value.value) if isinstance(value, Literal) and value.value.isdecimal() else None


def _write(statement: Statement) -> str:
    name = write_name(statement.predicate.value)
    if isinstance(statement.object_, NamedNode):
        return f"{name} {write_name(statement.object_.value)}"
    return f"{name} {statement.object_.value}" if isinstance(statement.object_, Literal) else name
