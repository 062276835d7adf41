"""What changes of ontology terms ask of the version number.

| change of a term | step |
|---|---|
| a class, property, datatype, concept or scheme is removed | major |
| it becomes another kind of term, as an object property a datatype property | major |
| a domain or range is added, or replaced by another that is not wider | major |
| a domain or range is removed, or replaced by a class above it | minor |
| a superclass or superproperty is removed: queries by it find less | major |
| a superclass or superproperty is added | minor |
| functional, inverse functional, asymmetric or irreflexive is added; disjointness is added | major |
| one of these is removed | minor |
| symmetric, transitive or reflexive is added, or an inverse: more follows | minor |
| one of these is removed | major |
| any other statement in terms of OWL, RDFS or RDF is added or removed | major |
| a concept leaves a scheme, or its notation changes or goes | major |
| a concept joins a scheme, gets a notation, or changes its neighbours or matches | minor |
| a term is added | minor |
| a term is deprecated, or no longer so | minor |
| a label, definition or other annotation changes | patch |
| anything about an ontology itself, such as its version | patch |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.pipeline.diffing.steps import Step, Verdict
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SKOS, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.pipeline.diffing.things import PropertyChange, ThingChange
    from pso_graph.pipeline.diffing.values import Statements
    from pso_graph.rdf.terms import NamedNode, Term

OWL = Namespace("http://www.w3.org/2002/07/owl#")
_RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
_KINDS = {
    *(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual),
    *(RDFS.Class, RDFS.Datatype, _RDF.Property, SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection),
}
_NARROWING = {
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty),
    *(OWL.AsymmetricProperty, OWL.IrreflexiveProperty),
}
_EXTENDING = {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.ReflexiveProperty}
_TEXTS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}
_BOUNDS = {RDFS.domain, RDFS.range}
_EXTENDED_BY = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf}
_NEIGHBOURS = {
    SKOS[name]
    for name in (
        *("broader", "narrower", "related", "topConceptOf", "hasTopConcept", "member"),
        *("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"),
    )
}
_AXIOMS = (OWL.iri, RDFS.iri, _RDF.iri)


def is_term(types: Iterable[Term]) -> bool:
    """Return whether classes make a thing a term: a class, property, datatype, concept or scheme.

    Args:
        types: of the thing.
    """
    return not _KINDS.isdisjoint(types)


def judge_term(change: ThingChange, new: Statements) -> Iterator[Verdict]:
    """Yield what the changes of a term ask for; the table stands at the head of this module.

    Args:
        change: of a thing that is, or was, a term.
        new: the dataset after the change.
    """
    if change.kind == "removed":
        yield Verdict(Step.MAJOR, "removed", change.thing)
    elif change.kind == "added":
        yield Verdict(Step.MINOR, "added", change.thing)
    else:
        for predicate, parts in _join(change.properties).items():
            for step, reason in _judge(predicate, *parts, new):
                yield Verdict(step, reason, change.thing, predicate)


def _join(properties: Iterable[PropertyChange]) -> dict[NamedNode, tuple[set[Term], set[Term]]]:
    """Return removed and added values by property: whichever graph says it, and in whichever language."""
    joined: dict[NamedNode, tuple[set[object], set[object]]] = {}
    for change in properties:
        removed, added = joined.setdefault(change.predicate, (set(), set()))
        removed |= set(change.removed)
        added |= set(change.added)
    return {p: (removed - added, added - removed) for p, (removed, added) in joined.items()}  # type: ignore[misc]


def _judge(
    predicate: NamedNode, removed: set[Term], added: set[Term], new: Statements
) -> Iterator[tuple[Step, str]]:
    if predicate == RDF_TYPE:
        yield from _judge_types(removed, added)
    elif predicate in _BOUNDS:
        yield _judge_bounds(removed, added, new)
    elif predicate in {OWL.disjointWith, OWL.propertyDisjointWith}:
        yield from _choose(removed, added, (Step.MINOR, "widened"), (Step.MAJOR, "narrowed"))
    elif predicate in _EXTENDED_BY:
        yield from _choose(removed, added, (Step.MAJOR, "axiom-removed"), (Step.MINOR, "axiom-added"))
    elif predicate == SKOS.inScheme:
        yield from _choose(removed, added, (Step.MAJOR, "removed"), (Step.MINOR, "added"))
    elif predicate == SKOS.notation:
        yield (Step.MAJOR, "value") if removed else (Step.MINOR, "value")
    elif predicate in _NEIGHBOURS:
        yield from _choose(removed, added, (Step.MINOR, "axiom-removed"), (Step.MINOR, "axiom-added"))
    elif predicate == OWL.deprecated:
        yield Step.MINOR, "deprecated"
    elif predicate.value.startswith(_AXIOMS) and predicate not in _TEXTS:
        yield from _choose(removed, added, (Step.MAJOR, "axiom-removed"), (Step.MAJOR, "narrowed"))
    else:
        yield Step.PATCH, "text"


def _choose(
    removed: set[Term], added: set[Term], on_removal: tuple[Step, str], on_addition: tuple[Step, str]
) -> Iterator[tuple[Step, str]]:
    if removed:
        yield on_removal
    if added:
        yield on_addition


def _judge_types(removed: set[Term], added: set[Term]) -> Iterator[tuple[Step, str]]:
    if removed & _KINDS:
        yield Step.MAJOR, "kind"
    if added & _NARROWING:
        yield Step.MAJOR, "narrowed"
    if removed & _NARROWING:
        yield Step.MINOR, "widened"
    if removed & _EXTENDING:
        yield Step.MAJOR, "axiom-removed"
    if added & _EXTENDING:
        yield Step.MINOR, "axiom-added"
    other = (removed | added) - _NARROWING - _EXTENDING
    if other and not removed & _KINDS:
        yield Step.MINOR, "kind"


def _judge_bounds(removed: set[Term], added: set[Term], new: Statements) -> tuple[Step, str]:
    """Judge a domain or range; several of them are one intersection (RDF Schema 1.1, section 3.1)."""
    below = {node: _list_above(node, new) for node in removed}
    wider = all(any(node in above for above in below.values()) for node in added)
    return (Step.MINOR, "widened") if removed and wider else (Step.MAJOR, "narrowed")


def _list_above(node: Term, statements: Statements) -> set[Term]:
    above: set[Term] = set()
    frontier: set[Term] = {node}
    while frontier:
        said = [statements.list_said(item) for item in frontier]
        frontier = {item for each in said for item in each.get(RDFS.subClassOf, ())} - above
        above |= frontier
    return above
