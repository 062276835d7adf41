"""A server changes its data, loses processes and stops without losing a request."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

import pytest

from pso_graph.pipeline.release import write_release
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from tests.web.running import run_server, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.running import Server

pytestmark = pytest.mark.servers

GRAPH = "https://w3id.org/pso-graph/graph/reference"
ROWS = 300
VALUES = "SELECT ?s ?v WHERE { ?s <http://x/version> ?v }"
LONG = "SELECT ?v ?w WHERE { ?s <http://x/version> ?v . ?t <http://x/version> ?w }"
SLOW = (
    f"SELECT (COUNT(*) AS ?n) WHERE {{ VALUES ?x {{ {' '.join(map(str, range(20)))} }} "
    "?a ?p ?b . ?c ?p ?d FILTER(CONCAT(?b, ?d, STR(?x)) = '') }"
)  # about two seconds of work
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }"


def make_quads(version: int) -> list[Quad]:
    predicate, graph = NamedNode("http://x/version"), NamedNode(GRAPH)
    return [Quad(NamedNode(f"http://x/{i}"), predicate, Literal(f"{version}"), graph) for i in range(ROWS)]


def write_file(file: Path, version: int) -> None:
    lines = (f'<http://x/{i}> <http://x/version> "{version}" <{GRAPH}> .\n' for i in range(ROWS))
    new = file.with_suffix(".new")
    new.write_text("".join(lines), "utf-8")
    new.rename(file)


class Hammer:
    """Clients that ask on and on, each over one connection, until they are stopped.

    Attributes:
        failures: whatever was no whole answer.
        seen: entity tags with the versions that were answered under them.
    """

    def __init__(self, server: Server, clients: int) -> None:
        self.failures: list[object] = []
        self.seen: set[tuple[str, str]] = set()
        self.number = 0
        self._server = server
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(i,)) for i in range(clients)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, client: int) -> None:
        connection = self._server.connect()
        number = 0
        while not self._is_over.wait(0.01):
            number += 1
            # Every third question was never asked before: it needs a worker.
            text = VALUES if number % 3 else f"{VALUES} # {client} {number}"
            try:
                connection.request("GET", "/sparql?" + urlencode({"query": text, "format": "csv"}))
                answer = connection.getresponse()
                rows = answer.read().decode().split()
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(error)
                return
            versions = {row.split(",")[1] for row in rows[1:]}
            if answer.status != 200 or len(rows) != ROWS + 1 or len(versions) != 1:
                self.failures.append((answer.status, versions, len(rows)))
            elif number % 3:
                self.seen.add((answer.headers["ETag"], versions.pop()))
            self.number += 1
        connection.close()


def read_version(server: Server) -> str:
    reply = server.ask(f"{VALUES} LIMIT 1", format="csv")
    return reply.body.decode().split(",")[-1].strip()


def change_and_hammer(server: Server, change: Callable[[int], None], versions: list[int]) -> Hammer:
    """Change the data several times under load; each version must have come to be answered."""
    with Hammer(server, 4) as hammer:
        for version in versions:
            change(version)
            assert wait_until(lambda: {read_version(server) for _ in range(6)} == {str(version)}, 20)  # noqa: B023
            time.sleep(0.3)
    return hammer


def check(hammer: Hammer, versions: int) -> None:
    assert hammer.failures == []
    assert hammer.number > 100
    assert (
        len(hammer.seen)
        == len({tag for tag, _ in hammer.seen})
        == len({v for _, v in hammer.seen})
        == versions
    )


@pytest.mark.slow
def test_new_builds_lose_no_request_and_mix_no_data(tmp_path: Path) -> None:
    def build(version: int) -> None:
        write_release(tmp_path, EmbeddedStore.in_memory(make_quads(version)), 0)

    build(0)
    options = ("--home", str(tmp_path), "--workers", "2", "--query-workers", "4")
    with run_server(*options, client_queue=100) as server:
        check(change_and_hammer(server, build, [1, 2, 3]), 4)
        assert wait_until(lambda: len(server.list_zygotes()) == 1, 20)
        assert wait_until(lambda: len(server.list_workers()) == 4)


@pytest.mark.slow
def test_a_signal_reads_files_anew_and_loses_no_request(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    write_file(file, 0)
    with run_server("--data", str(file), "--query-workers", "4", client_queue=100) as server:

        def change(version: int) -> None:
            write_file(file, version)
            server.process.send_signal(signal.SIGHUP)

        check(change_and_hammer(server, change, [1, 2, 3]), 4)
        file.write_text("no RDF", "utf-8")
        server.process.send_signal(signal.SIGHUP)
        time.sleep(1.5)
        assert read_version(server) == "3"  # what cannot be loaded is not served


def test_an_answer_under_way_ends_with_the_data_that_it_began_with(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    write_file(file, 0)
    with run_server("--data", str(file), "--query-workers", "2", client_queries=2) as server:
        connection, answer = server.open(LONG + " # long", format="xml")
        begin = answer.read(10_000)
        write_file(file, 1)
        server.process.send_signal(signal.SIGHUP)
        assert wait_until(lambda: read_version(server) == "1", 20)
        body = begin + answer.read()
        connection.close()
    assert body.count(b"<literal>0</literal>") == 2 * ROWS * ROWS
    assert b"<literal>1</literal>" not in body


def test_a_signal_to_stop_lets_queries_end_and_takes_no_new_ones(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    write_file(file, 0)
    with run_server("--data", str(file), "--query-workers", "2", "--timeout", "30") as server:
        replies: list[tuple[int, bytes]] = []

        def ask() -> None:
            reply = server.ask(SLOW, format="csv")
            replies.append((reply.status, reply.body))

        thread = threading.Thread(target=ask)
        thread.start()
        assert wait_until(lambda: server.health()["busy"] == 1)
        idle = server.connect()
        idle.request("GET", "/health")
        idle.getresponse().read()
        server.process.terminate()
        assert wait_until(lambda: not is_answered(server), 2)
        assert server.process.poll() is None
        thread.join()
        assert replies == [(200, b"n\r\n0\r\n")]
        assert server.process.wait(10) == 0
        idle.close()


def is_answered(server: Server) -> bool:
    with closing(server.connect(timeout=0.5)) as connection:
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


@pytest.fixture(scope="module")
def pair(things: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server with two web processes, and its access log."""
    log = tmp_path_factory.mktemp("log") / "access.log"
    options = ("--data", str(things), "--workers", "2", "--query-workers", "4", "--access-log", str(log))
    with run_server(*options, "--timeout", "5", client_queue=8) as running:
        yield running, log


