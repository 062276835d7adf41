"""The endpoint speaks the SPARQL 1.1 Protocol, reads only, and says clearly what is wrong."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH_A = ox.NamedNode("http://example.org/graph/a")
GRAPH_B = ox.NamedNode("http://example.org/graph/b")
LABEL = ox.NamedNode("http://example.org/label")
SELECT = "SELECT ?l WHERE { ?s <http://example.org/label> ?l } ORDER BY ?l"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    store = EmbeddedStore.in_memory(
        [
            ox.Quad(ox.NamedNode("http://example.org/1"), LABEL, ox.Literal("100 % + Größe"), GRAPH_A),
            ox.Quad(ox.NamedNode("http://example.org/2"), LABEL, ox.Literal("two"), GRAPH_B),
        ]
    )
    with TestClient(create_app(LocalRunner(store)), raise_server_exceptions=False) as client:
        yield client


def labels(body: bytes) -> list[str]:
    return [row["l"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_get_post_form_and_post_direct_answer_alike(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"}),
        client.post(
            "/sparql",
            content=SELECT.encode(),
            headers={"Content-Type": "application/sparql-query; charset=utf-8"},
        ),
    ]
    assert [(a.status_code, labels(a.content)) for a in answers] == [(200, ["100 % + Größe", "two"])] * 4


def test_a_form_is_decoded_once(client: TestClient) -> None:
    query = "SELECT ('%25' AS ?l) WHERE { }"
    body = "query=" + quote(query, safe="")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert labels(client.post("/sparql", content=body, headers=headers).content) == ["%25"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("TEXT/TAB-SEPARATED-VALUES", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_tables_come_as_asked(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


def test_tables_hold_the_same_rows_in_every_form(client: TestClient) -> None:
    forms = {
        name: client.get("/sparql", params={"query": SELECT, "format": name}).text
        for name in ("csv", "tsv", "xml")
    }
    assert list(csv.reader(io.StringIO(forms["csv"]))) == [["l"], ["100 % + Größe"], ["two"]]
    assert forms["tsv"].splitlines() == ["?l", '"100 % + Größe"', '"two"']
    tag = "{http://www.w3.org/2005/sparql-results#}literal"
    assert [node.text for node in ET.fromstring(forms["xml"]).iter(tag)] == ["100 % + Größe", "two"]  # noqa: S314


@pytest.mark.parametrize(
    ("media_type", "rdf_format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_graphs_come_as_asked(client: TestClient, media_type: str, rdf_format: ox.RdfFormat) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    quads = list(ox.parse(answer.content, rdf_format))
    assert len(quads) == 2
    assert {quad.graph_name for quad in quads} == {ox.DefaultGraph()}


def test_several_accept_headers_count_as_one(client: TestClient) -> None:
    headers = [("Accept", "text/csv;q=0.1"), ("Accept", "text/tab-separated-values")]
    answer = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert answer.headers["content-type"] == "text/tab-separated-values; charset=utf-8"


def test_ask_answers_with_a_boolean(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?s ?p 'two' }"}).json()["boolean"] is True


def test_the_request_chooses_the_graphs_and_overrides_from(client: TestClient) -> None:
    query = SELECT.replace("WHERE", f"FROM <{GRAPH_A.value}> WHERE")
    chosen = client.get("/sparql", params={"query": query, "default-graph-uri": GRAPH_B.value})
    assert labels(chosen.content) == ["two"]
    named = "SELECT ?l WHERE { GRAPH ?g { ?s <http://example.org/label> ?l } }"
    found = client.get("/sparql", params={"query": named, "named-graph-uri": GRAPH_A.value})
    assert labels(found.content) == ["100 % + Größe"]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"default-graph-uri": GRAPH_A.value}, "PSO-E008"),
        ({"query": SELECT, "default-graph-uri": "file:///etc/passwd"}, "PSO-E008"),
        ({"query": SELECT, "timeout": "soon"}, "PSO-E008"),
        ({"update": "CLEAR ALL"}, "PSO-E008"),
        ({"query": "SELECT ?x WHERE { "}, "PSO-E002"),
        ({"query": "DELETE WHERE { ?s ?p ?o }"}, "PSO-E007"),
        ({"query": "LOAD <http://127.0.0.1:9/>"}, "PSO-E007"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "PSO-E007"),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, "PSO-E007"),
        ({"query": SELECT, "default-graph-uri": "http://127.0.0.1:9/"}, "PSO-E008"),
    ],
)
def test_what_is_wrong_is_a_problem_document(
    client: TestClient, parameters: dict[str, str], code: str
) -> None:
    answer = client.get("/sparql", params=parameters)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["status"] == 400
    assert problem["type"] == f"http://testserver/problems/{code}"


def test_two_queries_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params=[("query", SELECT), ("query", SELECT)]).status_code == 400


def test_text_that_is_not_utf8_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql", content=b"query=%FF", headers=headers).status_code == 400
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers=headers).status_code == 400


def test_another_body_is_415_another_form_406_and_another_method_405(client: TestClient) -> None:
    assert client.post("/sparql", json={"query": SELECT}).status_code == 415
    refused = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/csv" in refused.json()["offers"]
    assert client.get("/sparql", params={"query": SELECT, "format": "png"}).status_code == 406
    refused = client.delete("/sparql")
    assert refused.status_code == 405
    assert sorted(refused.headers["allow"].split(", ")) == ["GET", "HEAD", "OPTIONS", "POST"]


def test_a_body_over_the_limit_is_413_and_may_come_in_pieces(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    fine = client.post("/sparql", content=iter([SELECT[:9].encode(), SELECT[9:].encode()]), headers=headers)
    assert labels(fine.content) == ["100 % + Größe", "two"]
    for body in (b" " * ((1 << 20) + 1), iter([b" " * (1 << 20), b" "])):
        assert client.post("/sparql", content=body, headers=headers).status_code == 413


def test_head_answers_like_get_without_the_body(client: TestClient) -> None:
    get = client.get("/sparql", params={"query": SELECT, "format": "csv"})
    head = client.head("/sparql", params={"query": SELECT, "format": "csv"})
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers} == {**get.headers}
    assert client.head("/sparql", params={"query": "SELECT"}).status_code == 400


def test_options_tell_what_is_allowed_also_from_other_origins(client: TestClient) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_failure_shows_no_insides(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(EmbeddedStore, "query", fail)
    answer = client.get("/sparql", params={"query": SELECT + " LIMIT 7"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "ZeroDivision" not in answer.text


def test_health_and_description(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "graphs": 2, "workers": 0}
    assert client.get("/ready").json() == {"status": "ready"}
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/lineage", "/queries", "/queries/{name}", "/health", "/ready"} <= set(paths)


@pytest.fixture(scope="module")
def real(dataset: EmbeddedStore) -> Iterator[TestClient]:
    with TestClient(create_app(LocalRunner(dataset))) as client:
        yield client


def test_lineage_is_served(real: TestClient) -> None:
    answer = real.get("/lineage", params={"id": "pso-19-2023/4.d", "direction": "forward", "scope": "clause"})
    base = "https://w3id.org/pso-graph/id/document/"
    hops = {(hop["from"].removeprefix(base), hop["status"]) for hop in answer.json()["hops"]}
    assert ("sh-motion-pso-19/m-6.4", "status-proposed") in hops
    wrong = real.get("/lineage", params={"id": "pso-19-2023/4.x"})
    assert wrong.status_code == 404
    assert "pso-19-2023/4.a" in wrong.json()["detail"]


def test_shipped_queries_are_served(real: TestClient) -> None:
    names = {query["name"] for query in real.get("/queries").json()}
    assert {"lineage-forward", "lineage-backward"} <= names
    answer = real.get("/queries/citations-of-unit", params={"from": "document/pso-19-2023/2.l.2"})
    cited = {row["to"]["value"].rpartition("/")[2] for row in answer.json()["results"]["bindings"]}
    assert cited == {"bspc-28-2019"}
    accept = {"Accept": "text/csv"}
    table = real.get(
        "/queries/citations-of-unit", params={"from": "document/pso-19-2023/2.l.2"}, headers=accept
    )
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "https://w3id.org/pso-graph/id/document/bspc-28-2019" in table.text
    named = {"from": "document/pso-19-2023/2.l.2", "format": "png"}
    assert real.get("/queries/citations-of-unit", params=named).status_code == 406
    assert real.get("/queries/no-such-query").status_code == 404
    assert real.get("/queries/citations-of-unit").status_code == 400
    assert real.get("/queries/citations-of-unit", params={"from": "http://a>b"}).status_code == 400
    assert real.get("/queries/citations-of-unit", params={"from": "a>b"}).status_code == 404
    assert real.get("/queries/citations-of-unit", params={"from": "x", "other": "y"}).status_code == 400
