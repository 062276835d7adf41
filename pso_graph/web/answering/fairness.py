"""Fair use: how much of a server one client may have, so that there is something left for others.

A client has a bucket of seconds of work, which fills steadily; a query takes out what it has cost, and is
let in while there is anything left. It may also have only so many queries under way; further ones wait
behind them, and not in front of other clients. What needs no work, since the answer is kept, is free.

Each web process keeps its own books.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from pso_graph.core.errors import ClientBudgetError, ClientQueueError, Limit
from pso_graph.web.http.clients import group_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.core.settings import Settings

_CLIENTS = 10_000  # whose accounts are kept; those who have not asked for longest make room
_PAUSE = 2.0  # seconds after which a client whose queries are all still under way may ask again


@dataclass(frozen=True, slots=True)
class Rules:
    """What each client may have.

    Args:
        queries: that run or wait for a worker at once.
        queue: further ones that wait behind them.
        patience: seconds that each of these waits.
        budget: seconds of work without a break.
        window: seconds in which an empty budget fills.
    """

    queries: int
    queue: int
    patience: float
    budget: float
    window: float


def make_rules(settings: Settings) -> Rules:
    """Return what each client may have of a web process.

    Args:
        settings: of the server.
    """
    return Rules(
        queries=settings.client_queries or max(settings.worker_share // 2, 1),
        queue=settings.client_queue,
        patience=settings.queue_time,
        budget=settings.client_budget,
        window=settings.client_window,
    )


class FairUse:
    """Keeps an account for each client.

    Args:
        rules: for all.
        now: returns seconds that only ever grow.
        room: for accounts.
    """

    def __init__(self, rules: Rules, now: Callable[[], float] = time.monotonic, room: int = _CLIENTS) -> None:
        self._rules = rules
        self._now = now
        self._room = room
        self._accounts: OrderedDict[str, Account] = OrderedDict()

    def __len__(self) -> int:
        return len(self._accounts)

    def find(self, address: str) -> Account:
        """Return the account of a client.

        Args:
            address: that it asks from.
        """
        client = group_address(address)
        account = self._accounts.get(client)
        if account is None:
            self._make_room()
            account = self._accounts[client] = Account(self._rules, self._now)
        self._accounts.move_to_end(client)
        return account

    def _make_room(self) -> None:
        """Forget those who have not asked for longest, but nobody whose queries are under way."""
        excess = len(self._accounts) + 1 - self._room
        idle = (client for client, account in self._accounts.items() if account.is_idle)
        for client in [client for client, _ in zip(idle, range(excess), strict=False)]:
            del self._accounts[client]


class Account:
    """What a client has left.

    Args:
        rules: see ``FairUse``.
        now: likewise.
    """

    def __init__(self, rules: Rules, now: Callable[[], float]) -> None:
        self._rules = rules
        self._now = now
        self._left = rules.budget
        self._looked = now()
        self._running = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def is_idle(self) -> bool:
        """Whether no query of the client is under way."""
        return not self._running and not self._waiting

    @property
    def left(self) -> float:
        """Seconds of work that the client has; less than none if its last queries cost more."""
        now = self._now()
        filled = (now - self._looked) * self._rules.budget / self._rules.window
        self._left, self._looked = min(self._left + filled, self._rules.budget), now
        return self._left

    async def admit(self) -> Ticket:
        """Let a query in, at once or after others of the same client.

        Raises:
            ClientBudgetError: if the client has used up its time.
            ClientQueueError: if it has too many queries under way.
        """
        self._check_budget()
        if self._running < self._rules.queries:
            self._running += 1
            return Ticket(self)
        await self._queue()
        ticket = Ticket(self)
        try:
            self._check_budget()  # which those before it may have emptied
        except ClientBudgetError:
            ticket.finish()
            raise
        return ticket

    def leave(self, seconds: float) -> None:
        """Charge a query that has ended, and let the next one in.

        Args:
            seconds: of work that it has cost.
        """
        self._left = self.left - seconds
        self._hand_on()

    def describe(self) -> list[tuple[bytes, bytes]]:
        """Return the header fields that tell the client how much it has left.

        They are those of the IETF draft draft-ietf-httpapi-ratelimit-headers; a unit is a second of work.
        """
        budget, window = ceil(self._rules.budget), ceil(self._rules.window)
        left = self.left
        full = ceil((self._rules.budget - left) * self._rules.window / self._rules.budget)
        return [
            (b"ratelimit-policy", b'"query-seconds";q=%d;w=%d' % (budget, window)),
            (b"ratelimit", b'"query-seconds";r=%d;t=%d' % (max(int(left), 0), full)),
        ]

    def _check_budget(self) -> None:
        left = self.left
        if left <= 0:
            rules = self._rules
            raise ClientBudgetError(
                f"Your queries have used up their {rules.budget:g} seconds of work.",
                fix="Ask again when Retry-After says; the time fills up steadily.",
                limit=Limit("client_budget", rules.budget),
                wait=-left * rules.window / rules.budget,
            )

    async def _queue(self) -> None:
        """Wait for a place among the queries under way."""
        if len(self._waiting) >= self._rules.queue:
            raise self._refuse()
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._rules.patience):
                await place
        except BaseException as error:
            if place.done() and not place.cancelled():  # given a place, but too late to take it
                self._hand_on()
            with suppress(ValueError):
                self._waiting.remove(place)
            if isinstance(error, TimeoutError):
                raise self._refuse() from error
            raise

    def _hand_on(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._running -= 1

    def _refuse(self) -> ClientQueueError:
        under_way = self._running + len(self._waiting)
        return ClientQueueError(
            f"{under_way} of your queries are under way already.",
            fix="Wait for their answers.",
            limit=Limit("client_queries", self._rules.queries),
            wait=_PAUSE,
        )


class Ticket:
    """A query that has been let in; it counts until it is finished.

    Args:
        account: of its client.
    """

    def __init__(self, account: Account) -> None:
        self._account: Account | None = account

    def finish(self, seconds: float = 0.0) -> None:
        """Let it count no more; only the first call does anything.

        Args:
            seconds: of work that it has cost.
        """
        account, self._account = self._account, None
        if account is not None:
            account.leave(seconds)
