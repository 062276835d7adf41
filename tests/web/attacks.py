"""What a single client can do to a server: each attack, and how the server is to take it.

The tests look at what the answers are; ``make bench-attacks`` measures what it costs the others.
"""

from __future__ import annotations

import gzip
import http.client
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.running import Server

NONE = 0
"""In the place of a status: the connection ended without a whole answer."""

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
TRIPLES = "?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h"


@dataclass(frozen=True)
class Attack:
    """One client's try.

    Args:
        name: what is tried.
        run: does it, and returns the status of the answer, or ``NONE``.
        expected: statuses that are right.
    """

    name: str
    run: Callable[[Server], int]
    expected: frozenset[int]


ATTACKS: list[Attack] = []


def attack(name: str, *expected: int) -> Callable[[Callable[[Server], int]], Callable[[Server], int]]:
    """Add a function to the attacks.

    Args:
        name: what is tried.
        expected: statuses that are right.
    """

    def add(run: Callable[[Server], int]) -> Callable[[Server], int]:
        ATTACKS.append(Attack(name, run, frozenset(expected)))
        return run

    return add


def add_query(name: str, text: str, *expected: int) -> None:
    """Add a query that is sent as a body of its own.

    Args:
        name: what is tried.
        text: of the query.
        expected: statuses that are right.
    """
    attack(name, *expected)(lambda server: post(server, text.encode(), DIRECT))


def post(server: Server, body: bytes, headers: dict[str, str], path: str = "/sparql") -> int:
    """Return the status of the answer to a body, read to its end."""
    connection = server.connect(40)
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may have answered before the end
            connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        while answer.read(1 << 16):
            pass
    except (http.client.HTTPException, OSError):
        return NONE
    finally:
        connection.close()
    return answer.status


def get(server: Server, path: str, headers: dict[str, str] | None = None) -> int:
    """Return the status of the answer to a path, read to its end."""
    try:
        return server.request("GET", path, headers=headers).status
    except (http.client.HTTPException, OSError):
        return NONE


def ask(server: Server, query: str, headers: dict[str, str] | None = None, more: str = "") -> int:
    """Return the status of the answer to a query in the address, before further parameters."""
    return get(server, "/sparql?" + urlencode({"query": query}) + more, headers)


def send_raw(server: Server, *pieces: bytes, pause: float = 0.0, wait: float = 20.0) -> int:
    """Return the status of the first answer to bytes as they are.

    Args:
        server: to send to.
        pieces: of the bytes.
        pause: seconds after each piece.
        wait: seconds to wait for the answer.
    """
    with socket.create_connection(("127.0.0.1", server.port), wait) as client:
        try:
            for piece in pieces:
                client.sendall(piece)
                time.sleep(pause)
            head = client.recv(1 << 16)
        except OSError:
            return NONE
    words = head.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/1.") else NONE


# The peers' own: each of these stops, empties or misuses at least one of them.
add_query("count over 1200⁴", f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}", 504)
add_query("sort 1200³", "SELECT * { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f } ORDER BY ?f ?d", 413)
add_query("regular expression", f"ASK {{ FILTER(REGEX('{'a' * 40}b', '(a+)+$')) }}", 200, 504)
add_query("5,000 parentheses", f"SELECT ({'(' * 5000}1{')' * 5000} AS ?x) {{ }}", 400)
add_query("SERVICE", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400)
add_query("SERVICE behind an escape", r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400)
add_query("a file as a graph", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 400)
attack("a file as default graph", 400)(
    lambda server: ask(server, "ASK {}", more="&default-graph-uri=file%3A%2F%2F%2Fetc%2Fpasswd")
)

