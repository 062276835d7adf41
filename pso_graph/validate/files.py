"""Files of a run, and findings at places in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.core.resources import read_text
from pso_graph.rdf.positions import LineTable
from pso_graph.validate.finding import Finding, LocatedFinding, RelatedPlace
from pso_graph.validate.rules.written import read_written_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pso_graph.rdf.positions import Place
    from pso_graph.validate.rules.rule import Rule

_SUGGESTION = {"de": " Meinten Sie {}?", "en": " Did you mean {}?"}


@dataclass(frozen=True, eq=False)
class TextFile:
    """A text file that was read; two are never equal.

    Args:
        path: where it lies.
        text: what it holds.
    """

    path: Path
    text: str

    @cached_property
    def lines(self) -> LineTable:
        """The lines of the text."""
        return LineTable(self.text)

    def locate(
        self,
        finding: Finding,
        place: Place | None,
        *,
        hint: Mapping[str, str] | None = None,
        note: Mapping[str, str] | None = None,
        related: Sequence[RelatedPlace] = (),
    ) -> LocatedFinding:
        """Return a finding at a place of this file.

        Args:
            finding: what was found.
            place: where it is to be mended; None for the whole file.
            hint: what to add or change there, by language.
            note: what to know of the place, by language.
            related: other places concerned.
        """
        end = self.lines.place(place.end, place.end) if place else None
        return LocatedFinding(
            finding=finding,
            path=self.path,
            line=place.line if place else 0,
            column=place.column if place else 0,
            end_line=end.line if end else 0,
            end_column=end.column if end else 0,
            hint=hint or {},
            note=note or {},
            related=tuple(related),
        )

    def report(
        self,
        rule: str | Rule,
        place: Place | None,
        *,
        focus: str = "",
        path: str = "",
        value: str = "",
        nearest: Sequence[str] = (),
        related: Sequence[RelatedPlace] = (),
        values: Mapping[str, str] | None = None,
    ) -> LocatedFinding:
        """Return what breaks a rule at a place of this file.

        Args:
            rule: a rule, or the id of a written one.
            place: where it is to be mended; None for the whole file.
            focus: IRI of the thing concerned; empty if there is none.
            path: IRI of the property concerned.
            value: the value concerned, in N-Triples form.
            nearest: names that may have been meant.
            related: other places concerned.
            values: what the rule's message speaks of.
        """
        known = read_written_rules()[rule] if isinstance(rule, str) else rule
        finding = Finding(
            rule=known.id,
            severity=known.severity,
            focus=focus,
            path=path,
            value=value,
            messages=_write_messages(known, values or {}, nearest),
        )
        return self.locate(finding, place, related=related)

    def relate(self, messages: Mapping[str, str], place: Place | None) -> RelatedPlace:
        """Return a place of this file as one that a finding has to do with.

        Args:
            messages: what stands there, by language.
            place: where; None for the whole file.
        """
        line, column = (place.line, place.column) if place else (0, 0)
        return RelatedPlace(messages=messages, path=self.path, line=line, column=column)


def read_file(path: Path) -> TextFile:
    """Return a text file as it was read.

    Args:
        path: of the file.

    Raises:
        UnreadableError: if it cannot be read or is not UTF-8.
    """
    return TextFile(path, read_text(path))


def _write_messages(rule: Rule, values: Mapping[str, str], nearest: Sequence[str]) -> dict[str, str]:
    return {
        language: text.format_map(values)
        + (_SUGGESTION[language].format(", ".join(nearest)) if nearest else "")
        for language, text in rule.message.items()
    }
