"""A server's side of the zygote: asking for workers, ending them, hearing of their ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections import deque
from typing import TYPE_CHECKING

from pso_graph.core.errors import WorkerLostError
from pso_graph.query.workers.member import Worker
from pso_graph.query.workers.zygote import ENDED, FORK, FORKED, KILL, RECORD, STARTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pso_graph.query.workers.task import Limits


class Nursery:
    """The workers of one server, and its connection to the zygote that forks them.

    Args:
        address: of the zygote.
        limits: of each task.
        on_end: called with each worker that has ended.
        on_loss: called when the zygote has ended unasked; its workers have ended with it.
    """

    def __init__(
        self, address: Path, limits: Limits, on_end: Callable[[Worker], None], on_loss: Callable[[], None]
    ) -> None:
        self._address = address
        self._limits = limits
        self._on_end = on_end
        self._on_loss = on_loss
        self._control: socket.socket | None = None
        self._workers: dict[int, Worker] = {}
        self._forks: deque[asyncio.Future[Worker]] = deque()
        self._received = bytearray()
        self.offline = False
        """Whether workers are cut off from the network."""

    async def start(self) -> None:
        """Connect to the zygote, and wait until it has loaded its snapshot.

        Raises:
            WorkerLostError: if it is not there, or ends.
        """
        self._loop = asyncio.get_running_loop()
        self._received.clear()
        self._started: asyncio.Future[bool] = self._loop.create_future()
        control = socket.socket(socket.AF_UNIX)
        try:
            control.connect(os.fspath(self._address))
        except OSError as error:
            control.close()
            raise WorkerLostError("The process that workers come from is not there.") from error
        control.setblocking(False)
        self._control = control
        self._loop.add_reader(control, self._hear)
        self.offline = await self._started

    async def fork(self) -> Worker:
        """Return a new worker that is ready.

        Raises:
            WorkerLostError: if it or the zygote ends before.
        """
        if self._control is None:
            raise WorkerLostError("No worker can be started.")
        ours, theirs = socket.socketpair()
        forked: asyncio.Future[Worker] = self._loop.create_future()
        self._forks.append(forked)
        with theirs:
            try:
                socket.send_fds(self._control, [RECORD.pack(FORK, 0, 0)], [theirs.fileno()])
            except OSError as error:
                ours.close()
                self._forks.remove(forked)
                raise WorkerLostError("No worker can be started.") from error
        try:
            worker = await forked
        except BaseException:
            ours.close()
            raise
        worker.connect(ours)
        await worker.wait_ready()
        return worker

    def close(self) -> None:
        """Leave the zygote, which then kills the workers."""
        self._disconnect()
        for worker in list(self._workers.values()):
            worker.end(-signal.SIGKILL)
        self._workers.clear()

    def _disconnect(self) -> None:
        if self._control is not None:
            self._loop.remove_reader(self._control)
            self._control.close()
            self._control = None

    def _kill(self, process: int) -> None:
        """Have a worker killed by its parent, which alone knows that the id is still its own."""
        try:
            if self._control is not None:
                self._control.send(RECORD.pack(KILL, process, 0))
        except OSError:
            return  # the zygote is gone, and its workers with it

    def _hear(self) -> None:
        if self._control is None:
            return
        try:
            data = self._control.recv(4096)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        self._received += data
        while len(self._received) >= RECORD.size:
            kind, process, status = RECORD.unpack_from(self._received)
            del self._received[: RECORD.size]
            if kind == STARTED:
                self._started.set_result(bool(status))
            elif kind == FORKED:
                # Known at once: that it has ended may be the next thing that is heard.
                worker = self._workers[process] = Worker(process, self._limits, self._kill)
                _resolve(self._forks.popleft(), worker)
            elif kind == ENDED:
                worker = self._workers.pop(process)
                worker.end(status)
                self._on_end(worker)

    def _lose(self) -> None:
        lost = WorkerLostError("The process that workers come from has ended.")
        was_started = self._started.done()
        if not was_started:
            self._started.set_exception(lost)
        for fork in self._forks:
            if not fork.done():
                fork.set_exception(lost)
        self._forks.clear()
        self.close()
        if was_started:
            self._on_loss()


def _resolve(future: asyncio.Future[Worker], worker: Worker) -> None:
    if future.done():  # nobody waits for it any more
        worker.stop()
    else:
        future.set_result(worker)
