"""A real server in a process of its own, with as small limits as a test wants."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WEB = b"web.serving.process"
PROGRAM = "from pso_graph.cli import main; main()"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def code(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json"
        problem = json.loads(self.body)
        assert problem["status"] == self.status
        assert problem["title"]
        assert problem["detail"]
        return str(problem["code"])


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[str]
    port: int
    source: str = "127.0.0.1"
    """The address that requests come from."""

    def connect(self, timeout: float = 30) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout, source_address=(self.source, 0)
        )

    def open(
        self, query: str, **parameters: str
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = self.connect()
        connection.request("GET", "/sparql?" + urlencode({"query": query, **parameters}))
        return connection, connection.getresponse()

    def ask(self, query: str, **parameters: str) -> Reply:
        return self.request("GET", "/sparql?" + urlencode({"query": query, **parameters}))

    def request(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Reply:
        begin = time.monotonic()
        connection = self.connect()
        try:
            connection.request(method, path, body, headers or {})  # type: ignore[arg-type]
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        return Reply(answer.status, answer.headers, content, time.monotonic() - begin)

    def health(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.request("GET", "/health").body)
        return found

    def list_web_processes(self) -> list[int]:
        """The processes that answer requests."""
        return [process for process in list_children(self.process.pid) if WEB in read_command(process)]

    def list_zygotes(self) -> list[int]:
        """The processes that hold a snapshot."""
        return [process for process in list_children(self.process.pid) if WEB not in read_command(process)]

    def list_workers(self) -> list[int]:
        """The processes below the zygotes."""
        return [worker for zygote in self.list_zygotes() for worker in list_children(zygote)]

    def measure_memory(self) -> int:
        """Resident memory of the processes that answer requests, in bytes."""
        pages = (
            int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
            for process in self.list_web_processes()
        )
        return sum(pages) * os.sysconf("SC_PAGESIZE")


def read_command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def list_children(process: int) -> list[int]:
    """The processes that any thread of a process has started."""
    listings = [path.read_text("ascii") for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for listing in listings for child in listing.split()]


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def run_server(*options: str, **settings: object) -> Iterator[Server]:
    environment = {**os.environ, **{f"PSO_GRAPH_{k.upper()}": str(v) for k, v in settings.items()}}
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = re.search(r":(\d+)/sparql", process.stdout.readline())
            assert match is not None
            server = Server(process, int(match[1]))
            assert wait_until(lambda: server.request("GET", "/ready").status == 200, 20)
            yield server
        finally:
            process.terminate()
            process.wait(20)
