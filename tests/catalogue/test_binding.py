"""Texts with values in them: where a value goes, and that a term stays what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.catalogue import Query, bind_text, cut_header
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions
from pso_graph.store import EmbeddedStore
from tests.depth import examples

THING = NamedNode("http://example.org/a")


def make_query(text: str) -> Query:
    words = {"de": "Frage", "en": "question"}
    return Query("question", Path("question.rq"), text, words, words, ())


def test_a_value_stands_at_the_beginning_of_the_outermost_group() -> None:
    query = make_query("SELECT ?a ?b\nWHERE {\n  ?a ?p ?b .\n}\n")
    assert bind_text(query, {"a": THING, "b": Literal("x")}) == (
        "SELECT ?a ?b\nWHERE {\n"
        "  VALUES ?a { <http://example.org/a> }\n"
        '  VALUES ?b { "x" }\n'
        "  ?a ?p ?b .\n}\n"
    )


def test_what_bind_makes_is_filtered() -> None:
    query = make_query("SELECT ?a WHERE {\n  ?s ?p ?o\n  BIND(?o AS ?a)\n}")
    assert bind_text(query, {"a": THING}) == (
        "SELECT ?a WHERE {\n  FILTER(sameTerm(?a, <http://example.org/a>))\n  ?s ?p ?o\n  BIND(?o AS ?a)\n}"
    )


def test_what_an_inner_group_makes_is_joined() -> None:
    query = make_query("SELECT ?a WHERE { { SELECT (COUNT(?s) AS ?a) WHERE { ?s ?p ?o } } }")
    assert "VALUES ?a" in bind_text(query, {"a": THING})


@pytest.mark.parametrize(
    "before",
    [
        "#+ summary: { ?a\n\n",
        "# not { here\n",
        "PREFIX ex: <http://example.org/#>\n",
        "SELECT (EXISTS { ?s ?p ?o } AS ?is) ?a ",
        'SELECT ("{" AS ?brace) ?a ',
    ],
)
def test_a_brace_that_opens_no_group_is_passed_over(before: str) -> None:
    query = make_query(before + "WHERE { ?a ?p ?o }")
    assert bind_text(query, {"a": THING}).endswith(
        "WHERE {\n  VALUES ?a { <http://example.org/a> } ?a ?p ?o }"
    )


def test_a_text_without_values_stays_as_it_is() -> None:
    query = make_query("#+ summary:\n#+   de: Frage\n\nASK { ?s ?p ?o }\n")
    assert bind_text(query, {}) == cut_header(query.text) == "ASK { ?s ?p ?o }\n"


@settings(max_examples=examples(100))
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_term_stays_what_it_is(words: str) -> None:
    query = make_query("SELECT ?a WHERE { }")
    result = EmbeddedStore.in_memory().query(bind_text(query, {"a": Literal(words)}))
    assert isinstance(result, QuerySolutions)
    assert [row["a"] for row in result] == [Literal(words)]
