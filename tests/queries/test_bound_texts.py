"""Every shipped query gives the same rows with its values in the text as with terms substituted for them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import pytest

from pso_graph.catalogue import Query, bind_text, read_folder
from pso_graph.query.running import bind_values
from pso_graph.rdf.terms import QuerySolutions, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import EmbeddedStore

QUERIES = [query for query in read_folder("lineage") if query.parameters]
_TRIED = 3  # values of a column

Rows: TypeAlias = list[tuple[Term | None, ...]]


def run(store: EmbeddedStore, text: str, values: Mapping[str, Term] | None = None) -> Rows:
    result = store.query(text, values=values)
    assert isinstance(result, QuerySolutions)
    return [tuple(row) for row in result]


def check_same(store: EmbeddedStore, query: Query, values: Mapping[str, Term]) -> Rows:
    rows = run(store, bind_text(query, values))
    assert rows == run(store, query.text, values), values
    return rows


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_examples_give_the_same_rows(store: EmbeddedStore, query: Query) -> None:
    """All examples at once, and each with what is required; none is without rows."""
    written = {parameter.name: parameter.example for parameter in query.parameters}
    assert check_same(store, query, bind_values(store, query, written))
    required = {p.name: p.example for p in query.parameters if p.required}
    for name, value in written.items():
        rows = check_same(store, query, bind_values(store, query, {**required, name: value}))
        assert rows, f"{name} has an example that gives no rows"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_values_of_each_column_give_the_same_rows(store: EmbeddedStore, query: Query) -> None:
    """Also a value of another column, which is found nowhere or in a place that was not meant."""
    required = {p.name: p.example for p in query.parameters if p.required}
    given = bind_values(store, query, required)
    result = store.query(query.text, values=given)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    columns = dict(zip(names, zip(*result, strict=True), strict=True))
    for parameter in query.parameters:
        found = {term: None for column in columns.values() for term in column[:1] if term is not None}
        own = {term: None for term in columns.get(parameter.name, ()) if term is not None}
        for term in (*islice(own, _TRIED), *islice(found, _TRIED)):
            check_same(store, query, {**given, parameter.name: term})
