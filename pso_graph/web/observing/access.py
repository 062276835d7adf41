"""The access log: a line of JSON for each request, without anything that a query says.

Lines are gathered and written by a thread of their own several times a second, so that no answer waits for
a disk. A file is opened for each writing: it may be moved away at any time, with or without a signal.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pso_graph.web.http.clients import mask_address

if TYPE_CHECKING:
    from pso_graph.web.http.exchange import Exchange

STANDARD_ERROR = Path("-")
"""Stands for the standard error stream in the place of a file."""

_PAUSE = 0.2  # seconds between two writings
_ROOM = 50_000  # lines that wait to be written; where the disk is slower than that, the oldest are lost
_PATH = 200  # characters of a path that are of use
_HASH = 16  # hexadecimal digits that tell a query
_READABLE = 0o640
_encode = json.JSONEncoder(separators=(",", ":")).encode


class AccessLog:
    """Writes what has been asked.

    Args:
        file: to append to; see ``STANDARD_ERROR``.
        clients: how they are written.
    """

    def __init__(self, file: Path, clients: Literal["network", "address", "none"]) -> None:
        self._file = file
        self._clients = clients
        self._lines: deque[str] = deque(maxlen=_ROOM)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="access log", daemon=True)
        self._thread.start()

    def write(self, exchange: Exchange, method: str, path: str, seconds: float) -> None:
        """Log an exchange that is over.

        Args:
            exchange: to log.
            method: of the request.
            path: of its target, without the query.
            seconds: that it took.
        """
        now = time.time()
        line: dict[str, object] = {
            "time": f"{_write_second(int(now))}.{int(now % 1 * 1000):03}Z",
            "client": self._show(exchange.client),
            "method": method,
            "path": path[:_PATH],
            "status": exchange.status,
            "bytes": exchange.size,
            "ms": round(seconds * 1000, 2),
            "kind": exchange.kind,
            "outcome": exchange.outcome,
        }
        if exchange.text:
            line["query"] = hash_query(exchange.text)
        if exchange.error is not None:
            line["code"] = exchange.error.code
        self._lines.append(_encode(line))

    def close(self) -> None:
        """Write what is left, and stop."""
        self._is_closed.set()
        self._thread.join()

    def _show(self, client: str) -> str:
        if self._clients == "network":
            return mask_address(client)
        return client if self._clients == "address" else ""

    def _run(self) -> None:
        while not self._is_closed.wait(_PAUSE):
            self._flush()
        self._flush()

    def _flush(self) -> None:
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        if not lines:
            return
        content = "\n".join((*lines, "")).encode("ascii")
        with suppress(OSError):  # a full disk must not stop the server
            if self._file == STANDARD_ERROR:
                sys.stderr.buffer.write(content)
                sys.stderr.buffer.flush()
            else:
                descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _READABLE)
                with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor has no path
                    file.write(content)


def hash_query(text: str) -> str:
    """Return what tells a query from others without saying what it asks.

    Args:
        text: of the query.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


@lru_cache(maxsize=4)
def _write_second(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
