"""Suites of what we do not offer: that it is refused is tested, so that offering it needs their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import RefusedQueryError, SyntaxProblemError
from pso_graph.query.running import run_text
from pso_graph.rdf.namespaces import Namespace
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore
from tests.conformance.archive import read_file
from tests.conformance.cases import list_parameters
from tests.conformance.serving import ENDPOINT, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from tests.conformance.cases import Case

UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
GRAPH = "http://example.org/graph"
QUAD = ox.Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), ox.Literal("o"))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with serve([QUAD, ox.Quad(QUAD.subject, QUAD.predicate, QUAD.object, NamedNode(GRAPH))]) as client:
        yield client


def count_quads(client: TestClient) -> int:
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    return len(client.get(ENDPOINT, params={"query": query}).json()["results"]["bindings"])


@pytest.mark.parametrize("case", list_parameters("update"))
def test_an_update_is_refused(case: Case) -> None:
    action = case.action
    request = case.manifest.find_value(action, UT.request) or action
    assert isinstance(request, NamedNode)
    with pytest.raises((RefusedQueryError, SyntaxProblemError)):
        run_text(EmbeddedStore.in_memory([QUAD]), f"BASE <{request.value}> {read_file(request.value)}")


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("update=CLEAR%20ALL", "application/x-www-form-urlencoded"),
        ("CLEAR ALL", "application/sparql-update"),
        ("query=CLEAR%20ALL", "application/x-www-form-urlencoded"),
        ("CLEAR ALL", "application/sparql-query"),
    ],
)
def test_the_protocol_has_no_update(client: TestClient, body: str, media_type: str) -> None:
    answer = client.post(ENDPOINT, content=body, headers={"Content-Type": media_type})
    assert answer.status_code in {400, 415}
    assert count_quads(client) == 2


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("graph", [f"?graph={GRAPH}", "?default"])
def test_there_is_no_graph_store(client: TestClient, method: str, graph: str) -> None:
    answer = client.request(method, ENDPOINT + graph, content="", headers={"Content-Type": "text/turtle"})
    assert answer.status_code in {400, 405, 415}
    assert count_quads(client) == 2


def test_nothing_is_entailed(client: TestClient) -> None:
    """The suite's simplest regime, RDF, would type every predicate as a property."""
    query = f"ASK {{ <{QUAD.predicate.value}> a ?type }}"
    assert client.get(ENDPOINT, params={"query": query}).json()["boolean"] is False
