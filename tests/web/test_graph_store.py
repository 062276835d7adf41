"""Graphs over HTTP: how they are named, read and written (SPARQL 1.1 Graph Store HTTP Protocol)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.rdf.terms import DefaultGraph, Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from tests.depth import examples
from tests.web.writing import serve_writable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://w3id.org/pso-graph/graph/"
G = "http://x/g"
S, P = NamedNode("http://x/s"), NamedNode("http://x/p")
TURTLE = {"Content-Type": "text/turtle"}
BODY = '<http://x/s> <http://x/p> "new" .'


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serve_writable(
        tmp_path, [Quad(S, P, Literal("old"), NamedNode(G)), Quad(S, P, Literal("base"))]
    ) as client:
        yield client


def read(client: TestClient, address: str) -> set[str]:
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, answer.text
    quads = parse_text(answer.text, FORMATS[".nt"], where="answer")
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal)}


def test_a_graph_is_read_in_every_form(client: TestClient) -> None:
    forms = {"text/turtle": ".ttl", "application/rdf+xml": ".rdf", "application/ld+json": ".jsonld"}
    forms |= {"application/n-triples": ".nt", "application/n-quads": ".nq", "application/trig": ".trig"}
    for media_type, suffix in forms.items():
        answer = client.get(f"/store?graph={G}", headers={"Accept": media_type})
        assert answer.headers["content-type"].partition(";")[0] == media_type
        quads = parse_text(answer.text, FORMATS[suffix], where="answer")
        assert set(quads) == {Quad(S, P, Literal("old"), DefaultGraph())}
    page = client.get(f"/store?graph={G}", headers={"Accept": "text/html"})
    assert "old" in page.text
    assert f"graph={quote(G, safe='')}&amp;format=turtle" in page.text
    assert client.get(f"/store?graph={G}&format=nq").headers["content-type"] == "application/n-quads"
    assert client.get(f"/store?graph={G}", headers={"Accept": "image/png"}).status_code == 406


def test_the_default_graph_is_the_unnamed_one_and_no_union(client: TestClient) -> None:
    assert read(client, "/store?default") == {"base"}


def test_head_says_what_get_says(client: TestClient) -> None:
    get, head = client.get(f"/store?graph={G}"), client.head(f"/store?graph={G}")
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == get.headers[name]
    assert client.head("/store?graph=http://x/none").status_code == 404
    unchanged = client.get(f"/store?graph={G}", headers={"If-None-Match": get.headers["etag"]})
    assert unchanged.status_code == 304


def test_a_graph_below_graph_has_an_address_of_its_own(client: TestClient) -> None:
    for name in ("a", "a/b.ttl", "a%20b", "%C3%A4", "a//b", "a+b"):
        assert client.put(f"/graph/{name}", content=BODY, headers=TURTLE).status_code == 201
        assert read(client, f"/graph/{name}") == {"new"}
        assert read(client, f"/store?graph={quote(BASE + name, safe='')}") == {"new"}
        assert client.delete(f"/graph/{name}").status_code == 204
        assert client.get(f"/graph/{name}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/store",
            "/store?graph=",
            "/store?graph=x",
            "/store?graph=http://x/a%20b",
            "/store?graph=http://x/{",
        ),
        *(f"/store?graph={G}&default", f"/store?graph={G}&graph={G}", "/store?graph=%FF", "/store?graph=%"),
        *(
            "/graph/",
            "/graph/..%2F..%2Fetc",
            "/graph/a/%2e%2e/b",
            "/graph/%2E",
            f"/graph/a?graph={G}",
            "/graph/%",
        ),
        *("/graph/a%zz", "/graph/a?default"),
    ],
)
def test_what_names_no_graph_is_refused(client: TestClient, tmp_path: Path, address: str) -> None:
    before = sorted(path.name for path in tmp_path.rglob("*"))
    for method in ("GET", "PUT", "DELETE"):
        answer = client.request(method, address, content=BODY if method == "PUT" else None, headers=TURTLE)
        assert answer.status_code == 400, (method, answer.text)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_put_replaces_post_merges_delete_removes(client: TestClient) -> None:
    address = f"/store?graph={G}"
    assert client.post(address, content=BODY, headers=TURTLE).status_code == 204
    assert read(client, address) == {"new", "old"}
    assert client.put(address, content=BODY, headers=TURTLE).status_code == 204
    assert read(client, address) == {"new"}
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.delete(address).status_code == 404
    assert client.post(address, content=BODY, headers=TURTLE).status_code == 201
    assert client.put("/store?default", content=BODY, headers=TURTLE).status_code == 204
    assert read(client, "/store?default") == {"new"}
    assert client.delete("/store?default").status_code == 204
    assert read(client, "/store?default") == set()


def test_an_empty_graph_is_there(client: TestClient) -> None:
    assert client.put("/graph/empty", content="", headers=TURTLE).status_code == 201
    assert read(client, "/graph/empty") == set()
    assert client.put("/graph/empty", content="", headers=TURTLE).status_code == 204


def test_literals_come_back_as_they_were_sent(client: TestClient) -> None:
    body = '<> <http://x/p> 007, "+1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    client.put("/graph/numbers", content=body, headers=TURTLE)
    assert read(client, "/graph/numbers") == {"007", "+1.50"}


def test_posting_to_the_store_makes_a_graph(client: TestClient) -> None:
    answers = [client.post("/store", content=BODY, headers=TURTLE) for _ in range(2)]
    places = {answer.headers["location"] for answer in answers}
    assert len(places) == 2
    for place in places:
        assert place.startswith(BASE)
        assert read(client, f"/store?graph={place}") == {"new"}
        assert read(client, place.replace(BASE, "/graph/")) == {"new"}


def test_posting_quads_to_the_store_fills_their_graphs(client: TestClient) -> None:
    body = f'<http://x/s> <http://x/p> "1" <{G}> .\n<http://x/s> <http://x/p> "2" .'
    assert (
        client.post("/store", content=body, headers={"Content-Type": "application/n-quads"}).status_code
        == 204
    )
    trig = '<http://x/h> { <http://x/s> <http://x/p> "3" }'
    assert (
        client.post("/store", content=trig, headers={"Content-Type": "application/trig"}).status_code == 204
    )
    assert read(client, f"/store?graph={G}") == {"1", "old"}
    assert read(client, "/store?default") == {"2", "base"}
    assert read(client, "/store?graph=http://x/h") == {"3"}


@pytest.mark.parametrize(
    ("method", "address", "content", "media_type", "status", "code"),
    [
        ("PUT", f"/store?graph={G}", BODY, None, 415, "PSO-E029"),
        ("PUT", f"/store?graph={G}", BODY, "text/html", 415, "PSO-E029"),
        ("PUT", f"/store?graph={G}", BODY, "application/n-quads", 415, "PSO-E029"),
        ("PUT", f"/store?graph={G}", BODY, "text/turtle; charset=latin1", 415, "PSO-E029"),
        ("PUT", "/store", BODY, "text/turtle", 400, "PSO-E008"),
        ("DELETE", "/store", None, None, 400, "PSO-E008"),
        ("PUT", f"/store?graph={G}", "<a> <b>", "text/turtle", 400, "PSO-E002"),
        ("PUT", f"/store?graph={G}", b"\xff", "text/turtle", 400, "PSO-E031"),
        ("PUT", f"/store?graph={G}", '{"@context": "http://x/c"}', "application/ld+json", 400, "PSO-E002"),
        ("PUT", f"/store?graph={G}", "<" * 70_000, "text/turtle", 413, "PSO-E030"),
        ("POST", f"/store?graph={G}", "x", "multipart/form-data; boundary=b", 415, "PSO-E029"),
        ("PATCH", f"/store?graph={G}", BODY, "text/turtle", 405, None),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    client: TestClient,
    method: str,
    address: str,
    content: str | bytes | None,
    media_type: str | None,
    status: int,
    code: str | None,
) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = client.request(method, address, content=content, headers=headers)
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    assert read(client, f"/store?graph={G}") == {"old"}


def test_what_can_be_sent_is_told(client: TestClient) -> None:
    answer = client.put("/graph/a", content=BODY, headers={"Content-Type": "text/html"})
    assert "text/turtle" in answer.headers["accept-post"]
    assert "application/trig" in answer.headers["accept-post"]
    long = client.put("/graph/a", content="<" * 70_000, headers=TURTLE)
    assert long.json()["limit"] == {"name": "write_limit", "value": 1 << 16}
    assert "application/sparql-update" in client.options("/sparql").headers["accept-post"]


def test_the_place_of_an_error_is_told(client: TestClient) -> None:
    answer = client.put("/graph/a", content="<a> <b> <c> .\n<a> <b> 'c", headers=TURTLE)
    assert answer.json()["line"] == 2


def test_two_editors_do_not_overwrite_each_other(client: TestClient) -> None:
    address = f"/store?graph={G}"
    tag = client.get(address).headers["etag"]
    assert client.put("/graph/other", content=BODY, headers=TURTLE).status_code == 201
    first = client.put(address, content=BODY, headers={**TURTLE, "If-Match": tag})
    second = client.put(address, content=BODY.replace("new", "2"), headers={**TURTLE, "If-Match": tag})
    assert (first.status_code, second.status_code) == (204, 412)
    assert second.json()["code"] == "PSO-E038"
    assert client.delete(address, headers={"If-Match": tag}).status_code == 412
    assert read(client, address) == {"new"}
    again = client.get(address).headers["etag"]
    assert again != tag
    assert client.delete(address, headers={"If-Match": f'"x", {again}'}).status_code == 204


def test_the_tag_of_any_form_will_do_but_no_weak_one(client: TestClient) -> None:
    tag = client.get(f"/store?graph={G}", headers={"Accept": "application/rdf+xml"}).headers["etag"]
    headers = {**TURTLE, "If-Match": f"W/{tag}"}
    assert client.put(f"/store?graph={G}", content=BODY, headers=headers).status_code == 412
    headers["If-Match"] = f'W/"x", {tag}, W/"y"'
    assert client.put(f"/store?graph={G}", content=BODY, headers=headers).status_code == 204


def test_a_graph_can_be_made_only_if_it_is_new(client: TestClient) -> None:
    headers = {**TURTLE, "If-None-Match": "*"}
    assert client.put(f"/store?graph={G}", content=BODY, headers=headers).status_code == 412
    assert client.put("/graph/new", content=BODY, headers=headers).status_code == 201
    headers = {**TURTLE, "If-Match": "*"}
    assert client.put("/graph/none", content=BODY, headers=headers).status_code == 412
    assert client.put("/graph/new", content=BODY, headers=headers).status_code == 204
    assert (
        client.put("/graph/new", content=BODY, headers={**TURTLE, "If-None-Match": '"x"'}).status_code == 400
    )


@pytest.mark.parametrize(
    "condition", ["", "x", '"', '"../../x.y"', '"0000000001-0000000000000000"', '"a", "b.c"']
)
def test_a_condition_that_names_nothing_is_not_met(client: TestClient, condition: str) -> None:
    answer = client.put(f"/store?graph={G}", content=BODY, headers={**TURTLE, "If-Match": condition})
    met = condition == '"0000000001-0000000000000000"'  # the generation that is current, whatever follows it
    assert answer.status_code == (204 if met else 412)


def test_options_name_the_methods(client: TestClient) -> None:
    assert client.options("/store").headers["allow"] == "GET, HEAD, OPTIONS, PUT, POST, DELETE"
    reader = TestClient(create_app(LocalRunner(EmbeddedStore.in_memory([Quad(S, P, Literal("v"))]))))
    assert reader.options("/graph/x").headers["allow"] == "GET, HEAD, OPTIONS"
    assert reader.put("/graph/x", content=BODY).status_code == 405
    assert '"v"' in reader.get("/store?default").text
    assert reader.get("/store?default").headers["cache-control"] == "public, max-age=60"


NAMES = st.text(
    alphabet=st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=1, max_size=20
)


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_no_name_of_a_graph_breaks_anything(client: TestClient, name: str) -> None:
    """As it stands where an address may hold it, else escaped."""
    for address in (f"/graph/{name}", f"/graph/{quote(name)}", f"/store?graph={quote(name, safe='')}"):
        assert client.get(address).status_code in {200, 400, 404, 406}
