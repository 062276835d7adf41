"""Canonical Turtle: same triples, same text; nothing lost."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.formatting import format_turtle
from pso_graph.rdf.turtle import TurtleWriter, natural_key

PREFIXES = {
    "psog": "https://w3id.org/pso-graph/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "psor": "https://w3id.org/pso-graph/id/",
}

MESSY = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@base <https://w3id.org/pso-graph/id/> .
# the tenth
<document/a/10> psog:order 10; a psog:Clause; skos:prefLabel "ten"@en, "zehn"@de .
<document/a/9> a psog:Clause ; psog:order 9 ; psog:flag true ; skos:notation "a \\"b\\"" .
"""

CANONICAL = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<document/a/9>
  a psog:Clause ;
  skos:notation "a \\"b\\"" ;
  psog:order 9 ;
  psog:flag true .

# the tenth
<document/a/10>
  a psog:Clause ;
  skos:prefLabel "zehn"@de , "ten"@en ;
  psog:order 10 .
"""


def test_puts_subjects_predicates_and_languages_in_order() -> None:
    assert format_turtle(MESSY, PREFIXES, where="messy") == CANONICAL


def test_leaves_the_canonical_form_alone() -> None:
    assert format_turtle(CANONICAL, PREFIXES, where="canonical") == CANONICAL


def test_keeps_the_comment_that_opens_the_file() -> None:
    text = "# What this is.\n\n" + CANONICAL
    assert format_turtle(text, PREFIXES, where="x") == text


def test_refuses_a_comment_that_would_lose_its_place() -> None:
    with pytest.raises(SyntaxProblemError, match=r"x:2.*comment inside a block"):
        format_turtle("<http://a/b> a\n # why\n <http://a/c> .\n", PREFIXES, where="x")


def test_refuses_a_shared_blank_node() -> None:
    with pytest.raises(SyntaxProblemError, match="used 2 times"):
        format_turtle("<http://a> <http://p> _:b . <http://c> <http://p> _:b . _:b a _:c .", {}, where="x")


def test_refuses_blank_nodes_in_a_circle() -> None:
    with pytest.raises(SyntaxProblemError, match="circle"):
        format_turtle("_:a <http://p> _:b . _:b <http://p> _:a .", {}, where="x")


def test_writes_lists_and_nested_blank_nodes_in_place() -> None:
    text = '<http://a>\n  <http://p> ( 1 "x" [\n    <http://q> 2\n  ] ) .\n'
    assert format_turtle(text, {}, where="x") == text


LISTS = """\
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
<http://a> <http://p> {} .
"""


@pytest.mark.parametrize(
    "node",
    [
        "[ rdf:first 1 ; rdf:rest () ; <http://q> 2 ]",
        "[ rdf:first 1 ; rdf:rest <http://x> ]",
        "[ rdf:first 1 , 2 ; rdf:rest () ]",
        "[ rdf:first 1 ]",
        "[ rdf:first 1 ; rdf:rest [ rdf:first 2 ; rdf:rest () ; <http://q> 3 ] ]",
        "( 1 [ <http://q> ( 2 ) ] )",
        '"q\\n\\"\\"\\""',
        '"\\n\\"\\"\\"\\" x \\"\\"\\"\\\\"',
        '"1\\n"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"x"@en--ltr',
        "() ; rdf:nil rdf:nil",
    ],
)
def test_what_is_not_quite_a_list_keeps_all_its_triples(node: str) -> None:
    text = LISTS.format(node)
    written = format_turtle(text, PREFIXES, where="x")

    def canonicalize(document: str) -> ox.Dataset:
        dataset = ox.Dataset(ox.parse(document, ox.RdfFormat.TURTLE))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return dataset

    assert canonicalize(written) == canonicalize(text)


@pytest.mark.parametrize(
    "text",
    [
        "@base <http://example.org/ns/> .\n# why\n<a> <b> <c> .\n",
        "BASE <http://example.org/ns/>\n# why\n<a> <b> <c> .\n",
        "PREFIX p: <http://example.org/ns/>\n# why\np:a\\-b p:c p:d .\n# more\np:e p:c p:o\\#x .\n",
        "# why\n<http://a/\\u0041> <http://b> <http://c> .\n",
        "# why\n<URN:a:b> <http://b> <http://c> .\n",
    ],
)
def test_comments_find_their_subject_however_it_is_written(text: str) -> None:
    assert format_turtle(text, PREFIXES, where="x").count("# ") == text.count("# ")


def test_refuses_a_comment_behind_a_block() -> None:
    with pytest.raises(SyntaxProblemError, match=r"x:1.*behind a block"):
        format_turtle("<http://a> a <http://b> . # why\n<http://c> a <http://d> .\n", {}, where="x")


def test_line_ends_of_another_system_change_nothing() -> None:
    text = "# What this is.\n\n" + CANONICAL
    assert format_turtle(text.replace("\n", "\r\n"), PREFIXES, where="x") == text


def test_refuses_a_comment_above_a_blank_node() -> None:
    with pytest.raises(SyntaxProblemError, match="no place in the canonical form"):
        format_turtle("<http://a> <http://b> _:x .\n# why\n_:x <http://b> <http://c> .\n", {}, where="x")


def test_numbers_in_names_count_as_numbers() -> None:
    assert sorted(["2.l.10", "2.l.9", "2.a", "10"], key=natural_key) == ["2.a", "2.l.9", "2.l.10", "10"]


_LITERALS = st.builds(
    lambda text, language: ox.Literal(text, language=language) if language else ox.Literal(text),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.sampled_from([None, "de", "en"]),
)
_IRIS = st.builds(
    ox.NamedNode,
    st.sampled_from(
        [
            "https://w3id.org/pso-graph/id/document/a/2.l.1",
            "https://w3id.org/pso-graph/id/link/a/1--takesUp--b/2",
            "https://w3id.org/pso-graph/id/",
            "https://w3id.org/pso-graph/id//x",
            "https://w3id.org/pso-graph/id/a/../b",
            "https://w3id.org/pso-graph/ontology#order",
            "https://w3id.org/pso-graph/ontology#a.",
            "http://example.org/ü",
        ]
    ),
)


@given(st.sets(st.builds(ox.Triple, _IRIS, _IRIS, _LITERALS | _IRIS), max_size=12))
def test_what_is_written_reads_back_the_same(triples: set[ox.Triple]) -> None:
    text = TurtleWriter(PREFIXES).write(triples)
    read = {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}
    assert read == triples
    assert format_turtle(text, PREFIXES, where="x") == text
