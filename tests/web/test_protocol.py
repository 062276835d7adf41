"""Requests to the letter of the SPARQL 1.1 Protocol and of HTTP: what is taken, and what is refused."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_to_bytes

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.core.errors import EncodingError, MediaTypeError, ParameterError
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.fields import ContentType, decode_fields, read_content_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.web.running import Server

A, B = "http://example.org/a", "http://example.org/b"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
NAMES = "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o"
IN_GRAPHS = "SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    node = ox.NamedNode("http://example.org/p")
    store = EmbeddedStore.in_memory(
        ox.Quad(node, node, ox.Literal(graph[-1]), ox.NamedNode(graph)) for graph in (A, B)
    )
    with TestClient(create_app(LocalRunner(store)), raise_server_exceptions=False) as client:
        yield client


def read(answer: object) -> list[str]:
    body = json.loads(answer.content)  # type: ignore[attr-defined]
    return [row["o"]["value"] for row in body["results"]["bindings"]]


@pytest.mark.parametrize(
    ("fields", "query", "expected"),
    [
        ([], NAMES, ["a", "b"]),
        ([("default-graph-uri", A)], NAMES, ["a"]),
        ([("default-graph-uri", A), ("default-graph-uri", B)], NAMES, ["a", "b"]),
        ([("default-graph-uri", A)], IN_GRAPHS, []),
        ([("named-graph-uri", B)], IN_GRAPHS, ["b"]),
        ([("named-graph-uri", A), ("named-graph-uri", B)], IN_GRAPHS, ["a", "b"]),
        ([("named-graph-uri", B)], NAMES, []),
        ([("default-graph-uri", B)], NAMES.replace("WHERE", f"FROM <{A}> WHERE"), ["b"]),
        ([("named-graph-uri", B)], IN_GRAPHS.replace("WHERE", f"FROM NAMED <{A}> WHERE"), ["b"]),
    ],
)
def test_the_dataset_of_a_request_counts_in_each_way_to_ask(
    client: TestClient, fields: Sequence[tuple[str, str]], query: str, expected: list[str]
) -> None:
    graphs = "&".join(f"{name}={quote_plus(value)}" for name, value in fields)
    body = f"query={quote_plus(query)}&{graphs}"
    answers = [
        client.get(f"/sparql?{body}"),
        client.post("/sparql", content=body, headers=FORM),
        client.post(f"/sparql?{graphs}", content=query, headers=DIRECT),
    ]
    assert [read(answer) for answer in answers] == [expected] * 3


@pytest.mark.parametrize("name", ["query", "format", "timeout"])
def test_what_is_said_twice_is_refused(client: TestClient, name: str) -> None:
    fields = [("query", NAMES), ("format", "json"), ("timeout", "1")]
    body = "&".join(f"{key}={quote_plus(value)}" for key, value in [*fields, (name, dict(fields)[name])])
    answers = [client.get(f"/sparql?{body}"), client.post("/sparql", content=body, headers=FORM)]
    assert [(answer.status_code, answer.json()["where"]) for answer in answers] == [(400, name)] * 2


def test_a_query_in_address_and_body_is_refused(client: TestClient) -> None:
    answer = client.post("/sparql?query=ASK%7B%7D", content="ASK {}", headers=DIRECT)
    assert (answer.status_code, answer.json()["code"]) == (400, "PSO-E008")


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        (b"", []),
        (b"a=1&b=2&a=3", [("a", "1"), ("b", "2"), ("a", "3")]),
        (b"a+b=c+d", [("a b", "c d")]),
        (b"a=%2B%25%20%26%3D", [("a", "+% &=")]),
        (b"a=%2525", [("a", "%25")]),
        (b"a=%C3%A4", [("a", "ä")]),
        ("a=ä".encode(), [("a", "ä")]),
        (b"a&&b=&=c", [("a", ""), ("b", ""), ("", "c")]),
        (b"a=b=c", [("a", "b=c")]),
        (b"a==3D%3D", [("a", "=3D=")]),
        (b"a=%20=\nb=\r\n_\t ", [("a", " =\nb=\r\n_\t ")]),
    ],
)
def test_fields_are_decoded_once(raw: bytes, fields: list[tuple[str, str]]) -> None:
    assert decode_fields(raw) == fields


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5))
def test_what_was_encoded_is_decoded(fields: list[tuple[str, str]]) -> None:
    encodable = [(name, value) for name, value in fields if "\ud800" not in name + value]
    raw = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in encodable)
    assert decode_fields(raw.encode("ascii")) == encodable


_PIECES = st.sampled_from(
    [b"%41", b"%C3%a4", b"%0a", b"%3d", b"=", b"3D", b"_", b" ", b"\t", b"\n", b"\r", b"x"]
)


@given(st.lists(_PIECES).map(b"".join))
def test_what_is_not_escaped_stays_as_it_is(raw: bytes) -> None:
    assert decode_fields(b"a=" + raw) == [("a", unquote_to_bytes(raw).decode())]


@pytest.mark.parametrize(
    "raw", [b"a=%", b"a=%4", b"a=%GG", b"%zz=a", b"a=%FF", b"a=%C3", b"a=%ED%A0%80", b"a=\xff"]
)
def test_what_is_encoded_wrongly_is_refused(raw: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_fields(raw)


def test_thousands_of_fields_are_refused() -> None:
    with pytest.raises(ParameterError):
        decode_fields(b"a&" * 2000)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ContentType("", "")),
        ("application/sparql-query", ContentType("application/sparql-query", "")),
        (" Application/SPARQL-Query ; Charset=UTF-8", ContentType("application/sparql-query", "utf-8")),
        ('text/x;a="b;charset=x";charset="utf-8"', ContentType("text/x", "utf-8")),
        ("text/x;;", ContentType("text/x", "")),
    ],
)
def test_the_type_of_a_body_is_read(written: str, expected: ContentType) -> None:
    assert read_content_type(written) == expected


@pytest.mark.parametrize(
    "written", ["text", "text/x, text/y", "text/x charset=utf-8", "text/x; charset", "/x"]
)
def test_a_type_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(MediaTypeError):
        read_content_type(written)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "application/json"},
        {"Content-Type": "application/sparql-query; charset=iso-8859-1"},
        {"Content-Type": "application/sparql-query; charset=utf-16"},
        {"Content-Type": "nonsense"},
        {**DIRECT, "Content-Encoding": "gzip"},
        {**FORM, "Content-Encoding": "deflate, gzip"},
    ],
)
def test_another_body_is_415_and_told_what_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/sparql", content=b"ASK {}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "PSO-E029")
    assert answer.headers["accept-post"] == "application/x-www-form-urlencoded, application/sparql-query"
    assert answer.headers["accept-encoding"] == "identity"


def test_a_body_is_refused_by_its_declared_length_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/sparql", content=b"", headers={**DIRECT, "Content-Length": "9" * 30})
    assert (answer.status_code, answer.json()["code"]) == (413, "PSO-E030")
    assert answer.json()["limit"] == {"name": "body_limit", "value": 1 << 20}


def test_line_and_column_come_as_members(client: TestClient) -> None:
    parsed = client.get("/sparql", params={"query": "SELECT ?s\nWHERE {\n  ?s ?p"}).json()
    assert (parsed["code"], parsed["line"], parsed["column"]) == ("PSO-E002", 3, 8)
    guarded = client.get("/sparql", params={"query": "SELECT *\nFROM <http://x/> {}"}).json()
    assert (guarded["code"], guarded["line"], guarded["column"]) == ("PSO-E007", 2, 6)
    assert guarded["where"] == "line 2, column 6"
    limited = client.get("/sparql", params={"query": "ASK " + "{" * 300 + "}" * 300}).json()
    assert limited["limit"] == {"name": "query_depth", "value": 200}


@pytest.mark.parametrize("path", ["/lineage", "/queries", "/problems", "/.well-known/void", "/health"])
def test_every_resource_has_head_and_options(client: TestClient, path: str) -> None:
    target = path + ("?id=x" if path == "/lineage" else "")
    get, head = client.get(target), client.head(target)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    options = client.options(path)
    assert (options.status_code, options.content) == (204, b"")
    assert options.headers["allow"] == "GET, HEAD, OPTIONS"
    refused = client.post(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.headers["content-type"] == "application/problem+json"


def test_options_of_the_endpoint_name_methods_and_bodies(client: TestClient) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.headers["accept-post"] == "application/x-www-form-urlencoded, application/sparql-query"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/sparql/", "/SPARQL", "/queries/", "//sparql", "/lineage/../sparql"]
)
def test_an_address_has_one_form(client: TestClient, path: str) -> None:
    answer = client.get(f"http://testserver{path}", follow_redirects=False)
    if answer.request.url.path == "/sparql":  # the client itself has shortened it
        return
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/lineage?id=", "/queries/citations-of-unit?from=", "/.well-known/void?format="]
)
def test_other_resources_decode_as_strictly(client: TestClient, path: str) -> None:
    for value, code in (
        ("%FF", "PSO-E031"),
        ("%zz", "PSO-E031"),
        ("a&" + path.rpartition("?")[2] + "b", "PSO-E008"),
    ):
        answer = client.get(path + value)
        assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_parameters_of_the_wrong_kind_are_422_problem_documents(client: TestClient) -> None:
    answer = client.get("/lineage?id=x&depth=0&direction=up")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "PSO-E008"
    assert {wrong["where"] for wrong in problem["errors"]} == {"depth", "direction"}


def test_answers_say_where_they_are_described(client: TestClient) -> None:
    for answer in (
        client.get("/sparql", params={"query": NAMES}),
        client.get("/queries/list-documents"),
        client.get("/sparql"),
    ):
        assert answer.headers["link"] == (
            '</.well-known/void>; rel="describedby", </sparql>; rel="service-meta", '
            '</openapi.json>; rel="service-desc"'
        )


@pytest.mark.servers
def test_a_body_may_come_in_chunks(server: Server) -> None:
    query = b"SELECT ?o WHERE { <http://x/0007> ?p ?o }"
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (query[:7], query[7:8], query[8:]))
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head + chunks + b"0\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"value":"0007"' in answer


@pytest.mark.servers
def test_chunks_that_grow_beyond_the_limit_are_413(server: Server) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head + chunk * 17 + b"0\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"PSO-E030" in answer
