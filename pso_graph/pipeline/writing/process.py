"""Writing in a process of its own, which can be stopped at any moment: it takes what strangers send."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import signal
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol

from pso_graph.core.errors import BusyError, Limit, NotWrittenError, PsoGraphError, TimeLimitError
from pso_graph.pipeline.writing.applying import carry_out
from pso_graph.pipeline.writing.checking import InvalidChangeError, ShapesReport, read_shapes
from pso_graph.pipeline.writing.generations import Generations
from pso_graph.pipeline.writing.log import Record
from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import (
    bind_to_parent,
    leave_network,
    limit_memory,
    make_memory_error,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pso_graph.pipeline.writing.applying import Order
    from pso_graph.rdf.terms import Quad

_PROGRAM = "from pso_graph.pipeline.writing.process import main; main()"
_log = logging.getLogger(__name__)
_MARGIN = 5.0  # seconds beyond its own limits after which a writer is killed from outside


class Writer(Protocol):
    """Makes changes, one at a time."""

    async def write(self, order: Order) -> Record:
        """Make a change, and return what the log says of it.

        Args:
            order: the change, which its sender may make.

        Raises:
            PsoGraphError: if it cannot be made; then nothing has changed.
        """


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What a write may use.

    Args:
        seconds: of work.
        memory: bytes of address space beyond those that a writer starts with.
        queue: writes that may wait for the one that goes on, in this process.
        patience: seconds that each waits for one of another process.
        kept: generations that stay.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    queue: int = 16
    patience: float = 10.0
    kept: int = 5


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a writer process is told."""

    home: Path
    shapes: tuple[Path, ...]
    limits: WriteLimits
    order: Order


class WriterProcess:
    """Makes each change in a new process; a ``Writer``.

    Args:
        home: folder of the generations.
        shapes: files with shapes that the data must conform to.
        limits: of each write.
    """

    def __init__(self, home: Path, shapes: Sequence[Path] = (), limits: WriteLimits | None = None) -> None:
        self._generations = Generations(home)
        self._home = home
        self._shapes = tuple(shapes)
        self._limits = limits or WriteLimits()
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._running: set[asyncio.Task[Record]] = set()

    async def write(self, order: Order) -> Record:
        """Make a change; see ``Writer.write``. It goes on if nobody waits for it any more.

        Raises:
            BusyError: if too many writes wait, or another process does not end its own in time.
            TimeLimitError: if it takes too long.
            NotWrittenError: if there is no room for the result, or the process ends unasked.
            PsoGraphError: see ``carry_out``.
        """
        if self._waiting > self._limits.queue:
            raise BusyError(f"{self._limits.queue} writes wait already.", fix="Try again a little later.")
        self._waiting += 1
        running = asyncio.get_running_loop().create_task(self._take_turn(order))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return await asyncio.shield(running)

    async def _take_turn(self, order: Order) -> Record:
        try:
            async with self._turn:
                return await self._run(order)
        finally:
            self._waiting -= 1

    async def _run(self, order: Order) -> Record:
        limits = self._limits
        plan = pickle.dumps(_Plan(self._home, self._shapes, limits, order), pickle.HIGHEST_PROTOCOL)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _PROGRAM, str(os.getpid())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # A traceback of the engine's would need memory where there is none left, and hang.
            env={**os.environ, "RUST_BACKTRACE": "0"},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(limits.seconds + limits.patience + _MARGIN):
                reply, _ = await process.communicate(frames.pack(frames.TASK, plan))
        except TimeoutError:
            reply = b""
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return self._read(order, reply, process.returncode)

    def _read(self, order: Order, reply: bytes, status: int | None) -> Record:
        """Return what a writer has told before it ended, or raise it."""
        told = list(_split(reply))
        kind, content = told[-1] if told else (b"", b"")
        if kind == frames.READY:
            return Record(**json.loads(content))
        if kind == frames.ERROR and len(told) > 1:
            raise InvalidChangeError(
                frames.read_error(content).message, ShapesReport(**json.loads(told[0][1]))
            )
        if kind == frames.ERROR:
            raise frames.read_error(content)
        made = self._generations.find_marked(order.mark)  # it may have ended after its work was done
        if made is not None:
            return made.read_record()
        if status in {None, -signal.SIGALRM, -signal.SIGKILL}:
            seconds = self._limits.seconds
            raise TimeLimitError(
                f"The write takes longer than {seconds:g} seconds, or was stopped.",
                fix="Write less at once.",
                limit=Limit("write_time_limit", seconds),
            )
        raise NotWrittenError(
            f"The process that writes has ended ({status}); it may have run out of memory.",
            fix="Write less at once.",
        )


def main() -> None:
    """Run as the process that makes one change; its argument is the id of its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bind_to_parent(int(sys.argv[1]))
    leave_network()
    _, content = frames.read_frame(sys.stdin.buffer)
    plan: _Plan = pickle.loads(content)  # noqa: S301 - the server that started us wrote it
    limits = plan.limits
    limit_memory(limits.memory)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + limits.patience)  # the kernel ends it then
    sys.stdout.buffer.write(_write(plan))


def _write(plan: _Plan) -> bytes:
    """Carry out an order, and return what is to be told of it."""
    limits = plan.limits
    try:
        shapes = _read_shapes(plan.shapes)
        record = carry_out(Generations(plan.home, limits.kept), plan.order, shapes, limits.patience)
    except InvalidChangeError as error:
        return frames.pack(frames.PIECE, json.dumps(asdict(error.report)).encode()) + frames.pack_error(error)
    except PsoGraphError as error:
        return frames.pack_error(error)
    except MemoryError:
        return frames.pack_error(make_memory_error(limits.memory))
    return frames.pack(frames.READY, json.dumps(asdict(record)).encode())


def _read_shapes(files: Sequence[Path]) -> list[Quad]:
    """Return the shapes in files; that they cannot be read any more is not the fault of who writes."""
    try:
        return read_shapes(files)
    except PsoGraphError as error:
        _log.error("The shapes cannot be read: %s", error)
        raise NotWrittenError(
            "The shapes that writes are checked against cannot be read.", fix="See the server's log."
        ) from error


def _split(reply: bytes) -> Sequence[tuple[bytes, bytes]]:
    """Return the messages in what a process has written; one that is not whole is left out."""
    messages = []
    size = frames.FRAME.size
    while len(reply) >= size:
        kind, length = frames.FRAME.unpack_from(reply)
        if len(reply) < size + length:
            break
        messages.append((kind, reply[size : size + length]))
        reply = reply[size + length :]
    return messages
