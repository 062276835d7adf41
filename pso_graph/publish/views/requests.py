"""Who is to report to whom on what by when: the rows of ``report-requests``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.views.question import Row

State: TypeAlias = Literal["overdue", "open", "recurring", "fulfilled"]

STATES: Mapping[State, tuple[str, str]] = {
    "overdue": ("!", "no"),
    "open": ("○", "open"),
    "recurring": ("↻", "info"),
    "fulfilled": ("✓", "good"),
}
"""Sign and colour of each state, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A document that complies with a request.

    Args:
        document: IRI.
        start: its first known day; None if none is known.
        end: its last known day, if it is another.
    """

    document: str
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Request:
    """A report request.

    Args:
        iri: of the request.
        label: its gloss.
        document: IRI of the document that makes it.
        status: of that document, as notation of ``psoc:status``; empty if it is not told.
        made: day of that document; None if it is not known.
        by: IRIs of those who ask.
        of: IRIs of those who are asked.
        subjects: IRIs of what is to be reported on.
        due: day by which; None if none is set.
        recurrence: notation of ``psoc:recurrence``; empty if it is not told.
        fulfilments: documents that comply.
        state: how it stands on the day of the data.
    """

    iri: str
    label: str
    document: str
    status: str
    made: dt.date | None
    by: tuple[str, ...]
    of: tuple[str, ...]
    subjects: tuple[str, ...]
    due: dt.date | None
    recurrence: str
    fulfilments: tuple[Fulfilment, ...]
    state: State

    @property
    def is_proposed(self) -> bool:
        """Whether it is asked for, not decided."""
        return self.status == "proposed"


@dataclass(frozen=True, slots=True)
class Requests:
    """All report requests.

    Args:
        requests: the most pressing first.
        day: of the data; None if it does not tell, and then nothing is overdue.
    """

    requests: tuple[Request, ...]
    day: dt.date | None

    def count(self, state: State, *, proposed: bool) -> int:
        """Return how many requests are in a state.

        Args:
            state: wanted.
            proposed: whether those that are only asked for are meant, or the others.
        """
        return sum(item.state == state and item.is_proposed == proposed for item in self.requests)


def read_requests(rows: Iterable[Row]) -> Requests:
    """Return the requests.

    Args:
        rows: of ``report-requests`` in one language.
    """
    found: dict[str, list[Row]] = {}
    day = None
    for row in rows:
        found.setdefault(row["request"], []).append(row)
        day = _read_day(row["asOf"])
    order = list(STATES)
    requests = sorted(map(_read_request, found.values()), key=lambda item: order.index(item.state))
    return Requests(tuple(requests), day)


def _read_request(rows: Sequence[Row]) -> Request:
    first = rows[0]
    fulfilments = {
        row["fulfilledBy"]: Fulfilment(
            row["fulfilledBy"], _read_day(row["fulfilledFrom"]), _read_day(row["fulfilledUntil"])
        )
        for row in rows
        if row["fulfilledBy"]
    }
    return Request(
        iri=first["request"],
        label=first["label"],
        document=first["document"],
        status=first["status"],
        made=_read_day(first["requestedOn"]),
        by=_list_values(rows, "requestedBy"),
        of=_list_values(rows, "requestedFrom"),
        subjects=_list_values(rows, "subject"),
        due=_read_day(first["dueDate"]),
        recurrence=first["recurrence"],
        fulfilments=tuple(fulfilments.values()),
        state=cast("State", first["state"]),
    )


def _list_values(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _read_day(text: str) -> dt.date | None:
    """Return a day; None if there is none, or the data writes none that can be drawn."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
