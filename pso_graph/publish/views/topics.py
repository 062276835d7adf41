"""Which document deals with what: the rows of ``topics-by-document`` and of ``topic-contents``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.publish.views.question import Row

KINDS = ("decision", "clause", "response", "measure")
"""What has topics, in the order of lineage."""


@dataclass(frozen=True, slots=True)
class Column:
    """Things of one kind in a document.

    Args:
        document: IRI.
        kind: one of ``KINDS``.
        total: how many there are, on whatever topic.
    """

    document: str
    kind: str
    total: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with how often it occurs.

    Args:
        key: its notation.
        concept: IRI.
        counts: number of things by column; columns with none are absent.
    """

    key: str
    concept: str
    counts: Mapping[Column, int]

    @property
    def weight(self) -> int:
        """The number of all things on it."""
        return sum(self.counts.values())

    def count_kind(self, kind: str) -> int:
        """Return the number of things of a kind on it, in all documents.

        Args:
            kind: one of ``KINDS``.
        """
        return sum(count for column, count in self.counts.items() if column.kind == kind)

    def measure_share(self, column: Column) -> float:
        """Return which share of the things of a column is on it, from 0 to 1.

        Args:
            column: of things.
        """
        return self.counts.get(column, 0) / column.total if column.total else 0.0


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Topics by documents.

    Args:
        columns: kinds of things in documents, in the order of lineage.
        topics: the most frequent first.
    """

    columns: tuple[Column, ...]
    topics: tuple[Topic, ...]

    def find(self, key: str) -> Topic | None:
        """Return a topic; None if nothing is on it.

        Args:
            key: its notation.
        """
        return next((topic for topic in self.topics if topic.key == key), None)


def read_topics(rows: Iterable[Row]) -> TopicTable:
    """Return the topics by documents.

    Args:
        rows: of ``topics-by-document``.
    """
    columns: set[Column] = set()
    counts: dict[tuple[str, str], dict[Column, int]] = {}
    for row in rows:
        column = Column(row["document"], row["kind"], int(row["total"]))
        columns.add(column)
        counts.setdefault((row["topic"], row["concept"]), {})[column] = int(row["count"])
    topics = [Topic(key, concept, found) for (key, concept), found in counts.items()]
    order = sorted(columns, key=lambda column: (KINDS.index(column.kind), column.document))
    return TopicTable(tuple(order), tuple(sorted(topics, key=lambda topic: (-topic.weight, topic.key))))


def group_contents(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the things on a topic by kind, in the order of lineage; kinds with none are absent.

    Args:
        rows: of ``topic-contents`` for one topic in one language.
    """
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for row in rows:
        found[row["kind"]].append(row)
    return {kind: things for kind, things in found.items() if things}
