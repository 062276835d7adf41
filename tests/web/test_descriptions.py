"""What the server says of itself and of its data is true, and the same in every form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pso_graph.core.errors import TimeLimitError
from pso_graph.core.settings import Settings
from pso_graph.query.guard import LIMITS
from pso_graph.query.workers import Limits, LocalRunner, ShippedTask
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.formats import GRAPHS
from pso_graph.web.serving.plan import make_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.query.workers import Answer, Task

PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX psog: <https://w3id.org/pso-graph/ontology#>
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
"""
DATA = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix x: <http://x/> .
x:g { x:1 a x:C ; x:p 1 , 2 . x:2 a x:C , x:D ; owl:sameAs <http://y.example/2> . }
x:h { x:1 a x:C . x:3 x:p 1 ; owl:sameAs <http://x/4> . }
x:i {
  x:data a dcat:Dataset ; dcterms:license <http://licence.example/> ; dcat:distribution x:file .
  x:file dcat:downloadURL x:dump .
  x:catalogue dcat:dataset x:data .
}
"""
RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class CountingRunner(LocalRunner):
    """Counts what it is asked."""

    asked = 0

    async def run(self, task: Task, *rest: object) -> Answer:
        self.asked += isinstance(task, ShippedTask)
        return await super().run(task, *rest)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.in_memory(ox.parse(DATA, ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def client(store: EmbeddedStore) -> Iterator[TestClient]:
    settings = Settings(time_limit=2.5, row_limit=77, client_budget=9)
    with TestClient(create_app(LocalRunner(store, make_limits(settings)), settings)) as client:
        yield client


def load(client: TestClient, path: str) -> ox.Store:
    description = ox.Store()
    description.extend(ox.parse(client.get(path).content, ox.RdfFormat.TURTLE))
    return description


def select(description: ox.Store, query: str) -> set[tuple[str, ...]]:
    rows = description.query(PREFIXES + query)
    assert isinstance(rows, ox.QuerySolutions)
    return {tuple(getattr(value, "value", "") for value in row) for row in rows}


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize(
    "offer", [offer for offer in GRAPHS if offer.name in RDF], ids=lambda offer: offer.name
)
def test_a_description_says_the_same_in_every_form(client: TestClient, path: str, offer: object) -> None:
    name, media_type = offer.name, offer.media_type  # type: ignore[attr-defined]
    usual = ox.Dataset(ox.parse(client.get(path).content, ox.RdfFormat.TURTLE))
    for answer in (
        client.get(path, headers={"Accept": media_type}),
        client.get(path, params={"format": name}),
    ):
        assert answer.headers["content-type"].partition(";")[0] == media_type
        found = ox.Dataset(ox.parse(answer.content, RDF[name]))
        for dataset in (usual, found):
            dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        assert set(found) == set(usual)


def test_the_service_names_its_graphs_and_counts_their_triples(client: TestClient) -> None:
    description = load(client, "/sparql")
    for lists in ("sd:defaultDataset", "sd:availableGraphs"):
        named = f"?service {lists}/sd:namedGraph ?n . ?n sd:name ?name ; sd:graph/void:triples ?size"
        assert select(description, f"SELECT ?name ?size {{ {named} }}") == {
            ("http://x/g", "6"),
            ("http://x/h", "3"),
            ("http://x/i", "5"),
        }
    size = "SELECT ?size { ?service sd:defaultDataset/sd:defaultGraph/void:triples ?size }"
    assert select(description, size) == {("13",)}  # x:1 a x:C stands in two graphs


def test_the_service_tells_whether_its_default_graph_is_a_union(
    client: TestClient, store: EmbeddedStore
) -> None:
    union = "SELECT ?service { ?service sd:feature sd:UnionDefaultGraph }"
    assert select(load(client, "/sparql"), union) == {("http://testserver/sparql#service",)}
    with TestClient(create_app(LocalRunner(store), Settings(default_graph="stored"))) as stored:
        assert select(load(stored, "/sparql"), union) == set()


def test_the_service_tells_its_limits_by_the_names_that_errors_have(client: TestClient) -> None:
    rows = select(
        load(client, "/sparql"),
        """SELECT ?name ?value ?unit {
          ?service psog:limit ?limit . ?limit a psog:Limit ; dcterms:identifier ?name ;
            qudt:numericValue ?value ; qudt:hasUnit ?unit .
        }""",
    )
    told = {name: (float(value), unit.rpartition("/")[2]) for name, value, unit in rows}
    assert told["time_limit"] == (2.5, "SEC")
    assert told["row_limit"] == (77, "NUM")
    assert told["byte_limit"] == (512 << 20, "BYTE")
    assert told["memory_limit"] == (1 << 30, "BYTE")
    assert told["client_budget"] == (9, "SEC")
    assert {name: value for name, (value, _) in told.items() if name in LIMITS} == LIMITS
    refused = client.get(
        "/sparql", params={"query": "SELECT * { VALUES ?x { " + "1 " * 78 + "} }", "format": "html"}
    )
    assert refused.status_code == 413
    assert refused.json()["limit"] == {"name": "row_limit", "value": 77}


def test_the_terms_for_limits_are_defined(client: TestClient, dataset: EmbeddedStore) -> None:
    namespace = "https://w3id.org/pso-graph/ontology#"
    said = load(client, "/sparql")
    used = {quad.predicate for quad in said} | {quad.object for quad in said}
    ours = {term for term in used if isinstance(term, ox.NamedNode) and term.value.startswith(namespace)}
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert {term.value.removeprefix(namespace) for term in ours} == {"limit", "Limit"}
    assert [term for term in ours if not list(dataset.find(term, label))] == []


def test_the_dataset_is_described_with_its_partitions(client: TestClient) -> None:
    description = load(client, "/.well-known/void")
    dataset = "<http://x/data>"
    sizes = f"""SELECT ?t ?s ?o ?p ?c {{ {dataset} void:triples ?t ; void:distinctSubjects ?s ;
      void:distinctObjects ?o ; void:properties ?p ; void:classes ?c }}"""
    assert select(description, sizes) == {("13", "6", "11", "7", "3")}
    classes = f"SELECT ?c ?n {{ {dataset} void:classPartition ?p . ?p void:class ?c ; void:entities ?n }}"
    assert select(description, classes) == {
        ("http://x/C", "2"),
        ("http://x/D", "1"),
        ("http://www.w3.org/ns/dcat#Dataset", "1"),
    }
    used = f"""SELECT ?t ?s ?o {{ {dataset} void:propertyPartition ?p . ?p void:property <http://x/p> ;
      void:triples ?t ; void:distinctSubjects ?s ; void:distinctObjects ?o }}"""
    assert select(description, used) == {("3", "2", "2")}
    links = """SELECT ?p ?space ?n { ?set a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ;
      void:objectsTarget/void:uriSpace ?space }"""
    assert select(description, links) == {("http://www.w3.org/2002/07/owl#sameAs", "http://y.example/", "1")}


def test_the_dataset_has_its_licence_files_catalogue_and_endpoint(client: TestClient) -> None:
    description = load(client, "/.well-known/void")
    query = """SELECT ?licence ?dump ?catalogue ?endpoint ?document {
      ?dataset a void:Dataset ; dcterms:license ?licence ; void:dataDump ?dump .
      ?dataset void:sparqlEndpoint ?endpoint .
      ?catalogue dcat:dataset ?dataset . ?document a void:DatasetDescription ; foaf:primaryTopic ?dataset .
    }"""
    assert select(description, query) == {
        (
            "http://licence.example/",
            "http://x/dump",
            "http://x/catalogue",
            "http://testserver/sparql",
            "http://testserver/.well-known/void",
        )
    }
    assert '<http://licence.example/>; rel="license"' in client.get("/sparql?query=ASK%7B%7D").headers["link"]


def test_our_own_dataset_is_described(dataset: EmbeddedStore) -> None:
    with TestClient(create_app(LocalRunner(dataset))) as client:
        description = load(client, "/.well-known/void")
        query = """SELECT DISTINCT ?dataset ?licence {
          ?dataset a void:Dataset ; dcterms:license ?licence ; void:classPartition ?p }"""
        licence = "https://creativecommons.org/licenses/by/4.0/"
        assert select(description, query) == {("https://w3id.org/pso-graph/id/dataset/pso-graph", licence)}
        assert f'<{licence}>; rel="license"' in client.get("/lineage?id=bspc-28-2019/26").headers["link"]


def test_a_dataset_that_is_not_described_has_a_name_all_the_same() -> None:
    with TestClient(create_app(LocalRunner(EmbeddedStore.in_memory()))) as client:
        query = "SELECT ?dataset ?size { ?dataset a void:Dataset ; void:triples ?size }"
        assert select(load(client, "/.well-known/void"), query) == {
            ("http://testserver/.well-known/void#dataset", "0")
        }


def test_the_data_is_asked_once_for_a_snapshot(store: EmbeddedStore) -> None:
    runner = CountingRunner(store)
    with TestClient(create_app(runner)) as client:
        for path in ("/sparql", "/.well-known/void"):
            client.get(path)
        asked = runner.asked
        assert asked > 0
        for path in ("/sparql", "/.well-known/void", "/sparql?format=jsonld"):
            assert client.get(path).status_code == 200
        assert runner.asked == asked
        store_later = EmbeddedStore.in_memory(
            ox.parse("<http://z/g> { <http://z/s> <http://z/p> 1 }", ox.RdfFormat.TRIG)
        )
        runner._store, runner.digest = store_later, "later"  # noqa: SLF001 - as a switch does
        assert "http://z/g" in client.get("/sparql").text
        assert runner.asked > asked


def test_counts_beyond_the_limits_are_left_out(store: EmbeddedStore) -> None:
    class SlowRunner(LocalRunner):
        async def run(self, task: Task, *rest: object) -> Answer:
            if isinstance(task, ShippedTask):
                raise TimeLimitError("Too slow.")
            return await super().run(task, *rest)  # type: ignore[arg-type]

    with TestClient(create_app(SlowRunner(store, Limits()))) as client:
        description = load(client, "/sparql")
        assert select(description, "SELECT ?name { ?g sd:name ?name }") == {
            (f"http://x/{name}",) for name in "ghi"
        }
        assert select(description, "SELECT ?size { ?g void:triples ?size }") == set()
        assert select(load(client, "/.well-known/void"), "SELECT ?d { ?d a void:Dataset }")


def test_a_browser_gets_a_page_with_a_form_limits_and_graphs(client: TestClient) -> None:
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = client.get("/sparql", headers=accept)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = ET.fromstring(answer.text.removeprefix("<!DOCTYPE html>"))  # noqa: S314 - it is our own
    x = "{http://www.w3.org/1999/xhtml}"
    rows = [["".join(cell.itertext()) for cell in row] for row in page.findall(f".//{x}tbody/{x}tr")]
    assert ["time_limit", "2.5 s", "work of a query"] in rows
    assert ["http://x/g", "6"] in rows
    query = page.findtext(f".//{x}textarea")
    assert client.get("/sparql", params={"query": query}).status_code == 200
    links = [a.get("href", "") for a in page.findall(f".//{x}a[@rel='alternate']")]
    types = {client.get(urljoin(str(answer.url), link)).headers["content-type"] for link in links}
    assert len(types) == len(links) == 6


def test_descriptions_are_not_sent_again_to_those_who_have_them(client: TestClient) -> None:
    for path in ("/sparql", "/.well-known/void"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.head(path).content == b""
        refused = client.get(path, headers={"Accept": "image/png"})
        assert refused.status_code == 406
        assert "text/turtle" in json.loads(refused.content)["offers"]
