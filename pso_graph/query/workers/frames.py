"""The messages between server and worker: a kind, a length, a content.

The server writes pickles, which only it can make. A worker writes JSON and plain bytes: it handles
what strangers send, so nothing that comes from it is ever run.
"""

from __future__ import annotations

import json
import pickle
import struct
from typing import TYPE_CHECKING

from pso_graph.core import errors as core_errors
from pso_graph.core.errors import PsoGraphError
from pso_graph.query.workers import errors
from pso_graph.query.workers.task import Head, Task

if TYPE_CHECKING:
    import socket

TASK, READY, HEAD, PIECE, ERROR, END = b"T", b"R", b"H", b"P", b"E", b"Z"
"""Kinds: a query (to the worker); ready, head, bytes, error, end of the answer (from it)."""

FRAME = struct.Struct("!cI")
"""What stands before each content: kind, and length in bytes."""

LAST = b"last"
"""Content of an END after which the worker goes away and is to be replaced."""

_ERRORS: dict[str, type[PsoGraphError]] = {
    kind.code: kind
    for kind in (
        core_errors.SyntaxProblemError,
        core_errors.ParameterError,
        core_errors.UnsupportedQueryError,
        errors.SizeLimitError,
        errors.NoSuchFormError,
    )
}


def pack(kind: bytes, content: bytes = b"") -> bytes:
    """Return a message as bytes.

    Args:
        kind: one of this module's.
        content: of the message.
    """
    return FRAME.pack(kind, len(content)) + content


def pack_task(task: Task) -> bytes:
    """Return a query as a message."""
    return pack(TASK, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))


def pack_head(head: Head) -> bytes:
    """Return the head of an answer as a message."""
    return pack(HEAD, json.dumps([head.kind, head.format]).encode())


def read_head(content: bytes) -> Head:
    """Return the head of an answer from the content of its message."""
    kind, name = json.loads(content)
    return Head(kind, name)


def pack_error(error: PsoGraphError) -> bytes:
    """Return an error as a message."""
    return pack(ERROR, json.dumps([error.code, error.message, error.where, error.fix]).encode())


def read_error(content: bytes) -> PsoGraphError:
    """Return an error from the content of its message; one that no worker raises has no kind."""
    code, message, where, fix = json.loads(content)
    return _ERRORS.get(code, PsoGraphError)(message, where=where, fix=fix)


def read_task(connection: socket.socket) -> Task | None:
    """Return the next query, or None at the end.

    Args:
        connection: to the server, which blocks.
    """
    start = _read_exactly(connection, FRAME.size)
    if start is None:
        return None
    content = _read_exactly(connection, FRAME.unpack(start)[1])
    if content is None:
        return None
    task = pickle.loads(content)  # noqa: S301 - the server wrote it: nobody else has the other end
    return task if isinstance(task, Task) else None


def _read_exactly(connection: socket.socket, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            return None
        data += piece
    return bytes(data)
