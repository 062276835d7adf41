"""The rows of a statement joined over page breaks, one entry for each clause that they quote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.model import Span
from pso_graph.readers.lines import ends_sentence
from pso_graph.readers.reading import trim

if TYPE_CHECKING:
    from pso_graph.readers.table import Row, Section

_PARAGRAPH = re.compile(r"</?(?:p|br)\b[^<>]{0,200}>", re.IGNORECASE)
_LETTER = re.compile(r"(?:\d{1,2}\.?)?\(?([a-z1])\)?(?:\((\d{1,2})\))?")
_NUMBER = re.compile(r"\\?\((\d{1,2})\\?\)\s{1,20}")
# A statement may leave clauses out; a larger step is a year or an amount in brackets.
_LARGEST_STEP = 9

# Pieces of one cell; the first figure tells the cells of one entry apart.
Piece = tuple[int, Span]


@dataclass(slots=True)
class Entry:
    """A quoted clause.

    Args:
        id: local id of the clause in the answered document.
        quoted: pieces of its quotation.
        answer: pieces of its answer.
    """

    id: str
    quoted: list[Piece] = field(default_factory=list)
    answer: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """All quoted clauses of a statement.

    Args:
        entries: in document order.
        shared: ids of clauses that share one answer cell, so that its split has to be checked.
        restarts: ids of the letters at which a table begins again without a section head.
    """

    entries: list[Entry] = field(default_factory=list)
    shared: list[tuple[str, ...]] = field(default_factory=list)
    restarts: list[str] = field(default_factory=list)


def _paragraphs(text: str, cell: tuple[int, int]) -> list[Span]:
    start, end = cell
    spans: list[Span] = []
    for tag in [*_PARAGRAPH.finditer(text, start, end), None]:
        span = trim(text, start, tag.start() if tag else end)
        if span:
            spans.append(span)
        start = tag.end() if tag else end
    return spans


class EntryReader:
    """Joins rows to entries.

    Args:
        text: the whole text, to which the rows' offsets refer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.result = Entries()
        self._section = 0
        self._letter = ""
        self._number = 0
        self._cell = 0
        # The entries that share the answer cell being read, and that cell's paragraphs.
        self._group: list[Entry] = []
        self._paragraphs: list[list[Piece]] = []

    def read(self, sections: list[Section]) -> Entries:
        """Return the entries of all sections."""
        for section in sections:
            self._close()
            self._section, self._letter, self._number = max(section.number, self._section + 1), "", 0
            for row in section.rows:
                self._read_row(row)
        self._close()
        return self.result

    def _read_row(self, row: Row) -> None:
        self._cell += 1
        quoted = _paragraphs(self.text, row.quoted)
        opened = self._open_letter(row.number)
        for position, span in enumerate(quoted):
            marker = _NUMBER.match(self.text, span.start, span.end)
            step = int(marker[1]) - self._number if marker and self._letter else 0
            largest = _LARGEST_STEP if position == 0 and not opened else 1
            if marker and 1 <= step <= largest and marker.end() < span.end:
                self._number += step
                # A number at the top of a row begins a row of its own; further down it shares the cell.
                self._open(alone=position == 0 and not opened)
                self._quote(Span(marker.end(), span.end))
            else:
                self._quote(span)
        for span in _paragraphs(self.text, row.answer):
            self._answer(span)

    def _open_letter(self, number: str) -> bool:
        """Begin the entry that the first column names; an empty one, or the same again, goes on."""
        found = _LETTER.fullmatch(number)
        if not found:
            return False
        # Conversions read the letter l as the digit 1.
        letter = found[1].replace("1", "l")
        if letter == self._letter:
            return False
        restart = letter < self._letter
        if restart:
            self._section += 1
        self._letter, self._number = letter, int(found[2] or 0)
        self._open(alone=True)
        if restart:
            self.result.restarts.append(self._group[0].id)
        return True

    def _open(self, *, alone: bool) -> None:
        if alone:
            self._close()
        number = f".{self._number}" if self._number else ""
        entry = Entry(f"{self._section}.{self._letter}{number}")
        self._group.append(entry)
        self.result.entries.append(entry)

    def _quote(self, span: Span) -> None:
        if self._group:
            self._group[-1].quoted.append((self._cell, span))

    def _answer(self, span: Span) -> None:
        """Add a paragraph; one that a page break cuts, and a lead-in with a colon, go on in the next."""
        piece = (self._cell, span)
        if self._paragraphs:
            cell, last = self._paragraphs[-1][-1]
            words = self.text[last.start : last.end]
            if words.endswith(":") or (cell != self._cell and not ends_sentence(words)):
                self._paragraphs[-1].append(piece)
                return
        self._paragraphs.append([piece])

    def _close(self) -> None:
        """Give the paragraphs of an answer cell to the entries that share it.

        A lead-in gets none: what stands beside it and its items answers the items. Of several
        items each gets one paragraph in order, the last the rest. That is how such cells are
        laid out, but nothing in the text proves it, so the curator is asked.
        """
        items = [e for e in self._group if not any(o.id.startswith(f"{e.id}.") for o in self._group)]
        if len(items) > 1:
            self.result.shared.append(tuple(entry.id for entry in items))
        for position, paragraph in enumerate(self._paragraphs):
            if items:
                items[min(position, len(items) - 1)].answer += paragraph
        self._group, self._paragraphs = [], []
