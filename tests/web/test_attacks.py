"""No single client stops, empties, bloats or misuses the server, and the others are answered meanwhile."""

from __future__ import annotations

import http.client
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

import pytest

from tests.web.attacks import ATTACKS, DIRECT, FORM, post, send_raw
from tests.web.running import run_server, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.attacks import Attack
    from tests.web.running import Server

pytestmark = [pytest.mark.servers, pytest.mark.slow]

BLOAT = 500 << 20  # bytes
SMALL = "SELECT ?a { ?a ?p '0007' } # "
ANSWER = b"a\r\nhttp://x/0007\r\n"


@pytest.fixture(scope="module")
def target(things: Path) -> Iterator[Server]:
    """A server as anyone would start it, but with less patience."""
    with run_server(
        *("--data", str(things), "--query-workers", "2", "--timeout", "2"),
        memory_limit=256 << 20,
        sending_limit=1,
        head_time=1,
        body_time=1,
        client_budget=1000,
    ) as running:
        yield running


class _Bystander:
    """A client that asks something small, again and again, while others do what they do."""

    def __init__(self, server: Server) -> None:
        self._server = replace(server, source="127.0.0.3")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self.wrong: list[object] = []
        self.right = 0
        self.peak = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        wait_until(lambda: self.right > 0 or bool(self.wrong))
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        number = 0
        while not self._stop.wait(0.05):
            number += 1
            try:
                reply = self._server.ask(f"{SMALL}{id(self)} {number}", format="csv")
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(error)
                continue
            if (reply.status, reply.body) == (200, ANSWER):
                self.right += 1
            else:
                self.wrong.append((reply.status, reply.body[:200]))
            self.peak = max(self.peak, self._server.measure_memory())


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_taken_and_the_others_are_answered(target: Server, attack: Attack) -> None:
    before = target.measure_memory()
    with _Bystander(target) as bystander:
        status = attack.run(target)
    assert status in attack.expected
    assert not bystander.wrong
    assert bystander.right > 0
    assert bystander.peak - before < BLOAT
    assert target.process.poll() is None
    assert wait_until(lambda: target.health()["busy"] == 0, 15)


def test_there_are_enough_of_them() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 9 + 30


def test_nothing_goes_out(target: Server) -> None:
    """SERVICE, FROM and LOAD in all disguises: nobody ever connects to the address that they name."""
    with socket.create_server(("127.0.0.1", 0)) as sink:
        sink.settimeout(0.5)
        address = f"http://127.0.0.1:{sink.getsockname()[1]}/"
        hidden = f"SERVICE <{address}> {{ ?s ?p ?o }}"
        texts = [
            f"SELECT * {{ {hidden} }}",
            f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ {{ SELECT * {{ {hidden} }} }} }}",
            f"ASK {{ FILTER EXISTS {{ {hidden} }} }}",
            f"ASK {{ {hidden.replace('SERVICE', chr(92) + 'u0053ERVICE')} }}",
            f"ASK {{ ?x ?y ?z FILTER(?x<?a&&?y='>') {hidden} #' }}",
            f"ASK {{ BIND(true AS ?t) FILTER(?t||'a'>'b'){hidden.lower()} }}",
            f"PREFIX s: <{address}> ASK {{ SERVICE s: {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"BASE <{address}> SELECT * FROM <x> {{ ?s ?p ?o }}",
            f"LOAD <{address}>",
            f"DESCRIBE <{address}>",
        ]
        for text in texts:
            post(target, text.encode(), DIRECT)
            post(target, urlencode({"update": text}).encode(), FORM)
        with pytest.raises(TimeoutError):
            sink.accept()


def test_headers_hold_nothing_of_a_request(target: Server) -> None:
    for path in (
        "/sparql?query=ASK%7B%7D&format=csv%0d%0aX-Injected:%20yes",
        "/queries/x%0d%0aX-Injected:%20yes",
        "/%0d%0aX-Injected:%20yes",
    ):
        reply = target.request("GET", path)
        assert "x-injected" not in {name.lower() for name in reply.headers}
        assert reply.status in {400, 404, 406}


def test_errors_tell_no_insides(target: Server) -> None:
    for path in (
        "/sparql?query=SELECT",
        "/queries/none",
        "/lineage?id=%00",
        "/lineage?id=a&depth=x",
        "/none",
    ):
        body = target.request("GET", path).body
        assert b"Traceback" not in body
        assert b".py" not in body
        assert b"/site-packages" not in body


def test_an_answer_belongs_to_its_own_request(target: Server) -> None:
    """Ten clients that ask other things at once, on kept connections, never get another's answer."""
    wrong: list[object] = []

    def ask(client: int) -> None:
        connection = target.connect()
        for number in range(40):
            thing = f"{(client * 100 + number) % 1200:04}"
            query = f"SELECT ?a {{ ?a ?p '{thing}' }}"
            connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
            body = connection.getresponse().read()
            if body != f"a\r\nhttp://x/{thing}\r\n".encode():
                wrong.append(body)
        connection.close()

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_pipelined_requests_are_answered_in_order(target: Server) -> None:
    one = "GET /sparql?" + urlencode({"query": "SELECT ?a { ?a ?p '%04d' }", "format": "csv"})
    with socket.create_connection(("127.0.0.1", target.port), 20) as client:
        requests = [one.replace("%2504d", f"{number:04}") for number in range(20)]
        client.sendall("".join(f"{request} HTTP/1.1\r\nHost: x\r\n\r\n" for request in requests).encode())
        client.shutdown(socket.SHUT_WR)
        received = b""
        while piece := client.recv(1 << 16):
            received += piece
    things = [line for line in received.split(b"\r\n") if line.startswith(b"http://x/")]
    assert things == [f"http://x/{number:04}".encode() for number in range(len(things))]
    assert send_raw(target, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n") == 200
