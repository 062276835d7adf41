"""What must not run is refused before it runs, however it is written."""

from __future__ import annotations

import contextlib
import socketserver
import threading
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from pso_graph.core.errors import Limit, Position, RefusedQueryError
from pso_graph.query import guard
from pso_graph.query.guard import LIMITS, MAX_LENGTH, check_query
from pso_graph.query.scan import (
    MAX_BRANCHES,
    MAX_CLAUSES,
    MAX_DEPTH,
    MAX_OPERATORS,
    MAX_ROWS,
    is_plain,
    scan_query,
)
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{?s ?p ?o} }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:foo{?s ?p ?o} }",
        "PREFIX x: <http://127.0.0.1:1/> SELECT * { SERVICEx:foo{?s ?p ?o} }",
        "SELECT * { ?a ?b trueSERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
        "PREFIX x: <http://x/> SELECT * { ?a ?b x:.SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
        "SELECT * { ?a ?b _:a.SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
        "ASK { FILTER(?x<?a&&?y='>') SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #' }",
        "ASK { FILTER(?x<?a#>'''\n) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #''' \n}",
        "ASK { <a:'> ?p ?o FILTER(?x<?a&&?y='>') SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #' }",
        "SELECT * FROMNAMED<http://127.0.0.1:1/> { ?s ?p ?o }",
        "PREFIX f: <http://127.0.0.1:1/> SELECT * FROMf:x { ?s ?p ?o }",
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
        "PREFIX x: <http://x/> SELECT * WHERE { x:SERVICE x:dataService ?o . _:service x:load x:a.b }",
        "SELECT * WHERE { <http://x/SERVICE> ?p 'x'@service }",
        "PREFIX p: <#> SELECT * WHERE { p:dataService ?p <http://x/#service> }",
        "SELECT * WHERE { <ontology#takesUp> ?p 'no' }",
        f"SELECT * FROM <{KNOWN}> WHERE {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{KNOWN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "PREFIX g: <https://w3id.org/pso-graph/graph/> ASK FROM g:reference { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT ?insert WHERE { ?insert <http://x/delete> ?o }",
    ],
)
def test_lets_pass(text: str) -> None:
    check_query(text, is_known)


@pytest.mark.parametrize(
    "graph",
    [
        "BASE <https://w3id.org/pso-graph/> SELECT * FROM <graph/reference>",
        "BASE <https://w3id.org/> PREFIX g: <pso-graph/graph/> SELECT * FROM g:reference",
        "SELECT * FROM <../graph/reference>",
        "SELECT * FROM <https://w3id.org/pso-graph/graph/r\\u0065ference>",
        "PREFIX g: <https://w3id.org/pso-graph/graph/> SELECT * FROM NAMED g:refer\\u0065nce",
    ],
)
def test_names_of_graphs_are_resolved_as_the_engine_does(graph: str) -> None:
    check_query(graph + " WHERE { ?s ?p ?o }", is_known)
    with pytest.raises(RefusedQueryError, match="no graph of this store"):
        check_query(graph.replace("nce", "nt") + " WHERE { ?s ?p ?o }", is_known)


def catch(text: str) -> RefusedQueryError:
    with pytest.raises(RefusedQueryError) as caught:
        check_query(text, is_known)
    return caught.value


def test_says_where() -> None:
    refusal = catch("SELECT *\nWHERE {\n  SERVICE <http://x/> { } }")
    assert refusal.position == Position(3, 3)
    assert refusal.where == "line 3, column 3"
    assert refusal.limit is None


def test_says_where_it_stands_as_it_was_written() -> None:
    """Escapes before the place are longer than what they stand for; one of them even breaks a line."""
    assert catch("SELECT ?\\u0061\\U00000062 { \\u0053ERVICE <x> {} }").position == Position(1, 28)
    assert catch("SELECT * {\\u000A SERVICE <x> {} }").position == Position(1, 18)


