"""The messages between server, worker and zygote: a kind, a length, a content.

The server writes pickles, which only it can make. A worker writes JSON and plain bytes: it handles
what strangers send, so nothing that comes from it is ever run.
"""

from __future__ import annotations

import json
import pickle
import struct
from functools import lru_cache
from typing import Protocol

from pso_graph.core.errors import Limit, Position, PsoGraphError, list_kinds
from pso_graph.query.workers.task import Head, Task

TASK, READY, HEAD, PIECE, ERROR, END = b"T", b"R", b"H", b"P", b"E", b"Z"
"""Kinds: a task (to the worker); ready, head, bytes, error, end of the answer (from it)."""

FRAME = struct.Struct("!cI")
"""What stands before each content: kind, and length in bytes."""

LAST = b"last"
"""Content of an END after which the worker goes away and is to be replaced."""


_HEADS = 64  # that are remembered; there are no more than some kinds in some formats and codings


class BinaryFile(Protocol):
    """What messages are read from: a file that blocks, buffered or not."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most so many bytes, none at the end."""


def pack(kind: bytes, content: bytes = b"") -> bytes:
    """Return a message as bytes.

    Args:
        kind: one of this module's.
        content: of the message.
    """
    return FRAME.pack(kind, len(content)) + content


def pack_task(task: Task) -> bytes:
    """Return a task as a message."""
    return pack(TASK, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))


@lru_cache(maxsize=_HEADS)
def pack_head(head: Head) -> bytes:
    """Return the head of an answer as a message."""
    return pack(HEAD, json.dumps([head.kind, head.format, head.coding]).encode())


@lru_cache(maxsize=_HEADS)
def read_head(content: bytes) -> Head:
    """Return the head of an answer from the content of its message."""
    return Head(*json.loads(content))


def pack_error(error: PsoGraphError) -> bytes:
    """Return an error as a message."""
    content = [error.code, error.message, error.where, error.fix, error.position, error.limit]
    return pack(ERROR, json.dumps(content).encode())


def read_error(content: bytes) -> PsoGraphError:
    """Return an error from the content of its message; one that no worker raises has no kind."""
    code, message, where, fix, position, limit = json.loads(content)
    return list_kinds().get(code, PsoGraphError)(
        message,
        where=where,
        fix=fix,
        position=Position(*position) if position else None,
        limit=Limit(*limit) if limit else None,
    )


def read_frame(file: BinaryFile) -> tuple[bytes, bytes]:
    """Return the kind and the content of the next message; both are empty at the end.

    Args:
        file: to read from.
    """
    start = _read_exactly(file, FRAME.size)
    if len(start) < FRAME.size:
        return b"", b""
    kind, length = FRAME.unpack(start)
    content = _read_exactly(file, length)
    return (kind, content) if len(content) == length else (b"", b"")


def read_task(file: BinaryFile) -> Task | None:
    """Return the next task, or None at the end.

    Args:
        file: to read from, as for ``read_frame``.
    """
    kind, content = read_frame(file)
    if kind != TASK:
        return None
    task = pickle.loads(content)  # noqa: S301 - the server wrote it: nobody else has the other end
    return task if isinstance(task, Task) else None


def _read_exactly(file: BinaryFile, length: int) -> bytes:
    data = file.read(length) or b""
    while len(data) < length:
        piece = file.read(length - len(data))
        if not piece:
            break
        data += piece
    return data
