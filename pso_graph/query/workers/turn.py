"""A task in the hands of a worker, and what has come of its answer."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pso_graph.query.workers import frames

if TYPE_CHECKING:
    import asyncio

    from pso_graph.query.workers.member import Worker
    from pso_graph.query.workers.runner import Charge
    from pso_graph.query.workers.task import Head


class WithdrawnError(Exception):
    """The worker has not begun with the task, and will not: it is to be given to another."""


class Turn:
    """A task that has been sent to a worker, and its answer on its way; an ``Answer``.

    Args:
        worker: that it has been sent to.
        seconds: that it may take.
        charge: see ``QueryRunner.run``.

    Attributes:
        head: of the answer, once ``begin`` has returned.
        seconds: as given.
        begun: when the worker began with it, by the loop's clock; None while others are before it.
        is_left: whether nobody wants the answer any more.
        has_ended: whether the worker has done with it.
        worked: seconds that the worker has worked at it, once it has done with it.
        is_withdrawn: whether another worker is to answer it.
        unread: bytes of the answer that are held for who reads it.
    """

    head: Head

    def __init__(self, worker: Worker, seconds: float, charge: Charge | None) -> None:
        self.seconds = seconds
        self.begun: float | None = None
        self.is_left = False
        self.has_ended = False
        self.worked = 0.0
        self.is_withdrawn = False
        self.unread = 0
        self._worker = worker
        self._charge = charge
        self._loop = worker.loop
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._arrival: asyncio.Future[None] | None = None
        self._is_lost = False
        self._waited = 0.0
        self._waits_since: float | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is to read the answer."""
        return not (self.is_left or self.is_withdrawn)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for what comes next."""
        return self._arrival is not None

    async def begin(self) -> None:
        """Wait for the head of the answer.

        Raises:
            WithdrawnError: if the task is to be given to another worker.
            PsoGraphError: if it cannot be answered.
        """
        kind, content = await self._next()
        if kind == frames.ERROR:
            raise frames.read_error(content)
        self.head = frames.read_head(content)

    async def read(self) -> bytes | None:
        """Return the next bytes of the answer, or None at its end; see ``Answer.read``."""
        self._waited, self._waits_since = self.measure_wait(), None
        if self.has_ended and not self._frames:
            return None
        kind, content = await self._next()
        if kind == frames.ERROR:
            raise frames.read_error(content)
        self._waits_since = self._loop.time()
        return content if kind == frames.PIECE else None

    def measure_wait(self) -> float:
        """Return the seconds that the worker has had to wait, at most, for the reader."""
        if self._waits_since is None:
            return self._waited
        return self._waited + self._loop.time() - self._waits_since

    def close(self) -> None:
        """Leave the answer; a worker that is still at work for it is stopped."""
        if self.is_left:
            return
        self.is_left = True
        if not self.has_ended:
            self._worker.leave(self)
        if self._charge is not None:
            self._charge(self.worked if self.has_ended else self._measure_work())

    def take(self, kind: bytes, content: bytes) -> None:
        """Take what the worker says next.

        Args:
            kind: of the message.
            content: likewise.
        """
        if kind == frames.END:
            self.has_ended = True
        if self.is_wanted:
            self._frames.append((kind, content))
            self.unread += len(content)
            self._wake()

    def withdraw(self) -> None:
        """Have the task given to another worker; what this one says of it is not heard."""
        self.is_withdrawn = True
        self._wake()

    def lose(self) -> None:
        """Let the reader know that nothing more comes: the worker has ended."""
        self._is_lost = True
        self._wake()

    def _measure_work(self) -> float:
        """Return the seconds for which a worker has been at it that has not said so itself."""
        return self._loop.time() - self.begun - self.measure_wait() if self.begun is not None else 0.0

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    async def _next(self) -> tuple[bytes, bytes]:
        while not self._frames:
            if self.is_withdrawn:
                raise WithdrawnError
            if self._is_lost:
                raise await self._worker.explain(self.seconds)
            self._worker.listen()
            self._arrival = self._loop.create_future()
            try:
                await self._arrival
            finally:
                self._arrival = None
        kind, content = self._frames.popleft()
        self.unread -= len(content)
        return kind, content
