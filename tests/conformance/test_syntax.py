"""SPARQL query syntax: what is a query passes the guard and parses, what is none is said to be none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import SyntaxProblemError, UnsupportedQueryError
from pso_graph.query.guard import check_query
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore
from tests.conformance.cases import list_parameters
from tests.conformance.evaluation import read_query
from tests.conformance.serving import ENDPOINT, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from tests.conformance.cases import Case


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with serve([]) as client:
        yield client


def know_every_graph(_: str) -> bool:
    """For the guard: which graphs a store has is no question of syntax."""
    return True


def check_syntax(case: Case, client: TestClient) -> None:
    action = case.action
    assert isinstance(action, NamedNode)
    text = read_query(action.value)
    store = EmbeddedStore.in_memory()
    if case.kind.startswith("Positive"):
        check_query(text, know_every_graph)  # before anything runs, so that no case calls a SERVICE
        with suppress(UnsupportedQueryError):  # the engine parses calls of unknown functions, but runs none
            store.query(text)
    else:
        with pytest.raises(SyntaxProblemError):
            store.query(text)
        answer = client.get(ENDPOINT, params={"query": text})
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("case", list_parameters("query-syntax"))
def test_sparql_11(case: Case, client: TestClient) -> None:
    check_syntax(case, client)


@pytest.mark.parametrize("case", list_parameters("query-syntax-10"))
def test_sparql_10(case: Case, client: TestClient) -> None:
    check_syntax(case, client)
