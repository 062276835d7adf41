"""Queries that go through the whole graph are answered at build, and told as if they ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.catalogue import read_folder
from pso_graph.pipeline.preparation import prepare_answers
from pso_graph.pipeline.release import find_release
from pso_graph.query.running import run_shipped
from pso_graph.query.workers import Snapshot
from pso_graph.rdf.serialization import write_result
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore, PreparedAnswers

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.catalogue import Query

PREPARED = [
    query
    for query in read_folder("lineage")
    if query.cost == "graph" and not any(parameter.required for parameter in query.parameters)
]
TEXT = "SELECT ?o { ?s <http://x/p> ?o }"
FALSE_ROW = (
    b'{"head": {"vars": ["o"]}, "results": {"bindings": [{"o": {"type": "literal", "value": "told"}}]}}'
)


def make_quad(value: str) -> Quad:
    return Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(value))


def test_there_are_queries_worth_it() -> None:
    assert {"decisions-without-follow-up", "topics-without-measure", "timeline"} <= {
        query.name for query in PREPARED
    }


@pytest.fixture(scope="module")
def stores(home: Path) -> tuple[EmbeddedStore, EmbeddedStore]:
    """A build without and with its prepared answers."""
    release = find_release(home)
    plain = Snapshot(files=(release.dataset,)).open()
    return plain, Snapshot(files=(release.dataset,), answers=release.answers).open()


@pytest.mark.parametrize("query", PREPARED, ids=lambda query: query.name)
def test_a_prepared_answer_equals_the_answer(
    stores: tuple[EmbeddedStore, EmbeddedStore], query: Query
) -> None:
    for form in ("json", "xml", "csv", "tsv"):
        plain, prepared = (write_result(run_shipped(store, query, {}), form) for store in stores)
        assert prepared == plain


def test_what_is_prepared_is_told_and_nothing_else(tmp_path: Path) -> None:
    """The prepared row differs from the data, to show which of the two is told."""
    path = tmp_path / "answers.json"
    path.write_bytes(PreparedAnswers.pack([(TEXT, {}, FALSE_ROW)]))
    store = EmbeddedStore.in_memory([make_quad("asked")])
    store.prepare(PreparedAnswers.read(path))
    assert write_result(store.query(TEXT), "csv") == b"o\r\ntold\r\n"
    assert write_result(store.query(TEXT + " "), "csv") == b"o\r\nasked\r\n"
    assert write_result(store.query(TEXT, values={"o": Literal("asked")}), "csv") == b"o\r\nasked\r\n"
    assert write_result(store.query(TEXT, default_graphs=[]), "csv") == b"o\r\n"
    store.add([make_quad("new")])
    assert sorted(write_result(store.query(TEXT), "csv").split()) == [b"asked", b"new", b"o"]


def test_defaults_of_parameters_are_part_of_the_question(dataset: EmbeddedStore) -> None:
    (timeline,) = (query for query in PREPARED if query.name == "timeline")
    prepared = list(prepare_answers(dataset, [timeline]))
    defaults = {parameter.name for parameter in timeline.parameters if parameter.default is not None}
    assert {values["language"] for _, values, _ in prepared} == {Literal("de"), Literal("en")}
    for text, values, answer in prepared:
        assert text == timeline.text
        assert set(values) == defaults
        assert b'"bindings"' in answer