# Texts that are too much.
add_query("query of 10 MB", "ASK {" + " " * (10 << 20) + "}", 413, NONE)
add_query("query of 900 kB", "ASK {" + " " * 900_000 + "}", 400)
add_query("100,000 rows of VALUES", f"ASK {{ VALUES ?x {{ {'1 ' * 100_000} }} }}", 400)
add_query("45,000 rows of VALUES", f"ASK {{ VALUES ?x {{ {'1 ' * 45_000} }} }}", 200, 400)
add_query("5,000 groups", "ASK " + "{" * 5000 + "}" * 5000, 400)
add_query("5,000 blank nodes", "ASK {" + "[ <p:p> " * 5000 + "1" + "]" * 5000 + "}", 400)
add_query("5,000 lists", "ASK { ?s ?p " + "(" * 5000 + ")" * 5000 + "}", 400)
add_query("3,000 UNION branches", "ASK {" + " UNION ".join(["{ ?s ?p ?o }"] * 3000) + "}", 400)
add_query("5,000 OPTIONALs", "ASK {" + "OPTIONAL { ?s ?p ?o } " * 4000 + "}", 400)
add_query("nested FILTER EXISTS", "ASK {" + "FILTER EXISTS { " * 300 + "}" * 301, 400)
add_query("20,000 negations", "ASK { FILTER(" + "!" * 20_000 + "true) }", 400)
add_query("20,000 signs", "SELECT (" + "- " * 20_000 + "1 AS ?x) { }", 400)
add_query("20,000 sums", "SELECT (1" + "+1" * 20_000 + " AS ?x) { }", 200, 400)
add_query("long path", "ASK { ?s " + "/".join(["<p:p>"] * 8000) + " ?o }", 200, 400, 504)
add_query("words that may be names", "ASK { " + "a-" * 45_000 + " }", 400)
add_query("dots that may be names", "ASK { " + "a." * 45_000 + " }", 400)
add_query("strings without end", "ASK { " + "'''" + "''" * 45_000 + " }", 400)
add_query("iris without end", "ASK { " + "<a" * 45_000 + " }", 400)

# Work that is too much.
add_query(
    "closure of a path of paths",
    "SELECT * { ?a (!<p:x>|^!<p:x>)* ?b . ?c (!<p:x>/^!<p:x>)* ?d }",
    413,
    504,
    NONE,
)
add_query("product without rows", f"SELECT * {{ {TRIPLES} FILTER(?a = 1) }}", 200, 504)
add_query(
    "string that doubles",
    "SELECT (STRLEN(?z) AS ?n) { BIND('"
    + "x" * 1000
    + "' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(40))
    + " BIND(?a40 AS ?z) }",
    413,
)
add_query(
    "replacement that grows",
    "SELECT (STRLEN(?z) AS ?n) { BIND(REPLACE('" + "x" * 1000 + "', 'x', '" + "y" * 50_000 + "') AS ?y) "
    "BIND(REPLACE(?y, 'y', '" + "z" * 1000 + "') AS ?z) }",
    413,
    504,
)
add_query(
    "regular expression that grows",
    f"ASK {{ FILTER(REGEX('x', '{'(' * 5 + 'x{999}' + '){99}' * 5}')) }}",
    200,
)
add_query("all in one string", "SELECT (GROUP_CONCAT(?b) AS ?x) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f }", 413, 504)
add_query(
    "DISTINCT over 1200³", "SELECT DISTINCT ?a ?c ?e { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f }", 200, 413, 504, NONE
)
add_query(
    "CONSTRUCT of 1200³", "CONSTRUCT { ?a ?c ?e } { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f }", 200, 413, 504, NONE
)
add_query("1.4 million rows", "SELECT * { ?a ?p ?b . ?c ?p ?d }", 200, 413, NONE)


# Requests that are not what they should be.
@attack("address of 10 MB", 414, 431, NONE)
def _(server: Server) -> int:
    return send_raw(server, b"GET /sparql?query=" + b"x" * (10 << 20) + b" HTTP/1.1\r\nHost: x\r\n\r\n")


@attack("100,000 header fields", 431, NONE)
def _(server: Server) -> int:
    fields = b"".join(b"X-%d: 1\r\n" % number for number in range(100_000))
    return send_raw(server, b"GET /health HTTP/1.1\r\nHost: x\r\n" + fields + b"\r\n")


