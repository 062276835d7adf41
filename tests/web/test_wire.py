"""Connections over raw sockets: slow, endless, malformed and crowded ones cost the server nothing."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.running import run_server, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.running import Server

pytestmark = pytest.mark.servers

ASK = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
ENDLESS = quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }")
PAIRS = quote("SELECT ?a ?c WHERE { ?a ?p ?b . ?c ?p ?d } LIMIT 100000")
TARGET, HEAD, BODY = 8000, 4000, 10_000
CONNECTIONS, OWN = 30, 20


@pytest.fixture(scope="module")
def server(things: Path) -> Iterator[Server]:
    """A server with little patience and narrow limits."""
    with run_server(
        *("--data", str(things), "--query-workers", "2", "--timeout", "3"),
        head_time=1,
        body_time=1,
        idle_time=2,
        sending_limit=2,
        target_limit=TARGET,
        head_limit=HEAD,
        body_limit=BODY,
        connection_limit=CONNECTIONS,
        client_connection_limit=OWN,
    ) as running:
        yield running


@contextmanager
def connect(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        yield connection


def read_answer(connection: socket.socket, method: str = "GET") -> http.client.HTTPResponse:
    answer = http.client.HTTPResponse(connection, method=method)
    answer.begin()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


def send(server: Server, *parts: bytes) -> tuple[int, str | None, float]:
    """Send some bytes; return status, whether the connection is closed, and the seconds until it answered."""
    with connect(server) as connection:
        begin = time.monotonic()
        for part in parts:
            connection.sendall(part)
        answer = read_answer(connection)
        seconds = time.monotonic() - begin
        if answer.status >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Date"]
        return answer.status, answer.headers["Connection"], seconds


def is_closed(connection: socket.socket, seconds: float) -> bool:
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionResetError:
        return True


def test_a_head_that_does_not_come_to_its_end_is_408(server: Server) -> None:
    status, closing, seconds = send(server, ASK)
    assert (status, closing) == (408, "close")
    assert 0.9 < seconds < 3.5


def test_dripping_bytes_buys_no_time(server: Server) -> None:
    with connect(server) as connection:
        begin = time.monotonic()
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - it ends when it ends
            connection.sendall(ASK)
            while time.monotonic() - begin < 8:
                connection.sendall(b"X-Drip: 1\r\n")
                time.sleep(0.1)
        assert time.monotonic() - begin < 7


@pytest.mark.parametrize("bytes_sent", [b"", b"\r\n", b"G"])
def test_who_says_nothing_is_not_waited_for(server: Server, bytes_sent: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(bytes_sent)
        begin = time.monotonic()
        while connection.recv(1000):
            pass
        assert 0.9 < time.monotonic() - begin < 6


def test_empty_lines_keep_no_connection_open(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(ASK + b"\r\n")
        assert read_answer(connection).status == 200
        begin = time.monotonic()
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - likewise
            while time.monotonic() - begin < 8:
                connection.sendall(b"\r\n")
                time.sleep(0.1)


def test_a_body_that_does_not_come_is_408(server: Server) -> None:
    for rest in (b"Content-Length: 100\r\n\r\nASK", b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n"):
        status, _, seconds = send(server, POST + rest)
        assert status == 408
        assert 0.9 < seconds < 2


def test_a_body_that_nobody_reads_is_not_waited_for(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(ASK + b"Content-Length: 100\r\n\r\n123")
        assert read_answer(connection).status == 200
        assert is_closed(connection, 6)


def test_a_body_may_come_late_but_not_for_ever(server: Server) -> None:
    """One that is too large is refused at once; what still comes of it is read over, up to a bound."""
    with connect(server) as connection:
        connection.sendall(POST + b"Content-Length: 1000000000\r\n\r\n" + b" " * (BODY + 1))
        assert read_answer(connection, "POST").status == 413
        sent = 0
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - likewise
            while sent < 100 << 20:
                sent += connection.send(b" " * 1000)


def test_a_connection_goes_on_after_a_body_that_is_too_large(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % (2 * BODY) + b" " * 2 * BODY)
        assert read_answer(connection, "POST").status == 413
        connection.sendall(ASK + b"\r\n")
        assert read_answer(connection).status == 200


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /health?" + b"x" * (TARGET - 7) + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /health?" + b"x" * (TARGET - 8) + b" HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"x" * HEAD + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"x" * (HEAD - 100) + b"\r\n\r\n", 200),
        (b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 100 + b"\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 99 + b"\r\n", 200),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"GET /health HTTP/1.0\r\n\r\n", 200),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n", 400),
        (b"GET /h\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"NOTHING\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", 400),  # the beginning of TLS
        (b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345", 400),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ],
)
def test_heads_are_held_to_their_form_and_size(server: Server, head: bytes, status: int) -> None:
    found, _, seconds = send(server, head)
    assert found == status
    assert seconds < 0.9


@pytest.mark.parametrize(
    ("begin", "status"),
    [
        (b"GET /" + b"x" * 20_000, 414),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 102, 431),
    ],
)
def test_an_endless_head_is_refused_before_its_end(server: Server, begin: bytes, status: int) -> None:
    found, closing, seconds = send(server, begin)
    assert (found, closing) == (status, "close")
    assert seconds < 0.9


def test_endless_trailers_and_frames_are_refused(server: Server) -> None:
    for rest in (b"0\r\nX: ", b"1;x="):
        with connect(server) as connection:
            connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + rest)
            before = server.measure_memory()
            with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - likewise
                for _ in range(20_000):
                    connection.sendall(b"x" * 10_000)
            assert server.measure_memory() - before < 8 << 20


def test_trailers_are_no_header_fields(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(
            POST
            + b"Trailer: Accept\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"6\r\nASK {}\r\n0\r\nAccept: text/csv\r\n\r\n"
        )
        answer = read_answer(connection, "POST")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/sparql-results+json")


def test_an_idle_connection_is_closed_after_its_time(server: Server) -> None:
    with connect(server) as connection:
        for _ in range(3):
            time.sleep(0.5)
            connection.sendall(ASK + b"\r\n")
            assert read_answer(connection).status == 200
        assert not is_closed(connection, 1)
        assert is_closed(connection, 4)


def test_pipelined_requests_are_answered_in_order(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(ASK + b"\r\n" + b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + ASK + b"\r\n")
        file = connection.makefile("rb")
        statuses = []
        for _ in range(3):
            statuses.append(int(file.readline().split()[1]))
            length = 0
            while (line := file.readline()) != b"\r\n":
                name, value = line.split(b":", 1)
                length = int(value) if name == b"content-length" else length
            file.read(length)
    assert statuses == [200, 404, 200]


def test_thousands_of_pipelined_requests_are_not_kept(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall((ASK + b"\r\n") * 3000)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    assert 1 <= received.count(b"HTTP/1.1 200 OK") <= 40
    assert received.count(b"HTTP/1.1") == received.count(b"HTTP/1.1 200 OK")


def test_nonsense_does_not_cut_into_an_answer(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /sparql?query=%s HTTP/1.1\r\nHost: x\r\n\r\n\x00\x00" % PAIRS.encode())
        answer = read_answer(connection)
        assert answer.status == 200
        assert answer.body.endswith(b"]}}")  # type: ignore[attr-defined]
        assert is_closed(connection, 4)


def test_all_requests_of_a_client_that_leaves_are_stopped(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /sparql?query=%s HTTP/1.1\r\nHost: x\r\n\r\n" % ENDLESS.encode() * 2)
        assert wait_until(lambda: server.health()["busy"] == 1)
    assert wait_until(lambda: server.health()["busy"] == 0, 1)


def test_an_offer_to_change_the_protocol_is_passed_over_and_the_body_kept(server: Server) -> None:
    """Java's client makes this offer with each request, so Jena's does."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"
    whole = POST + offer + b"Content-Length: 6\r\n\r\nASK {}"
    chunked = POST + offer + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"
    with connect(server) as connection:
        for request in (whole, chunked):
            for cut in (len(request), request.index(b"\r\n\r\n") + 4, request.index(b"\r\n\r\n") + 6):
                connection.sendall(request[:cut])
                time.sleep(0.05)
                connection.sendall(request[cut:])
                answer = read_answer(connection, "POST")
                assert (answer.status, b'"boolean":true' in answer.body) == (200, True)  # type: ignore[attr-defined]
        connection.sendall(ASK + offer + b"\r\n")
        assert read_answer(connection).status == 200


