"""A pool of worker processes, which can be stopped and are replaced.

Quick tasks are sent ahead to workers that are at work: one that finds the next task when it has done with
one need not be woken, which takes longer than many a query. A task that turns out to be slow holds up none:
those behind it are withdrawn from its worker and go to the next that becomes free.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.core.errors import BusyError, Limit, PsoGraphError, TimeLimitError
from pso_graph.query.running import GraphNames
from pso_graph.query.workers.nursery import Nursery
from pso_graph.query.workers.runner import read_whole
from pso_graph.query.workers.task import Limits
from pso_graph.query.workers.tasks import GraphsTask, QueryTask
from pso_graph.query.workers.turn import WithdrawnError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from pathlib import Path

    from pso_graph.query.workers.member import Worker
    from pso_graph.query.workers.runner import Charge
    from pso_graph.query.workers.task import Task
    from pso_graph.query.workers.turn import Turn

_WATCHED = 0.1  # seconds between two looks at those at work
_AHEAD = 8  # tasks that a worker has at most, with the one that it works at
_QUICK = 0.002  # seconds that tasks take at most, on average, where some are sent ahead
_AVERAGED = 16  # tasks over which that average goes, about
_WAKING = 0.001  # seconds that it costs all in all to wake a worker that sleeps
_HELD_UP = 0.02  # seconds for which a task may hold up those behind it
_PAUSE = 1.0  # seconds between two tries to start what does not start
_CLOSING = "This server ends."
_PROBE = QueryTask("ASK {}")
_log = logging.getLogger(__name__)


class QueryPool:
    """Runs each task in a worker process of its own choice; a ``QueryRunner``.

    All methods belong to one event loop.

    Args:
        address: of the zygote that holds the snapshot.
        workers: how many tasks run at once.
        limits: of each task.
        queue: how many more may wait for a worker.
        patience: seconds that one may wait.
    """

    def __init__(
        self,
        address: Path,
        workers: int,
        limits: Limits | None = None,
        *,
        queue: int = 64,
        patience: float = 10.0,
    ) -> None:
        self.limits = limits or Limits()
        self.graphs = GraphNames(frozenset())
        self.digest = ""
        self._address = address
        self._size = workers
        self._queue = queue
        self._patience = patience
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._waiting: deque[_Place] = deque()
        self._pace = 1.0  # seconds that a task has taken of late, on average
        self._review: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._replaced = 0
        self._is_closing = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked of it now."""
        return not self._waiting and not any(worker.turns for worker in self._workers)

    def pin(self) -> QueryPool:
        """Return this pool."""
        return self

    async def start(self) -> None:
        """Start the workers.

        Raises:
            WorkerLostError: if there is no zygote, or it ends.
        """
        self._loop = asyncio.get_running_loop()
        self._nursery = Nursery(self._address, self.limits, self._bury, self._recover)
        await self._populate()
        self._keep(self._watch())

    async def run(self, task: Task, charge: Charge | None = None) -> Turn:
        """Return the answer to a task as soon as its head is known; see ``QueryRunner.run``.

        Raises:
            BusyError: if no worker becomes free in time.
            PsoGraphError: if the query cannot be answered.
        """
        turn = None if self._waiting else self._assign(task, charge)
        if turn is None:
            if len(self._waiting) >= self._queue:
                raise _refuse(f"{len(self._waiting)} queries wait already.")
            turn = await self._wait(task, charge)
        while True:
            try:
                await turn.begin()
            except WithdrawnError:
                turn = await self._wait(task, charge, is_next=True)
            except BaseException:
                turn.close()
                raise
            else:
                return turn

    async def check_ready(self) -> bool:
        """Return whether a free worker answers now, or all are at work, which their limits end."""
        if not self._idle:
            return bool(self._workers)
        try:
            async with asyncio.timeout(_PAUSE):
                await read_whole(self, _PROBE)
        except (PsoGraphError, TimeoutError):
            return False
        return True

    def describe(self) -> Mapping[str, object]:
        """Return how many workers there are, and whether they are cut off from the network."""
        return {
            "workers": len(self._workers),
            "busy": sum(bool(worker.turns) for worker in self._workers),
            "waiting": len(self._waiting),
            "replaced": self._replaced,
            "network": "none" if self._nursery.offline else "host",
        }

    async def close(self) -> None:
        """End all workers; queries that still run break off."""
        self._is_closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._refuse_waiting(_CLOSING, inf)
        self._nursery.close()
        self._idle.clear()
        self._workers.clear()

    def _assign(self, task: Task, charge: Charge | None) -> Turn | None:
        """Give a task to a worker; None if it has to wait."""
        ahead = self._find_quick()
        if ahead is None or len(ahead.turns) * self._pace > _WAKING:
            while self._idle:
                turn = self._idle.pop().ask(task, charge)
                if turn is not None:
                    return turn  # else the worker has ended, which will be heard
        if ahead is None:
            return None
        if self._review is None:
            self._review = self._loop.call_later(_HELD_UP, self._withdraw_late)
        return ahead.ask(task, charge)

    def _find_quick(self) -> Worker | None:
        """Return the worker that will have done first with quick tasks, if one can be sent more of them."""
        if self._pace > _QUICK:
            return None
        late = self._loop.time() - _HELD_UP
        able = [worker for worker in self._workers if worker.can_take(_AHEAD, late)]
        return min(able, key=lambda worker: len(worker.turns), default=None)

    def _withdraw_late(self) -> None:
        """Take back what slow tasks hold up."""
        self._review = None
        late = self._loop.time() - _HELD_UP
        ahead = [worker for worker in self._workers if len(worker.turns) > 1]
        for worker in ahead:
            if not worker.can_take(_AHEAD + 1, late):
                worker.withdraw()
            elif self._review is None:
                self._review = self._loop.call_later(_HELD_UP, self._withdraw_late)

    async def _wait(self, task: Task, charge: Charge | None, *, is_next: bool = False) -> Turn:
        """Return the turn of a task that waits for a worker, as the next one or the last."""
        if self._is_closing:
            raise _refuse(_CLOSING)
        deadline = self._loop.time() + self._patience
        turn: asyncio.Future[Turn] = self._loop.create_future()
        if is_next:
            first = self._waiting[0].deadline if self._waiting else deadline
            place = _Place(task, charge, min(first, deadline), turn)
            self._waiting.appendleft(place)
            self._serve()
        else:
            place = _Place(task, charge, deadline, turn)
            self._waiting.append(place)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(place)
            elif turn.exception() is None:  # given to a worker, but too late
                turn.result().close()
            raise

    def _serve(self) -> None:
        """Give those who wait to workers, as far as there are any for them."""
        while self._waiting:
            task, charge, _, turn = self._waiting[0]
            if not turn.done():
                given = self._assign(task, charge)
                if given is None:
                    return
                turn.set_result(given)
            self._waiting.popleft()

    def _go_on(self, worker: Worker, turn: Turn) -> None:
        """Go on when a worker has done with a task."""
        if not turn.is_withdrawn:
            self._pace += (turn.worked - self._pace) / _AVERAGED
        if worker.has_ended or worker.is_worn:
            return  # its end will be heard, or has been
        if not worker.turns:
            self._idle.append(worker)
        self._serve()

    def _refuse_waiting(self, problem: str, now: float) -> None:
        """Refuse those whose patience has ended; looking after all at once costs a query nothing."""
        while self._waiting and self._waiting[0].deadline <= now:
            turn = self._waiting.popleft().turn
            if not turn.done():
                turn.set_exception(_refuse(problem))

    def _bury(self, worker: Worker) -> None:
        """Replace a worker that has ended."""
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if not self._is_closing:
            self._replaced += 1
            self._keep(self._add_worker(0.0 if worker.is_ready else _PAUSE))

    async def _populate(self) -> None:
        await self._nursery.start()
        try:
            await asyncio.gather(*(self._add_worker() for _ in range(self._size)))
            self.graphs = GraphNames(frozenset(json.loads(await read_whole(self, GraphsTask()))))
        except BaseException:
            self._nursery.close()
            raise

    def _recover(self) -> None:
        """Begin anew after the loss of the zygote, and all workers with it."""
        self._idle.clear()
        self._workers.clear()
        if not self._is_closing:
            self._keep(self._restart())

    async def _restart(self) -> None:
        while True:
            await asyncio.sleep(_PAUSE)
            with suppress(PsoGraphError):  # its owner starts it again, or has not managed to yet
                return await self._populate()

    async def _add_worker(self, pause: float = 0.0) -> None:
        await asyncio.sleep(pause)
        try:
            worker = await self._nursery.fork()
        except PsoGraphError as error:
            _log.warning("A worker did not start: %s", error)  # its end was heard, and leads here again
            return
        self.digest = worker.digest
        if not worker.has_ended:
            worker.on_turn = self._go_on
            self._workers.add(worker)
            self._idle.append(worker)
            self._serve()

    async def _watch(self) -> None:
        """Look after those who wait, and those at work: their memory, and clients that take no answer."""
        while True:
            await asyncio.sleep(_WATCHED)
            self._refuse_waiting(f"No worker became free in {self._patience:g} seconds.", self._loop.time())
            for worker in [worker for worker in self._workers if worker.turns]:
                worker.check_memory()
                if worker.turns[0].measure_wait() > self.limits.sending:
                    worker.stop(
                        TimeLimitError(
                            f"The answer waited {self.limits.sending:g} seconds for its client.",
                            fix="Read it faster, or ask for less.",
                            limit=Limit("sending_limit", self.limits.sending),
                        )
                    )

    def _keep(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Place(NamedTuple):
    """Where a task waits for a worker, and until when."""

    task: Task
    charge: Charge | None
    deadline: float
    turn: asyncio.Future[Turn]


def _refuse(problem: str) -> BusyError:
    return BusyError(problem, fix="Ask again a little later.")
