"""What a store tells is spelled as its data; what a query makes is not."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.core.errors import NoStoreError
from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.serialization import GRAPH_FORMATS, TABLE_FORMATS, write_result
from pso_graph.rdf.streaming import stream_result
from pso_graph.rdf.terms import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    QueryTriples,
    Term,
    Triple,
)
from pso_graph.store import EmbeddedStore
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Value: TypeAlias = NamedNode | Literal
P = NamedNode("http://x/p")
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


def write(value: str, datatype: str = "integer") -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def load(*terms: Term) -> EmbeddedStore:
    return EmbeddedStore.in_memory(state(terms))


def state(terms: Iterable[Term]) -> list[Quad]:
    return [Quad(NamedNode(f"http://x/{number}"), P, term) for number, term in enumerate(terms)]


def ask(store: EmbeddedStore, text: str, **values: Term) -> list[Term | None]:
    """Return the first column, sorted."""
    result = store.query(text, values=values)
    assert isinstance(result, QuerySolutions)
    return sorted((row[0] for row in result), key=str)


NUMBERS = st.builds(
    lambda sign, zeros, value, tail, name: write(f"{sign}{'0' * zeros}{value}{tail}", name),
    st.sampled_from(["", "+", "-"]),
    st.integers(0, 2),
    st.integers(0, 30),
    st.sampled_from(["", ".0", ".50", "E0", "e1", "x"]),
    st.sampled_from(["integer", "decimal", "double", "float", "byte", "negativeInteger", "boolean"]),
)
TIMES = st.builds(
    lambda day, tail: write(f"2020-01-0{day}{tail}", "dateTime" if "T" in tail else "date"),
    st.integers(1, 3),
    st.sampled_from(["", "Z", "+00:00", "+01:00", "T24:00:00", "T00:00:00.0", "T00:00:00Z"]),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
TERMS = st.one_of(
    NUMBERS,
    TIMES,
    TEXTS.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["de", "en-gb"])),
    st.just(NamedNode("http://x/ü#?a='b'")),
)


def tell(terms: list[Value]) -> list[Value]:
    """Return what a store has to tell: each term as written, unless its value is written in two ways."""
    spellings = defaultdict(set)
    for term in terms:
        spellings[fold(term)].add(term)
    return [term if len(spellings[fold(term)]) == 1 else fold(term) for term in terms]


def fold(term: Value) -> Value:
    """Return what the engine makes of a term."""
    store = ox.Store()
    store.add(Quad(P, P, term))
    (quad,) = store
    assert isinstance(quad.object, Value)
    return quad.object


@settings(max_examples=examples(60))
@given(st.lists(TERMS, max_size=8))
def test_tables_tell_what_the_data_says(terms: list[Value]) -> None:
    store = load(*terms)
    expected = Counter((quad.subject, P, quad.object) for quad in state(tell(terms)))
    found = store.query(ALL)
    assert isinstance(found, QuerySolutions)
    assert Counter(tuple(row) for row in found) == expected
    for name in ("json", "xml", "tsv"):
        read = ox.parse_query_results(write_result(store.query(ALL), name), format=TABLE_FORMATS[name])
        assert isinstance(read, QuerySolutions)
        assert Counter(tuple(row) for row in read) == expected
    table = io.StringIO(write_result(store.query(ALL), "csv").decode(), newline="")
    rows = Counter(tuple(row) for row in list(csv.reader(table))[1:])
    assert rows == Counter(
        (f"http://x/{number}", P.value, term.value) for number, term in enumerate(tell(terms))
    )


@settings(max_examples=examples(60))
@given(st.lists(TERMS, max_size=8))
def test_graphs_tell_what_the_data_says(terms: list[Value]) -> None:
    store = load(*terms)
    expected = {quad.triple for quad in state(tell(terms))}
    assert {quad.triple for quad in store.find()} == expected
    for name in GRAPH_FORMATS.keys() - {"rdfxml", "jsonld"}:
        written = io.BytesIO()
        stream_result(store.query(GRAPH), name, written, lambda: None)
        for body in (written.getvalue(), write_result(store.query(GRAPH), name)):
            assert {quad.triple for quad in ox.parse(body, GRAPH_FORMATS[name])} == expected
    described = store.query("DESCRIBE ?s { ?s ?p ?o }")
    assert isinstance(described, QueryTriples)
    assert set(described) == expected


def test_values_written_in_two_ways_are_told_as_the_engine_tells_them() -> None:
    assert ask(load(write("01"), write("1")), "SELECT ?o { ?s ?p ?o }") == [write("1")] * 2
    assert ask(load(write("01"), write("001")), "SELECT ?o { ?s ?p ?o }") == [write("1")] * 2
    within = Triple(P, P, write("1"))
    assert ask(load(write("01"), within), "SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }") == [write("1")]


def test_what_a_query_makes_is_not_respelled() -> None:
    store = load(write("01"))
    assert ask(store, "SELECT ?x { ?s ?p ?o BIND(1 AS ?x) }") == [write("1")]
    assert ask(store, "SELECT (MAX(?o) AS ?x) { ?s ?p ?o }") == [write("1")]
    assert ask(store, "SELECT ?x { ?s ?p ?x VALUES ?x { 1 } }") == [write("1")]
    assert ask(store, "SELECT ?o { ?s ?p ?o }", o=write("1")) == [write("1")]
    made = store.query("CONSTRUCT { ?s ?p 1 } { ?s ?p ?o }")
    assert isinstance(made, QueryTriples)
    assert [triple.object for triple in made] == [write("1")]


def test_one_row_may_hold_both() -> None:
    result = load(write("01")).query("SELECT ?o (?o + 0 AS ?x) { ?s ?p ?o }")
    assert isinstance(result, QuerySolutions)
    assert [(row["o"], row["x"]) for row in result] == [(write("01"), write("1"))]


def test_patterns_and_filters_know_values() -> None:
    store = load(write("01"))
    assert ask(store, "SELECT ?o { ?s ?p ?o FILTER(?o = 1) }") == [write("01")]
    assert bool(store.query("ASK { ?s ?p 1 }")) is True
    assert [quad.object for quad in store.find(None, None, write("1"))] == [write("01")]


def test_rows_keep_their_shape() -> None:
    inner = Triple(P, P, Triple(P, P, Literal("a\tb\n\"'\\")))
    store = load(write("01"), BlankNode("b0"), inner)
    result = store.query("SELECT ?none ?o { ?s ?p ?o } ORDER BY ?s")
    assert isinstance(result, QuerySolutions)
    assert [variable.value for variable in result.variables] == ["none", "o"]
    assert [tuple(row) for row in result] == [(None, write("01")), (None, BlankNode("b0")), (None, inner)]
    assert ask(store, "SELECT ?none { ?s ?p ?o }") == [None] * 3
    empty = store.query("SELECT * { <http://x/0> <http://x/p> 1 }")
    assert isinstance(empty, QuerySolutions)
    assert [len(row) for row in empty] == [0]


def test_long_values_come_whole() -> None:
    long = Literal("ä\n" * 50_000)
    assert ask(load(write("01"), long), "SELECT ?o { ?s ?p ?o }") == sorted([write("01"), long], key=str)


def test_data_added_in_another_spelling_takes_it_back() -> None:
    store = load(write("01"), write("02"), write("03"))
    store.add([Quad(P, P, write("1")), Quad(P, P, write("002")), Quad(P, P, write("03"))])
    assert ask(store, "SELECT DISTINCT ?o { ?s ?p ?o }") == [write("03"), write("1"), write("2")]


def test_rows_come_one_by_one() -> None:
    """A result is not gathered before it is told: one whose end would take for ever has a beginning."""
    store = load(*(write(f"0{number}") for number in range(200)))
    result = store.query("SELECT ?a { ?s ?p ?a . ?t ?p ?b . ?u ?p ?c . ?v ?p ?d . ?w ?p ?e }")
    assert isinstance(result, QuerySolutions)
    row = next(iter(result))
    assert row["a"].value.startswith("0")


def test_a_store_on_disk_keeps_spellings(tmp_path: Path) -> None:
    written = [write("01"), write("-3", "negativeInteger"), write("2"), write("02")]
    EmbeddedStore.write(tmp_path / "store", state(written))
    expected = sorted([write("01"), write("-3", "negativeInteger"), write("2"), write("2")], key=str)
    store = EmbeddedStore.open(tmp_path / "store")
    assert ask(store, "SELECT ?o { ?s ?p ?o }") == expected
    assert ask(store.copy_to_memory(), "SELECT ?o { ?s ?p ?o }") == expected


def test_damaged_spellings_are_a_damaged_store(tmp_path: Path) -> None:
    EmbeddedStore.write(tmp_path / "store", state([write("01")]))
    (file,) = (tmp_path / "store").glob("*.nt")
    file.write_text("no triple", "utf-8")
    with pytest.raises(NoStoreError):
        EmbeddedStore.open(tmp_path / "store")
