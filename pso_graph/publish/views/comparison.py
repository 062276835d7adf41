"""What other documents say of each clause of a document: the rows of ``follow-up-per-clause``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pso_graph.publish.views.replies import find_reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.views.question import Row
    from pso_graph.publish.views.replies import Reply


@dataclass(frozen=True, slots=True)
class Remark:
    """What a unit of another document says of a clause.

    Args:
        unit: IRI.
        number: of the unit; empty if it has none.
        label: its gloss.
        relation: IRI of what it does: takes up, supports, answers.
        reply: how it comes out, if it is a response.
        words: its first and last words, for each place where it stands.
        measures: IRI and name of each measure that it names mainly.
    """

    unit: str
    number: str
    label: str
    relation: str
    reply: Reply | None
    words: tuple[tuple[str, str], ...]
    measures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A clause with what others say of it.

    Args:
        clause: IRI; of the document itself for what is said of all of it.
        number: of the clause; empty if it has none.
        label: its gloss.
        is_recommendation: whether it is a leaf clause that asks for something.
        remarks: by IRI of the document that makes them.
    """

    clause: str
    number: str
    label: str
    is_recommendation: bool
    remarks: Mapping[str, tuple[Remark, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document beside those that say something of it.

    Args:
        document: IRI.
        sources: IRIs of the others.
        whole: what they say of all of it.
        lines: its clauses.
    """

    document: str
    sources: tuple[str, ...]
    whole: Line | None
    lines: tuple[Line, ...]

    def count(self, source: str) -> tuple[int, int]:
        """Return of how many clauses a document says something, and of how many recommendations.

        Args:
            source: IRI of the document.
        """
        found = [line for line in self.lines if any(map(_is_worded, line.remarks.get(source, ())))]
        return len(found), sum(line.is_recommendation for line in found)

    @property
    def recommendations(self) -> int:
        """The number of clauses that ask for something."""
        return sum(line.is_recommendation for line in self.lines)


def read_comparisons(rows: Iterable[Row]) -> list[Comparison]:
    """Return a comparison for each document.

    Args:
        rows: of ``follow-up-per-clause`` in one language, in their order.
    """
    return [
        _read_comparison(document, list(found))
        for document, found in groupby(rows, key=itemgetter("document"))
    ]


def _is_worded(remark: Remark) -> bool:
    return remark.reply is None or remark.reply.is_worded


def _read_comparison(document: str, rows: Sequence[Row]) -> Comparison:
    lines = [_read_line(list(found)) for _, found in groupby(rows, key=itemgetter("clause"))]
    sources = sorted({row["source"] for row in rows} - {""})
    whole = next((line for line in lines if line.clause == document), None)
    return Comparison(document, tuple(sources), whole, tuple(line for line in lines if line is not whole))


def _read_line(rows: Sequence[Row]) -> Line:
    first = rows[0]
    remarks: dict[str, tuple[Remark, ...]] = {}
    for (source, _, _), found in groupby(rows, key=itemgetter("source", "unit", "relation")):
        if source:
            remarks[source] = (*remarks.get(source, ()), _read_remark(list(found)))
    return Line(first["clause"], first["number"], first["label"], first["recommendation"] == "true", remarks)


def _read_remark(rows: Sequence[Row]) -> Remark:
    first = rows[0]
    words = dict.fromkeys((row["firstWords"], row["lastWords"]) for row in rows if row["firstWords"])
    measures = {row["measure"]: row["measureLabel"] for row in rows if row["measure"]}
    reply = find_reply(first["reply"]) if first["reply"] else None
    return Remark(
        first["unit"],
        first["unitNumber"],
        first["unitLabel"],
        first["relation"],
        reply,
        tuple(words),
        measures,
    )
