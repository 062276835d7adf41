"""A pool of worker processes, which can be stopped and are replaced."""

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

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from pathlib import Path

    from pso_graph.query.workers.member import Worker
    from pso_graph.query.workers.runner import Charge
    from pso_graph.query.workers.task import Head, Task

_WATCHED = 0.1  # seconds between two looks at those at work
_RECALLED = 0.05  # seconds that a worker has to end what nobody waits for any more
_PAUSE = 1.0  # seconds between two tries to start what does not start
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
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _PoolAnswer] = {}
        self._waiting: deque[_Place] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._replaced = 0
        self._is_closing = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked of it now."""
        return not self._busy and not self._waiting

    def pin(self) -> QueryPool:
        """Return this pool."""
        return self

    async def start(self) -> None:
        """Start the workers.

        Raises:
            WorkerLostError: if there is no zygote, or it ends.
        """
        self._nursery = Nursery(self._address, self.limits, self._bury, self._recover)
        await self._populate()
        self._keep(self._watch())

    async def run(self, task: Task, charge: Charge | None = None) -> _PoolAnswer:
        """Return the answer to a task as soon as its head is known; see ``QueryRunner.run``.

        Raises:
            BusyError: if no worker becomes free in time.
            PsoGraphError: if the query cannot be answered.
        """
        while True:
            worker = self._idle.pop() if self._idle else await self._wait()
            answer = self._busy[worker] = _PoolAnswer(self, worker, charge)
            try:
                if await worker.send(task):
                    answer.head = await worker.read_head()
                    return answer
            except PsoGraphError:
                answer.is_read = True
                answer.close()
                raise
            except BaseException:
                answer.close()
                raise
            self._busy.pop(worker, None)  # it has ended while it was idle; the next one will do

    async def check_ready(self) -> bool:
        """Return whether a free worker answers now, or all are at work, which their limits end."""
        if not self._idle:
            return bool(self._busy)
        try:
            async with asyncio.timeout(_PAUSE):
                await read_whole(self, _PROBE)
        except (PsoGraphError, TimeoutError):
            return False
        return True

    def describe(self) -> Mapping[str, object]:
        """Return how many workers there are, and whether they are cut off from the network."""
        return {
            "workers": len(self._idle) + len(self._busy),
            "busy": len(self._busy),
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
        self._refuse_waiting("This server ends.", inf)
        self._nursery.close()
        self._idle.clear()

    def give_back(self, worker: Worker, *, is_free: bool) -> None:
        """Take a worker back, whose answer has been left.

        Args:
            worker: that gave it.
            is_free: whether it has ended its answer and can be asked again.
        """
        if is_free:
            self._busy.pop(worker, None)
            if not (worker.has_ended or worker.is_worn):  # else its end will be heard, or has been
                self._offer(worker)
        elif not worker.has_ended:
            self._keep(self._recall(worker))

    async def _recall(self, worker: Worker) -> None:
        """Take back a worker that is still at work: most are done sooner than another would be forked."""
        try:
            async with asyncio.timeout(_RECALLED):
                await worker.finish()
        except TimeoutError:
            worker.stop()
        except PsoGraphError:
            return  # it has ended, which is heard elsewhere
        else:
            self.give_back(worker, is_free=True)

    async def _wait(self) -> Worker:
        """Return the next worker that becomes free."""
        if len(self._waiting) >= self._queue:
            raise _refuse(f"{len(self._waiting)} queries wait already.")
        loop = asyncio.get_running_loop()
        place = _Place(loop.time() + self._patience, loop.create_future())
        self._waiting.append(place)
        try:
            return await place.worker
        except asyncio.CancelledError:
            if place.worker.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(place)
            elif place.worker.exception() is None:  # given a worker, but too late to take it
                self._offer(place.worker.result())
            raise

    def _offer(self, worker: Worker) -> None:
        while self._waiting:
            place = self._waiting.popleft().worker
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _refuse_waiting(self, problem: str, now: float) -> None:
        """Refuse those whose patience has ended; looking after all at once costs a query nothing."""
        while self._waiting and self._waiting[0].deadline <= now:
            place = self._waiting.popleft().worker
            if not place.done():
                place.set_exception(_refuse(problem))

    def _bury(self, worker: Worker) -> None:
        """Replace a worker that has ended."""
        self._busy.pop(worker, None)
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
        self._busy.clear()
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
        else:
            self.digest = worker.digest
            self._offer(worker)

    async def _watch(self) -> None:
        """Look after those who wait, and those at work: their memory, and clients that take no answer."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_WATCHED)
            self._refuse_waiting(f"No worker became free in {self._patience:g} seconds.", loop.time())
            for worker, answer in list(self._busy.items()):
                worker.check_memory()
                if answer.measure_wait() > self.limits.sending:
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

    deadline: float
    worker: asyncio.Future[Worker]


class _PoolAnswer:
    """An answer on its way from a worker.

    Args:
        pool: that the worker goes back to.
        worker: that gives it.
        charge: see ``QueryRunner.run``.
    """

    head: Head

    def __init__(self, pool: QueryPool, worker: Worker, charge: Charge | None) -> None:
        self._pool = pool
        self._worker = worker
        self._charge = charge
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._waited = 0.0
        self._waits_since: float | None = None
        self._is_closed = False
        self.is_read = False

    async def read(self) -> bytes | None:
        """Return its next bytes, or None at its end; see ``Answer.read``."""
        self._waited, self._waits_since = self.measure_wait(), None
        if self.is_read:
            return None
        try:
            piece = await self._worker.read_piece()
        except PsoGraphError:
            self.is_read = True
            raise
        self.is_read = piece is None
        self._waits_since = self._loop.time()
        return piece

    def measure_wait(self) -> float:
        """Return the seconds that it has waited for its client."""
        if self._waits_since is None:
            return self._waited
        return self._waited + self._loop.time() - self._waits_since

    def close(self) -> None:
        """Leave it; a worker that is still at work for it is stopped."""
        if not self._is_closed:
            self._is_closed = True
            self._pool.give_back(self._worker, is_free=self.is_read)
            if self._charge is not None:
                self._charge(self._loop.time() - self._begun - self.measure_wait())


def _refuse(problem: str) -> BusyError:
    return BusyError(problem, fix="Ask again a little later.")
