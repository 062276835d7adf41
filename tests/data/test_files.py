"""Every file is in canonical form, says nothing that another says, and makes up the graph it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.formatting import format_files
from pso_graph.rdf.formatting import format_turtle
from pso_graph.rdf.namespaces import BASE, DCTERMS, GRAPHS, OA, PSOG, RDF_TYPE, RDFS, SKOS
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import BlankNode, NamedNode
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad
    from pso_graph.store import EmbeddedStore
    from tests.gold.graph import Graph

TURTLE = sorted(
    path
    for folder in ("ontology", "shapes", "data")
    for path in (ROOT / folder).rglob("*.ttl")
    if path.name != "prefixes.ttl"  # a table for other files: its prefixes are all unused
)
DOCUMENTS = (
    "gruene-mv-wp8-2-2021",
    "mso-mv-resolution-2015",
    "mv-statement-pso-19-2024",
    "pso-19-2023",
    "sh-motion-pso-19",
)
# What data say in words of others; the catalogue is DCAT throughout.
BORROWED = {
    RDF_TYPE,
    *(SKOS[name] for name in ("prefLabel", "altLabel", "notation", "note")),
    *(SKOS[name] for name in ("exactMatch", "closeMatch", "relatedMatch")),
    *(DCTERMS[name] for name in ("title", "identifier", "date", "language", "isPartOf", "source")),
    RDFS.seeAlso,
    OA.hasSource,
    NamedNode("http://www.w3.org/2002/07/owl#sameAs"),
    NamedNode("http://xmlns.com/foaf/0.1/homepage"),
}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_is_canonical(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_turtle(text, read_prefixes(), where=str(path)) == text


def test_every_file_is_looked_at() -> None:
    assert len(TURTLE) == format_files(None, write=False)[0]
    assert len(TURTLE) > 60


def test_data_have_no_blank_node(written: list[Quad]) -> None:
    assert [q for q in written if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)] == []


def test_each_triple_stands_in_one_file(files: dict[str, list[Quad]]) -> None:
    where: dict[object, list[str]] = {}
    for path, quads in files.items():
        for quad in quads:
            where.setdefault(quad.triple, []).append(path)
    assert {str(triple): paths for triple, paths in where.items() if len(paths) > 1} == {}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("ontology/core.ttl", "vocabulary"),
        ("ontology/concepts/topic.ttl", "vocabulary"),
        ("data/catalog.ttl", "catalog"),
        ("data/anchors/pso-19-2023.ttl", "anchors"),
        ("data/reference/actors.ttl", "reference"),
        ("data/reference/inferred/links.ttl", "reference-inferred"),
        ("data/reference/memory/conferences.ttl", "reference-memory"),
        *((f"data/documents/{slug}.ttl", f"document/{slug}") for slug in DOCUMENTS),
    ],
)
def test_a_file_makes_up_its_graph(files: dict[str, list[Quad]], path: str, name: str) -> None:
    assert {quad.graph_name for quad in files[path]} == {NamedNode(GRAPHS + name)}


def test_there_are_these_graphs_and_no_other(dataset: EmbeddedStore) -> None:
    named = [graph.value.removeprefix(GRAPHS) for graph in dataset.list_graphs()]
    assert named == [
        "aligned",
        "anchors",
        "catalog",
        *(f"document/{slug}" for slug in DOCUMENTS),
        "entailed",
        "reference",
        "reference-inferred",
        "reference-memory",
        "vocabulary",
    ]


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_a_document_and_its_parts_stand_in_its_own_graph(
    dataset: EmbeddedStore, graph: Graph, slug: str
) -> None:
    own = NamedNode(f"{GRAPHS}document/{slug}")
    assert graph.values(f"document/{slug}", PSOG.namedGraph) == [own.value]
    document = NamedNode(f"{BASE}document/{slug}")
    parts = {quad.subject for quad in dataset.find(None, PSOG.inDocument, document)}
    assert len(parts) > 10
    written = {quad.subject for quad in dataset.find(None, RDF_TYPE, None, own)}
    assert parts - written == set()


def test_anchors_hold_places_and_nothing_else(files: dict[str, list[Quad]]) -> None:
    places = {
        *(PSOG[name] for name in ("segment", "segmentOrder", "startOffset", "endOffset")),
        *(PSOG[name] for name in ("exactHash", "textHash", "occurrence", "fileHash")),
        OA.hasSource,
        RDF_TYPE,
    }
    used = {q.predicate for path, quads in files.items() if path.startswith("data/anchors/") for q in quads}
    assert used == places


def test_data_borrow_only_what_is_agreed(files: dict[str, list[Quad]]) -> None:
    used = {
        quad.predicate
        for path, quads in files.items()
        if path.startswith("data/") and path != "data/catalog.ttl"
        for quad in quads
    }
    assert {iri.value for iri in used if not iri.value.startswith(PSOG.iri)} == {
        iri.value for iri in BORROWED
    }
