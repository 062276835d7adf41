"""Findings as compilers write them, for people and for editors."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pso_graph.validate.finding import LEVELS
from pso_graph.validate.reports.escaping import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report

_COLOURS = {"violation": "31", "warning": "33", "info": "36"}
_BOLD = "1"
_WIDTH = 110
_BEFORE = 30
_CUT = "…"
_MARGIN = "      = "


def write_text(report: Report) -> str:
    """Return each finding as ``path:line:column: rule level: thing: message``, its source line and more.

    Args:
        report: the findings.
    """
    return "".join(f"{line}\n" for located in report.findings for line in _list_lines(located, report))


def _list_lines(located: LocatedFinding, report: Report) -> Iterator[str]:
    finding = located.finding
    level = LEVELS[finding.severity]
    words = escape_controls(finding.describe(report.language))
    words = words.replace(level, _paint(level, _COLOURS[finding.severity], report), 1)
    place = _place(located.path, located.line, located.column, report)
    yield (_paint(f"{place}: ", _BOLD, report) if place else "") + words
    yield from _quote(located, report)
    for text in (located.hint, located.note):
        if text:
            yield _MARGIN + escape_controls(report.choose(text))
    for related in located.related:
        where = _place(related.path, related.line, related.column, report)
        yield _MARGIN + escape_controls(report.choose(related.messages)) + (f": {where}" if where else "")


def _place(path: Path | None, line: int, column: int, report: Report) -> str:
    numbers = f":{line}:{column}" if line else ""
    return f"{escape_controls(report.show_path(path))}{numbers}" if path else ""


def _quote(located: LocatedFinding, report: Report) -> Iterator[str]:
    """Yield the source line, if there is one, and carets below the place; of a long line a part."""
    source = report.lines.read(located.path, located.line) if located.path else ""
    if not source.strip():
        return
    start = located.column - 1
    end = located.end_column - 1 if located.end_line == located.line else len(source)
    cut = max(0, start - _BEFORE) if len(source) > _WIDTH else 0
    shown = source[cut : cut + _WIDTH]
    marked = source[start : max(end, start + 1)][: _WIDTH - (start - cut)]
    indent = "".join(
        "\t" if character == "\t" else " " * _measure(character) for character in source[cut:start]
    )
    number = f"{located.line:>5} | "
    yield number + _CUT * bool(cut) + escape_controls(shown, keep="\t") + _CUT * bool(source[cut + _WIDTH :])
    carets = "^" * max(1, sum(map(_measure, marked)))
    yield (
        number.replace(str(located.line), " " * len(str(located.line)))
        + " " * bool(cut)
        + indent
        + _paint(carets, _COLOURS[located.finding.severity], report)
    )


def _measure(character: str) -> int:
    """Return how many columns of a terminal a character takes (Unicode Standard Annex 11)."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else len(escape_controls(character))


def _paint(text: str, code: str, report: Report) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if report.colour else text
