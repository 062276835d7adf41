"""Days on a line, and lettered marks in rows such that none stands on another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A line of days, evenly spaced.

    Args:
        first: year that it begins with.
        last: year that it ends with.
        width: in pixels.
    """

    first: int
    last: int
    width: float

    def place(self, day: dt.date) -> float:
        """Return how far from the left a day begins; what is not on the line, at its nearer end.

        Args:
            day: to place.
        """
        begin, end = dt.date(self.first, 1, 1), dt.date(self.last + 1, 1, 1)
        return self.width * min(max((day - begin) / (end - begin), 0.0), 1.0)

    def span(self, start: dt.date, end: dt.date | None) -> tuple[float, float]:
        """Return where a stretch of days begins and ends.

        Args:
            start: its first day.
            end: its last day; None for the end of the line.
        """
        return self.place(start), self.width if end is None else self.place(end + dt.timedelta(days=1))

    @property
    def years(self) -> range:
        """The years on the line."""
        return range(self.first, self.last + 1)


def pack_rows(stretches: Iterable[tuple[float, float]], gap: float) -> list[int]:
    """Return the row of each stretch, from 0: the first in which it is clear of those before it.

    Args:
        stretches: where each begins and ends.
        gap: least distance between two in a row.
    """
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for start, end in stretches:
        free = (
            number
            for number, row in enumerate(rows)
            if all(end + gap <= left or right + gap <= start for left, right in row)
        )
        number = next(free, len(rows))
        if number == len(rows):
            rows.append([])
        rows[number].append((start, end))
        placed.append(number)
    return placed
