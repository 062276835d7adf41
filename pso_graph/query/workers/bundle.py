"""Several tasks at once: what the first has found out is still there for the others."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.query.workers.task import Head, Limits, Receiver
    from pso_graph.store import Store

_LENGTH = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class BundleTask(Task):
    """Some tasks, whose answers are told as one; see ``read_bundle``.

    Args:
        tasks: to be answered.
    """

    tasks: tuple[Task, ...]

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the answers on; see ``Task.run``.

        Raises:
            PsoGraphError: if one of them cannot be had.
            SizeLimitError: if together they grow beyond the limits.
        """
        output = Output(receiver, limits, "document", "binary", self.codings)
        for task in self.tasks:
            whole = _Whole()
            task.run(store, limits, whole)
            output.write(_LENGTH.pack(len(whole.body)))
            output.write(whole.body)
        output.finish()


class _Whole:
    """Takes an answer as a whole; a ``Receiver``."""

    def __init__(self) -> None:
        self.body = b""

    def begin(self, head: Head) -> None:
        """Take its head."""

    def take(self, piece: bytes) -> None:
        """Take its next bytes."""
        self.body += piece


def read_bundle(body: bytes) -> Iterator[bytes]:
    """Yield the answers to the tasks of a bundle, in their order.

    Args:
        body: of the answer to a ``BundleTask``.
    """
    start = 0
    while start < len(body):
        (length,) = _LENGTH.unpack_from(body, start)
        start += _LENGTH.size
        yield body[start : start + length]
        start += length
