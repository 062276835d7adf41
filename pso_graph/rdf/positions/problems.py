"""Syntax problems: what is wrong, where exactly, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.rdf.positions.sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.positions.places import LineTable, Place
    from pso_graph.rdf.positions.problem_kinds import ProblemKind


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in a text that the syntax does not allow.

    Args:
        kind: what is wrong; its value is a stable rule id.
        place: where a person would mend it.
        values: what the sentences speak of.
    """

    kind: ProblemKind
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)

    def describe(self, language: str = "en") -> str:
        """Return what is wrong, one sentence.

        Args:
            language: ``de`` or ``en``.
        """
        return SENTENCES[self.kind][language].message.format_map(self.values)

    def advise(self, language: str = "en") -> str:
        """Return what to do about it, one sentence.

        Args:
            language: ``de`` or ``en``.
        """
        return SENTENCES[self.kind][language].hint.format_map(self.values)


class ProblemList:
    """The problems of a text, as they are found.

    Args:
        lines: of the text.
    """

    def __init__(self, lines: LineTable) -> None:
        self._lines = lines
        self._problems: dict[int, Problem] = {}

    def report(self, kind: ProblemKind, start: int, end: int, **values: str) -> None:
        """Add a problem; of several at one place only the first counts, as the others follow from it.

        Args:
            kind: what is wrong.
            start: offset of the place where it is mended.
            end: offset after it.
            values: what the sentences of this kind speak of.
        """
        if start not in self._problems:
            self._problems[start] = Problem(kind, self._lines.place(start, end), values)

    def sort(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their places."""
        return tuple(self._problems[start] for start in sorted(self._problems))
