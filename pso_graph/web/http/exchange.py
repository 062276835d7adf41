"""What is noted of a request and its answer while they pass, for the access log and the metrics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from pso_graph.core.errors import SizeLimitError, TimeLimitError, WorkerLostError
from pso_graph.query.workers import GraphTask, LineageTask, ShippedTask

if TYPE_CHECKING:
    from starlette.types import Scope

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.query.workers import Task

Outcome = Literal["ok", "refused", "broken off", "client left"]
Kept = Literal["", "hit", "miss", "unchanged"]

LEFT = 499
"""The status that servers note where nobody is left to read an answer."""


class Account(Protocol):
    """What a client may still ask for."""

    def describe(self) -> list[tuple[bytes, bytes]]:
        """Return the header fields that tell the client how much it has left."""


_KEY = "pso_graph.exchange"
_FORM = re.compile(
    r"(?:\s++|#[^\n\r]*+|BASE\s*+<[^>]*+>|PREFIX\s*+[^\s:<]*+:\s*+<[^>]*+>)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Exchange:
    """A request and its answer.

    Args:
        client: address that it came from.
        is_vouched: whether a trusted proxy says so.
        kind: of what was asked: ``select``, ``ask``, ``construct``, ``describe``, ``shipped``, ``lineage``,
            ``graph``; ``update`` and ``graph-store`` if something was to be written;
            ``query`` if the form of a query is not plain, ``page`` for all that no worker is needed for.
        name: of the shipped query; empty for others.
        text: of the query that a user wrote; it goes nowhere but into a hash.
        status: of HTTP, once there is one.
        size: bytes of the answer's body so far.
        outcome: of it all.
        error: that the answer is, or broke off with.
        kept: whether the answer was kept already; empty if that was no question.
        account: of the client, where its queries cost it something.
    """

    client: str
    is_vouched: bool = False
    kind: str = "page"
    name: str = ""
    text: str = ""
    status: int = 0
    size: int = 0
    outcome: Outcome = "ok"
    error: PsoGraphError | None = None
    kept: Kept = ""
    account: Account | None = None

    def note_query(self, text: str) -> None:
        """Note what a user asks.

        Args:
            text: of the query, whether it will be answered or not.
        """
        self.kind, self.text = name_form(text), text

    def note_task(self, task: Task) -> None:
        """Note which of our own questions is asked.

        Args:
            task: that answers it.
        """
        if isinstance(task, ShippedTask):
            self.kind, self.name = "shipped", task.query.name
        elif isinstance(task, LineageTask):
            self.kind = "lineage"
        elif isinstance(task, GraphTask):
            self.kind = "graph"

    def note_end(self, outcome: Outcome, error: PsoGraphError | None = None) -> None:
        """Note that the answer did not come, or not to its end.

        Args:
            outcome: of it all.
            error: that is to blame.
        """
        self.outcome = outcome
        self.error = error


def begin_exchange(scope: Scope, client: str, *, is_vouched: bool) -> Exchange:
    """Return the exchange that a request begins.

    Args:
        scope: of ASGI, in which it is found from now on.
        client: address that the request came from.
        is_vouched: whether a trusted proxy says so.
    """
    exchange = scope[_KEY] = Exchange(client, is_vouched)
    return exchange


def find_exchange(scope: Scope) -> Exchange:
    """Return the exchange that a request has begun; one that nobody reads where none is observed.

    Args:
        scope: of ASGI.
    """
    exchange: Exchange = scope.get(_KEY) or Exchange("")
    return exchange


def name_kill(error: PsoGraphError | None) -> str:
    """Return why a worker had to be stopped or was lost: time, memory, sending, lost; empty if none was.

    Args:
        error: that the answer is, or broke off with.
    """
    if isinstance(error, WorkerLostError):
        return "lost"
    if isinstance(error, TimeLimitError):
        return "sending" if error.limit and error.limit.name == "sending_limit" else "time"
    if isinstance(error, SizeLimitError) and error.limit and error.limit.name == "memory_limit":
        return "memory"
    return ""


def name_form(text: str) -> str:
    """Return the form of a query in lower case, or ``query`` if it does not begin as one does.

    Args:
        text: of the query.
    """
    match = _FORM.match(text)
    return match[1].lower() if match else "query"
