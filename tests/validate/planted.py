"""Planted mistakes: a text in which the place to mend stands between « and »."""

from __future__ import annotations

from dataclasses import dataclass

from pso_graph.rdf.positions import LineTable


@dataclass(frozen=True)
class Planted:
    """A mistake, and where it is expected to be found.

    Args:
        name: what the mistake is.
        text: the file with the mistake, the place to mend between « and ».
        rule: id of the rule expected.
        shapes: Turtle with the shapes; empty if none are needed.
        severity: the one expected.
        suffix: of the file.
    """

    name: str
    text: str
    rule: str
    shapes: str = ""
    severity: str = "violation"
    suffix: str = ".ttl"

    @property
    def written(self) -> str:
        """The file as it is checked."""
        return self.text.replace("«", "").replace("»", "")

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Line and column of the place, and of its end."""
        start = self.text.index("«")
        end = self.text.index("»") - 1
        lines = LineTable(self.written)
        begins, ends = lines.place(start, start), lines.place(end, end)
        return begins.line, begins.column, ends.line, ends.column
