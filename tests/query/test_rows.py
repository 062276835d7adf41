"""Rows are counted as they are, whatever literals hold and wherever the bytes are cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.query.workers.rows import make_row_counter
from pso_graph.rdf.serialization import write_result
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from tests.depth import examples

_TEXTS = st.text('},{"\\\n\r\t<result>:a', max_size=12)
_P = NamedNode("http://x/p")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@settings(max_examples=examples(60), deadline=None)
@given(values=st.lists(_TEXTS, min_size=1, max_size=6, unique=True), size=st.integers(1, 50))
def test_rows_are_counted(form: str, values: list[str], size: int) -> None:
    store = EmbeddedStore.in_memory(
        Quad(NamedNode(f"http://x/{i}"), _P, Literal(value)) for i, value in enumerate(values)
    )
    body = write_result(store.query("SELECT ?s ?o ?none WHERE { ?s ?p ?o }"), form)
    counter = make_row_counter(form)
    counts = [counter.count(body[at : at + size]) for at in range(0, len(body), size)]
    assert counts[-1] == len(values)
