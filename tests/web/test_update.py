"""SPARQL updates over HTTP: who may send them, in which forms, and what comes back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.core.tokens import list_tokens, make_token, save_tokens
from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.endpoint.desks import BuiltDesk
from tests.web.writing import serve_writable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response

    from pso_graph.core.tokens import Scope

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-update"}
UPDATE = 'INSERT DATA { <http://x/s> <http://x/p> "new" }'
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://x/shape> a sh:NodeShape ; sh:targetSubjectsOf <http://x/p> ; sh:property <http://x/shape/p> .
<http://x/shape/p> sh:path <http://x/p> ; sh:maxLength 3 ; sh:message "At most three letters."@en ."""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    quad = Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("old"), NamedNode("http://x/g"))
    shapes = parse_text(SHAPES, ox.RdfFormat.TURTLE, where="shapes")
    with serve_writable(tmp_path, [quad], shapes=shapes) as client:
        yield client


def send(client: TestClient, update: str = UPDATE, headers: dict[str, str] | None = None) -> Response:
    return client.post("/sparql", content=update, headers={**DIRECT, **(headers or {})})


def read_values(client: TestClient) -> list[str]:
    query = "SELECT ?v { { ?s ?p ?v } UNION { GRAPH ?g { ?s ?p ?v } } }"
    answer = client.get("/sparql", params={"query": query, "format": "json"})
    return sorted({row["v"]["value"] for row in answer.json()["results"]["bindings"]})


def test_an_update_is_seen_by_the_next_query(client: TestClient) -> None:
    tag = client.get("/sparql", params={"query": "ASK {}"}).headers["etag"]
    answer = send(client)
    assert answer.status_code == 204
    assert answer.content == b""
    assert read_values(client) == ["new", "old"]
    query = client.get("/sparql", params={"query": "ASK {}"})
    assert query.headers["etag"] != tag
    assert query.headers["cache-control"] == "no-cache"


def test_an_update_comes_in_a_form_too(client: TestClient) -> None:
    parameters = {"update": "INSERT { ?s ?p ?v } WHERE { ?s ?p ?v }", "using-graph-uri": "http://x/g"}
    assert client.post("/sparql", content=urlencode(parameters), headers=FORM).status_code == 204
    answer = client.get("/store?default")
    assert '"old"' in answer.text


def test_its_patterns_see_the_unnamed_graph_where_it_names_none(client: TestClient) -> None:
    assert send(client, "DELETE WHERE { ?s ?p ?v }").status_code == 204
    assert read_values(client) == ["old"]


