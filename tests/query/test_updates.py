"""Updates before they run: what is refused, and how the dataset of a request gets into them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import (
    ParameterError,
    RefusedQueryError,
    SyntaxProblemError,
    UnsupportedQueryError,
)
from pso_graph.query.guard import check_update
from pso_graph.query.updates import restrict_update
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import WritableStore

A, B = "http://x/a", "http://x/b"


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://x/>",
        "load silent <http://x/> into graph <http://x/g>",
        "CLEAR ALL;LOADSILENT<http://x/>",
        "PREFIX x: <http://x/> LOADx:a",
        "PREFIX : <http://x/> LOAD:a",
        'VERSION "1.1"LOAD<http://x/>',
        "#\nLOAD <http://x/>",
        "\\u004COAD <http://x/>",
        "L\\U0000004fAD <file:///etc/passwd>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
        "DELETE { ?s ?p ?o } WHERE { { SELECT * { SERVICE SILENT ?x { ?s ?p ?o } } } }",
        "INSERT {} WHERE { FILTER EXISTS { trueSERVICE<http://x/> {} } }",
        "INSERT DATA { <http://x/a> <http://x/b> " + "(" * 300 + ")" * 300 + " }",
        "INSERT {} WHERE {" + "{} UNION " * 300 + "{} }",
        "INSERT {} WHERE { FILTER(" + "!" * 2000 + "true) }",
    ],
)
def test_what_would_reach_out_or_exhaust_the_engine_is_refused(text: str) -> None:
    with pytest.raises(RefusedQueryError) as caught:
        check_update(text)
    assert caught.value.position is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CLEAR ALL",
        'INSERT DATA { <http://x/LOAD> <http://x/SERVICE> "LOAD <x>", "SERVICE" } # LOAD SERVICE',
        "PREFIX load: <http://x/> INSERT DATA { load:a load:b 'c' }",
        "INSERT DATA {" + "<http://x/a> <http://x/b> -1 ." * 2000 + "}",
        "INSERT DATA {" + "GRAPH <http://x/g> { <http://x/a> <http://x/b> 1 }" * 600 + "}",
        "DELETE DATA { <http://x/a> <http://x/b> -1 } ;" * 700,
    ],
)
def test_what_is_harmless_passes(text: str) -> None:
    check_update(text)


def test_counting_begins_again_after_the_data() -> None:
    with pytest.raises(RefusedQueryError, match="operators"):
        check_update(
            "INSERT DATA { <http://x/a> <http://x/b> -1 } ; INSERT {} WHERE { FILTER(" + "!" * 2000 + "1) }"
        )


USING = f"USING <{A}> USING NAMED <{B}> "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p 1 }} {USING}WHERE {{ ?s ?p ?o }}"),
        ("DELETE{?s ?p 1}where{?s ?p ?o}", f"DELETE{{?s ?p 1}}{USING}where{{?s ?p ?o}}"),
        (
            "DELETE WHERE { ?s ?p 'WHERE }' }",
            f"DELETE {{ ?s ?p 'WHERE }}' }} {USING}WHERE {{ ?s ?p 'WHERE }}' }}",
        ),
        (
            "INSERT {} WHERE { { SELECT * WHERE {} } } ; DELETE WHERE {} ; CLEAR ALL",
            (
                f"INSERT {{}} {USING}WHERE {{ {{ SELECT * WHERE {{}} }} }} ; "
                f"DELETE {{}} {USING}WHERE {{}} ; CLEAR ALL"
            ),
        ),
        ("INSERT DATA { <a> <b> <c> }", "INSERT DATA { <a> <b> <c> }"),
        (
            "PREFIX using: <http://x/> INSERT {} WHERE { using:a using:b 1 }",
            f"PREFIX using: <http://x/> INSERT {{}} {USING}WHERE {{ using:a using:b 1 }}",
        ),
    ],
)
def test_every_pattern_gets_the_dataset(text: str, expected: str) -> None:
    assert restrict_update(text, [A], [B]) == expected
    assert restrict_update(text, [], []) == text


@pytest.mark.parametrize(
    "text",
    [
        "WITH <http://x/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT {} USING <http://x/g> WHERE {}",
        "INSERT {}USING NAMED<http://x/g>WHERE {}",
        "PREFIX : <http://x/> WITH:g INSERT {} WHERE {}",
        "PREFIX : <http://x/> INSERT {} USING:g WHERE {}",
    ],
)
def test_two_datasets_are_one_too_many(text: str) -> None:
    with pytest.raises(ParameterError, match="both name"):
        restrict_update(text, [A], [])


@pytest.mark.parametrize("text", ["DELETEWHERE { ?s ?p ?o }", "INSERTDATA {}", "INSERT {} WHEREx {}"])
def test_keywords_that_cannot_be_told_apart_are_refused_rather_than_overlooked(text: str) -> None:
    with pytest.raises(ParameterError, match="cannot be told"):
        restrict_update(text, [A], [])


@pytest.mark.parametrize("iri", ["http://x/a> { } CLEAR ALL #", "a", "", "http://x/{"])
def test_a_graph_that_is_no_iri_is_refused(iri: str) -> None:
    with pytest.raises(ParameterError, match="no IRI"):
        restrict_update("DELETE WHERE { ?s ?p ?o }", [iri], [])


def make_store() -> WritableStore:
    graphs = [NamedNode(A), NamedNode(B)]
    store = WritableStore.in_memory(
        Quad(graph, NamedNode("http://x/p"), Literal("v"), graph) for graph in graphs
    )
    assert isinstance(store, WritableStore)
    return store


OPERATIONS = (
    "INSERT { GRAPH <http://x/to> { ?s <http://x/seen> ?o } } WHERE { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "INSERT DATA { GRAPH <http://x/c> { <http://x/c> <http://x/p> 1 } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
)


@given(st.lists(st.sampled_from(OPERATIONS), max_size=4), st.sampled_from([" ; ", ";\n#;\n"]))
def test_what_comes_out_is_what_using_says(operations: list[str], between: str) -> None:
    """Written by hand: WHERE gets USING, and DELETE WHERE its long form."""
    text = between.join(operations)
    by_hand = between.join(
        operation.replace("DELETE WHERE { ?s ?p ?o }", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }").replace(
            "WHERE", f"USING <{A}> USING NAMED <{A}> WHERE"
        )
        for operation in operations
    )
    stores = make_store(), make_store()
    for store, written in zip(stores, (restrict_update(text, [A], [A]), by_hand), strict=True):
        store.update(written)
    assert set(stores[0].find()) == set(stores[1].find())


PARTS = (
    *(
        "LOAD",
        "load",
        "\\u004COAD",
        "SILENT",
        "SERVICE",
        "INSERT",
        "DELETE",
        "DATA",
        "WHERE",
        "CLEAR ALL",
        "INTO",
    ),
    *(
        "PREFIX",
        "PREFIX : <http://127.0.0.1:1/>",
        "BASE",
        "<http://127.0.0.1:1/>",
        ":a",
        "LOAD:a",
        "?s ?p ?o",
    ),
    *("{", "}", ";", " ", "\n", "#", '"', "'", "\\", ".", "GRAPH", "a"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_whatever_passes_reaches_nowhere(text: str) -> None:
    """An engine that tried to reach out would fail with an error of the system, which is none of these."""
    with suppress(RefusedQueryError, SyntaxProblemError, UnsupportedQueryError):
        check_update(text)
        make_store().update(text)
