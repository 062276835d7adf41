"""Queries of the shapes' own: one for all nodes means what one for each would, or is not compiled."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import NotCompiledError
from pso_graph.validate.shacl import check
from tests.validate.engine.generation import PREFIXES

DATA = """
ex:a a ex:C ; ex:p 1 , 2 ; ex:q ex:b ; ex:name "A" .
ex:b a ex:C ; ex:p 3 ; ex:q ex:c .
ex:c a ex:C ; ex:name "C"@de .
ex:d ex:p 4 , 5 , 6 .
"""
EX = "http://example.org/"
SHAPE = (
    PREFIXES
    + """
ex:names sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:Shape sh:targetClass ex:C ; %s sh:sparql [ sh:prefixes ex:names ; sh:select '''%s''' %s ] .
"""
)


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT $this WHERE { $this ex:q ?x }", "ab"),
        ("SELECT $this WHERE { ?this ex:q ?focus . ?focus ex:q ?next }", "a"),
        ("SELECT $this WHERE { { FILTER ($this = ex:a) } UNION { $this ex:p 3 } }", "ab"),
        (
            "SELECT $this { FILTER NOT EXISTS { { FILTER ($this = ex:a) } UNION { $this ex:p 3 } } }",
            "c",
        ),
        (
            "SELECT $this { FILTER NOT EXISTS { $this ex:q ?x . { $this ex:p 1 } UNION { $this ex:p 3 } } }",
            "c",
        ),
        ("SELECT $this WHERE { $this a ex:C OPTIONAL { { $this ex:p ?x } } FILTER (!BOUND(?x)) }", "c"),
        ("SELECT $this WHERE { BIND ($this AS ?x) FILTER NOT EXISTS { ?x ex:q ?y } }", "c"),
        ("SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)", "a"),
        (
            (
                "SELECT $this WHERE { { SELECT $this (SUM(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this }"
                " FILTER (?n = 3) }"
            ),
            "ab",
        ),
        ("SELECT DISTINCT $this WHERE { $this ex:p ?x . # FILTER (?x > 9) }\n FILTER (?x<2||?x>2) }", "ab"),
        ('SELECT $this WHERE { $this ex:name "A" , ?x ; ex:q/ex:q ?y }', "a"),
        ("SELECT $this ?value WHERE { $this ?property ?value . FILTER (?property = ex:q) }", "ab"),
        ("SELECT $this WHERE { $this !(ex:p|a|ex:name) ex:c }", "b"),
    ],
)
def test_a_query_for_all_nodes_means_the_same(query: str, expected: str) -> None:
    data, shapes = parse(PREFIXES + DATA), parse(SHAPE % ("", query, ""))
    found = check(data, shapes, "compiled").findings
    assert [finding.focus for finding in found] == [EX + name for name in expected]
    assert found == check(data, shapes, "reference").findings


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this WHERE { $this ex:p ?x } LIMIT 1", "LIMIT"),
        ("SELECT $this WHERE { $this ex:p ?x MINUS { $this ex:q ?y } }", "MINUS"),
        ("SELECT * WHERE { $this ex:p ?x }", "everything"),
        ("SELECT ?x WHERE { $this ex:p ?x }", "does not project"),
        ("SELECT (STR($this) AS ?x) WHERE { $this ex:p ?y }", "does not project"),
        ("SELECT (ex:a AS $this) WHERE { ex:a ex:p ?y }", "binds"),
        ("SELECT $this WHERE { BIND (ex:a AS ?this) }", "binds"),
        ("SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x }", "grouping"),
        (
            "SELECT $this WHERE { $this ex:p ?x } GROUP BY $this ?x HAVING (COUNT(?x) > 1",
            "not complete|parse",
        ),
        ("SELECT $this WHERE { { SELECT ?x WHERE { $this ex:p ?x } } }", "does not project"),
        (
            "SELECT $this WHERE { $this ex:p ?x . FILTER EXISTS { SELECT $this WHERE { $this ex:q ?y } } }",
            "EXISTS",
        ),
        ("SELECT $this ?failure WHERE { $this ex:p ?failure }", "failure"),
        ("SELECT $this WHERE { GRAPH $shapesGraph { $this ex:p ?x } }", "GRAPH"),
        ("SELECT $this WHERE { $this $PATH ?x }", "PATH"),
        ("ASK { $this ex:p ?x }", "no SELECT"),
        ("SELECT $this WHERE { $this ex:p ?x } }", "does not open|not complete"),
    ],
)
def test_what_means_something_else_is_not_compiled(query: str, reason: str) -> None:
    with pytest.raises(NotCompiledError, match=reason):
        check(parse(PREFIXES + DATA), parse(SHAPE % ("", query, "")), "compiled")


@pytest.mark.parametrize(
    ("query", "compiled"),
    [
        ("SELECT $this ?value WHERE { $this ex:p ?value }", True),
        ("SELECT $this ?value WHERE { $this ?any ?value }", True),
        ("SELECT $this WHERE { $this ex:p ?x ; ex:q ?y . FILTER (ISIRI(?y)) }", True),
        ("SELECT $this WHERE { $this ex:p ?x . FILTER (?x > 1) }", False),
        ("SELECT $this WHERE { $this ex:q|ex:p ?x . FILTER (STR(?x) != '1') }", False),
        ("SELECT $this WHERE { $this ?any ?x . FILTER (ISNUMERIC(?x)) }", False),
        ("SELECT $this WHERE { $this ex:p 1 }", False),
        ("SELECT $this WHERE { $this ex:q ex:b ; ex:p ?y , 1 }", False),
        ("SELECT $this WHERE { $this !ex:q ?x . BIND (?x + 1 AS ?y) }", False),
        ("SELECT $this WHERE { $this ex:q ?x . FILTER (!STRSTARTS(STR(?x), 'h')) }", True),
    ],
)
def test_queries_judge_no_literals_that_the_store_would_write_otherwise(query: str, compiled: bool) -> None:  # noqa: FBT001
    """They are left to the reference engine, which finds what is written."""
    data, shapes = parse(PREFIXES + DATA + "ex:c ex:p 01 ."), parse(SHAPE % ("", query, ""))
    report = check(data, shapes)
    assert (report.fallbacks == {}) is compiled
    assert report.findings == check(data, shapes, "reference").findings


def test_messages_have_the_values_of_variables_in_their_places() -> None:
    query = "SELECT $this ?value ?name WHERE { $this ex:p ?value OPTIONAL { $this ex:name ?name } }"
    message = '; sh:message "{$this} hat {?value}: {?name}"@de, "{?this} has {$value}: {?name}"@en'
    data, shapes = parse(PREFIXES + DATA), parse(SHAPE % ("", query, message))
    found = check(data, shapes, "compiled").findings
    assert [finding.messages["de"] for finding in found] == [
        f"{EX}a hat 1: A",
        f"{EX}a hat 2: A",
        f"{EX}b hat 3: {{?name}}",
    ]
    assert found == check(data, shapes, "reference").findings


def test_a_path_stands_where_the_query_names_it() -> None:
    path = "sh:path ( ex:q ex:p ) ;"
    data, shapes = (
        parse(PREFIXES + DATA),
        parse(SHAPE % (path, "SELECT $this ?value WHERE { $this $PATH ?value }", "")),
    )
    found = check(data, shapes, "compiled").findings
    assert [(finding.focus, finding.path) for finding in found] == [(EX + "a", "")]
    assert found == check(data, shapes, "reference").findings


def test_a_triple_that_two_graphs_say_counts_once() -> None:
    query = "SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)"
    data = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"{EX}graph{number}"))
        for quad in parse(PREFIXES + DATA)
        for number in (1, 2)
    ]
    for extra in ("", "sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:class ex:C ] ; "):
        shapes = parse(SHAPE % (extra, query, ""))
        found = check(data, shapes, "compiled").findings
        assert {finding.focus for finding in found} == ({EX + "a", EX + "b"} if extra else {EX + "a"})
        assert found == check(data, shapes, "reference").findings


def test_a_query_does_not_meet_the_verdicts_of_nested_shapes() -> None:
    query = "SELECT $this ?value WHERE { ?value ?any $this . FILTER (!ISBLANK(?value)) }"
    nested = "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 9 ] ] ; "
    data, shapes = parse(PREFIXES + DATA), parse(SHAPE % (nested, query, ""))
    found = check(data, shapes, "compiled").findings
    assert [finding.value for finding in found] == [f"<{EX}a>", f"<{EX}b>"]
    assert found == check(data, shapes, "reference").findings
