"""A query as its tokens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.catalogue import read_folder
from pso_graph.validate.checks.sparql import SparqlText
from tests.depth import examples


@pytest.mark.parametrize(
    ("text", "columns", "unbound"),
    [
        ("SELECT ?a ?b { ?a ?p ?b }", ["a", "b"], []),
        ("select distinct $a where { ?a ?p 1 }", ["a"], []),
        ("SELECT (COUNT(?x) AS ?n) ?c WHERE { ?x ?p ?y }", ["n", "c"], ["c"]),
        ("SELECT (IF(?x, (1), 2) AS ?n) WHERE { ?x ?p ?y }", ["n"], []),
        ("SELECT ?a ?b FROM <urn:g> WHERE { { SELECT ?a WHERE { ?a ?p ?o } } }", ["a", "b"], ["b"]),
        ('SELECT ?a # ?b\nWHERE { ?a ?p "?b" }', ["a"], []),
        ("SELECT * WHERE { ?a ?p ?o }", [], []),
        ("CONSTRUCT { ?a ?p 1 } WHERE { SELECT ?a { ?a ?p 1 } }", [], []),
    ],
)
def test_columns_and_what_fills_them(text: str, columns: list[str], unbound: list[str]) -> None:
    query = SparqlText(text)
    assert list(query.columns) == columns
    assert [token.text[1:] for token in query.list_unbound()] == unbound


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }", True),
        ("SELECT ?p (COUNT(?s) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p", False),
        ("SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p", False),
        ("SELECT (1 + ?s AS ?n) WHERE { ?s ?p ?o }", False),
        ("SELECT ?n WHERE { { SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o } } }", False),
    ],
)
def test_a_count_of_everything_is_one_row(text: str, *, one: bool) -> None:
    assert SparqlText(text).has_one_row is one


def test_names_are_resolved_with_declared_and_given_prefixes() -> None:
    query = SparqlText(
        "PREFIX a: <urn:a#>\nSELECT ?s WHERE { ?s a:p.q b:r, <urn:full> . ?s a a: }", {"b": "urn:b#"}
    )
    assert sorted(iri for _, iri in query.iris()) == ["urn:a#", "urn:a#p.q", "urn:b#r", "urn:full"]
    assert query.find_problems() == []


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("SELECT ?s WHERE { ?s no:p 1 }", 21, 25, "the prefix no: is not declared"),
        ("SELECT ?s WHERE { ?s ?p ( 1 }", 28, 29, "} closes nothing"),
        ("SELECT ?s WHERE { ?s ?p 1", 16, 17, "{ is not closed"),
        ("SELECT ?s\nWHERE { ?s ?p }", 24, 25, "} is not expected here"),
        ("SELECT ?s WHERE", 15, 15, "the text ends too early"),
        ("", 0, 0, "the text ends too early"),
    ],
)
def test_a_problem_is_found_where_it_is(text: str, start: int, end: int, words: str) -> None:
    (problem,) = SparqlText(text).find_problems()
    assert (problem.start, problem.end, problem.problem_en) == (start, end, words)


def test_given_prefixes_do_not_move_problems() -> None:
    (problem,) = SparqlText("SELECT ?s WHERE { ?s b:p }", {"b": "urn:b#"}).find_problems()
    assert problem.start == 25


@pytest.mark.parametrize("folder", ["lineage", "rules", "lint", "site"])
def test_shipped_queries_have_no_problem(folder: str) -> None:
    for query in read_folder(folder):
        assert SparqlText(query.text).find_problems() == [], query.name


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["SELECT", "?a", "WHERE", "{", "}", "(", ")", "a:b", "<urn:x>", '"x"', "'", "#", "\n", "é", "."]
        )
    ).map(" ".join)
)
def test_any_text_is_read_and_places_lie_in_it(text: str) -> None:
    query = SparqlText(text)
    assert all(text[token.start : token.end] == token.text for token in query.tokens)
    problems = query.find_problems()
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in problems)
    assert query.columns.keys() >= {token.text[1:] for token in query.list_unbound()}
