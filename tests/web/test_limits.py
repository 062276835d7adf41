"""No single query stops, bloats or blocks the server, and none is answered short."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore
from tests.web.running import run_server, wait_until

if TYPE_CHECKING:
    from tests.web.running import Reply, Server

pytestmark = pytest.mark.servers

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }"
PAIRS = "SELECT ?a ?c WHERE { ?a ?p ?b . ?c ?p ?d }"
SMALL = "SELECT ?a WHERE { ?a ?p '0007' }"
# 1200⁴ solutions, 1200² rows, one row.


def start(server: Server, query: str, **parameters: str) -> tuple[threading.Thread, list[Reply]]:
    replies: list[Reply] = []
    thread = threading.Thread(target=lambda: replies.append(server.ask(query, **parameters)))
    thread.start()
    return thread, replies


@pytest.mark.slow
def test_a_query_without_end_is_stopped_while_others_are_answered(server: Server) -> None:
    thread, replies = start(server, ENDLESS)
    others = []
    while thread.is_alive():
        others.append(server.ask(SMALL, format="csv"))
        time.sleep(0.05)
    (reply,) = replies
    assert (reply.status, reply.code) == (504, "PSO-E019")
    assert 2.9 < reply.seconds < 4
    assert len(others) > 10
    assert {(other.status, other.body) for other in others} == {(200, b"a\r\nhttp://x/0007\r\n")}
    assert wait_until(lambda: server.health()["workers"] == 2)


@pytest.mark.slow
def test_the_request_lowers_the_time_but_cannot_raise_it(server: Server) -> None:
    lowered = server.ask(ENDLESS, timeout="0.3")
    assert (lowered.status, lowered.code) == (504, "PSO-E019")
    assert lowered.seconds < 1.3
    raised = server.ask(ENDLESS, timeout="60")
    assert raised.status == 504
    assert raised.seconds < 4
    for wrong in ("0", "-1", "soon", "nan", "inf", ""):
        assert (server.ask(SMALL, timeout=wrong).code, server.ask(SMALL, timeout=wrong).status) == (
            "PSO-E008",
            400,
        )


def test_a_query_that_needs_too_much_memory_is_stopped(server: Server) -> None:
    before = server.measure_memory()
    reply = server.ask("SELECT * WHERE { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f } ORDER BY ?f ?d")
    assert (reply.status, reply.code) == (413, "PSO-E014")
    assert server.measure_memory() - before < 20 << 20
    assert server.ask(SMALL).status == 200


def test_deep_nesting_is_refused_before_it_runs(server: Server) -> None:
    reply = server.ask(f"SELECT ({'(' * 5000}1{')' * 5000} AS ?x) WHERE {{ }}")
    assert (reply.status, reply.code) == (400, "PSO-E007")


def test_millions_of_rows_are_streamed_with_flat_memory(server: Server) -> None:
    server.ask(PAIRS, format="csv")
    before = server.measure_memory()
    connection, answer = server.open(PAIRS, format="csv")
    rows, peak = -1, 0
    while piece := answer.read(1 << 20):
        rows += piece.count(b"\n")
        peak = max(peak, server.measure_memory())
    connection.close()
    assert rows == 1_440_000
    assert peak - before < 16 << 20


def test_a_worker_that_is_killed_breaks_its_answer_off_and_is_replaced(server: Server) -> None:
    connection, answer = server.open(PAIRS, format="tsv")
    assert answer.status == 200
    answer.read(100_000)
    workers = server.list_workers()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()
    assert server.ask(SMALL).status == 200
    # One that has been killed is listed until its parent has heard of its end.
    assert wait_until(lambda: len(set(server.list_workers()) - set(workers)) == 2)


def test_the_loss_of_all_processes_is_survived(server: Server) -> None:
    (zygote,) = server.list_zygotes()
    os.kill(zygote, signal.SIGKILL)
    assert wait_until(lambda: server.request("GET", "/ready").status == 503)
    assert server.request("GET", "/health").status == 200
    assert wait_until(lambda: server.request("GET", "/ready").status == 200, 20)
    assert server.ask(SMALL).status == 200


def test_a_client_that_leaves_stops_its_work(narrow: Server) -> None:
    for path in (ENDLESS, PAIRS):
        with socket.create_connection(("127.0.0.1", narrow.port)) as client:
            target = "/sparql?" + urlencode({"query": path, "format": "xml"})
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert wait_until(lambda: narrow.health()["busy"] == 1)
        assert wait_until(lambda: narrow.health()["busy"] == 0, 1)
    assert narrow.ask(SMALL).status == 200


def test_a_client_that_does_not_read_loses_its_worker(narrow: Server) -> None:
    with socket.create_connection(("127.0.0.1", narrow.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        target = "/sparql?" + urlencode({"query": PAIRS, "format": "xml"})
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert wait_until(lambda: narrow.health()["busy"] == 1)
        assert wait_until(lambda: narrow.health()["busy"] == 0, 4)
        assert narrow.ask(SMALL).status == 200


@pytest.mark.slow
def test_a_full_queue_and_a_long_wait_are_503(narrow: Server) -> None:
    runners = [start(narrow, ENDLESS, timeout="2")]
    assert wait_until(lambda: narrow.health()["busy"] == 1)
    runners.append(start(narrow, SMALL + " # waits"))
    assert wait_until(lambda: narrow.health()["waiting"] == 1)
    refused = narrow.ask(SMALL + " # finds no room")
    assert (refused.status, refused.code) == (503, "PSO-E015")
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.seconds < 0.5
    for thread, _ in runners:
        thread.join()
    assert [replies[0].status for _, replies in runners] == [504, 503]
    assert narrow.ask(SMALL).status == 200


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_too_many_rows_are_413_or_broken_off(narrow: Server, form: str) -> None:
    """Beyond 100,000 rows or 4 MiB: short rows are refused, long ones break off after the first megabyte."""
    fine = narrow.ask("SELECT (1 AS ?n) WHERE { ?a ?p ?b . ?c ?p ?d } LIMIT 1000", format=form)
    assert fine.status == 200
    connection, answer = narrow.open(PAIRS, format=form)
    if answer.status == 200:
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
    else:
        assert answer.status == 413
    connection.close()
    few = narrow.ask("SELECT ?none WHERE { ?a ?p ?b . ?c ?p ?d }", format="tsv")
    assert (few.status, few.code) == (413, "PSO-E014")


def test_too_many_triples_are_broken_off(narrow: Server) -> None:
    connection, answer = narrow.open(
        "CONSTRUCT { ?a ?p ?d } WHERE { ?a ?p ?b . ?c ?p ?d }", format="ntriples"
    )
    assert answer.status == 200
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()


def test_http_1_0_gets_a_length_or_an_error(server: Server, narrow: Server) -> None:
    bodies = []
    for running in (server, narrow):
        with socket.create_connection(("127.0.0.1", running.port), 30) as client:
            target = "/sparql?" + urlencode({"query": PAIRS, "format": "csv"})
            client.sendall(f"GET {target} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
            answer = http.client.HTTPResponse(client)
            answer.begin()
            bodies.append((answer.status, answer.length == len(answer.read())))
    assert bodies == [(200, True), (413, True)]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_server(things: Path, number: signal.Signals) -> None:
    with run_server("--data", str(things), "--query-workers", "2", "--timeout", "2") as running:
        thread, _ = start_quietly(running, ENDLESS)
        assert wait_until(lambda: running.health()["busy"] == 1)
        family = [*running.list_web_processes(), *running.list_zygotes(), *running.list_workers()]
        assert len(family) == 4
        os.kill(running.process.pid, number)
        assert wait_until(lambda: not any(is_alive(process) for process in family), 15)
        thread.join()


def start_quietly(server: Server, query: str) -> tuple[threading.Thread, list[BaseException]]:
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            server.ask(query)
        except (OSError, http.client.HTTPException) as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, errors


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_have_no_network_where_the_system_allows_it(server: Server) -> None:
    health = server.health()
    assert health["network"] in ("none", "host")
    if os.geteuid() == 0:
        assert health["network"] == "none"
        assert wait_until(lambda: len(server.list_workers()) == 2)
        worker = server.list_workers()[0]
        networks = {Path(f"/proc/{process}/ns/net").readlink() for process in (worker, server.process.pid)}
        assert len(networks) == 2


def test_a_long_body_is_413_and_the_server_goes_on(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    reply = server.request("POST", "/sparql", b" " * (3 << 19), headers)
    assert (reply.status, reply.code) == (413, "PSO-E030")
    pieces = server.request("POST", "/sparql", iter([SMALL[:9].encode(), SMALL[9:].encode()]), headers)
    assert pieces.status == 200


def test_the_stored_default_graph_can_be_served(things: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    with run_server("--data", str(things), "--query-workers", "1", "--default-graph", "stored") as running:
        assert running.ask(count, format="csv").body == b"n\r\n0\r\n"


@pytest.mark.slow
def test_a_store_on_disk_can_be_served(things: Path, tmp_path: Path) -> None:
    EmbeddedStore.write(tmp_path / "store", parse_file(things))
    with run_server("--store", str(tmp_path / "store"), "--query-workers", "2", "--timeout", "2") as running:
        thread, replies = start(running, ENDLESS)
        assert running.ask(SMALL, format="csv").body == b"a\r\nhttp://x/0007\r\n"
        thread.join()
        assert replies[0].status == 504
        assert wait_until(lambda: len(running.list_workers()) == 2)
        assert running.ask(SMALL, format="csv").body == b"a\r\nhttp://x/0007\r\n"
