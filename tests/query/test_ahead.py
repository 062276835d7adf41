"""Quick tasks are sent ahead to workers at work; none is held up by a slow one, lost, or answered twice."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import TimeLimitError, WorkerLostError
from pso_graph.query.workers import Limits, QueryPool, QueryTask, Snapshot, SnapshotHost, frames, read_whole
from pso_graph.query.workers.worker import _Inbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

DATA = "".join(f'<http://x/{i}> <http://x/n> "{i}" .\n' for i in range(40))
ENDLESS = QueryTask(f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{i} ?b{i} ?c{i} .' for i in range(30))} }}")
SOON = 1.0
"""Seconds in which a quick task is answered that nothing holds up, whatever else the machine does."""


def ask(number: int) -> QueryTask:
    return QueryTask(f"SELECT ?n {{ <http://x/{number}> <http://x/n> ?n }}", table="csv")


def answer(number: int) -> bytes:
    return f"n\r\n{number}\r\n".encode()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "data.nt"
    path.write_text(DATA, "utf-8")
    return path


def work(file: Path, job: Callable[[QueryPool], Awaitable[None]], workers: int, seconds: float = 20) -> None:
    """Do a job with a pool that knows its tasks to be quick."""

    async def run() -> None:
        limits = Limits(seconds=seconds)
        with SnapshotHost(Snapshot(files=(file,)), limits) as host:
            pool = QueryPool(host.address, workers, limits)
            await pool.start()
            try:
                for number in range(200):
                    assert await read_whole(pool, ask(number % 40)) == answer(number % 40)
                await job(pool)
            finally:
                await pool.close()

    asyncio.run(run())


async def ask_many(pool: QueryPool, count: int) -> list[asyncio.Task[bytes]]:
    """Return quick tasks under way, once each has gone to a worker or waits for one."""
    asked = [asyncio.create_task(read_whole(pool, ask(number))) for number in range(count)]
    await asyncio.sleep(0)
    return asked


async def begin_endless(pool: QueryPool) -> asyncio.Task[bytes]:
    """Return a slow task under way, once a worker has it."""
    endless = asyncio.create_task(read_whole(pool, ENDLESS))
    await asyncio.sleep(0)
    return endless


def test_tasks_are_sent_ahead_and_each_gets_its_own_answer(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        asked = await ask_many(pool, 40)
        (worker,) = pool._workers  # noqa: SLF001 - what it has in hand
        assert len(worker.turns) > 1
        assert await asyncio.gather(*asked) == [answer(number) for number in range(40)]
        assert pool.describe()["busy"] == pool.describe()["waiting"] == 0

    work(file, check, workers=1)


def test_a_slow_task_holds_up_none_of_those_behind_it(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        endless = await begin_endless(pool)
        asked = await ask_many(pool, 10)
        assert max(len(worker.turns) for worker in pool._workers) > 1  # noqa: SLF001 - what is behind it
        async with asyncio.timeout(SOON):
            assert await asyncio.gather(*asked) == [answer(number) for number in range(10)]
        assert not endless.done()
        endless.cancel()
        await asyncio.gather(endless, return_exceptions=True)

    work(file, check, workers=2)


def test_tasks_behind_a_slow_one_wait_where_there_is_no_other_worker(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        endless = await begin_endless(pool)
        asked = await ask_many(pool, 10)
        with pytest.raises(TimeLimitError, match="1 seconds"):
            await endless
        assert await asyncio.gather(*asked) == [answer(number) for number in range(10)]

    work(file, check, workers=1, seconds=1)


def test_the_loss_of_a_worker_costs_only_the_task_it_was_at(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        endless = await begin_endless(pool)
        (worker,) = (worker for worker in pool._workers if worker.turns)  # noqa: SLF001 - the process to kill
        asked = await ask_many(pool, 10)
        os.kill(worker.process, signal.SIGKILL)
        with pytest.raises(WorkerLostError, match="SIGKILL"):
            await endless
        assert await asyncio.gather(*asked) == [answer(number) for number in range(10)]

    work(file, check, workers=2)


def test_those_who_leave_behind_a_slow_task_take_nothing_from_others(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        endless = await begin_endless(pool)
        asked = await ask_many(pool, 20)
        for left in asked[::2]:
            left.cancel()
        async with asyncio.timeout(SOON):
            answers = await asyncio.gather(*asked, return_exceptions=True)
        assert answers[1::2] == [answer(number) for number in range(1, 20, 2)]
        assert all(isinstance(left, asyncio.CancelledError) for left in answers[::2])
        endless.cancel()
        await asyncio.gather(endless, return_exceptions=True)
        async with asyncio.timeout(SOON):
            while [pool.describe()[name] for name in ("workers", "busy", "waiting")] != [2, 0, 0]:  # noqa: ASYNC110 - it looks from outside
                await asyncio.sleep(0.01)

    work(file, check, workers=2)


def test_slow_tasks_are_not_sent_ahead(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        pool._pace = 1.0  # noqa: SLF001 - as after slow tasks
        asked = await ask_many(pool, 5)
        assert [len(worker.turns) for worker in pool._workers] == [1]  # noqa: SLF001 - what it has in hand
        assert pool.describe()["waiting"] == 4
        assert await asyncio.gather(*asked) == [answer(number) for number in range(5)]

    work(file, check, workers=1)


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=20))
def test_each_task_is_begun_with_or_ended_once_and_in_order(said: list[int | None]) -> None:
    """None is a task, a number withdraws so many of the last ones; a last task tells the end."""
    expected: list[int | None] = []
    message = b""
    for word in said:
        if word is None:
            expected.append(len(expected))
            message += frames.pack_task(ask(len(expected) - 1))
        else:
            first = max(len(expected) - word, 0)
            expected[first:] = [None] * (len(expected) - first)
            message += frames.pack(frames.WITHDRAW, str(word).encode())
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(message + frames.pack_task(ask(99)))
        inbox = _Inbox(theirs)
        taken = []
        while (task := inbox.take()) != ask(99):
            taken.append(task)
        theirs.shutdown(socket.SHUT_WR)
        ended = b""
        while data := ours.recv(4096):
            ended += data
    assert ended == frames.pack_end(0.0) * expected.count(None)
    assert taken == [ask(number) for number in expected if number is not None]


def test_a_task_that_has_been_begun_with_cannot_be_withdrawn() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        inbox = _Inbox(theirs)
        ours.sendall(frames.pack_task(ask(1)) + frames.pack_task(ask(2)) + frames.pack_task(ask(3)))
        assert inbox.take() == ask(1)
        assert inbox.take() == ask(2)
        ours.sendall(frames.pack(frames.WITHDRAW, b"2") + frames.pack_task(ask(4)))
        assert inbox.take() == ask(4)
        assert ours.recv(4096) == frames.pack_end(0.0)
        ours.close()
        assert inbox.take() is None