@pytest.mark.parametrize(
    ("make", "most", "name"),
    [
        (lambda n: "ASK { FILTER(" + "!" * n + "true) }", MAX_OPERATORS, "query_operators"),
        (lambda n: "ASK { FILTER(1" + " - 1" * n + ") }", MAX_OPERATORS, "query_operators"),
        (lambda n: "ASK { FILTER(?x" + "||?x" * n + ") }", MAX_OPERATORS, "query_operators"),
        (lambda n: "ASK { ?s <p>" + "/<p>" * n + " ?o }", MAX_OPERATORS, "query_operators"),
        (lambda n: "ASK { ?s <p>" + "|<p>" * n + " ?o }", MAX_OPERATORS, "query_operators"),
        (lambda n: "ASK { {}" + "UNION{}" * n + " }", MAX_BRANCHES, "query_branches"),
        (lambda n: "ASK { ?s ?p true" + "OPTIONAL{?s ?p ?o}" * n + " }", MAX_CLAUSES, "query_clauses"),
        (lambda n: "ASK { " + "MINUS{?s ?p 1}" * n + " }", MAX_CLAUSES, "query_clauses"),
        (lambda n: "ASK { " + "FILTER(?x)" * n + " }", MAX_CLAUSES, "query_clauses"),
        (lambda n: "SELECT " + "(1 AS ?x)" * n + " {}", MAX_CLAUSES, "query_clauses"),
        (lambda n: "BASE<a/>" * n + " ASK {}", MAX_CLAUSES, "query_clauses"),
        (lambda n: "ASK { VALUES ?x { " + "1 " * n + "} }", MAX_ROWS, "query_rows"),
        (lambda n: "ASK { VALUES ?x { " + "-1.5 " * n + "} }", MAX_ROWS, "query_rows"),
        (lambda n: "ASK { VALUES ?x { " + "'a'^^<b>" * n + "} }", MAX_ROWS, "query_rows"),
        (lambda n: "ASK { VALUES (?x ?y) { " + "(1 2)" * n + "} }", MAX_ROWS, "query_rows"),
        (
            lambda n: "ASK { VALUES ?x { UNDEF 'a'@en <b> c:d" + " true" * (n - 4) + "} }",
            MAX_ROWS,
            "query_rows",
        ),
        (lambda n: "ASK " + "{" * n + "}" * n, MAX_DEPTH, "query_depth"),
    ],
)
def test_counts_what_would_exhaust_the_engine(make: Callable[[int], str], most: int, name: str) -> None:
    check_query(make(most), is_known)
    assert catch(make(most + 1)).limit == Limit(name, most)
    assert LIMITS[name] == most


def test_the_engine_bears_what_is_let_through() -> None:
    """The longest chains that pass are far from what ends the engine's process: it would end this test."""
    store = ox.Store()
    for text in (
        "ASK { FILTER(" + "!" * MAX_OPERATORS + "true) }",
        "ASK { FILTER(true" + "||true" * MAX_OPERATORS + ") }",
        "ASK { ?s <http://x/p>" + "|<http://x/p>" * MAX_OPERATORS + " ?o }",
        "ASK { {}" + "UNION{}" * MAX_BRANCHES + " }",
        "ASK { " + "MINUS{?s ?p 1}" * MAX_CLAUSES + " }",
        "SELECT " + "".join(f"(1 AS ?x{i})" for i in range(MAX_CLAUSES)) + " {}",
        "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    ):
        check_query(text, is_known)
        store.query(text)


def test_a_graph_that_is_a_file_is_never_named() -> None:
    with pytest.raises(RefusedQueryError, match="no graph of this store"):
        check_query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", lambda _: True)


def test_what_was_decided_is_not_decided_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (f"ASK FROM <{KNOWN}> {{ ?s ?p 'decided once' }}", "ASK { SERVICE <x:decided-once> {} }")
    check_query(texts[0], is_known)
    first = catch(texts[1])

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(guard, "scan_query", fail)
    check_query(texts[0], is_known)
    again = catch(texts[1])
    assert again is not first
    assert (again.message, again.position) == (first.message, first.position)
    with pytest.raises(AssertionError):
        check_query(texts[0], lambda _: True)  # other graphs, another decision


class Sink(socketserver.BaseRequestHandler):
    """Counts who comes, and hangs up."""

    calls = 0

    def handle(self) -> None:
        Sink.calls += 1


@pytest.fixture(scope="module")
def sink() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


_PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "SERVICESILENT", "\\u0053ERVICE", "?s", "?p", "true", "1", "1e5", ".", "-"),
        *(
            "{",
            "}",
            "(",
            ")",
            "'",
            '"',
            '"""',
            "\\",
            "\\'",
            "\\u0022",
            "\\u005C",
            "#",
            "\n",
            " ",
            "<",
            ">",
            "²",
            "·",
        ),
        *(
            "x:",
            "x:a",
            ":",
            "x:.",
            "_:a",
            "_:b.",
            "@en",
            "a",
            "'a'",
            '"b"',
            "FILTER",
            "EXISTS",
            "UNION",
            "OPTIONAL",
        ),
        *("[]", "?s ?p ?o", "BIND(1 AS ?x)", "VALUES ?y {1}", "GRAPH ?g"),
        *("FILTER(?x<", "?y='>'", "&&", "'''", "#>", "?y)", "<a:'>", "<#", "|| '>' ="),
    ]
)
_GLUED = st.lists(_PIECES, max_size=6).map("".join)
_SERVED = st.sampled_from(["SERVICE", "service ", "SERVICE SILENT", "\\u0053ERVICE", "Service\n"])


