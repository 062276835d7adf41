"""What the endpoint says of itself when it is asked nothing (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOG, RDF_TYPE, RDFS, XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Triple
from pso_graph.web.describing.vocabulary import ENTAILMENT, FORMATS, QUDT, SD, VOID, make_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.rdf.terms import Subject
    from pso_graph.web.describing.limits import ServedLimit

_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
)


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What there is to say of the service.

    Args:
        endpoint: its address.
        dataset: address of the description of the dataset.
        is_union: whether the default graph is the union of the named graphs.
        is_writable: whether updates are taken.
        graphs: IRI of each named graph and the number of its triples; None if that is unknown.
        size: number of triples of the default graph; likewise.
        limits: of the service.
    """

    endpoint: str
    dataset: str
    is_union: bool
    is_writable: bool
    graphs: Sequence[tuple[str, int | None]]
    size: int | None
    limits: Sequence[ServedLimit]


def describe_service(facts: ServiceFacts) -> Iterator[Triple]:
    """Yield the service description.

    Nothing is said of extension functions, input formats and further entailment: there are none. (Input
    formats are those of LOAD, which updates may not use.)

    Args:
        facts: to tell.
    """
    service = NamedNode(facts.endpoint + "#service")
    yield Triple(service, RDF_TYPE, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(facts.endpoint))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    if facts.is_writable:
        yield Triple(service, SD.supportedLanguage, SD.SPARQL11Update)
        yield Triple(service, SD.feature, SD.EmptyGraphs)
    if facts.is_union:
        yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    for name in _RESULT_FORMATS:
        yield Triple(service, SD.resultFormat, FORMATS[name])
    yield Triple(service, SD.defaultEntailmentRegime, ENTAILMENT.Simple)
    yield from _describe_dataset(service, facts)
    for limit in facts.limits:
        yield from _describe_limit(service, limit)


def _describe_dataset(service: NamedNode, facts: ServiceFacts) -> Iterator[Triple]:
    dataset, default = NamedNode(facts.endpoint + "#dataset"), NamedNode(facts.endpoint + "#default-graph")
    available = NamedNode(facts.endpoint + "#graphs")
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(service, SD.availableGraphs, available)
    yield Triple(dataset, RDF_TYPE, SD.Dataset)
    yield Triple(dataset, RDFS.seeAlso, NamedNode(facts.dataset))
    yield Triple(dataset, SD.defaultGraph, default)
    yield from _describe_graph(default, facts.size)
    yield Triple(available, RDF_TYPE, SD.GraphCollection)
    for number, (name, size) in enumerate(facts.graphs, 1):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(available, SD.namedGraph, named)
        yield Triple(named, RDF_TYPE, SD.NamedGraph)
        yield Triple(named, SD.name, NamedNode(name))
        yield Triple(named, SD.graph, graph)
        yield from _describe_graph(graph, size)


def _describe_graph(graph: Subject, size: int | None) -> Iterator[Triple]:
    yield Triple(graph, RDF_TYPE, SD.Graph)
    if size is not None:
        yield Triple(graph, VOID.triples, make_count(size))


def _describe_limit(service: NamedNode, limit: ServedLimit) -> Iterator[Triple]:
    node = BlankNode(limit.name.replace("_", "-"))
    yield Triple(service, PSOG.limit, node)
    yield Triple(node, RDF_TYPE, PSOG.Limit)
    yield Triple(node, DCTERMS.identifier, Literal(limit.name))
    for language, text in limit.label.items():
        yield Triple(node, RDFS.label, Literal(text, language=language))
    yield Triple(node, QUDT.numericValue, _make_number(limit.value))
    yield Triple(node, QUDT.hasUnit, NamedNode(limit.unit.iri))


def _make_number(value: float) -> Literal:
    if value == int(value):
        return make_count(value)
    return Literal(f"{value:f}", datatype=NamedNode(XSD + "decimal"))
