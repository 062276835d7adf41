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

from pso_graph.core.errors import RefusedQueryError
from pso_graph.query.guard import MAX_DEPTH, MAX_LENGTH, check_query

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_says_where() -> None:
    with pytest.raises(RefusedQueryError) as caught:
        check_query("SELECT *\nWHERE {\n  SERVICE <http://x/> { } }", is_known)
    assert caught.value.where == "line 3, column 3"


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
    ]
)
_GLUED = st.lists(_PIECES, max_size=6).map("".join)
_SERVED = st.sampled_from(["SERVICE", "service ", "SERVICE SILENT", "\\u0053ERVICE", "Service\n"])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
