"""Servers in processes of their own, on free ports of this machine."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = "127.0.0.1"
_PATIENCE = 600  # seconds that a server may take to load the data
_AT_ONCE = 0.1  # seconds


class MissingPeerError(Exception):
    """A server is not installed, or does not start; the sentence says why."""


def find_program(path: Path) -> str:
    """Return the path of a program.

    Args:
        path: of the program, or its name.

    Raises:
        MissingPeerError: if it is not there.
    """
    found = shutil.which(path)
    if found is None:
        raise MissingPeerError(f"{path.name} is not installed")
    return found


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def tell(command: Sequence[str]) -> str:
    """Return what a program prints.

    Args:
        command: program and arguments.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def finish(command: Sequence[str], folder: Path) -> None:
    """Run a program to its end.

    Args:
        command: program and arguments.
        folder: that it works in, and where its ``log`` is.

    Raises:
        MissingPeerError: if it fails.
    """
    with (folder / "log").open("ab") as log:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )
    if done.returncode:
        raise MissingPeerError(f"{Path(command[0]).name} failed: {_read_end(folder)}")


@contextmanager
def run_server(command: Sequence[str], folder: Path, port: int, path: str) -> Iterator[None]:
    """Run a server, from when it answers a query until the end of the block.

    Args:
        command: program and arguments.
        folder: that it works in, and where its ``log`` is.
        port: that it listens on.
        path: of its endpoint.

    Raises:
        MissingPeerError: if it does not come to answer.
    """
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as process,
    ):
        try:
            _wait(process, folder, port, path)
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_idle(port: int, path: str) -> None:
    """Wait until a server answers at once, or half a minute.

    Some go on for seconds with queries whose clients have left, and would take them into what is
    measured next.

    Args:
        port: of the server.
        path: of its endpoint.
    """
    end = time.monotonic() + 30
    while (begin := time.monotonic()) < end:
        if _answers(port, path) and time.monotonic() - begin < _AT_ONCE:
            return
        time.sleep(_AT_ONCE)


def post_file(port: int, path: str, file: Path, content_type: str) -> None:
    """Send a file to a server.

    Args:
        port: of the server.
        path: where the file goes.
        file: of any size.
        content_type: of the file.

    Raises:
        MissingPeerError: if it is refused.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
    try:
        with file.open("rb") as body:
            headers = {"Content-Type": content_type, "Content-Length": str(file.stat().st_size)}
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
    finally:
        connection.close()
    if status >= http.client.BAD_REQUEST:
        raise MissingPeerError(f"the data was refused with status {status}")


def _wait(process: subprocess.Popen[bytes], folder: Path, port: int, path: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not _answers(port, path):
        if process.poll() is not None:
            raise MissingPeerError(f"the server stopped: {_read_end(folder)}")
        if time.monotonic() > end:
            raise MissingPeerError(f"the server did not answer within {_PATIENCE} s")
        time.sleep(0.1)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", f"{path}?query=ASK%20%7B%7D")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _read_end(folder: Path) -> str:
    lines = (folder / "log").read_text("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "without a word"
