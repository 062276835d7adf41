"""What a server that only reads does not offer, and what none does: that it is refused is tested."""

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


@pytest.mark.parametrize("case", list_parameters("update", expected="update-as-query"))
def test_an_update_is_no_query(case: Case) -> None:
    action = case.action
    request = case.manifest.find_value(action, UT.request) or action
    assert isinstance(request, NamedNode)
    with pytest.raises((RefusedQueryError, SyntaxProblemError)):
        run_text(EmbeddedStore.in_memory([QUAD]), f"BASE <{request.value}> {read_file(request.value)}")


@pytest.mark.parametrize(
    ("body", "media_type", "code"),
    [
        ("update=CLEAR%20ALL", "application/x-www-form-urlencoded", "PSO-E037"),
        ("CLEAR ALL", "application/sparql-update", "PSO-E037"),
        ("query=CLEAR%20ALL", "application/x-www-form-urlencoded", "PSO-E007"),
        ("CLEAR ALL", "application/sparql-query", "PSO-E007"),
    ],
)
def test_no_update_is_made(client: TestClient, body: str, media_type: str, code: str) -> None:
    answer = client.post(ENDPOINT, content=body, headers={"Content-Type": media_type})
    assert answer.status_code == {"PSO-E037": 403, "PSO-E007": 400}[code]
    assert answer.json()["code"] == code
    assert count_quads(client) == 2


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("graph", [f"?graph={GRAPH}", "?default"])
def test_no_graph_is_written(client: TestClient, method: str, graph: str) -> None:
    answer = client.request(method, f"/store{graph}", content="", headers={"Content-Type": "text/turtle"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert count_quads(client) == 2


def test_nothing_is_entailed(client: TestClient) -> None:
    """The suite's simplest regime, RDF, would type every predicate as a property."""
    query = f"ASK {{ <{QUAD.predicate.value}> a ?type }}"
    assert client.get(ENDPOINT, params={"query": query}).json()["boolean"] is False
