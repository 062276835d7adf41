"""The table of a clause-by-clause statement, as rows of raw cells below section heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.readers.blocks import passage_of
from pso_graph.readers.genre import HEADER
from pso_graph.readers.lines import Line, read_lines
from pso_graph.readers.numbering import Level, read_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.model import Passage

_COLUMNS = 3
_NOT_NUMBER = re.compile(r"<[^<>]{0,200}>|[\s\\*_]")


@dataclass(slots=True)
class Row:
    """A row between two page breaks.

    Args:
        number: what the first column says, without white space, tags, emphasis and escapes.
        quoted: start and end of the second column's cell, in code points.
        answer: start and end of the third column's cell.
    """

    number: str
    quoted: tuple[int, int]
    answer: tuple[int, int]


@dataclass(slots=True)
class Section:
    """A section of the answered document with its rows.

    Args:
        number: the section's number.
        head: the words of its head, without the number.
        rows: its rows in order; page breaks and repeated header rows are gone.
    """

    number: int
    head: Passage
    rows: list[Row] = field(default_factory=list)


def read_table(text: str) -> list[Section]:
    """Return the sections of the table; a header row without a new section head is a page break."""
    sections: list[Section] = []
    between: list[Line] = []
    in_table = False
    for line in _lines(text):
        words = text[line.start : line.end]
        if HEADER.match(words):
            section = _section_head(text, between, sections[-1].number if sections else 0)
            if section:
                sections.append(section)
            in_table = bool(sections)
            between = []
        elif "\t" in words:
            if in_table:
                sections[-1].rows.append(_read_row(text, line))
                between = []
        elif in_table and not between and not line.after_gap and sections[-1].rows:
            # A line break inside the last cell.
            row = sections[-1].rows[-1]
            row.answer = (row.answer[0], line.end)
        else:
            between.append(line)
    return sections


def _lines(text: str) -> Iterator[Line]:
    """The lines with their tabs, since a leading tab is an empty first cell."""
    margins = {line.end: line for line in read_lines(text)}
    offset, gap = 0, True
    for raw in text.splitlines(keepends=True):
        if raw.strip():
            body = raw.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
            end = offset + len(body)
            if "\t" in body:
                yield Line(offset, end, head=False, dash="", after_gap=gap)
            elif (line := margins.get(offset + len(raw.rstrip()))) is not None:
                yield line
        gap = not raw.strip()
        offset += len(raw)


def _section_head(text: str, between: list[Line], reached: int) -> Section | None:
    for index, line in enumerate(between):
        marker = read_marker(text[line.start : line.end])
        if not marker or marker.level is not Level.SECTION or int(marker.value) <= reached:
            continue
        start = line.start + marker.width
        if start >= line.end or any(later.after_gap for later in between[index + 1 :]):
            continue
        own = [Line(start, line.end, line.head, "", line.after_gap), *between[index + 1 :]]
        return Section(int(marker.value), passage_of(own))
    return None


def _read_row(text: str, line: Line) -> Row:
    cells: list[tuple[int, int]] = []
    start = line.start
    while len(cells) < _COLUMNS - 1 and (tab := text.find("\t", start, line.end)) >= 0:
        cells.append((start, tab))
        start = tab + 1
    cells.append((start, line.end))
    while len(cells) < _COLUMNS:
        cells.append((line.end, line.end))
    return Row(_NOT_NUMBER.sub("", text[slice(*cells[0])]), cells[1], cells[2])
