"""Places in a text: line, column and offset of what stands there."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a token, or a block of them, stands in a text.

    Args:
        line: of its first character, from 1. Lines end with LF, CRLF or a lone CR.
        column: of its first character, from 1, in code points; a byte order mark is not counted.
        offset: of its first character in the text, from 0, in code points.
        end: offset after its last character; a missing thing has ``end == offset``.
    """

    line: int
    column: int
    offset: int
    end: int


class LineTable:
    """The lines of a text.

    Args:
        text: the whole text, with its byte order mark if it has one.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [1 if text.startswith(BYTE_ORDER_MARK) else 0]
        self._starts += (match.end() for match in _LINE_END.finditer(text))

    def place(self, start: int, end: int) -> Place:
        """Return the place of what stands between two offsets.

        Args:
            start: offset of its first character, from 0, in code points.
            end: offset after its last character.
        """
        line = bisect_right(self._starts, start)
        if line == 0:  # the byte order mark itself
            return Place(1, 1, start, end)
        return Place(line, start - self._starts[line - 1] + 1, start, end)

    def read_line(self, line: int) -> str:
        """Return a line without its end.

        Args:
            line: its number, from 1.
        """
        start = self._starts[line - 1]
        match = _LINE_END.search(self.text, start)
        return self.text[start : match.start() if match else len(self.text)]

    def indent(self, offset: int) -> int | None:
        """Return how many blanks stand before an offset, or nothing if more than blanks stands there.

        Args:
            offset: from 0, in code points.
        """
        start = offset
        while start > 0 and self.text[start - 1] in " \t":
            start -= 1
        opens_line = start == 0 or self.text[start - 1] in "\r\n" + BYTE_ORDER_MARK
        return offset - start if opens_line else None
