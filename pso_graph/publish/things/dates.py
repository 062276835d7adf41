"""Dates as readers of a language write them: from days, and from times in EDTF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.publish.wording import write_text

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_OPEN = ("", "..")


def write_time(text: str, language: Language) -> str:
    """Return a time in words; as it is where it is in none of the forms that the data uses.

    Args:
        text: a day, month, year or interval of them (EDTF, level 0 and open intervals), such as ``2015/..``.
        language: of the words.
    """
    start, mark, end = text.partition("/")
    if not mark:
        return _write_day(start, language)
    if start in _OPEN and end in _OPEN:
        return text
    if end in _OPEN:
        return write_text("things.since", language, time=_write_day(start, language))
    if start in _OPEN:
        return write_text("things.until", language, time=_write_day(end, language))
    first, last = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if first and last and first[3] and last[3] and first[2] == last[2] and first[1] == last[1]:
        return write_text("things.days", language, first=int(first[3]), last=_write_day(end, language))
    return write_text(
        "things.from-to", language, first=_write_day(start, language), last=_write_day(end, language)
    )


def _write_day(text: str, language: Language) -> str:
    match = _DAY.fullmatch(text)
    months = write_text("things.months", language).split()
    if match is None or not 1 <= int(match[2] or 1) <= len(months):
        return text
    year, month, day = match.groups()
    if month is None:
        return text
    name = months[int(month) - 1]
    if day is None:
        return f"{name} {year}"
    return write_text("things.day", language, day=int(day), month=name, year=year)