@pytest.mark.parametrize(
    ("content", "headers", "query", "status", "code"),
    [
        ("", {}, "?update=CLEAR%20ALL", 415, "PSO-E029"),
        (UPDATE, {"Content-Type": "text/plain"}, "", 415, "PSO-E029"),
        (UPDATE, {**DIRECT, "Content-Encoding": "gzip"}, "", 415, "PSO-E029"),
        (UPDATE, {"Content-Type": "application/sparql-update; charset=utf-16"}, "", 415, "PSO-E029"),
        ("update=CLEAR+ALL&update=CLEAR+ALL", FORM, "", 400, "PSO-E008"),
        ("update=CLEAR+ALL&query=ASK+%7B%7D", FORM, "", 400, "PSO-E008"),
        (UPDATE, DIRECT, "?query=ASK%20%7B%7D", 400, "PSO-E008"),
        (UPDATE, DIRECT, "?update=CLEAR%20ALL", 400, "PSO-E008"),
        (UPDATE, DIRECT, "?default-graph-uri=http://x/g", 400, "PSO-E008"),
        ("query=ASK+%7B%7D&using-graph-uri=http://x/g", FORM, "", 400, "PSO-E008"),
        ("DELETE WHERE {}", DIRECT, "?using-graph-uri=x", 400, "PSO-E008"),
        ("WITH <http://x/g> DELETE {} WHERE {}", DIRECT, "?using-graph-uri=http://x/g", 400, "PSO-E008"),
        ("INSERT DATA {", DIRECT, "", 400, "PSO-E002"),
        ("LOAD <file:///etc/passwd>", DIRECT, "", 400, "PSO-E007"),
        ("INSERT {} WHERE { SERVICE <http://x/> {} }", DIRECT, "", 400, "PSO-E007"),
        ("CLEAR GRAPH <http://x/none>", DIRECT, "", 400, "PSO-E013"),
        ("x" * 70_000, DIRECT, "", 413, "PSO-E030"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    client: TestClient, content: str, headers: dict[str, str], query: str, status: int, code: str
) -> None:
    answer = client.post(f"/sparql{query}", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert read_values(client) == ["old"]


def test_an_update_by_get_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql", params={"update": "CLEAR ALL"})
    assert answer.status_code == 400
    assert "POST" in answer.json()["detail"]


def test_the_place_of_an_error_is_told(client: TestClient) -> None:
    problem = send(client, "INSERT DATA {\n  <http://x/s> 'p' 1 }").json()
    assert (problem["line"], problem["column"]) == (2, 16)


def make(folder: Path, name: str, *scopes: Scope, expires: date | None = None) -> dict[str, str]:
    token, kept = make_token(name, scopes, expires)
    save_tokens(folder / "tokens", [*list_tokens(folder / "tokens"), kept])
    return {"Authorization": f"Bearer {token}"}


def test_without_a_token_nothing_is_read(client: TestClient) -> None:
    answer = client.post("/sparql", content="x" * 100_000, headers={**DIRECT, "Authorization": ""})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="pso-graph"'
    assert answer.json()["code"] == "PSO-E035"


@pytest.mark.parametrize(
    "shown", ["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Token abc", "psog_x", "Bearer é"]
)
def test_what_is_no_token_is_none(client: TestClient, shown: str) -> None:
    headers = {b"Authorization": shown.encode("latin-1"), b"Content-Type": b"application/sparql-update"}
    client.headers.pop("authorization")
    answer = client.post("/sparql", content=UPDATE, headers=headers)
    assert answer.status_code == 401
    assert "error" not in answer.headers["www-authenticate"]
    assert read_values(client) == ["old"]


def test_a_wrong_token_and_an_expired_one_are_invalid(client: TestClient, tmp_path: Path) -> None:
    expired = make(tmp_path, "old", "update", expires=date(2020, 1, 1))
    for headers in ({"Authorization": "Bearer psog_wrong"}, expired):
        answer = send(client, headers=headers)
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert read_values(client) == ["old"]


def test_a_token_allows_what_its_scope_says(client: TestClient, tmp_path: Path) -> None:
    editor, updater = make(tmp_path, "e", "graph-store"), make(tmp_path, "u", "update")
    answer = send(client, headers=editor)
    assert answer.status_code == 403
    assert answer.json()["code"] == "PSO-E036"
    assert 'error="insufficient_scope", scope="update"' in answer.headers["www-authenticate"]
    assert client.delete("/store?graph=http://x/g", headers=updater).status_code == 403
    assert send(client, headers=updater).status_code == 204
    assert client.delete("/store?graph=http://x/g", headers=editor).status_code == 204


def test_who_is_taken_out_can_write_no_more(client: TestClient, tmp_path: Path) -> None:
    headers = make(tmp_path, "gone", "update")
    assert send(client, headers=headers).status_code == 204
    save_tokens(tmp_path / "tokens", [])
    assert send(client, headers=headers).status_code == 401


def test_without_its_file_nobody_writes(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "tokens").unlink()
    answer = send(client)
    assert (answer.status_code, answer.json()["code"]) == (503, "PSO-E039")
    assert str(tmp_path) not in answer.text
    assert read_values(client) == ["old"]


def test_a_token_in_an_address_is_refused(client: TestClient) -> None:
    token = client.headers["authorization"].removeprefix("Bearer ")
    answer = client.post(f"/sparql?access_token={token}", content=UPDATE, headers=DIRECT)
    assert answer.status_code == 400
    assert token not in answer.text
    assert read_values(client) == ["old"]


def test_two_tokens_are_one_too_many(client: TestClient) -> None:
    token = client.headers["authorization"]
    headers = [("Authorization", token), ("Authorization", "Bearer x"), *DIRECT.items()]
    client.headers.pop("authorization")
    assert client.post("/sparql", content=UPDATE, headers=headers).status_code == 400


def test_scripts_of_other_origins_cannot_write(client: TestClient) -> None:
    headers = {"Origin": "http://evil", "Access-Control-Request-Method": "POST"}
    for path in ("/sparql", "/store", "/graph/x"):
        answer = client.options(path, headers={**headers, "Access-Control-Request-Headers": "authorization"})
        assert "authorization" not in answer.headers["access-control-allow-headers"].lower()
        assert "PUT" not in answer.headers["access-control-allow-methods"]
        assert "access-control-allow-credentials" not in answer.headers


def test_what_shapes_refuse_is_told_with_the_findings(client: TestClient) -> None:
    update = UPDATE.replace("new", "longer")
    answer = send(client, update)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "PSO-E009"
    assert "At most three letters" in problem["detail"]
    assert [finding["focus"] for finding in problem["findings"]] == ["http://x/s"]
    assert read_values(client) == ["old"]
    report = send(client, update, {"Accept": "text/turtle"})
    assert report.status_code == 422
    assert report.headers["content-type"] == "text/turtle; charset=utf-8"
    quads = parse_text(report.text, ox.RdfFormat.TURTLE, where="report")
    assert "http://www.w3.org/ns/shacl#ValidationReport" in {
        getattr(quad.object, "value", "") for quad in quads
    }
    page = send(client, update, {"Accept": "text/html"})
    assert page.status_code == 422
    assert page.headers["content-type"].startswith("text/html")


def test_the_log_names_the_token_and_not_the_text(client: TestClient, tmp_path: Path) -> None:
    send(client, headers=make(tmp_path, "Anna", "update"))
    line = json.loads((tmp_path / "store" / "writes.jsonl").read_text("utf-8").splitlines()[-1])
    assert (line["token"], line["operation"]) == ("Anna", "update")
    assert '"new"' not in json.dumps(line)


def test_built_data_is_changed_in_its_files() -> None:
    graph = "https://w3id.org/pso-graph/graph/document/pso-19-2023"
    app = create_app(LocalRunner(EmbeddedStore.in_memory()), Settings(), desk=BuiltDesk(1 << 20))
    with TestClient(app, raise_server_exceptions=False) as client:
        answers = [
            client.delete("/store", params={"graph": graph}),
            client.delete("/graph/document/pso-19-2023"),
            client.post("/sparql", content=f"CLEAR GRAPH <{graph}>", headers=DIRECT),
        ]
    for answer in answers:
        assert answer.status_code == 409
        assert answer.json()["code"] == "PSO-E037"
        assert answer.json()["where"] == "data/documents/pso-19-2023.ttl"


def test_the_server_says_that_it_takes_updates(client: TestClient) -> None:
    description = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert "sparql-service-description#SPARQL11Update" in description
    assert "sparql-service-description#EmptyGraphs" in description
    paths = client.get("/openapi.json").json()["paths"]
    assert "application/sparql-update" in paths["/sparql"]["post"]["requestBody"]["content"]
    for path in ("/store", "/graph/{name}"):
        assert set(paths[path]) == {"get", "head", "put", "post", "delete"}
        assert paths[path]["put"]["security"] == [{"token": []}]
    with TestClient(create_app(LocalRunner(EmbeddedStore.in_memory()))) as reader:
        paths = reader.get("/openapi.json").json()["paths"]
        assert set(paths["/store"]) == {"get", "head"}
        assert "SPARQL11Update" not in reader.get("/sparql", headers={"Accept": "text/turtle"}).text
