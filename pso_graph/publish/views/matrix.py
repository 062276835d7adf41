"""Who answers which unit of a document, and how: the rows of ``response-matrix`` as a matrix."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, product
from operator import itemgetter
from typing import TYPE_CHECKING

from pso_graph.publish.views.replies import REPLIES, find_reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pso_graph.publish.views.question import Row
    from pso_graph.publish.views.replies import Reply

_SECTION = "section"


@dataclass(frozen=True, slots=True)
class Cell:
    """A response of a body to a unit, or that there is none.

    Args:
        reply: how it comes out.
        response: IRI; empty if there is none.
    """

    reply: Reply
    response: str


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what each body answers.

    Args:
        unit: IRI.
        number: of the unit; empty if it has none.
        label: its gloss.
        is_recommendation: whether it is a leaf clause that asks for something.
        cells: by IRI of the body; mostly one.
    """

    unit: str
    number: str
    label: str
    is_recommendation: bool
    cells: Mapping[str, tuple[Cell, ...]]

    @property
    def answering(self) -> int:
        """The number of bodies that give a response, of whatever kind."""
        return sum(any(cell.response for cell in cells) for cells in self.cells.values())


@dataclass(frozen=True, slots=True)
class Section:
    """Units that stand together, in order.

    Args:
        head: the line of the section itself; None for units that stand in none, or if it is not shown.
        lines: the units in it.
    """

    head: Line | None
    lines: tuple[Line, ...]

    @property
    def units(self) -> tuple[Line, ...]:
        """All its units, its own line first."""
        return (self.head, *self.lines) if self.head else self.lines

    @property
    def recommendations(self) -> int:
        """The number of its units that ask for something."""
        return sum(line.is_recommendation for line in self.units)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the responses of a body come out.

    Args:
        units: number of units by key of the reply.
        recommendations: the same of those that ask for something.
    """

    units: Counter[str]
    recommendations: Counter[str]

    @property
    def answered(self) -> int:
        """Recommendations with a substantive response."""
        return sum(n for key, n in self.recommendations.items() if REPLIES[key].is_substantive)

    @property
    def worded(self) -> int:
        """Units to which something is said, if only that they are noted."""
        return sum(n for key, n in self.units.items() if REPLIES[key].is_worded)


@dataclass(frozen=True)
class Matrix:
    """A document with the bodies that answer it.

    Args:
        document: IRI.
        respondents: IRIs of the bodies.
        sections: its units.
    """

    document: str
    respondents: tuple[str, ...]
    sections: tuple[Section, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All units."""
        return tuple(line for section in self.sections for line in section.units)

    @property
    def recommendations(self) -> int:
        """The number of units that ask for something."""
        return sum(section.recommendations for section in self.sections)

    @cached_property
    def tally(self) -> Tally:
        """How the responses of all bodies come out."""
        return count_replies(self.lines, *self.respondents)


def read_matrices(rows: Iterable[Row]) -> list[Matrix]:
    """Return a matrix for each document.

    Args:
        rows: of ``response-matrix`` in one language, in their order.
    """
    documents = groupby(rows, key=itemgetter("document"))
    return [_read_matrix(document, list(found)) for document, found in documents]


def count_replies(lines: Iterable[Line], *respondents: str) -> Tally:
    """Return how the responses of some bodies to some units come out.

    Args:
        lines: the units.
        respondents: IRIs of the bodies.
    """
    tally = Tally(Counter(), Counter())
    for line, respondent in product(lines, respondents):
        keys = {cell.reply.key for cell in line.cells.get(respondent, ())}
        tally.units.update(keys)
        if line.is_recommendation:
            tally.recommendations.update(keys)
    return tally


def _read_matrix(document: str, rows: Sequence[Row]) -> Matrix:
    respondents = sorted({row["respondent"] for row in rows})
    units: dict[str, list[Row]] = {}
    for row in rows:
        units.setdefault(row["clause"], []).append(row)
    return Matrix(document, tuple(respondents), tuple(_divide(units.values())))


def _divide(units: Iterable[Sequence[Row]]) -> Iterator[Section]:
    """Yield the sections of a document: each begins with the unit that is one, or has a unit in none."""
    heads: dict[str, Line | None] = {}  # the section that each unit stands in; parts come after their wholes
    found: list[tuple[Line | None, Line]] = []
    for rows in units:
        line = _read_line(rows)
        is_section = rows[0]["unitType"] == _SECTION
        heads[line.unit] = line if is_section else heads.get(rows[0]["parent"])
        found.append((heads[line.unit], line))
    for head, lines in groupby(found, key=itemgetter(0)):
        yield Section(head, tuple(line for _, line in lines if line is not head))


def _read_line(rows: Sequence[Row]) -> Line:
    first = rows[0]
    cells: dict[str, tuple[Cell, ...]] = {}
    for row in rows:
        cell = Cell(find_reply(row["reply"]), row["response"])
        cells[row["respondent"]] = (*cells.get(row["respondent"], ()), cell)
    is_recommendation = first["recommendation"] == "true"
    return Line(first["clause"], first["number"], first["label"], is_recommendation, cells)