def test_a_client_that_reads_nothing_is_cut(server: Server) -> None:
    """Also when its answers are whole and only wait in the server's memory."""
    query = quote("SELECT ?a ?c WHERE { ?a ?p ?b . ?c ?p ?d } LIMIT 30000")
    before = count_connections(server), count(server, "not read")
    with connect(server) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for number in range(16):  # more than the system's own buffers take
            head = f"GET /sparql?query={query}%23{number}&format=csv HTTP/1.1\r\nHost: x\r\n\r\n"
            connection.sendall(head.encode())
        assert wait_until(lambda: count_connections(server) == before[0] + 1)
        assert wait_until(lambda: count_connections(server) == before[0], 15)
    assert count(server, "not read") == before[1] + 1
    assert server.health()["busy"] == 0


def read_metric(server: Server, name: str) -> int:
    text = server.request("GET", "/metrics").body.decode()
    return sum(int(float(line.split()[-1])) for line in text.splitlines() if line.startswith(name))


def count_connections(server: Server) -> int:
    """The connections beside the one that asks."""
    return read_metric(server, "pso_graph_connections ") - 1


def count(server: Server, reason: str) -> int:
    return read_metric(server, f'pso_graph_refused_connections_total{{reason="{reason}"}} ')


def test_one_client_has_only_so_many_connections(server: Server) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(server)) for _ in range(OWN)]
        for connection in connections:
            connection.sendall(ASK + b"\r\n")
            assert read_answer(connection).status == 200
        status, closing, _ = send(server)
        assert (status, closing) == (429, "close")
        connections.pop().close()
        assert wait_until(lambda: send(server, ASK + b"\r\n")[0] == 200)


def test_refused_connections_are_counted(server: Server) -> None:
    before = count(server, "syntax")
    send(server, b"NOTHING\r\n\r\n")
    assert count(server, "syntax") == before + 1


def test_answers_have_a_date_and_name_no_server(server: Server) -> None:
    reply = server.request("GET", "/health")
    assert reply.headers["Date"].endswith(" GMT")
    assert reply.headers["Server"] is None


def test_a_full_server_says_so(things: Path) -> None:
    with (
        run_server("--data", str(things), "--query-workers", "1", connection_limit=3) as running,
        ExitStack() as stack,
    ):
        for _ in range(3):
            connection = stack.enter_context(connect(running))
            connection.sendall(ASK + b"\r\n")
            assert read_answer(connection).status == 200
        assert send(running)[:2] == (503, "close")
