"""Who runs queries for a server: the small protocol, and the plain runner without processes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from pso_graph.query.workers.execution import run_task
from pso_graph.query.workers.task import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.query.workers.task import Head, Task
    from pso_graph.store import Store


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
    """Runs queries that have passed the guard."""

    @property
    def limits(self) -> Limits:
        """What each query may use."""

    async def start(self) -> None:
        """Make ready for queries."""

    async def run(self, task: Task) -> Answer:
        """Return the answer to a query, as soon as its head is known. It must be closed.

        Raises:
            PsoGraphError: if there is none.
        """

    async def check_ready(self) -> bool:
        """Return whether queries are answered now."""

    def describe(self) -> Mapping[str, object]:
        """Return what is to be told of its state."""

    async def close(self) -> None:
        """Stop everything that runs for it."""


class LocalRunner:
    """Runs queries in threads of this process: for tests and tools, since nothing can stop one.

    Args:
        store: to ask.
        limits: of rows and bytes; no others are kept.
    """

    def __init__(self, store: Store, limits: Limits | None = None) -> None:
        self._store = store
        self.limits = limits or Limits()

    async def start(self) -> None:
        """Do nothing."""

    async def run(self, task: Task) -> Answer:
        """Return the whole answer to a query; see ``QueryRunner.run``."""
        answer = _WholeAnswer()
        error = await asyncio.to_thread(self._run, task, answer)
        if error is not None:
            raise error
        return answer

    def _run(self, task: Task, answer: _WholeAnswer) -> Exception | None:
        """Run a query; an error comes without its frames, whose results must die in this thread."""
        try:
            run_task(self._store, task, self.limits, answer)
        except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
            return error.with_traceback(None)
        return None

    async def check_ready(self) -> bool:
        """Return that queries are answered."""
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
