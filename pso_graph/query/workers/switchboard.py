"""Changing from one pool to another while queries run: no request is lost, none sees two snapshots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pso_graph.query.running import GraphNames
    from pso_graph.query.workers.pool import QueryPool
    from pso_graph.query.workers.runner import Answer, Charge
    from pso_graph.query.workers.task import Limits, Task

_GRACE = 1.0  # seconds for requests that have chosen a pool and not asked it yet


class Switchboard:
    """Runs tasks in the newest pool, and closes older ones when they have answered; a ``QueryRunner``.

    Args:
        make_pool: returns a pool, not started, over the snapshot that is current then.
    """

    def __init__(self, make_pool: Callable[[], QueryPool]) -> None:
        self._make_pool = make_pool
        self._pool = make_pool()
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def limits(self) -> Limits:
        """What each task may use."""
        return self._pool.limits

    @property
    def graphs(self) -> GraphNames:
        """The named graphs of the data."""
        return self._pool.graphs

    @property
    def digest(self) -> str:
        """What tells the data from all other."""
        return self._pool.digest

    def pin(self) -> QueryPool:
        """Return the newest pool."""
        return self._pool

    async def start(self) -> None:
        """Start the first pool.

        Raises:
            WorkerLostError: if there is no zygote.
        """
        await self._pool.start()

    async def switch(self) -> None:
        """Change to a new pool; returns when new requests are answered from it.

        Raises:
            WorkerLostError: if there is no zygote; then the old pool stays.
        """
        pool = self._make_pool()
        await pool.start()
        old, self._pool = self._pool, pool
        leaving = asyncio.get_running_loop().create_task(self._leave(old))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:
        """Return the answer to a task; see ``QueryRunner.run``."""
        return await self._pool.run(task, charge)

    async def check_ready(self) -> bool:
        """Return whether tasks are answered now."""
        return await self._pool.check_ready()

    def describe(self) -> Mapping[str, object]:
        """Return what is to be told of the newest pool."""
        return self._pool.describe()

    async def close(self) -> None:
        """End all pools."""
        for leaving in self._leaving:
            leaving.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)
        await self._pool.close()

    @staticmethod
    async def _leave(pool: QueryPool) -> None:
        try:
            await asyncio.sleep(_GRACE)
            while not pool.is_idle:  # noqa: ASYNC110 - which the limits of its tasks bound
                await asyncio.sleep(_GRACE)
        finally:
            await pool.close()
