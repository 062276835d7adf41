"""A worker: a forked process that answers one query at a time.

It may end at any moment, by the kernel's alarm when its time is up, by lack of memory, or killed
from outside. Nothing is lost by that but the answer it was giving.
"""

from __future__ import annotations

import resource
import signal
import socket
import sys
from collections import deque
from typing import TYPE_CHECKING

from pso_graph.core.errors import PsoGraphError
from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import bind_to_parent, limit_memory, make_memory_error

if TYPE_CHECKING:
    from pso_graph.query.workers.snapshot import Snapshot
    from pso_graph.query.workers.task import Head, Limits, Task
    from pso_graph.store import EmbeddedStore

_RECYCLED = 0.25  # a worker that has needed this part of its memory limit makes way for a fresh one
_READ = 1 << 16
_SENT = 1 << 16  # bytes from which on an answer is sent before it is whole
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


def run_worker(
    connection: socket.socket, snapshot: Snapshot, limits: Limits, loaded: EmbeddedStore | None, parent: int
) -> None:
    """Answer queries until the server closes the connection.

    Args:
        connection: to the server.
        snapshot: that answers come from.
        limits: of each query.
        loaded: the store in memory that was there before the fork; None for one on disk.
        parent: process id of the process that forked this one.
    """
    bind_to_parent(parent)
    store = loaded if loaded is not None else snapshot.open()
    limit_memory(limits.memory)
    ceiling = _read_peak() + limits.memory * _RECYCLED
    connection.sendall(frames.pack(frames.READY, snapshot.digest.encode()))
    inbox = _Inbox(connection)
    while (task := inbox.take()) is not None:
        answer = _Answer(connection, min(limits.seconds, task.seconds or limits.seconds))
        _answer(store, task, limits, answer)
        is_worn = _read_peak() > ceiling
        answer.end(is_last=is_worn)
        if is_worn:
            return


def _answer(store: EmbeddedStore, task: Task, limits: Limits, answer: _Answer) -> None:
    """Answer one query, with an error if it has to be.

    What the alarm interrupts is never taken up again: it has no handler, so it ends the process.
    """
    try:
        task.run(store, limits, answer)
    except PsoGraphError as error:
        answer.fail(error)
    except MemoryError:
        answer.fail(make_memory_error(limits.memory))
    except Exception:  # noqa: BLE001 - the server tells no insides, and the worker lives on
        answer.fail(PsoGraphError("Something went wrong while this query ran."))


class _Inbox:
    """The tasks that the server has sent, in their order.

    Args:
        connection: to the server.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = bytearray()
        self._tasks: deque[bytes | None] = deque()  # None for one that was withdrawn

    def take(self) -> Task | None:
        """Return the next task, or None when the server has closed the connection.

        Before it is begun with, it is looked whether the server has withdrawn it meanwhile.
        """
        while True:
            if not self._receive(socket.MSG_DONTWAIT if self._tasks else 0):
                return None
            while self._tasks:
                task = self._tasks.popleft()
                if task is not None:
                    return frames.read_task(task)
                self._connection.sendall(frames.pack_end(0.0))

    def _receive(self, flags: int = 0) -> bool:
        """Take what there is; False at the end."""
        try:
            data = self._connection.recv(_READ, flags)
        except BlockingIOError:
            return True
        self._received += data
        size = frames.FRAME.size
        while len(self._received) >= size:
            kind, length = frames.FRAME.unpack_from(self._received)
            if len(self._received) < size + length:
                break
            self._hear(kind, bytes(self._received[size : size + length]))
            del self._received[: size + length]
        return bool(data)

    def _hear(self, kind: bytes, content: bytes) -> None:
        if kind == frames.TASK:
            self._tasks.append(content)
        elif kind == frames.WITHDRAW:
            for number in range(1, min(int(content), len(self._tasks)) + 1):
                self._tasks[-number] = None


class _Answer:
    """Sends an answer, small ones with one call.

    Args:
        connection: to the server.
        seconds: after which the process is to end unless the answer has.
    """

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds
        self._unsent = bytearray()
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def begin(self, head: Head) -> None:
        """Take the head of the answer."""
        self._unsent += frames.pack_head(head)

    def take(self, piece: bytes) -> None:
        """Take the next bytes; the clock stands while the server does not read on."""
        self._unsent += frames.pack(frames.PIECE, piece)
        if len(self._unsent) >= _SENT:
            left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
            self._connection.sendall(self._unsent)
            self._unsent.clear()
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))

    def fail(self, error: PsoGraphError) -> None:
        """Say that the answer ends here, and why."""
        self._unsent += frames.pack_error(error)

    def end(self, *, is_last: bool) -> None:
        """Stop the clock and send what is left, with the end of the answer.

        Args:
            is_last: whether this worker gives no more answers.
        """
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        end = frames.pack_end(self._seconds - left, is_last=is_last)
        self._connection.sendall(self._unsent + end)


def _read_peak() -> int:
    """Return the most memory that this process ever had resident, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT
