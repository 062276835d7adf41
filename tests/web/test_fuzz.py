"""Whatever a request is made of, it gets an answer, and never that something went wrong here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import Case, SerializationContext

QUAD = Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o"))
APP = create_app(LocalRunner(EmbeddedStore.in_memory([QUAD])))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
TYPES = (
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "application/sparql-update",
    "text/turtle",
    "multipart/form-data; boundary=x",
    "application/sparql-query; charset=latin-1",
    "",
)
NAMES = ("accept", "accept-encoding", "if-none-match", "if-match", "forwarded", "x-forwarded-for", "range")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PATHS = ("/sparql", "/store?default", "/queries", "/queries/list-documents", "/lineage?id=x", "/none")
RDF_TYPES = (
    *("text/turtle", "application/n-triples", "application/n-quads", "application/trig"),
    *("application/rdf+xml", "application/ld+json"),
)


def send_as_text(_: SerializationContext, value: object) -> bytes:
    """Send a generated value as the text that it stands for."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


for name in ("application/sparql-query", "application/sparql-update", *RDF_TYPES):
    schemathesis.serializer(name)(send_as_text)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(APP, raise_server_exceptions=False) as client:
        yield client


@SCHEMA.parametrize()
@settings(max_examples=examples(15), **QUIET)  # type: ignore[arg-type]
def test_what_the_api_description_allows_is_answered(case: Case[Any]) -> None:
    case.call_and_validate(checks=[not_a_server_error])


@settings(max_examples=examples(150), **QUIET)  # type: ignore[arg-type]
@given(st.sampled_from(METHODS), st.sampled_from(PATHS), st.sampled_from(TYPES), st.binary(max_size=300))
def test_any_body_is_answered(client: TestClient, method: str, path: str, kind: str, body: bytes) -> None:
    answer = client.request(method, path, content=body, headers={"Content-Type": kind})
    assert answer.status_code < 500


@settings(max_examples=examples(150), **QUIET)  # type: ignore[arg-type]
@given(
    st.dictionaries(
        st.sampled_from(NAMES), st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
    ),
    st.sampled_from(PATHS),
)
def test_any_header_is_answered(client: TestClient, headers: dict[str, str], path: str) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code < 500


@settings(max_examples=examples(150), **QUIET)  # type: ignore[arg-type]
@given(st.text(max_size=200), st.sampled_from(["query", "format", "timeout", "default-graph-uri", "id"]))
def test_any_parameter_is_answered(client: TestClient, value: str, name: str) -> None:
    encoded = value.encode("utf-8", "surrogatepass")
    for path in ("/sparql", "/lineage", "/queries/list-documents"):
        target = f"{path}?{name}=" + "".join(f"%{byte:02x}" for byte in encoded)
        assert client.get(target).status_code < 500
