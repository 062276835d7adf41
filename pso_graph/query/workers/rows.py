"""Counting the rows of a table in the bytes that the engine writes.

The engine writes results natively, a hundred megabytes a second, and tells no number. So rows are
counted by what ends or parts them in each format. Nothing that a literal holds is counted.
"""

from __future__ import annotations

from typing import Protocol


class RowCounter(Protocol):
    """Counts rows in a table that comes in pieces, however they are cut."""

    def count(self, piece: bytes) -> int:
        """Return how many rows have been seen up to and with this piece.

        Args:
            piece: the next bytes of the table.
        """


class _Marks:
    """Counts a mark that never stands within a value."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._seen = 0
        self._rest = b""

    def count(self, piece: bytes) -> int:
        data = self._rest + piece
        self._seen += data.count(self._mark)
        self._rest = data[max(len(data) - len(self._mark) + 1, 0) :]
        return self._seen


class _Csv:
    """Counts line feeds outside ``"…"``; a doubled quote within one leaves and enters it again."""

    def __init__(self) -> None:
        self._lines = 0
        self._is_inside = False

    def count(self, piece: bytes) -> int:
        parts = piece.split(b'"')
        self._lines += sum(part.count(b"\n") for part in parts[self._is_inside :: 2])
        self._is_inside ^= len(parts) % 2 == 0
        return max(self._lines - 1, 0)  # the first is the head


class _Tsv(_Marks):
    """Counts line feeds, which values escape."""

    def __init__(self) -> None:
        super().__init__(b"\n")

    def count(self, piece: bytes) -> int:
        return max(super().count(piece) - 1, 0)  # the first is the head


class _Xml(_Marks):
    """Counts ``<result>``, since values escape the bracket."""

    def __init__(self) -> None:
        super().__init__(b"<result>")


class _Json:
    """Counts ``},{"``, which parts rows; in a value such a quote would end it, before ``}`` or ``,``.

    A row that binds nothing is ``{}`` and not counted.
    """

    def __init__(self) -> None:
        self._marks = _Marks(b'},{"')
        self._false = (_Marks(b'},{"}'), _Marks(b'},{",'))

    def count(self, piece: bytes) -> int:
        return 1 + self._marks.count(piece) - sum(marks.count(piece) for marks in self._false)


_COUNTERS: dict[str, type[RowCounter]] = {"csv": _Csv, "json": _Json, "tsv": _Tsv, "xml": _Xml}


def make_row_counter(name: str) -> RowCounter:
    """Return a counter of rows for a table format.

    Args:
        name: ``csv``, ``tsv``, ``xml`` or ``json``.
    """
    return _COUNTERS[name]()
