"""The server's side of one worker."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import read_usage
from pso_graph.query.workers.errors import TimeLimitError, WorkerLostError, make_memory_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.query.workers.task import Head, Limits, Task

_PATIENCE = 5.0
_RESIDENT = 0.9  # the part of the memory limit that may be resident


class Worker:
    """A worker process, which answers one query at a time.

    Args:
        process: its id.
        limits: of its queries.
        kill: has the process with an id killed.

    Attributes:
        baseline: private resident memory before its first query, in bytes.
        is_ready: whether it has started.
        is_worn: whether it goes away by itself after its last answer.
    """

    def __init__(self, process: int, limits: Limits, kill: Callable[[int], None]) -> None:
        self.process = process
        self.baseline = 0
        self.is_worn = False
        self.is_ready = False
        self._limits = limits
        self._kill = kill
        self._status: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._reason: PsoGraphError | None = None
        self._seconds = 0.0
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._status.done()

    def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the connection to the process."""
        self._reader, self._writer = reader, writer
        if self.has_ended:
            writer.close()

    async def wait_ready(self) -> None:
        """Wait until it can be asked.

        Raises:
            WorkerLostError: if it ends before.
        """
        await self._read()
        self.is_ready = True
        self.baseline = (read_usage(self.process) or (0, 0))[1]

    def send(self, task: Task) -> bool:
        """Send it a query; False if it has ended before, which nobody has told yet.

        Args:
            task: the query.
        """
        self._seconds = min(self._limits.seconds, task.seconds or self._limits.seconds)
        if self._writer is None or self._writer.is_closing():
            return False
        self._writer.write(frames.pack_task(task))
        return not self._writer.is_closing()  # as it is at once where nobody has the other end

    async def read_head(self) -> Head:
        """Return the head of the answer.

        Raises:
            PsoGraphError: if the query cannot be answered; the worker has then been read to the end
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
        if self._writer is not None:
            self._writer.close()

    async def _read(self) -> tuple[bytes, bytes]:
        try:
            kind, length = frames.FRAME.unpack(await self._reader.readexactly(frames.FRAME.size))
            return kind, await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await self._explain() from error

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
            )
        if status == -signal.SIGABRT:  # what the engine does when it is refused memory
            return make_memory_error(self._limits.memory)
        return WorkerLostError(
            f"The worker that ran this query ended ({_name_status(status)}).",
            fix="Ask again; if it fails again, simplify the query.",
        )


def _name_status(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"
