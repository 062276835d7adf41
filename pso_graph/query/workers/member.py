"""The server's side of one worker."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from pso_graph.core.errors import Limit, TimeLimitError, WorkerLostError
from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import make_memory_error, read_usage

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.query.workers.task import Head, Limits, Task

_PATIENCE = 5.0
_RESIDENT = 0.9  # the part of the memory limit that may be resident
_READ = 1 << 18  # bytes of an answer that are held for a client that does not take them yet


class Worker:
    """A worker process, which answers one task at a time.

    The connection is read by hand: the streams of asyncio cost more than many a query.

    Args:
        process: its id.
        limits: of its tasks.
        kill: has the process with an id killed.

    Attributes:
        baseline: private resident memory before its first task, in bytes.
        is_ready: whether it has started.
        is_worn: whether it goes away by itself after its last answer.
        digest: of the snapshot that it answers from, once it is ready.
    """

    def __init__(self, process: int, limits: Limits, kill: Callable[[int], None]) -> None:
        self.process = process
        self.baseline = 0
        self.is_worn = False
        self.is_ready = False
        self.digest = ""
        self._limits = limits
        self._kill = kill
        self._loop = asyncio.get_running_loop()
        self._status: asyncio.Future[int] = self._loop.create_future()
        self._reason: PsoGraphError | None = None
        self._seconds = 0.0
        self._connection: socket.socket | None = None
        self._is_listening = False
        self._received = bytearray()
        self._arrival: asyncio.Future[None] | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._status.done()

    def connect(self, connection: socket.socket) -> None:
        """Take the connection to the process."""
        if self.has_ended:
            connection.close()
            return
        connection.setblocking(False)
        self._connection = connection
        self._listen()

    async def wait_ready(self) -> None:
        """Wait until it can be asked.

        Raises:
            WorkerLostError: if it ends before.
        """
        _, content = await self._read()
        self.digest = content.decode()
        self.is_ready = True
        self.baseline = (read_usage(self.process) or (0, 0))[1]

    async def send(self, task: Task) -> bool:
        """Send it a task; False if it has ended before, which nobody has told yet.

        Args:
            task: to be answered.
        """
        self._seconds = min(self._limits.seconds, task.seconds or self._limits.seconds)
        if self._connection is None:
            return False
        message = frames.pack_task(task)
        try:
            sent = self._connection.send(message)
            if sent < len(message):  # longer than what the system holds at once
                await self._loop.sock_sendall(self._connection, message[sent:])
        except BlockingIOError:
            await self._loop.sock_sendall(self._connection, message)
        except OSError:
            return False
        return True

    async def read_head(self) -> Head:
        """Return the head of the answer.

        Raises:
            PsoGraphError: if the task cannot be answered; the worker has then been read to the end
                of the answer, or has ended.
        """
        kind, content = await self._read()
        if kind == frames.HEAD:
            return frames.read_head(content)
        error = frames.read_error(content)
        await self.read_piece()
        raise error

    async def read_piece(self) -> bytes | None:
        """Return the next bytes of the answer, or None at its end.

        Raises:
            PsoGraphError: if the answer breaks off; as for ``read_head``.
        """
        kind, content = await self._read()
        if kind == frames.PIECE:
            return content
        if kind == frames.ERROR:
            await self.read_piece()
            raise frames.read_error(content)
        self.is_worn = content == frames.LAST
        return None

    async def finish(self) -> None:
        """Read over the rest of an answer.

        Raises:
            PsoGraphError: if the worker ends before.
        """
        while (message := await self._read())[0] != frames.END:
            pass
        self.is_worn = message[1] == frames.LAST

    def check_memory(self) -> None:
        """Stop it if it has grown beyond its limit.

        The kernel's limit on its address space comes first, as a rule; this one sees what grows there
        without being asked for, and ends a worker that hangs where memory was refused.
        """
        usage = read_usage(self.process)
        if usage is not None and usage[1] - self.baseline > self._limits.memory * _RESIDENT:
            self.stop(make_memory_error(self._limits.memory))

    def stop(self, reason: PsoGraphError | None = None) -> None:
        """Have the process killed.

        Args:
            reason: what the answer that it was giving breaks off with.
        """
        self._reason = self._reason or reason
        if not self.has_ended:
            self._kill(self.process)

    def end(self, status: int) -> None:
        """Note that the process has ended.

        Args:
            status: its exit code, or the negative number of the signal that ended it.
        """
        if not self._status.done():
            self._status.set_result(status)
        if self._arrival is None:  # else what it sent last is still read
            self._disconnect()

    async def _read(self) -> tuple[bytes, bytes]:
        """Return the next message: its kind and its content."""
        while (message := self._take()) is None:
            if self._connection is None:
                raise await self._explain()
            self._listen()
            self._arrival = self._loop.create_future()
            try:
                await self._arrival
            finally:
                self._arrival = None
        return message

    def _take(self) -> tuple[bytes, bytes] | None:
        received, start = self._received, frames.FRAME.size
        if len(received) < start:
            return None
        kind, length = frames.FRAME.unpack_from(received)
        if len(received) < start + length:
            return None
        content = bytes(received[start : start + length])
        del received[: start + length]
        return kind, content

    def _listen(self) -> None:
        if self._connection is not None and not self._is_listening:
            self._loop.add_reader(self._connection, self._receive)
            self._is_listening = True

    def _receive(self) -> None:
        if self._connection is None:
            return
        try:
            data = self._connection.recv(_READ)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        self._received += data
        if not data:
            self._disconnect()
        elif len(self._received) > _READ and self._arrival is None:
            self._loop.remove_reader(self._connection)  # until its client has taken some of it
            self._is_listening = False
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _disconnect(self) -> None:
        if self._connection is not None:
            if self._is_listening:
                self._loop.remove_reader(self._connection)
            self._connection.close()
            self._connection, self._is_listening = None, False

    async def _explain(self) -> PsoGraphError:
        """Return why the process ended."""
        if not self.has_ended:
            await asyncio.wait([self._status], timeout=_PATIENCE)
        status = self._status.result() if self.has_ended else 0
        if self._reason is not None:
            return self._reason
        if status == -signal.SIGALRM:
            return TimeLimitError(
                f"The query took longer than {self._seconds:g} seconds.",
                fix="Ask for less, or start from a bound term.",
                limit=Limit("time_limit", self._seconds),
            )
        if status == -signal.SIGABRT:  # what the engine does when it is refused memory
            return make_memory_error(self._limits.memory)
        return WorkerLostError(
            f"The worker that ran this query ended ({_name_status(status)}).",
            fix="Ask again; if it fails again, simplify the query.",
        )


def _name_status(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"
