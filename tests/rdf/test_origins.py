"""What a result takes from the data is told apart from what the query makes; in doubt it is made."""

from __future__ import annotations

import pytest

from pso_graph.rdf.origins import trace_origins

CONSTANT_PATTERNS = {
    "a pattern": "SELECT ?x { ?s <http://x/p> ?x }",
    "a comparison": "SELECT ?x { ?s ?p ?x FILTER(?x > 01 && ?x < 9 && ?x*2 < 5) }",
    "AS in a string": 'SELECT ?x { ?s ?p ?x FILTER(?y != "AS ?x") }',
    "AS in a long string": "SELECT ?x { ?s ?p ?x FILTER(?y != '''it's AS ?x''') }",
    "AS in a comment": "SELECT ?x { # BIND(1 AS ?x)\n ?s ?p ?x }",
    "AS in an IRI": "SELECT ?x { ?s <http://x/AS?x> ?x }",
    "a name that ends in as": "PREFIX ex: <http://x/> SELECT ?x { ?s ex:has ?x }",
    "a quote in an IRI": "SELECT ?x { ?s <http://x/it's> ?x }",
    "a hash in an IRI": "SELECT ?x { ?s <http://x/#p> ?x }",
    "a path from data to data": "SELECT ?x { ?s <http://x/p>* ?x } LIMIT 10",
    "a count": "SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?x } GROUP BY ?x",
    "VALUES of another variable": "SELECT ?x { VALUES ?s { <http://x/a> } ?s ?p ?x }",
    "VALUES of other variables": "SELECT ?x { VALUES (?s ?p) { (<http://x/a> <http://x/p>) } ?s ?p ?x }",
    "a service in a name": "PREFIX ex: <http://x/> SELECT ?x { ?s ex:Service ?x }",
}
MADE = {
    "an expression": "SELECT (1 AS ?x) {}",
    "glued": "SELECT(1AS?x){}",
    "glued to a keyword": "SELECT (trueAS$x) {}",
    "a comment between": "SELECT (1 AS # no\n ?x) {}",
    "BIND": "SELECT ?x { BIND(?y AS ?x) }",
    "lower case": "select ?x { bind(1 as ?x) }",
    "an aggregate": "SELECT (MAX(?y) AS ?x) { ?s ?p ?y }",
    "an expression that groups": "SELECT ?x { ?s ?p ?y } GROUP BY (?y + 1 AS ?x)",
    "a subquery": "SELECT ?x { { SELECT (?y AS ?x) { ?s ?p ?y } } }",
    "VALUES": "SELECT ?x { ?s ?p ?x VALUES ?x { 1 } }",
    "VALUES of many": "SELECT ?x { ?s ?p ?x VALUES (?s ?x) { (<a> 1) } }",
    "VALUES at the end": "SELECT ?x { ?s ?p ?x }VALUES?x{ 1 }",
    "behind two comparisons": "SELECT (?a<?b&&?c>?d AS ?x) { ?a ?b ?c }",
    "between two comparisons": "SELECT (1<2AS?x)(?b>1AS?z) { BIND(3 AS ?b) }",
    "behind a quote in a comparison": "SELECT (?a<?b&&?c='>' AS ?x)('1' AS ?z) { ?a ?b ?c }",
    "a path from a number": "SELECT ?x { 1 <http://x/p>* ?x }",
    "a path from a boolean": "SELECT ?x { true <http://x/p>? ?x }",
    "a path from a typed literal": "SELECT ?x { ?x (<http://x/p>|<http://x/q>)* '1'^^<http://x/t> }",
    "a path from a made variable": "SELECT ?x { VALUES ?y { 1 } ?y a* ?x }",
    "another endpoint": "SELECT ?x { SERVICE <http://x/> { ?s ?p ?x } }",
    "a combining mark": "SELECT (1 AS ?x\u0308) {}",
}


@pytest.mark.parametrize("text", CONSTANT_PATTERNS.values(), ids=CONSTANT_PATTERNS)
def test_a_matched_variable_is_from_data(text: str) -> None:
    assert trace_origins(text).is_from_data("x")


@pytest.mark.parametrize("text", MADE.values(), ids=MADE)
def test_a_made_variable_is_not_from_data(text: str) -> None:
    name = "x\u0308" if "\u0308" in text else "x"
    assert not trace_origins(text).is_from_data(name)


def test_a_variable_that_the_caller_gives_is_not_from_data() -> None:
    origins = trace_origins("SELECT ?x ?y { ?y ?p ?x }", ["x"])
    assert not origins.is_from_data("x")
    assert origins.is_from_data("y")


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("CONSTRUCT { ?s ?p ?x } { ?s ?p ?x FILTER(?x > 1) }", False),
        ("CONSTRUCT WHERE { ?s ?p ?x }", False),
        ('CONSTRUCT { ?s ?p ?x, "1", "a"@en } { ?s ?p ?x BIND(1 AS ?y) }', False),
        ("CONSTRUCT { ?s ?p 1 } { ?s ?p ?x }", True),
        ("CONSTRUCT { ?s ?p ?x, true } { ?s ?p ?x }", True),
        ("CONSTRUCT { ?s ?p '1'^^<http://x/t> } { ?s ?p ?x }", True),
        ("CONSTRUCT { ?s ?p ?y } { ?s ?p ?x BIND(1 AS ?y) }", True),
        ("CONSTRUCT WHERE { ?s ?p 1 }", True),
        ("DESCRIBE ?x { ?x ?p 1 BIND(1 AS ?y) }", False),
        ("DESCRIBE <http://x/a>", False),
    ],
)
def test_a_graph_is_mixed_if_its_template_holds_what_the_query_makes(text: str, *, mixed: bool) -> None:
    assert trace_origins(text).mixed is mixed
