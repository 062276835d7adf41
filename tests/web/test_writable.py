"""A server that is written to, with its processes: what was answered counts, and nothing else does."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.tokens import SCOPES, make_token, save_tokens
from tests.web.running import list_children, read_command, run_server, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.running import Reply, Server

pytestmark = pytest.mark.servers

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
TURTLE = {"Content-Type": "text/turtle"}
WRITER = b"writing.process"


@pytest.fixture
def token(tmp_path: Path) -> str:
    written, kept = make_token("tester", SCOPES)
    save_tokens(tmp_path / "tokens", [kept])
    return written


@contextmanager
def serve(folder: Path, *options: str, **settings: object) -> Iterator[Server]:
    options = ("--writable", "--store", str(folder / "store"), "--tokens", str(folder / "tokens"), *options)
    with run_server(*options, **settings) as server:
        yield server


def put(server: Server, token: str, name: str, number: int, **headers: str) -> Reply:
    """Put a graph of so many triples."""
    body = " ".join(f"<http://x/{i}> <http://x/p> '{name}' ." for i in range(number))
    sent = {**TURTLE, "Authorization": f"Bearer {token}", **headers}
    return server.request("PUT", f"/graph/{name}", body, sent)


def count(server: Server) -> int:
    answer = server.ask(COUNT, format="json")
    assert answer.status == 200, answer.body
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def test_all_processes_answer_with_what_was_written(tmp_path: Path, token: str) -> None:
    """Each query comes by a connection of its own, and so to any of the processes."""
    with serve(tmp_path, "--workers", "2", "--query-workers", "2") as server:
        for number in range(1, 6):
            assert put(server, token, "a", number).status == (201 if number == 1 else 204)
            assert {count(server) for _ in range(8)} == {number}
        assert server.health()["network"] in {"none", "host"}


def test_writers_at_once_are_all_heard(tmp_path: Path, token: str) -> None:
    with serve(tmp_path, "--workers", "2", "--query-workers", "2") as server, ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda number: put(server, token, f"g{number}", 3), range(6)))
        assert [reply.status for reply in replies] == [201] * 6
        assert count(server) == 18
    log = [json.loads(line) for line in (tmp_path / "store" / "writes.jsonl").read_text("utf-8").splitlines()]
    assert [line["after"] for line in log] == [0, 3, 6, 9, 12, 15, 18]


def test_a_reader_sees_the_old_data_or_the_new(tmp_path: Path, token: str) -> None:
    """A graph is put again and again while others count it; no answer is of a graph in between."""
    seen: set[int] = set()
    failures: list[object] = []
    is_over = threading.Event()

    def look(server: Server) -> None:
        while not is_over.is_set():
            answer = server.ask(COUNT, format="json")
            if answer.status == 200:
                seen.add(int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"]))
            else:
                failures.append(answer)

    with serve(tmp_path, "--query-workers", "2", client_budget=1000) as server:
        put(server, token, "a", 100)
        reader = threading.Thread(target=look, args=(server,))
        reader.start()
        for number in (200, 300, 400):
            assert put(server, token, "a", number).status == 204
        is_over.set()
        reader.join()
    assert failures == []
    assert len(seen) > 1
    assert seen <= {100, 200, 300, 400}


def test_what_is_written_outlives_the_server(tmp_path: Path, token: str) -> None:
    with serve(tmp_path) as server:
        assert put(server, token, "a", 3).status == 201
    with serve(tmp_path) as server:
        assert count(server) == 3
    with run_server("--store", str(tmp_path / "store")) as reader:  # and can be served for reading only
        assert count(reader) == 3
        assert put(reader, token, "a", 4).status == 405


def test_a_server_killed_amid_a_write_leaves_the_old_data_or_the_new(tmp_path: Path, token: str) -> None:
    answered = 0
    for delay in (0.1, 0.3, 0.6):
        with serve(tmp_path) as server:
            before = count(server)
            assert before >= answered
            results: list[int] = []

            def write(server: Server = server, size: int = before + 10, results: list[int] = results) -> None:
                try:
                    results.append(put(server, token, "a", size).status)
                except OSError:
                    results.append(0)

            writing = threading.Thread(target=write)
            writing.start()
            time.sleep(delay)
            below = [*server.list_web_processes(), *server.list_zygotes()]
            for process in (server.process.pid, *below):
                os.kill(process, signal.SIGKILL)
            writing.join()
            assert wait_until(lambda: not list_writers())
            if results[0] in {201, 204}:
                answered = before + 10
    with serve(tmp_path) as server:
        assert count(server) >= answered
        assert count(server) % 10 == 0
        size = count(server) + 10
        assert put(server, token, "a", size).status in {201, 204}
        assert count(server) == size


def list_writers() -> list[int]:
    """The processes that write, of whichever server."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [number for number in numbers if WRITER in read_command(number)]


def test_a_writer_that_is_killed_is_told_and_changes_nothing(tmp_path: Path, token: str) -> None:
    with serve(tmp_path) as server:
        assert put(server, token, "a", 2).status == 201
        with ThreadPoolExecutor(1) as pool:
            reply = pool.submit(put, server, token, "a", 20_000)
            assert wait_until(lambda: bool(find_writer(server)))
            os.kill(find_writer(server)[0], signal.SIGKILL)
            answer = reply.result()
        assert answer.status in {504, 507}
        assert count(server) == 2
        assert put(server, token, "a", 3).status == 204
        assert count(server) == 3


def find_writer(server: Server) -> list[int]:
    children = (child for web in server.list_web_processes() for child in list_children(web))
    return [child for child in children if WRITER in read_command(child)]


def test_a_long_write_keeps_nobody_from_reading(tmp_path: Path, token: str) -> None:
    joins = " . ".join(f"?a{number} ?b{number} ?c{number}" for number in range(9))
    update = f"INSERT {{ ?a0 ?b0 ?c8 }} WHERE {{ GRAPH ?g {{ {joins} }} }}"
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
    with serve(tmp_path, write_time_limit=3, queue_time=1) as server:
        assert put(server, token, "a", 200).status == 201
        with ThreadPoolExecutor(1) as pool:
            reply = pool.submit(server.request, "POST", "/sparql", update, headers)
            assert wait_until(lambda: bool(find_writer(server)))
            assert max(server.ask(COUNT).seconds for _ in range(5)) < 2
            assert reply.result().code == "PSO-E019"
        assert count(server) == 200


def test_without_a_folder_the_store_is_gone_at_the_end(
    tmp_path: Path, token: str, things: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    options = ("--writable", "--data", str(things), "--tokens", str(tmp_path / "tokens"))
    with run_server(*options) as server:
        assert count(server) == 1200
        assert put(server, token, "a", 3).status == 201
        assert count(server) == 1203
        assert list((tmp_path / "tmp").glob("pso-graph-writable-*/current"))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_shapes_guard_a_server(tmp_path: Path, token: str) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/shape> a sh:NodeShape ; "
        "sh:targetSubjectsOf <http://x/p> ; sh:property [ sh:path <http://x/p> ; sh:maxLength 3 ] ."
    )
    with serve(tmp_path, "--shapes", str(shapes)) as server:
        assert put(server, token, "abc", 1).status == 201
        refused = put(server, token, "abcd", 1)
        assert refused.status == 422
        assert json.loads(refused.body)["findings"][0]["value"] == '"abcd"'
        report = put(server, token, "abcd", 1, Accept="text/turtle")
        assert report.headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert b"sh:conforms false" in report.body
        assert count(server) == 1
