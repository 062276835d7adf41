"""The hand-checked tables and the documents that they speak of."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.core.resources import read_text

if TYPE_CHECKING:
    from pathlib import Path

Row: TypeAlias = dict[str, str]

DOCUMENTS = {
    "000": "document/sh-motion-pso-19",
    "001": "document/pso-19-2023",
    "002": "document/mv-statement-pso-19-2024",
    "003": "document/gruene-mv-wp8-2-2021",
    "004": "document/mso-mv-resolution-2015",
}
"""Short ids of the documents by the number that their files begin with."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The folder beside the checkout with the tables and the documents' texts.

    Args:
        folder: it.
    """

    folder: Path

    def read(self, table: str) -> list[Row]:
        """Return the rows of a table.

        Args:
            table: stem of its file.
        """
        with (self.folder / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def read_source(self, number: str) -> str:
        """Return the text of a document, nothing removed.

        Args:
            number: with which the name of its file begins.
        """
        (path,) = (self.folder / "sources").glob(f"{number}_*.txt")
        return read_text(path)


def split_list(cell: str) -> list[str]:
    """Return the parts of a cell that lists several, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def write_place(row: Row) -> str:
    """Return the bounds of a row's passage as ``start-end``."""
    return f"{row['char_start']}-{row['char_end']}"


def count_words(text: str) -> int:
    """Return how many runs without white space hold a letter or digit, as the tables count words."""
    return sum(any(char.isalnum() for char in run) for run in text.split())
