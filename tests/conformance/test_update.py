"""SPARQL 1.1 Update: what an update makes of a dataset, and what is an update at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import RefusedQueryError, SyntaxProblemError, UnsupportedQueryError
from pso_graph.pipeline.writing import Update
from pso_graph.rdf.namespaces import RDFS, Namespace
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.store import WritableStore
from tests.conformance.cases import list_parameters
from tests.conformance.evaluation import read_query
from tests.conformance.graphs import canonicalise, load_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Quad, Term
    from tests.conformance.cases import Case

UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


def load_state(case: Case, node: Term) -> Iterator[Quad]:
    """The dataset before or after an update."""
    for file in case.manifest.list_values(node, UT.data):
        assert isinstance(file, NamedNode)
        yield from load_into(file.value, ox.DefaultGraph())
    for named in case.manifest.list_values(node, UT.graphData):
        file, name = case.manifest.get_value(named, UT.graph), case.manifest.get_value(named, RDFS.label)
        assert isinstance(file, NamedNode)
        assert isinstance(name, Literal)
        yield from load_into(file.value, NamedNode(name.value))


def evaluate(case: Case) -> None:
    request = case.manifest.get_value(case.action, UT.request)
    assert isinstance(request, NamedNode)
    store = WritableStore.in_memory(load_state(case, case.action), union=False)
    assert isinstance(store, WritableStore)
    Update(read_query(request.value)).apply(store)
    assert canonicalise(store.find()) == canonicalise(load_state(case, case.result))


def check_syntax(case: Case) -> None:
    action = case.action
    assert isinstance(action, NamedNode)
    update, store = Update(read_query(action.value)), WritableStore.in_memory()
    assert isinstance(store, WritableStore)
    if case.kind.startswith("Positive"):
        with suppress(UnsupportedQueryError):  # there is nothing in the store that it could clear or copy
            update.apply(store)
    else:
        with pytest.raises((SyntaxProblemError, RefusedQueryError)):  # the latter if it begins with LOAD
            update.apply(store)


@pytest.mark.parametrize("case", list_parameters("update"))
def test_update(case: Case) -> None:
    if case.kind.endswith("EvaluationTest"):
        evaluate(case)
    else:
        check_syntax(case)
