"""SPARQL 1.1 Service Description: what the endpoint says of itself when it is asked nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.rdf.namespaces import RDF_TYPE, Namespace
from pso_graph.rdf.terms import Literal, NamedNode
from tests.conformance.cases import list_parameters
from tests.conformance.graphs import Graph
from tests.conformance.serving import ENDPOINT, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.rdf.terms import Quad, Term
    from tests.conformance.cases import Case

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}

# The vocabulary, section 3: the class of what a property stands with, and whether its value is an IRI.
PROPERTIES = {
    SD.endpoint: (SD.Service, True),
    SD.feature: (SD.Service, True),
    SD.defaultEntailmentRegime: (SD.Service, True),
    SD.supportedEntailmentProfile: (SD.Service, True),
    SD.entailmentRegime: (SD.NamedGraph, True),
    SD.extensionFunction: (SD.Service, True),
    SD.extensionAggregate: (SD.Service, True),
    SD.languageExtension: (SD.Service, True),
    SD.supportedLanguage: (SD.Service, True),
    SD.propertyFeature: (SD.Service, True),
    SD.defaultDataset: (SD.Service, False),
    SD.availableGraphs: (SD.Service, False),
    SD.resultFormat: (SD.Service, True),
    SD.inputFormat: (SD.Service, True),
    SD.defaultGraph: (SD.Dataset, False),
    SD.namedGraph: (None, False),  # of a dataset or of a collection of graphs
    SD.name: (SD.NamedGraph, True),
    SD.graph: (SD.NamedGraph, False),
}
FEATURES = {
    SD.DereferencesURIs,
    SD.UnionDefaultGraph,
    SD.RequiresDataset,
    SD.EmptyGraphs,
    SD.BasicFederatedQuery,
}
LANGUAGES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}


def read_description() -> list[Quad]:
    with serve([]) as client:
        answer = client.get(ENDPOINT, headers={"Accept": ", ".join(FORMATS)})
    assert answer.status_code == 200, answer.text
    media_type = answer.headers["content-type"].partition(";")[0]
    assert media_type in FORMATS
    return list(ox.parse(answer.content, FORMATS[media_type], base_iri=str(answer.url)))


def returns_rdf(description: list[Quad]) -> None:
    assert description


def has_endpoint(description: list[Quad]) -> None:
    endpoints = [quad.object for quad in description if quad.predicate == SD.endpoint]
    assert NamedNode(f"http://testserver{ENDPOINT}") in endpoints


def conforms(description: list[Quad]) -> None:
    graph = Graph(description)
    services = [node for node in graph.subjects if SD.Service in graph.list_values(node, RDF_TYPE)]
    assert len(services) == 1
    assert graph.list_values(services[0], SD.endpoint)
    assert LANGUAGES & set(graph.list_values(services[0], SD.supportedLanguage))
    for quad in description:
        if quad.predicate.value.startswith(SD.iri):
            domain, is_iri = PROPERTIES[quad.predicate]
            assert domain is None or domain in graph.list_values(quad.subject, RDF_TYPE)
            assert isinstance(quad.object, NamedNode) or not is_iri
            assert not isinstance(quad.object, Literal)
    for predicate, allowed in ((SD.feature, FEATURES), (SD.supportedLanguage, LANGUAGES)):
        values: list[Term] = graph.list_values(services[0], predicate)
        assert {value for value in values if show(value).startswith(SD.iri)} <= allowed


def show(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


CHECKS: dict[str, Callable[[list[Quad]], None]] = {
    "service-description/returns-rdf": returns_rdf,
    "service-description/has-endpoint-triple": has_endpoint,
    "service-description/conforms-to-schema": conforms,
}


@pytest.mark.parametrize("case", list_parameters("service-description"))
def test_service_description(case: Case) -> None:
    CHECKS[case.id](read_description())
