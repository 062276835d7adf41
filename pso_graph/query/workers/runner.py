"""Who runs tasks for a server: the small protocol, and the plain runner without processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from pso_graph.query.running import GraphNames
from pso_graph.query.workers.task import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.query.workers.task import Head, Task
    from pso_graph.store import Store


Charge = Callable[[float], None]
"""Takes the seconds that a worker has worked; waiting for a slow client is not counted."""


class Answer(Protocol):
    """An answer on its way."""

    @property
    def head(self) -> Head:
        """What it is."""

    async def read(self) -> bytes | None:
        """Return its next bytes, or None at its end.

        Raises:
            PsoGraphError: if it breaks off; what has been read is not the whole.
        """

    def close(self) -> None:
        """Leave it; what is still at work for it is stopped."""


class QueryRunner(Protocol):
    """Runs tasks; queries of users among them have passed the guard."""

    @property
    def limits(self) -> Limits:
        """What each task may use."""

    @property
    def graphs(self) -> GraphNames:
        """The named graphs of the data."""

    @property
    def digest(self) -> str:
        """What tells the data from all other."""

    def pin(self) -> QueryRunner:
        """Return a runner whose data stays the same for as long as one request takes."""

    async def start(self) -> None:
        """Make ready for tasks."""

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:
        """Return the answer to a task, as soon as its head is known. It must be closed.

        Args:
            task: to run.
            charge: called once when a worker has done with the task, however that ends; not at all if none
                has begun with it.

        Raises:
            PsoGraphError: if there is none.
        """

    async def check_ready(self) -> bool:
        """Return whether tasks are answered now."""

    def describe(self) -> Mapping[str, object]:
        """Return what is to be told of its state."""

    async def close(self) -> None:
        """Stop everything that runs for it."""


async def read_whole(runner: QueryRunner, task: Task) -> bytes:
    """Return the whole answer to a task.

    Args:
        runner: to run it.
        task: whose answer is short.

    Raises:
        PsoGraphError: if there is none.
    """
    answer = await runner.run(task)
    body = bytearray()
    try:
        while (piece := await answer.read()) is not None:
            body += piece
    finally:
        answer.close()
    return bytes(body)


class LocalRunner:
    """Runs tasks in threads of this process: for tests and tools, since nothing can stop one.

    Args:
        store: to ask.
        limits: of rows and bytes; no others are kept.
        digest: that tells the data from all other.
    """

    def __init__(self, store: Store, limits: Limits | None = None, digest: str = "local") -> None:
        self._store = store
        self.limits = limits or Limits()
        self.digest = digest

    @property
    def graphs(self) -> GraphNames:
        """The named graphs of the store as it is now."""
        return GraphNames.of(self._store)

    def pin(self) -> LocalRunner:
        """Return this runner."""
        return self

    async def start(self) -> None:
        """Do nothing."""

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:
        """Return the whole answer to a task; see ``QueryRunner.run``."""
        answer = _WholeAnswer()
        begin = time.monotonic()
        error = await asyncio.to_thread(self._run, task, answer)
        if charge is not None:
            charge(time.monotonic() - begin)
        if error is not None:
            raise error
        return answer

    def _run(self, task: Task, answer: _WholeAnswer) -> Exception | None:
        """Run a task; an error comes without its frames, whose results must die in this thread."""
        try:
            task.run(self._store, self.limits, answer)
        except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
            link: BaseException | None = error
            while link is not None:
                link.__traceback__ = None
                link = link.__cause__ or link.__context__
            return error
        return None

    async def check_ready(self) -> bool:
        """Return that tasks are answered."""
        return True

    def describe(self) -> Mapping[str, object]:
        """Return that there are no workers."""
        return {"workers": 0}

    async def close(self) -> None:
        """Do nothing."""


class _WholeAnswer:
    """An answer that is there."""

    head: Head

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def begin(self, head: Head) -> None:
        self.head = head

    def take(self, piece: bytes) -> None:
        self._pieces.append(piece)

    async def read(self) -> bytes | None:
        return self._pieces.pop(0) if self._pieces else None

    def close(self) -> None:
        self._pieces.clear()