@attack("field of 1 MB", 431, NONE)
def _(server: Server) -> int:
    return send_raw(server, b"GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * (1 << 20) + b"\r\n\r\n")


attack("800 ranges of types", 406)(
    lambda server: ask(server, "ASK {}", {"Accept": ", ".join(f"a/b{i};q=0.{i % 1000}" for i in range(800))})
)
attack("hostile ranges of types", 200, 406)(
    lambda server: ask(
        server, "ASK {}", {"Accept": 'text/html;a="' + "\\a" * 3000 + ",,,;;;q=;q=*/*" + "," * 3000}
    )
)
attack("tags without end", 200, 304)(
    lambda server: ask(server, "ASK {}", {"If-None-Match": '"' + '","' * 4000})
)
attack("line breaks in a parameter", 200, 400, 406)(
    lambda server: ask(server, "ASK {}", more="&format=csv%0D%0AX-Injected%3A+yes")
)
attack("line breaks in a graph name", 400)(
    lambda server: ask(server, "ASK {}", more="&default-graph-uri=http%3A%2F%2Fx%2F%0D%0ASet-Cookie%3A+a%3Db")
)
attack("traversal in a query's name", 404)(lambda server: get(server, "/queries/..%2f..%2f..%2fetc%2fpasswd"))
attack("traversal in a path", 404)(lambda server: get(server, "/../../../../etc/passwd"))
attack("traversal, encoded twice", 404)(lambda server: get(server, "/queries/%252e%252e%252fREADME"))
attack("null byte in a name", 404)(lambda server: get(server, "/queries/list-documents%00.rq"))
attack("bytes that are not UTF-8", 400)(lambda server: get(server, "/sparql?query=%ff%fe"))
attack("overlong UTF-8", 400)(lambda server: get(server, "/sparql?query=%c0%af"))
attack("surrogate", 400)(lambda server: post(server, b"query=%ed%a0%80", FORM))
attack("percent signs alone", 400)(lambda server: get(server, "/sparql?query=%%%"))
attack("50,000 fields", 400, 413)(lambda server: post(server, b"a=1&" * 50_000 + b"query=ASK{}", FORM))
attack("50,000 queries", 400, 413)(lambda server: post(server, b"query=ASK%7B%7D&" * 50_000, FORM))
attack("body of 100 MB", 413, NONE)(lambda server: post(server, b"x" * (100 << 20), DIRECT))
attack("update as a query", 400)(lambda server: post(server, b"DROP ALL", DIRECT))
attack("update as an update", 400, 403, 405, 409, 415)(
    lambda server: post(server, b"update=" + quote("DROP ALL").encode(), FORM)
)


@attack("compressed body that swells", 400, 413, 415)
def _(server: Server) -> int:
    bomb = gzip.compress(b"ASK {" + b" " * (500 << 20) + b"}", 9)
    return post(server, bomb, {**DIRECT, "Content-Encoding": "gzip"})


@attack("two lengths", 400, NONE)
def _(server: Server) -> int:
    return send_raw(
        server,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 6\r\nContent-Length: 60\r\n\r\nASK {}",
    )


@attack("length and chunks", 400, NONE)
def _(server: Server) -> int:
    return send_raw(
        server,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n",
    )


@attack("chunk of a size that is no number", 400, NONE)
def _(server: Server) -> int:
    return send_raw(
        server,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    )


@attack("chunks without end", 413, NONE)
def _(server: Server) -> int:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    return send_raw(server, head, *[b"10000\r\n" + b" " * 0x10000 + b"\r\n"] * 400)


attack("no HTTP at all", 400, NONE)(
    lambda server: send_raw(server, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")
)
attack("a method that does not exist", 400, 405, NONE)(
    lambda server: send_raw(server, b"FROB /sparql HTTP/1.1\r\nHost: x\r\n\r\n")
)
attack("DELETE", 400, 401, 403, 405, 409)(
    lambda server: send_raw(server, b"DELETE /sparql HTTP/1.1\r\nHost: x\r\n\r\n")
)
attack("TRACE", 400, 405, NONE)(lambda server: send_raw(server, b"TRACE /sparql HTTP/1.1\r\nHost: x\r\n\r\n"))
attack("an address with a host", 200, 400, 404, 421)(
    lambda server: send_raw(server, b"GET http://elsewhere.invalid/health HTTP/1.1\r\nHost: x\r\n\r\n")
)


# Clients that are too slow, too many, or gone.
@attack("head that never ends", 408, NONE)
def _(server: Server) -> int:
    return send_raw(server, b"GET /sparql HTTP/1.1\r\nHost: x\r\n", *[b"X-A: b\r\n"] * 12, pause=0.25)


@attack("body that never ends", 408, NONE)
def _(server: Server) -> int:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 1000\r\n\r\n"
    )
    return send_raw(server, head, *[b" "] * 12, pause=0.25)


@attack("answer that is not read", NONE)
def _(server: Server) -> int:
    with socket.create_connection(("127.0.0.1", server.port), 10) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        target = "/sparql?" + urlencode({"query": "SELECT * { ?a ?p ?b . ?c ?p ?d }", "format": "xml"})
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(2.5)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)  # else what was sent trickles in
        size = 0
        with suppress(OSError):
            while piece := client.recv(1 << 16):
                size += len(piece)
    return NONE if size < 100 << 20 else 200


@attack("100 clients that leave", NONE)
def _(server: Server) -> int:
    target = "/sparql?" + urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}"})
    for number in range(100):
        with socket.create_connection(("127.0.0.1", server.port), 10) as client:
            client.sendall(f"GET {target}%23{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return NONE


@attack("connections that say nothing", NONE)
def _(server: Server) -> int:
    clients: list[socket.socket] = []
    with suppress(OSError):
        clients.extend(socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(150))
    time.sleep(1)
    for client in clients:
        client.close()
    return NONE


@attack("1,000 requests at once on one connection", 200, 429, NONE)
def _(server: Server) -> int:
    one = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
    return send_raw(server, one * 1000)
