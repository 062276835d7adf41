"""All that the reference of the ontology tells, read once for each snapshot of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.keeping import keep_by_store
from pso_graph.publish.reference.schemes import Scheme, read_schemes
from pso_graph.publish.reference.terms import Term, read_terms
from pso_graph.publish.reference.usage import Usage, find_usage
from pso_graph.publish.values import read_texts, read_value
from pso_graph.rdf.namespaces import DCTERMS, OWL, PSOG
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class Reference:
    """The ontology, for people.

    Args:
        iri: of the ontology.
        title: by language.
        description: by language.
        facts: version, version IRI, dates, licence, citation; empty where unknown.
        terms: classes, then properties, each by name.
        usage: of each term, by its IRI.
        schemes: by name.
    """

    iri: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    facts: Mapping[str, str]
    terms: tuple[Term, ...]
    usage: Mapping[str, Usage]
    schemes: tuple[Scheme, ...]


@keep_by_store()
def read_reference(store: Store) -> Reference:
    """Return the reference of the ontology that a store holds.

    Args:
        store: that does not change.

    Raises:
        UnknownThingError: if our ontology is not in it.
    """
    node = NamedNode(PSOG.iri.removesuffix("#"))
    terms = read_terms(store)
    if not terms:
        raise UnknownThingError(
            "This data comes without our ontology.",
            where=node.value,
            fix="Add it to the data that is served.",
        )
    named = {
        "version": OWL.versionInfo,
        "version_iri": OWL.versionIRI,
        "issued": DCTERMS.issued,
        "modified": DCTERMS.modified,
        "licence": DCTERMS.license,
        "citation": DCTERMS.bibliographicCitation,
    }
    facts = {name: read_value(store, node, predicate) for name, predicate in named.items()}
    return Reference(
        iri=node.value,
        title=read_texts(store, node, DCTERMS.title),
        description=read_texts(store, node, DCTERMS.description),
        facts=facts,
        terms=terms,
        usage=find_usage(store, terms),
        schemes=read_schemes(store),
    )
