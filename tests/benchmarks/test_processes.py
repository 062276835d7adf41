"""Servers are started, waited for and stopped; those that do not start say why."""

from __future__ import annotations

import socket
import sys
import time
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.benchmarks.load import Load
from tests.benchmarks.processes import (
    HOST,
    MissingPeerError,
    find_port,
    find_program,
    finish,
    run_server,
    wait_until_idle,
)
from tests.benchmarks.questions import Question, WrongAnswerError, check_answers

pytestmark = pytest.mark.servers

ANSWER = """
import http.server, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep("SLOW" in self.path)
        body = b'{"results": {"bindings": [{"a": 1}, {"a": 2}]}}'
        self.send_response(int(sys.argv[2]) if "query=ASK" not in self.path else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def _write_command(port: int, status: HTTPStatus) -> list[str]:
    return [sys.executable, "-c", ANSWER, str(port), str(int(status))]


def test_a_server_runs_until_the_end_of_the_block(tmp_path: Path) -> None:
    port = find_port()
    with run_server(_write_command(port, HTTPStatus.OK), tmp_path, port, "/"):
        socket.create_connection((HOST, port)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port))


def test_answers_are_checked(tmp_path: Path) -> None:
    port = find_port()
    with run_server(_write_command(port, HTTPStatus.OK), tmp_path, port, "/"):
        check_answers(Question("right", {"SELECT": 2}), port, "/")
        with pytest.raises(WrongAnswerError, match="2 rows, 2 distinct, and not 3"):
            check_answers(Question("wrong", {"SELECT": 3}), port, "/")
    with pytest.raises(WrongAnswerError, match="no answer"):
        check_answers(Question("stopped", {"SELECT": 2}), port, "/")


def test_another_status_is_wrong_and_counts_as_a_failure(tmp_path: Path) -> None:
    port = find_port()
    targets = tmp_path / "targets"
    targets.write_text("/?query=SELECT\n", encoding="ascii")
    with run_server(_write_command(port, HTTPStatus.SERVICE_UNAVAILABLE), tmp_path, port, "/"):
        with pytest.raises(WrongAnswerError, match="status 503"):
            check_answers(Question("busy", {"SELECT": 2}), port, "/")
        figures = Load(clients=1, seconds=1, warm_up=0, wrk=None).measure(port, "/", targets, repeat=False)
    assert figures.rate == 0
    assert figures.failures > 0


def test_work_for_clients_that_have_left_is_waited_for(tmp_path: Path) -> None:
    port = find_port()
    with run_server(_write_command(port, HTTPStatus.OK), tmp_path, port, "/"):
        with socket.create_connection((HOST, port)) as client:
            client.sendall(b"GET /?query=SLOW HTTP/1.1\r\n\r\n")
        begin = time.monotonic()
        wait_until_idle(port, "/")
        assert 0.8 < time.monotonic() - begin < 20


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no such option')"]
    with (
        pytest.raises(MissingPeerError, match="the server stopped: no such option"),
        run_server(command, tmp_path, find_port(), "/"),
    ):
        pytest.fail("it does not run")


def test_what_is_not_there_or_fails_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingPeerError, match="no-such-program is not installed"):
        find_program(Path("no-such-program"))
    with pytest.raises(MissingPeerError, match="failed: out of luck"):
        finish([sys.executable, "-c", "exit('out of luck')"], tmp_path)