def test_several_web_processes_answer(pair: tuple[Server, Path]) -> None:
    """Both take connections while both are asked; which takes an idle one is for the system to choose."""
    server, _ = pair
    before = {process: count_sockets(process) for process in server.list_web_processes()}
    assert len(before) == 2

    def are_both_busy() -> bool:
        with ExitStack() as stack:
            connections = [stack.enter_context(closing(server.connect())) for _ in range(40)]
            for number, connection in enumerate(connections):
                connection.request("GET", f"/sparql?query=ASK%7B%7D%23{time.monotonic_ns()}-{number}")
            for connection in connections:
                assert connection.getresponse().status in {200, 429}
            return all(count_sockets(process) > number for process, number in before.items())

    assert wait_until(are_both_busy, 20)


def count_sockets(process: int) -> int:
    return sum("socket:" in str(file.readlink()) for file in Path(f"/proc/{process}/fd").iterdir())


def read_metrics(server: Server, name: str) -> float:
    lines = server.request("GET", "/metrics").body.decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name))


def test_a_web_process_that_is_killed_is_replaced_while_the_other_answers(pair: tuple[Server, Path]) -> None:
    server, _ = pair
    for number in range(10):
        assert server.ask(f"ASK {{}} # {number}").status == 200
    assert wait_until(lambda: read_metrics(server, 'pso_graph_answers_total{kind="ask"') >= 10)
    time.sleep(1.5)  # each tells its numbers once a second
    victim, survivor = server.list_web_processes()
    os.kill(victim, signal.SIGKILL)
    assert all(server.ask(f"ASK {{}} # after {number}").status == 200 for number in range(20))
    assert wait_until(lambda: len(server.list_web_processes()) == 2)
    assert survivor in server.list_web_processes()
    assert victim not in server.list_web_processes()
    assert wait_until(lambda: read_metrics(server, "pso_graph_snapshot{") == 2, 10)
    assert read_metrics(server, 'pso_graph_answers_total{kind="ask"') >= 30  # what it had counted stays
    assert wait_until(lambda: len(server.list_workers()) == 4)


def test_the_log_has_a_line_for_each_request(pair: tuple[Server, Path]) -> None:
    server, log = pair
    server.ask("ASK {} # logged")
    connection, answer = server.open("SELECT * WHERE { ?a ?p ?b . ?c ?p ?d }", format="xml")
    answer.read(1000)
    connection.sock.close()
    answer.close()

    def find(outcome: str) -> list[dict[str, object]]:
        return [
            line
            for line in map(json.loads, log.read_text("ascii").splitlines())
            if line["outcome"] == outcome
        ]

    assert wait_until(lambda: any(line["path"] == "/sparql" for line in find("client left")))
    assert {line["client"] for line in find("ok")} == {"127.0.0.0/24"}
    assert "logged" not in log.read_text("ascii")


def test_one_client_leaves_workers_to_others(things: Path) -> None:
    """What one client may ask at once is half of the workers: another one is answered at once."""
    with run_server(
        *("--data", str(things), "--query-workers", "2", "--timeout", "3"),
        trusted_proxies="127.0.0.0/8",
        client_queue=1,
    ) as server:

        def ask(query: str, client: str) -> tuple[int, float]:
            target = "/sparql?" + urlencode({"query": query})
            reply = server.request("GET", target, headers={"X-Forwarded-For": client})
            return reply.status, reply.seconds

        greedy = [threading.Thread(target=ask, args=(f"{ENDLESS} # {i}", "192.0.2.1")) for i in range(3)]
        for thread in greedy:
            thread.start()
        assert wait_until(lambda: server.health()["busy"] == 1)
        time.sleep(0.2)
        assert ask("ASK {}", "192.0.2.1")[0] == 429  # one runs, one waits
        others = [ask(f"ASK {{}} # {number}", "192.0.2.2") for number in range(20)]
        assert {status for status, _ in others} == {200}
        assert sorted(seconds for _, seconds in others)[10] < 0.5
        for thread in greedy:
            thread.join()
