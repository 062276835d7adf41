"""Names in shapes that SHACL, a vocabulary or the data do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pso_graph.rdf.namespaces import RDF_TYPE, SH
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.checks.terms import read_iri, split_iri, write_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.validate.checks.shapes.graph import PlacedShapes, Statement
    from pso_graph.validate.checks.terms import KnownTerms
    from pso_graph.validate.finding import LocatedFinding

_CLASSES = (SH.targetClass, SH["class"], SH.datatype)
_PROPERTIES = (
    *(SH.targetSubjectsOf, SH.targetObjectsOf),
    *(SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals),
)
_LISTS = {SH.ignoredProperties: "property", SH["in"]: ""}
_STEPS = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
_LOOKUPS = (SH["class"], SH.node, SH["or"])
_SAME = 85.0  # likeness, of 100, from which on two names can hardly both be meant


class Usage:
    """The classes and properties that data use.

    Args:
        quads: of the data.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._used: dict[str, set[str]] = {"class": set(), "property": set()}
        for quad in quads:
            self._used["property"].add(quad.predicate.value)
            if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
                self._used["class"].add(quad.object.value)

    def find_lookalike(self, iri: str, kind: str) -> str:
        """Return the name in use for which one that is not in use was probably meant; empty if none.

        Args:
            iri: of the name.
            kind: ``class`` or ``property``.
        """
        used = self._used[kind]
        namespace, local = split_iri(iri)
        if iri in used or not local:
            return ""
        near = [
            (fuzz.ratio(local, name), other)
            for other in used
            for space, name in [split_iri(other)]
            if space == namespace
        ]
        likeness, other = max(near, default=(0.0, ""))
        return other if likeness >= _SAME else ""


def list_looked_up(shapes: PlacedShapes) -> set[NamedNode]:
    """Return the properties whose values some shape looks up: by class, by a shape, or as its target.

    Args:
        shapes: the shapes.
    """
    paths = [
        path
        for shape in shapes.shapes
        if any(shapes.list_about(shape, lookup) for lookup in _LOOKUPS)
        for path in shapes.list_about(shape, SH.path)
    ]
    followed = [step for path in paths for step in _list_steps(shapes, path)]
    followed += [said for said in shapes.statements if said.predicate == SH.targetObjectsOf]
    return {said.object_ for said in followed if isinstance(said.object_, NamedNode)}


def check_terms(shapes: PlacedShapes, terms: KnownTerms, usage: Usage) -> Iterator[LocatedFinding]:
    """Yield words that SHACL lacks (PSO-M001), and terms that nothing knows (PSO-M002, PSO-M015).

    Args:
        shapes: the shapes.
        terms: what is declared.
        usage: what the data use, for namespaces of which nothing is declared.
    """
    for statement in shapes.statements:
        yield from _check_words(statement, terms)
    for statement, kind in _list_terms(shapes):
        iri = read_iri(statement.object_)
        if not iri or iri.startswith(SH.iri):
            continue
        lookalike = usage.find_lookalike(iri, kind) if kind else ""
        if terms.is_unknown(iri, *([kind] if kind else [])):
            nearest = terms.suggest(iri, *([kind] if kind else []))
            yield statement.report("PSO-M002", nearest=nearest, values={"term": write_name(iri)})
        elif lookalike and not terms.is_known(iri):
            values = {"term": write_name(iri), "other": write_name(lookalike)}
            yield statement.report("PSO-M015", values=values)


def _check_words(statement: Statement, terms: KnownTerms) -> Iterator[LocatedFinding]:
    for term, is_object in ((statement.predicate, False), (statement.object_, True)):
        iri = read_iri(term)
        if iri.startswith(SH.iri) and terms.is_unknown(iri):
            place = None if is_object or statement.at is None else statement.at.predicate
            values = {"term": write_name(iri)}
            yield statement.report("PSO-M001", place, nearest=terms.suggest(iri), values=values)


def _list_terms(shapes: PlacedShapes) -> Iterator[tuple[Statement, str]]:
    """Yield each place of a term with what it has to be; of a value, no matter what."""
    for statement in shapes.statements:
        if statement.predicate in _CLASSES:
            yield statement, "class"
        elif statement.predicate in _PROPERTIES:
            yield statement, "property"
        elif statement.predicate == SH.path:
            for step in _list_steps(shapes, statement):
                yield step, "property"
        elif statement.predicate in _LISTS:
            for item in shapes.list_items(statement.object_):
                yield item, _LISTS[statement.predicate]
        elif statement.predicate == SH.hasValue:
            yield statement, ""


def _list_steps(shapes: PlacedShapes, path: Statement) -> Iterator[Statement]:
    """Yield where a path names a property (SHACL, section 2.3.1)."""
    waiting = [path]
    seen: set[Term] = set()
    while waiting:
        step = waiting.pop(0)
        if isinstance(step.object_, NamedNode):
            yield step
        elif step.object_ not in seen:
            seen.add(step.object_)
            for predicate in _STEPS:
                waiting += shapes.list_about(step.object_, predicate)
            for alternatives in shapes.list_about(step.object_, SH.alternativePath):
                waiting += shapes.list_items(alternatives.object_)
            waiting += shapes.list_items(step.object_)
