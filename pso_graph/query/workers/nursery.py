"""The server's side of the zygote: asking for workers, ending them, hearing of their ends."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from collections import deque
from typing import TYPE_CHECKING

from pso_graph.query.workers.errors import WorkerLostError
from pso_graph.query.workers.member import Worker
from pso_graph.query.workers.zygote import ENDED, FORK, FORKED, KILL, RECORD, STARTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.query.workers.snapshot import Snapshot
    from pso_graph.query.workers.task import Limits

_BUFFERED = 1 << 18
_PATIENCE = 5.0
_PROGRAM = "from pso_graph.query.workers.zygote import main; main()"


class Nursery:
    """Workers of one snapshot, and the zygote that they are forked from.

    Args:
        snapshot: that they answer from.
        limits: of each query.
        on_end: called with each worker that has ended.
        on_loss: called when the zygote has ended unasked; its workers have ended with it.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        limits: Limits,
        on_end: Callable[[Worker], None],
        on_loss: Callable[[], None],
    ) -> None:
        self._plan = pickle.dumps((snapshot, limits))
        self._limits = limits
        self._on_end = on_end
        self._on_loss = on_loss
        self._workers: dict[int, Worker] = {}
        self._forks: deque[asyncio.Future[Worker]] = deque()
        self._received = bytearray()
        self.offline = False
        """Whether workers are cut off from the network."""

    async def start(self) -> None:
        """Start the zygote and wait until it has loaded the snapshot.

        Raises:
            WorkerLostError: if it ends instead.
        """
        self._loop = asyncio.get_running_loop()
        self._control, theirs = socket.socketpair()
        with theirs:
            # In a session of its own Ctrl-C does not reach it: the server decides when it ends.
            self._process = subprocess.Popen(  # noqa: S603, ASYNC220 - our own program; it takes a millisecond
                [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # A traceback of the engine's would need memory where there is none left, and hang.
                env={**os.environ, "RUST_BACKTRACE": "0"},
                start_new_session=True,
            )
        self._started: asyncio.Future[bool] = self._loop.create_future()
        self._control.sendall(struct.pack("!I", len(self._plan)) + self._plan)
        self._control.setblocking(False)
        self._loop.add_reader(self._control, self._hear)
        self.offline = await self._started

    async def fork(self) -> Worker:
        """Return a new worker that is ready.

        Raises:
            WorkerLostError: if it or the zygote ends before.
        """
        ours, theirs = socket.socketpair()
        forked: asyncio.Future[Worker] = self._loop.create_future()
        self._forks.append(forked)
        with theirs:
            try:
                socket.send_fds(self._control, [RECORD.pack(FORK, 0, 0)], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise WorkerLostError("No worker can be started.") from error
        try:
            worker = await forked
        except BaseException:
            ours.close()
            raise
        worker.connect(*await asyncio.open_connection(sock=ours, limit=_BUFFERED))
        await worker.wait_ready()
        return worker

    async def close(self) -> None:
        """End the zygote and all workers, and wait until they are gone."""
        self._loop.remove_reader(self._control)
        self._control.close()
        for worker in list(self._workers.values()):
            worker.end(-signal.SIGKILL)
        self._workers.clear()
        try:
            await asyncio.to_thread(self._process.wait, _PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    def _kill(self, process: int) -> None:
        """Have a worker killed by its parent, which alone knows that the id is still its own."""
        try:
            self._control.send(RECORD.pack(KILL, process, 0))
        except OSError:
            return  # the zygote is gone, and its workers with it

    def _hear(self) -> None:
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
        self._loop.remove_reader(self._control)
        lost = WorkerLostError("The process that workers come from has ended.")
        if not self._started.done():
            self._started.set_exception(lost)
        for fork in self._forks:
            if not fork.done():
                fork.set_exception(lost)
        self._forks.clear()
        for worker in list(self._workers.values()):
            worker.end(-signal.SIGKILL)
        self._workers.clear()
        self._on_loss()


def _resolve(future: asyncio.Future[Worker], worker: Worker) -> None:
    if future.done():  # nobody waits for it any more
        worker.stop()
    else:
        future.set_result(worker)
