"""The index is a function of the data, takes whatever is typed, and says what it cannot do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import NoIndexError
from pso_graph.publish.search import Question, SearchIndex, build_index, find_index, search, suggest
from pso_graph.publish.search import index as index_module
from pso_graph.publish.search.entries import gather_entries
from pso_graph.publish.search.kinds import FACETS
from pso_graph.publish.search.words import compose, list_words
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from tests.benchmarks.search import LIMIT, measure_search
from tests.publish.search.conftest import make_small_store

if TYPE_CHECKING:
    from pso_graph.publish.search.kinds import Facet
    from pso_graph.store import Store

WORDS_OF_MATCH = [
    "AND",
    "OR",
    "NOT",
    "NEAR(a b)",
    '"',
    "*",
    "^",
    ":",
    "{label}",
    "-",
    "(",
    ")",
    "\0",
    "'",
    ";",
]
UNIT = "https://w3id.org/pso-graph/id/document/r-2020/2.a"


def test_the_same_data_gives_the_same_bytes() -> None:
    quads = sorted(make_small_store().find(), key=str)
    one = build_index(EmbeddedStore.in_memory(quads))
    other = build_index(EmbeddedStore.in_memory(reversed(quads)))
    assert one == other


def test_other_data_gives_another_index() -> None:
    store = make_small_store()
    before = build_index(store)
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add([Quad(NamedNode(UNIT), label, Literal("Molen", language="de"))])
    assert build_index(store) != before


@given(st.lists(st.sampled_from(WORDS_OF_MATCH) | st.text(max_size=12), max_size=8).map(" ".join))
def test_nothing_that_is_typed_is_an_error(small: SearchIndex, text: str) -> None:
    search(small, Question(text, "en", {"kind": text}))
    suggest(small, text, "de")


@pytest.mark.parametrize("text", ["a" * 10_000, "a " * 5_000, '"' * 10_000, "\0" * 10_000, "ﷺ" * 10_000])
def test_of_long_texts_only_the_beginning_counts(small: SearchIndex, text: str) -> None:
    assert search(small, Question(text)).total == search(small, Question(text[:400])).total
    assert len(suggest(small, text, "de")) <= 8


@given(st.data())
def test_every_word_of_a_thing_finds_it(small: SearchIndex, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(list(gather_entries(make_small_store()))))
    text = data.draw(st.sampled_from([*entry.labels, *entry.names, *entry.texts]))
    word = data.draw(st.sampled_from(list_words(compose(text.value))))
    found = search(small, Question(data.draw(st.sampled_from([word, word.upper(), word.lower()]))))
    assert entry.iri in {hit.iri for hit in found.hits}


@given(st.dictionaries(st.sampled_from(FACETS), st.sampled_from(["ports", "2020", "rat", "clause"])))
def test_filters_take_away_only(small: SearchIndex, filters: dict[Facet, str]) -> None:
    everything = search(small, Question("")).total
    left = search(small, Question("", filters=filters))
    assert left.total <= everything
    for facet in filters:
        fewer = {name: value for name, value in filters.items() if name != facet}
        assert left.total <= search(small, Question("", filters=fewer)).total


def test_passages_are_found_but_kept_out_of_what_is_published() -> None:
    index = SearchIndex(build_index(make_small_store(), {UNIT: "Die Molenköpfe sind zu ertüchtigen."}))
    found = search(index, Question("Molenkopf"))
    assert [hit.iri for hit in found.hits] == [UNIT]
    assert "Molen" not in found.hits[0].snippet.text
    assert not {term for term in index.terms if term.startswith(("molen", "ertuchtig"))}
    assert not {word for word in index.vocabulary if word.startswith(("molen", "ertuchtig"))}
    assert suggest(index, "molen", "de") == ()


def test_an_index_of_another_version_is_refused(small: SearchIndex) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(build_index(make_small_store()))
    connection.execute("PRAGMA user_version = 0")
    for data in (connection.serialize(), b"no database", b"SQLite format 3\0"):
        with pytest.raises(NoIndexError, match="Run `pso-graph build` again"):
            SearchIndex(data)
    assert small.size > 0


def test_data_without_an_index_gets_one_if_it_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_small_store()
    size = len(list(store.find()))
    monkeypatch.setattr(index_module, "_LARGEST", size)
    assert find_index(store).size > 0
    assert store.search_index
    assert find_index(store) is find_index(store)


def test_data_that_is_too_large_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_small_store()
    monkeypatch.setattr(index_module, "_LARGEST", len(list(store.find())) - 1)
    for _ in range(2):
        with pytest.raises(NoIndexError, match="Ask it by SPARQL"):
            find_index(store)


def test_a_change_of_the_data_gives_up_its_index() -> None:
    store = make_small_store()
    before = find_index(store)
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add([Quad(NamedNode(UNIT), label, Literal("Molen", language="pl"))])
    assert search(before, Question("Molen")).total == 0
    assert search(find_index(store), Question("Molen")).total == 1


def test_all_kinds_of_the_project_are_in_it(dataset: Store, whole: SearchIndex) -> None:
    """As many as the data has with a label: counted by SPARQL."""
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
      SELECT (COUNT(DISTINCT ?thing) AS ?n)
      { ?thing a ?class ; skos:prefLabel|dcterms:title ?label . VALUES ?class { %s } }"""
    classes = {
        "document": "Document",
        "clause": "Clause",
        "response": "Response",
        "measure": "Measure",
        "actor": "Actor",
        "conference": "Conference",
        "request": "ReportRequest",
        "search": "Search",
        "instrument": "Instrument Provision",
    }
    for kind, names in classes.items():
        values = " ".join(f"<https://w3id.org/pso-graph/ontology#{name}>" for name in names.split())
        (row,) = dataset.query(query % values)  # type: ignore[misc]
        assert search(whole, Question("", filters={"kind": kind})).total == int(row["n"].value)


@pytest.mark.slow
def test_twice_the_data_is_searched_in_a_blink(dataset: Store) -> None:
    """``python -m tests.benchmarks.search 10`` tells it of ten times the data."""
    times = measure_search(dataset, 2)
    assert max(times.values()) < LIMIT, times
