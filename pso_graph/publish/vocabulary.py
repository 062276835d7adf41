"""The terms that queries are written with: what the ontology defines and what the data uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pso_graph.publish.cells import name_iri
from pso_graph.publish.reference.usage import count_uses
from pso_graph.rdf.namespaces import OWL, RDF_TYPE, RDFS, SKOS
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.publish.page import Visit
    from pso_graph.store import Store

_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    SKOS.Concept: "constant",
}


class VocabularyTerm(NamedTuple):
    """A term that a query can name.

    Args:
        name: with its prefix.
        label: in the language of the page; empty if it has none.
        kind: ``class``, ``property`` or ``constant``.
        about: its definition in the language of the page; empty if it has none.
        uses: how many things have the class, or triples the property.
    """

    name: str
    label: str
    kind: str
    about: str
    uses: int


def list_terms(visit: Visit) -> list[VocabularyTerm]:
    """Return the terms that have a name with a prefix, by that name.

    Args:
        visit: whose store is asked, and whose language counts.
    """
    kinds, uses = {}, {}
    for iri, kind, count in count_uses(visit.store):
        kinds[iri], uses[iri] = kind, count
    kinds |= dict(_list_defined(visit.store))
    terms = [_describe_term(visit, iri, kind, uses.get(iri, 0)) for iri, kind in kinds.items()]
    return sorted(term for term in terms if "/" not in term.name)


def _describe_term(visit: Visit, iri: str, kind: str, uses: int) -> VocabularyTerm:
    label = _find_text(visit, iri, RDFS.label) or _find_text(visit, iri, SKOS.prefLabel)
    return VocabularyTerm(name_iri(iri), label, kind, _find_text(visit, iri, SKOS.definition), uses)


def _list_defined(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the terms that the ontology defines, with their kinds."""
    for class_, kind in _KINDS.items():
        for quad in store.find(None, RDF_TYPE, class_):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, kind


def _find_text(visit: Visit, iri: str, predicate: NamedNode) -> str:
    """Return what is said of a term in the language of the page; empty if nothing is."""
    texts = (quad.object for quad in visit.store.find(NamedNode(iri), predicate))
    return next((t.value for t in texts if isinstance(t, Literal) and t.language == visit.language), "")
