"""What must not run is refused before it runs, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery

from pso_graph.core.errors import RefusedQueryError
from pso_graph.query.guard import MAX_DEPTH, MAX_LENGTH, check_query

KNOWN = "https://w3id.org/pso-graph/graph/reference"


def is_known(iri: str) -> bool:
    return iri == KNOWN


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE ?e { ?s ?p ?o } } }",
        "SELECT * WHERE { { SELECT ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { SERV\\U00000049CE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p '#' SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        'SELECT * WHERE { ?s ?p "\\u005C" SERVICE <http://127.0.0.1:1/> { } #" \n }',
        "SELECT * WHERE { ?s ?p ?o FILTER(?s<?p) SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
        "LOAD <http://127.0.0.1:1/x.ttl>",
        "PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP GRAPH <http://x/>",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX h: <http://127.0.0.1:1/> SELECT * FROM h:x WHERE { ?s ?p ?o }",
        f"SELECT * FROM <{KNOWN}> FROM <http://x/> WHERE {{ ?s ?p ?o }}",
        "SELECT * WHERE " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1),
        "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) WHERE { }",
        "SELECT * WHERE { ?s ?p ?o } #" + "x" * MAX_LENGTH,
    ],
)
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedQueryError):
        check_query(text, is_known)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p 'SERVICE' }",
        'SELECT * WHERE { ?s ?p """a " SERVICE <x> { """ }',
        "# SERVICE\nSELECT * WHERE { ?service ?load ?from }",
        "PREFIX service: <http://x/> SELECT * WHERE { service:SERVICE service:load ?o }",
        "SELECT * WHERE { <http://x/SERVICE> ?p 'x'@service }",
        f"SELECT * FROM <{KNOWN}> WHERE {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{KNOWN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "PREFIX g: <https://w3id.org/pso-graph/graph/> ASK FROM g:reference { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT ?insert WHERE { ?insert <http://x/delete> ?o }",
    ],
)
def test_lets_pass(text: str) -> None:
    check_query(text, is_known)


def test_says_where() -> None:
    with pytest.raises(RefusedQueryError) as caught:
        check_query("SELECT *\nWHERE {\n  SERVICE <http://x/> { } }", is_known)
    assert caught.value.where == "line 3, column 3"


_PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "\\u0053ERVICE", "SELECT", "?s", "?p", "*", "WHERE", "{", "}", "(", ")"),
        *(
            "<http://x/>",
            "'",
            '"',
            '"""',
            "\\",
            "\\u0022",
            "\\u005C",
            "#",
            "\n",
            " ",
            ".",
            "x:y",
            "a",
            "<",
            ">",
        ),
        *("FILTER", "EXISTS", "UNION", "OPTIONAL", "SILENT", "PREFIX x: <http://x/>", "'a'", '"b"', "@en"),
    ]
)
_WHOLE = st.lists(_PIECES, max_size=14).map(" ".join)
_INSIDE = st.lists(_PIECES, max_size=8).map(" ".join).map("SELECT * WHERE {{ {} }}".format)
_SERVED = st.tuples(
    st.lists(_PIECES, max_size=4).map(" ".join), st.lists(_PIECES, max_size=4).map(" ".join)
).map(lambda parts: f"SELECT * WHERE {{ {parts[0]} SERVICE <http://x/> {{ ?s ?p ?o }} {parts[1]} }}")


@settings(max_examples=300, deadline=None)
@given(_WHOLE | _INSIDE | _SERVED)
def test_whatever_the_algebra_calls_service_is_refused(text: str) -> None:
    try:
        algebra = translateQuery(parseQuery(text)).algebra
    except Exception:  # noqa: BLE001 - whatever the parser dislikes is no query
        return
    names = []
    traverse(algebra, visitPost=lambda part: names.append(getattr(part, "name", "")))
    if "ServiceGraphPattern" in names:
        with pytest.raises(RefusedQueryError):
            check_query(text, is_known)
