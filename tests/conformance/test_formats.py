"""SPARQL 1.1 result formats: what is written says the same as the files of the suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.query.running import run_text, serialize_result
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore
from tests.conformance.archive import read_file
from tests.conformance.cases import list_parameters
from tests.conformance.comparison import find_difference
from tests.conformance.evaluation import BY_VALUE, QT, load_dataset, read_query
from tests.conformance.expectations import read_expectations
from tests.conformance.tables import Table, read_csv, read_json, read_tsv

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance.cases import Case

SUITE = "result-formats"
READERS: dict[str, tuple[str, Callable[[str], Table | bool]]] = {
    "csv": ("csv", read_csv),
    "tsv": ("tsv", read_tsv),
    "srj": ("json", read_json),
}


@pytest.mark.parametrize("case", list_parameters(SUITE))
def test_result_formats(case: Case) -> None:
    query, result = case.manifest.get_value(case.action, QT.query), case.result
    assert isinstance(query, NamedNode)
    assert isinstance(result, NamedNode)
    name, read = READERS[result.value.rpartition(".")[2]]
    store = EmbeddedStore.in_memory(load_dataset(case, query.value), union=False)
    text = serialize_result(run_text(store, read_query(query.value)), name).decode("utf-8")
    actual, expected = read(text), read(read_file(result.value))
    if isinstance(expected, Table):
        assert isinstance(actual, Table)
        by_value = case.id in read_expectations()[SUITE + BY_VALUE]
        assert bool(find_difference(actual, expected)) is by_value
        assert not find_difference(actual, expected, by_value=by_value)
    else:
        assert actual is expected
    if name == "csv":
        assert text.count("\r\n") == text.count("\n")  # RFC 4180, which the format follows