@settings(
    max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_GLUED, _SERVED, st.sampled_from(["<{0}>", "x:foo", ":foo", " <{0}>", "<{0}\\u0041>"]), _GLUED)
def test_no_query_that_passes_goes_out(sink: str, before: str, word: str, target: str, after: str) -> None:
    head = f"PREFIX x: <{sink}> PREFIX : <{sink}> "
    text = f"{head}SELECT * {{ {before}{word}{target.format(sink)}{{?s ?p ?o}}{after} }}"
    try:
        check_query(text, is_known)
    except RefusedQueryError:
        return
    calls = Sink.calls
    with contextlib.suppress(Exception):
        list(ox.Store().query(text))  # type: ignore[arg-type]
    assert Sink.calls == calls, text


def test_the_sink_would_notice(sink: str) -> None:
    calls = Sink.calls
    with contextlib.suppress(Exception):
        list(ox.Store().query(f"SELECT * {{ SERVICESILENT<{sink}>{{?s ?p ?o}} }}"))  # type: ignore[arg-type]
    assert Sink.calls == calls + 1


def calls_service(part: object) -> bool:
    """Whether there is a SERVICE in an algebra of rdflib."""
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(calls_service, part.values()))
    return isinstance(part, list | tuple | set) and any(map(calls_service, part))


@settings(max_examples=examples(150), deadline=None)
@given(
    _GLUED, _SERVED, st.sampled_from(["<http://x/>", " x:foo", ":foo", "?s", " <http://x/\\u0041>"]), _GLUED
)
def test_whatever_another_parser_calls_service_is_refused(
    before: str, word: str, target: str, after: str
) -> None:
    text = f"PREFIX x: <x:> PREFIX : <y:> SELECT * {{ {before} {word}{target}{{?s ?p ?o}}{after} }}"
    try:
        algebra = translateQuery(parseQuery(text)).algebra
    except Exception:  # noqa: BLE001 - what it cannot read calls nothing
        return
    if calls_service(algebra):
        with pytest.raises(RefusedQueryError):
            check_query(text, is_known)


_SUSPECTED = [
    "SERVICE",
    "service",
    "ſervice",
    "FROM",
    "loAD",
    "WITH",
    "UNION",
    "AS",
    "{",
    "(((",
    "\\u0053",
    "'",
    '"',
    "<",
    ">",
]


@given(
    st.lists(
        st.sampled_from([*_SUSPECTED, " ", "x", ":", ".", "+", "?s"]) | st.text(max_size=3), max_size=400
    )
)
@settings(max_examples=examples(200))
def test_nothing_is_refused_in_what_is_plain_at_a_glance(pieces: list[str]) -> None:
    text = "".join(pieces)
    if is_plain(text):
        assert scan_query(text, lambda _: False) is None


@pytest.mark.parametrize("piece", ["AS ", "UNION", "+", "{", "OPTIONAL{}", "VALUES ?x {1}"])
def test_counts_of_plain_texts_stay_below_their_limits(piece: str) -> None:
    longest = max(count for count in range(1100) if is_plain(piece * count))
    assert scan_query(piece * longest, lambda _: False) is None


def test_most_queries_are_plain() -> None:
    assert is_plain("SELECT ?s WHERE { ?s ?p ?o FILTER(?o > 1) } ORDER BY ?s LIMIT 10")


def test_the_other_parser_would_notice() -> None:
    text = "SELECT * { { OPTIONAL { \\u0053ERVICE <http://x/> { ?s ?p ?o } } } }"
    assert calls_service(translateQuery(parseQuery(text)).algebra)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a-",
        "a",
        "_:",
        ":",
        "'",
        '"',
        "'''\\'",
        '"""\\"',
        "<a",
        "\\",
        "\\u0041",
        "a:b.",
        "BASE<a/>",
        "PREFIX a:<b>",
    ],
)
def test_no_text_takes_longer_than_its_length(piece: str) -> None:
    """Reading it again from each character would take minutes, and the limit would end the test."""
    for text in (piece * (MAX_LENGTH // len(piece)), "'''" + piece * (MAX_LENGTH // len(piece) - 3)):
        with contextlib.suppress(RefusedQueryError):
            check_query(text, is_known)
