"""Two tellings of the same things, row by row: what a table expects and what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
"""A row's id and one value that it has."""

Rows: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]
"""The values of each aspect of each row, by row id and aspect."""

READERS = "readers"
DATA = "data"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of one table, told by the readers or by the data.

    Args:
        table: stem of the table's file.
        side: ``READERS`` or ``DATA``.
        name: of the aspect.
        expected: what the table says.
        found: what the readers or the data say.
    """

    table: str
    side: str
    name: str
    expected: frozenset[Pair]
    found: frozenset[Pair]

    @property
    def key(self) -> tuple[str, str, str]:
        """Table, side and name."""
        return self.table, self.side, self.name

    @property
    def matched(self) -> int:
        """How many pairs both say."""
        return len(self.expected & self.found)

    @property
    def missing(self) -> frozenset[Pair]:
        """What only the table says."""
        return self.expected - self.found

    @property
    def extra(self) -> frozenset[Pair]:
        """What the table does not say."""
        return self.found - self.expected


def compare_rows(
    table: str, side: str, names: Collection[str], expected: Rows, found: Rows
) -> Iterator[Aspect]:
    """Yield the comparison of the ids, then of each named aspect.

    Args:
        table: stem of the table's file.
        side: ``READERS`` or ``DATA``.
        names: the aspects to compare.
        expected: rows of the table.
        found: rows of the other side; a row that the table lacks counts as found too.
    """
    yield Aspect(table, side, "ids", _list_ids(expected), _list_ids(found))
    for name in names:
        yield Aspect(table, side, name, _list_pairs(expected, name), _list_pairs(found, name))


def _list_ids(rows: Rows) -> frozenset[Pair]:
    return frozenset((row, "is there") for row in rows)


def _list_pairs(rows: Rows, name: str) -> frozenset[Pair]:
    return frozenset((row, value) for row, values in rows.items() for value in values.get(name, ()))
