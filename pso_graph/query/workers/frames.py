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

TASK, WITHDRAW = b"T", b"W"
"""Kinds of messages to a worker: a task; how many of the last ones it is not to begin with any more."""

READY, HEAD, PIECE, ERROR, END = b"R", b"H", b"P", b"E", b"Z"
"""Kinds of messages from it: ready, head, bytes, error, end of the answer."""

FRAME = struct.Struct("!cI")
"""What stands before each content: kind, and length in bytes."""

_END = struct.Struct("!d?")  # seconds, whether the worker goes away
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


def pack_end(seconds: float, *, is_last: bool = False) -> bytes:
    """Return the end of an answer as a message.

    Args:
        seconds: that the worker has worked for it.
        is_last: whether the worker goes away now, and is to be replaced.
    """
    return pack(END, _END.pack(seconds, is_last))


def read_end(content: bytes) -> tuple[float, bool]:
    """Return the seconds of work and whether the worker goes away, from the content of an end."""
    seconds, is_last = _END.unpack(content)
    return seconds, is_last


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


def read_task(content: bytes) -> Task:
    """Return a task from the content of its message."""
    task: Task = pickle.loads(content)  # noqa: S301 - the server wrote it: nobody else has the other end
    return task


def _read_exactly(file: BinaryFile, length: int) -> bytes:
    data = file.read(length) or b""
    while len(data) < length:
        piece = file.read(length - len(data))
        if not piece:
            break
        data += piece
    return data
