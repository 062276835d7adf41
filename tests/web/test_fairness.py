"""Each client has its share of a server, and no more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.core.errors import ClientBudgetError, ClientQueueError
from pso_graph.core.settings import Settings
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.answering.fairness import FairUse, Rules, make_rules
from tests.depth import examples

if TYPE_CHECKING:
    from pso_graph.query.workers import Answer, Task
    from pso_graph.query.workers.runner import Charge
    from pso_graph.web.answering.fairness import Ticket

RULES = Rules(queries=2, queue=1, patience=0.05, budget=10, window=40)
HERE = "192.0.2.1"


class Clock:
    time = 1000.0

    def __call__(self) -> float:
        return self.time


def spend(fair_use: FairUse, seconds: float, address: str = HERE) -> None:
    ticket = asyncio.run(fair_use.find(address).admit())
    ticket.finish(seconds)


def test_work_is_taken_from_the_budget_and_comes_back_with_time() -> None:
    clock = Clock()
    account = FairUse(RULES, clock).find(HERE)
    assert account.left == 10
    asyncio.run(account.admit()).finish(6)
    assert account.left == 4
    clock.time += 8  # at 10 seconds of work in 40 seconds
    assert account.left == 6
    clock.time += 1000
    assert account.left == 10


def test_who_has_used_up_its_time_is_told_when_there_is_some_again() -> None:
    clock = Clock()
    fair_use = FairUse(RULES, clock)
    spend(fair_use, 9)
    spend(fair_use, 3)  # let in while there was something left
    with pytest.raises(ClientBudgetError) as refused:
        spend(fair_use, 0)
    assert refused.value.wait == pytest.approx(8)  # 2 seconds of work are missing
    assert refused.value.limit == ("client_budget", 10)
    clock.time += 8.01
    spend(fair_use, 1)


def test_clients_do_not_pay_for_each_other() -> None:
    fair_use = FairUse(RULES, Clock())
    spend(fair_use, 99, "2001:db8:0:1::1")
    spend(fair_use, 1, "2001:db8:0:2::1")
    with pytest.raises(ClientBudgetError):
        spend(fair_use, 1, "2001:db8:0:1:ffff::")


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 30)), max_size=30))
@settings(max_examples=examples(60))
def test_nobody_works_longer_than_budget_and_time_allow(steps: list[tuple[float, float]]) -> None:
    """In any stretch from the beginning: what was let in before the last query fits budget and refill."""
    clock = Clock()
    account = FairUse(RULES, clock).find(HERE)
    spent = 0.0
    for cost, pause in steps:
        allowed = RULES.budget + (clock.time - Clock.time) * RULES.budget / RULES.window
        if account.left > 0:
            asyncio.run(account.admit()).finish(cost)
            assert spent <= allowed + 1e-6
            spent += cost
        else:
            with pytest.raises(ClientBudgetError):
                asyncio.run(account.admit())
        assert account.left <= RULES.budget
        clock.time += pause


def test_further_queries_wait_in_a_short_queue() -> None:
    async def run() -> None:
        account = FairUse(replace(RULES, patience=5)).find(HERE)
        first, second = await account.admit(), await account.admit()
        third = asyncio.create_task(account.admit())
        await asyncio.sleep(0)
        with pytest.raises(ClientQueueError) as refused:
            await account.admit()
        assert refused.value.wait
        assert not third.done()
        first.finish(0.1)
        first.finish(0.1)  # counts once
        (await third).finish()
        fourth = await account.admit()
        for ticket in (second, fourth):
            ticket.finish()
        assert account.is_idle

    asyncio.run(run())


def test_nobody_waits_for_ever() -> None:
    async def run() -> None:
        account = FairUse(RULES).find(HERE)
        tickets = [await account.admit() for _ in range(2)]
        with pytest.raises(ClientQueueError):
            await account.admit()
        for ticket in tickets:
            ticket.finish()
        assert account.is_idle

    asyncio.run(run())


def test_a_budget_that_is_emptied_while_one_waits_lets_nobody_in() -> None:
    async def run() -> None:
        account = FairUse(replace(RULES, patience=5), Clock()).find(HERE)
        tickets = [await account.admit() for _ in range(2)]
        waiting = asyncio.create_task(account.admit())
        await asyncio.sleep(0)
        tickets[0].finish(50)
        with pytest.raises(ClientBudgetError):
            await waiting
        tickets[1].finish()
        assert account.is_idle

    asyncio.run(run())


@given(st.lists(st.sampled_from(["ask", "cancel", "finish", "turn"]), max_size=40))
@settings(max_examples=examples(60))
def test_no_place_is_lost_or_given_twice(steps: list[str]) -> None:
    async def run() -> None:
        account = FairUse(Rules(2, 3, 60, 1e9, 1)).find(HERE)
        tasks: list[asyncio.Task[Ticket]] = []
        for step in steps:
            if step == "ask":
                tasks.append(asyncio.create_task(account.admit()))
            elif step == "cancel" and tasks:
                tasks[-1].cancel()
            elif step == "finish":
                held = [task for task in tasks if is_held(task)]
                if held:
                    tasks.remove(held[0])
                    held[0].result().finish()
            else:
                await asyncio.sleep(0)
            assert sum(is_held(task) for task in tasks) <= 2
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in tasks:
            if is_held(task):
                task.result().finish()
        assert account.is_idle
        (await account.admit()).finish()  # would time out if a place were lost

    asyncio.run(run())


def is_held(task: asyncio.Task[Ticket]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def test_only_so_many_clients_are_remembered_and_none_with_queries_under_way() -> None:
    fair_use = FairUse(RULES, Clock(), room=3)
    busy = fair_use.find("192.0.2.0")
    ticket = asyncio.run(busy.admit())
    for number in range(1, 200):
        fair_use.find(f"192.0.2.{number}")
    assert len(fair_use) == 3
    assert fair_use.find("192.0.2.0") is busy
    ticket.finish(20)
    with pytest.raises(ClientBudgetError):
        spend(fair_use, 0, "192.0.2.0")


def test_one_client_never_has_all_workers() -> None:
    assert make_rules(Settings(query_workers=8, workers=2)).queries == 2
    assert make_rules(Settings(query_workers=1)).queries == 1
    assert make_rules(Settings(query_workers=8, client_queries=5)).queries == 5


class CostlyRunner(LocalRunner):
    """Says that every task took four seconds."""

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:
        answer = await super().run(task)
        if charge is not None:
            charge(4.0)
        return answer


def test_over_http_it_is_429_with_the_time_to_wait() -> None:
    store = EmbeddedStore.in_memory([ox.Quad(*[ox.NamedNode("http://x/a")] * 3)])
    limits = Settings(client_budget=6, client_window=60, trusted_proxies=("10.0.0.0/8",))  # type: ignore[arg-type]
    with TestClient(create_app(CostlyRunner(store), limits), client=("10.0.0.1", 1)) as client:

        def ask(number: int, address: str = HERE) -> tuple[int, str | None, str | None]:
            query = {"query": f"ASK {{}} # {number}"}
            answer = client.get("/sparql", params=query, headers={"X-Forwarded-For": address})
            return answer.status_code, answer.headers.get("ratelimit"), answer.headers.get("retry-after")

        assert ask(1) == (200, '"query-seconds";r=2;t=40', None)
        assert ask(2) == (200, '"query-seconds";r=0;t=80', None)
        assert ask(1) == (200, None, None)  # it is kept, and costs nothing
        assert ask(3, "192.0.2.2") == (200, '"query-seconds";r=2;t=40', None)
        status, left, wait = ask(4)
        assert (status, left, wait) == (429, '"query-seconds";r=0;t=80', "20")
        problem = client.get("/sparql", params={"query": "ASK {} # 5"}, headers={"X-Forwarded-For": HERE})
        assert problem.json()["code"] == "PSO-E033"
        assert problem.headers["ratelimit-policy"] == '"query-seconds";q=6;w=60'


def test_reading_a_long_query_counts_too() -> None:
    """What the guard needs for a long text is taken from the budget, whether it lets it pass or not."""
    with TestClient(
        create_app(LocalRunner(EmbeddedStore.in_memory([])), Settings(client_budget=0.02))
    ) as client:
        text = "ASK {" + " ?s ?p ?o ." * 8000 + "}"
        answers = [client.post("/sparql", data={"query": f"{text} # {number}"}) for number in range(5)]
        assert 429 in {answer.status_code for answer in answers}
        assert client.post("/sparql", data={"query": f"{text} # last"}).json()["code"] == "PSO-E033"
