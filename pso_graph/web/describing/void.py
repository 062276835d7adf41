"""What is said of the dataset at ``/.well-known/void`` (VoID, section 5; RFC 8615; DCAT-AP 3.0.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.authorities import list_authorities
from pso_graph.rdf.namespaces import DCTERMS, RDF_TYPE
from pso_graph.rdf.parsing import parse_ntriples
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Triple
from pso_graph.web.describing.vocabulary import DCAT, FOAF, FORMATS, VOID, make_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.web.describing.summaries import Row, Summaries

_FORMATS = ("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD")
_KINDS = {DCAT.Dataset, VOID.Dataset}


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What there is to say of the dataset; what is beyond the limits of queries is left out.

    Args:
        address: of the description.
        endpoint: address of the SPARQL endpoint; empty if there is none.
        metadata: what the data itself says of it.
        size: rows of ``queries/site/default-graph-size.rq``.
        variety: likewise of ``dataset-variety.rq``.
        classes: of ``class-partitions.rq``.
        properties: of ``property-partitions.rq``.
        linksets: of ``linksets.rq``.
    """

    address: str
    endpoint: str
    metadata: Sequence[Triple]
    size: Sequence[Row]
    variety: Sequence[Row]
    classes: Sequence[Row]
    properties: Sequence[Row]
    linksets: Sequence[Row]


async def find_facts(summaries: Summaries, address: str, endpoint: str) -> DatasetFacts:
    """Return what there is to say of the dataset that is served now.

    Args:
        summaries: of the data.
        address: of the description.
        endpoint: address of the SPARQL endpoint; empty if there is none.

    Raises:
        PsoGraphError: if it cannot be found out now.
    """
    names = ("default-graph-size", "dataset-variety", "class-partitions", "property-partitions", "linksets")
    rows = [await summaries.find_rows(name) or [] for name in names]
    return DatasetFacts(address, endpoint, await find_metadata(summaries), *rows)


async def find_metadata(summaries: Summaries) -> list[Triple]:
    """Return what the data says of the dataset itself, its distributions, catalogue and services.

    Args:
        summaries: of the data.
    """
    return parse_ntriples(await summaries.find_graph("dataset-metadata") or b"")


def find_licences(metadata: Sequence[Triple]) -> list[str]:
    """Return the IRIs of the licences that the dataset is said to have, sorted.

    Args:
        metadata: see ``find_metadata``.
    """
    datasets = {triple.subject for triple in metadata if triple.object in _KINDS}
    licences = {
        triple.object.value
        for triple in metadata
        if triple.predicate == DCTERMS.license
        and triple.subject in datasets
        and isinstance(triple.object, NamedNode)
    }
    return sorted(licences)


def describe_dataset(facts: DatasetFacts) -> Iterator[Triple]:
    """Yield the description of the dataset.

    Args:
        facts: to tell.
    """
    dataset = _find_dataset(facts)
    document = NamedNode(facts.address)
    yield Triple(document, RDF_TYPE, VOID.DatasetDescription)
    yield Triple(document, FOAF.primaryTopic, dataset)
    yield Triple(dataset, RDF_TYPE, VOID.Dataset)
    yield from facts.metadata
    yield from list_authorities(facts.metadata)
    if facts.endpoint:
        yield Triple(dataset, VOID.sparqlEndpoint, NamedNode(facts.endpoint))
    for name in _FORMATS:
        yield Triple(dataset, VOID.feature, FORMATS[name])
    yield from _describe_size(dataset, facts)
    yield from _describe_partitions(dataset, facts)
    yield from _describe_linksets(dataset, facts)


def _find_dataset(facts: DatasetFacts) -> NamedNode:
    """Return the IRI of the dataset: the one that the data describes, if it is one and no more."""
    described = {triple.subject for triple in facts.metadata if triple.object in _KINDS}
    named = [node for node in described if isinstance(node, NamedNode)]
    return named[0] if len(named) == 1 else NamedNode(facts.address + "#dataset")


def _describe_size(dataset: NamedNode, facts: DatasetFacts) -> Iterator[Triple]:
    counts = {
        VOID.triples: (facts.size, "triples"),
        VOID.distinctSubjects: (facts.variety, "subjects"),
        VOID.distinctObjects: (facts.variety, "objects"),
        VOID.properties: (facts.variety, "properties"),
        VOID.classes: (facts.variety, "classes"),
    }
    for predicate, (rows, column) in counts.items():
        for row in rows:
            yield Triple(dataset, predicate, make_count(row[column]))


def _describe_partitions(dataset: NamedNode, facts: DatasetFacts) -> Iterator[Triple]:
    for number, row in enumerate(facts.classes, 1):
        part = BlankNode(f"class{number}")
        yield Triple(dataset, VOID.classPartition, part)
        yield Triple(part, VOID["class"], NamedNode(row["class"]))
        yield Triple(part, VOID.entities, make_count(row["entities"]))
    for number, row in enumerate(facts.properties, 1):
        part = BlankNode(f"property{number}")
        yield Triple(dataset, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(row["property"]))
        yield Triple(part, VOID.triples, make_count(row["triples"]))
        yield Triple(part, VOID.distinctSubjects, make_count(row["subjects"]))
        yield Triple(part, VOID.distinctObjects, make_count(row["objects"]))


def _describe_linksets(dataset: NamedNode, facts: DatasetFacts) -> Iterator[Triple]:
    spaces = list(dict.fromkeys(row["space"] for row in facts.linksets))
    targets = {space: BlankNode(f"target{number}") for number, space in enumerate(spaces, 1)}
    for space, target in targets.items():
        yield Triple(target, RDF_TYPE, VOID.Dataset)
        yield Triple(target, VOID.uriSpace, Literal(space))
    for number, row in enumerate(facts.linksets, 1):
        linkset = BlankNode(f"linkset{number}")
        yield Triple(dataset, VOID.subset, linkset)
        yield Triple(linkset, RDF_TYPE, VOID.Linkset)
        yield Triple(linkset, VOID.subjectsTarget, dataset)
        yield Triple(linkset, VOID.objectsTarget, targets[row["space"]])
        yield Triple(linkset, VOID.linkPredicate, NamedNode(row["property"]))
        yield Triple(linkset, VOID.triples, make_count(row["triples"]))
