"""Shapes that nothing uses, that do not exist, that share an id or have no path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, RDF_NIL, RDFS, SH
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode
from pso_graph.validate.checks.terms import write_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.positions import Place
    from pso_graph.rdf.terms import Term
    from pso_graph.validate.checks.shapes.graph import PlacedShapes, Statement
    from pso_graph.validate.finding import LocatedFinding

_LANGUAGES = ("de", "en")
_TEXTS = (SH.name, SH.description, SH.message)
_OF_VALUES = (
    *(SH.minCount, SH.maxCount, SH.uniqueLang, SH.lessThan, SH.lessThanOrEquals),
    *(SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount),
)
_TRUE = {"true", "1"}


def check_structure(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    """Yield what is wrong with how shapes hang together (PSO-M007, M009, M010, M011, M013, M014).

    Args:
        shapes: the shapes.
    """
    yield from _check_idle(shapes)
    yield from _check_ids(shapes)
    for statement in shapes.statements:
        explained = bool(shapes.list_about(statement.subject, RDFS.comment))
        if statement.predicate == SH.deactivated and _is_true(statement.object_) and not explained:
            yield statement.report("PSO-M010")
    for statement in shapes.references:
        target = statement.object_
        if isinstance(target, NamedNode | BlankNode) and target != RDF_NIL and target not in shapes.described:
            yield statement.report("PSO-M011", values={"shape": _name(target)})
    yield from _check_paths(shapes)


def check_languages(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    """Yield the texts that a rule lacks in German or English (PSO-M006).

    Args:
        shapes: shapes of ours, whose rules have an id.
    """
    for statement in shapes.statements:
        if statement.predicate != DCTERMS.identifier or statement.subject not in shapes.shapes:
            continue
        for predicate in _TEXTS:
            texts = [said.object_ for said in shapes.list_about(statement.subject, predicate)]
            given = {text.language for text in texts if isinstance(text, Literal) and text.value.strip()}
            for language in _LANGUAGES:
                if language not in given:
                    values = {"predicate": write_name(predicate.value), "language": language}
                    yield statement.report("PSO-M006", _place_subject(statement), values=values)


def _check_idle(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    """Yield shapes to which no way leads from a target, the topmost of each group only."""
    reached = {shape for shape in shapes.shapes if shapes.has_target(shape)}
    near: dict[Term, set[Term]] = {}
    for statement in shapes.statements:
        near.setdefault(statement.subject, set()).add(statement.object_)
    waiting: list[Term] = list(reached)
    seen: set[Term] = set(waiting)
    while waiting:
        more = near.get(waiting.pop(), set()) - seen
        seen |= more
        waiting += more
    referred = {statement.object_ for statement in shapes.statements}
    for shape in shapes.shapes:
        if shape not in seen and shape not in referred:
            first = shapes.described[shape]
            yield first.report("PSO-M007", _place_subject(first))


def _check_ids(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    known = set(shapes.shapes)
    first: dict[Term, Statement] = {}
    for statement in shapes.statements:
        if statement.predicate == DCTERMS.identifier and statement.subject in known:
            other = first.setdefault(statement.object_, statement)
            if other.subject != statement.subject and isinstance(statement.object_, Literal):
                values = {"id": statement.object_.value, "other": _name(other.subject)}
                yield statement.report("PSO-M009", values=values)


def _check_paths(shapes: PlacedShapes) -> Iterator[LocatedFinding]:
    properties = {said.object_ for said in shapes.statements if said.predicate == SH.property}
    for shape in shapes.shapes:
        first = shapes.described.get(shape)
        if first is None:
            continue
        paths = shapes.list_about(shape, SH.path)
        if len(paths) > 1:
            yield paths[1].report("PSO-M014")
        elif not paths and (shape in properties or shapes.is_a(shape, SH.PropertyShape)):
            yield first.report("PSO-M014", _place_subject(first))
        elif not paths:
            for parameter in _OF_VALUES:
                for said in shapes.list_about(shape, parameter):
                    values = {"parameter": write_name(parameter.value)}
                    place = said.at.predicate if said.at else None
                    yield said.report("PSO-M013", place, values=values)


def _place_subject(statement: Statement) -> Place | None:
    return statement.at.subject if statement.at else None


def _is_true(term: Term) -> bool:
    return isinstance(term, Literal) and term.value in _TRUE


def _name(node: Term) -> str:
    return write_name(node.value) if isinstance(node, NamedNode) else str(node)
