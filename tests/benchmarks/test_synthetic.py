"""The synthetic graph has the answers that it promises."""

from __future__ import annotations

import pytest

from pso_graph.build.entailment import add_closure
from pso_graph.rdf.namespaces import BASE, PSOG
from pso_graph.rdf.terms import QuerySolutions
from pso_graph.store import EmbeddedStore
from tests.benchmarks.questions import make_questions
from tests.benchmarks.synthetic import LineageGraph, make_lineage_graph

CYCLES = 5  # one more than resolutions take each other up


@pytest.fixture(scope="module")
def graph() -> LineageGraph:
    return make_lineage_graph(20_000)


@pytest.fixture(scope="module")
def store(graph: LineageGraph) -> EmbeddedStore:
    return EmbeddedStore.in_memory(graph.quads, union=True)


def test_it_has_whole_cycles_and_no_quad_twice(graph: LineageGraph) -> None:
    assert len(graph.quads) >= 20_000
    assert len(set(graph.quads)) == len(graph.quads)
    assert len(graph.decisions) == CYCLES * 20


def test_what_follows_decisions(graph: LineageGraph) -> None:
    # Clauses 0, 20 and 40 take decision 0 up, each has a response; their measures are 0, 20 and again 0;
    # one clause in three is in the motion: 9 things. That clause is taken up in the next cycle, with its
    # response, measure and motion: 4 more for each cycle until the fourth.
    counts = [graph.followers[f"{BASE}document/bspc-{cycle}/0"] for cycle in range(4)]
    assert counts == [21, 17, 13, 9]


def test_what_is_said_of_things(graph: LineageGraph) -> None:
    # Type, two labels, nine values, document asserted and entailed, evidence.
    assert graph.statements[f"{BASE}document/bspc-0/0"] == 15
    # The same, and a decision as taken up, traced to, and in the closure.
    assert graph.statements[f"{BASE}document/resolution-0/0"] == 18
    # Type, two labels, two responses named and traced to; in the closure these, two clauses, a decision.
    assert graph.statements[f"{BASE}measure/0-0"] == 12


def test_every_text_has_the_rows_that_are_expected(graph: LineageGraph, store: EmbeddedStore) -> None:
    for question in make_questions(graph):
        for text, rows in question.texts.items():
            result = store.query(text)
            assert isinstance(result, QuerySolutions)
            assert len(list(result)) == rows, (question.name, text)


def test_the_closure_is_that_of_the_build(graph: LineageGraph, store: EmbeddedStore) -> None:
    without = EmbeddedStore.in_memory(
        (quad for quad in graph.quads if quad.predicate != PSOG.tracesBackTo), union=True
    )
    add_closure(without)
    assert set(without.find(None, PSOG.tracesBackTo)) == set(store.find(None, PSOG.tracesBackTo))
