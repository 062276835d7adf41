"""Waiting until all web processes answer from what has just been written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pso_graph.core.errors import WorkerLostError
from pso_graph.web.serving.plan import RELOAD

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

_PATIENCE = 30.0
_PAUSE = 0.05


class Reloads:
    """Asks the supervisor to have all web processes change to the newest data.

    Args:
        line: to the supervisor.
        digest: returns what tells the data that this process answers from; those of generations sort.
    """

    def __init__(self, line: socket.socket, digest: Callable[[], str]) -> None:
        self._line = line
        self._digest = digest
        self._waiting: set[asyncio.Future[None]] = set()

    async def wait_for(self, generation: str) -> None:
        """Return once all web processes answer from a generation, or a later one.

        Processes change before the supervisor says that all have: when it says so after this one has
        changed, the others have too.

        Args:
            generation: its name.

        Raises:
            WorkerLostError: if that does not happen in time; the write counts all the same.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await self._reload() >= generation:  # noqa: ASYNC110 - it was for somebody else
                    await asyncio.sleep(_PAUSE)
        except TimeoutError as error:
            raise WorkerLostError(
                "The change is made, but not all processes serve it yet.",
                fix="Do not send it again; ask a little later.",
            ) from error

    def hear(self) -> None:
        """Take the news that all processes have changed."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def _reload(self) -> str:
        """Return what is served here after the next reload."""
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(heard)
        try:
            self._line.send(RELOAD)
            await heard
        finally:
            self._waiting.discard(heard)
        return self._digest()
