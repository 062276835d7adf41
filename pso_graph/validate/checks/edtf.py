"""Date texts in EDTF (ISO 8601-2, level 1) as the days that bound them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


Days = tuple[dt.date, dt.date]
"""The first and the last day of a time."""


def read_bounds(text: str) -> tuple[Days | None, Days | None] | None:
    """Return the days in which a time begins, and those in which it ends; None for a side that is open.

    Nothing comes back if the text is no such date: a shape says so.

    Args:
        text: such as ``2024-03``, ``2015/..``, ``/2021`` or ``2023-07-01/2024-06-30``.
    """
    first, slash, last = text.partition("/")
    try:
        if not slash:
            return (days := _read_days(first)), days
        return _read_side(first), _read_side(last)
    except ValueError:
        return None


def _read_side(text: str) -> Days | None:
    return None if text in {"", ".."} else _read_days(text)


def _read_days(text: str) -> Days:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return (date := dt.date(year, month, day)), date
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    opening, closing = _SEASONS.get(month, (month, month))
    ends = year + (closing < opening)  # winter runs into the next year
    return dt.date(year, opening, 1), dt.date(ends, closing, calendar.monthrange(ends, closing)[1])
