"""Comments in data that suppress findings, and what is wrong with them.

``# pso-graph: ignore PSO-S012 until 2027-01-31: reason`` above a block holds for the block, above or
behind another line for that line. Several rules stand with commas between them. A suppression holds to
the end of its day, needs a reason, and is itself a finding when it is wrong, has expired or has no use.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pso_graph.validate.finding import LocatedFinding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pso_graph.rdf.positions import Place
    from pso_graph.validate.sources import SourceFile

_MARK = "pso-graph:"
_COMMENT = re.compile(r"(?<!\S)#[ \t]*pso-graph:[ \t]*([^\r\n]*)")  # in an IRI no blank stands before #
_RULE = r"[^\s,]+"
_IGNORE = re.compile(
    rf"ignore[ \t]+(?P<rules>{_RULE}(?:[ \t]*,[ \t]*{_RULE})*?)"
    r"(?:[ \t]+until[ \t]+(?P<until>[^\s:]+))?[ \t]*(?::(?:[ \t]+(?P<reason>.*))?)?"
)
_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*+")
_SYNTAX = "PSO-X"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that is understood.

    Args:
        source: the file in which it stands.
        place: of the comment.
        rules: ids of the rules that it suppresses.
        until: the last day on which it holds.
        first: the first line that it holds for.
        last: the last line that it holds for.
    """

    source: SourceFile
    place: Place
    rules: tuple[str, ...]
    until: date
    first: int
    last: int

    def covers(self, located: LocatedFinding, rule: str) -> bool:
        """Return whether a finding of a rule is one that it speaks of.

        Args:
            located: the finding.
            rule: one of its rules.
        """
        here = located.path == self.source.path and self.first <= located.line <= self.last
        return here and located.finding.rule == rule


def apply_suppressions(
    findings: Sequence[LocatedFinding],
    sources: Iterable[SourceFile],
    today: date,
    is_checked: Callable[[str], bool] = lambda _: True,
) -> tuple[list[LocatedFinding], int]:
    """Return the findings that count, with what is wrong with suppressions, and how many are suppressed.

    Syntax errors cannot be suppressed. In a broken file, and for a comment that has expired, it is not
    asked whether it has a use.

    Args:
        findings: of all checks.
        sources: the files that were checked; those of formats without comments say nothing.
        today: the day of the check.
        is_checked: whether a rule was looked for, wherever it could be broken; only then a suppression
            of it can be without use.
    """
    kept = list(findings)
    about: list[LocatedFinding] = []
    for source in sources:
        for found in _read_comments(source):
            if isinstance(found, LocatedFinding):
                about.append(found)
            elif found.until < today:
                values = {"until": found.until.isoformat()}
                about.append(source.report("PSO-I004", found.place, values=values))
            else:
                unused = _apply(found, kept)
                about += (
                    source.report("PSO-I005", found.place, values={"rule": rule})
                    for rule in unused
                    if is_checked(rule)
                )
    return [*kept, *about], len(findings) - len(kept)


def _apply(suppression: Suppression, kept: list[LocatedFinding]) -> Iterator[str]:
    """Take out of ``kept`` what a comment suppresses, and yield the rules for which that is nothing."""
    for rule in suppression.rules:
        left = [located for located in kept if not suppression.covers(located, rule)]
        if len(left) == len(kept) and suppression.source.error is None:
            yield rule
        kept[:] = left


def _read_comments(source: SourceFile) -> Iterator[Suppression | LocatedFinding]:
    if _MARK not in source.text or not source.has_positions:
        return
    strings = sorted(
        (quad.object_.offset, quad.object_.end) for quad in source.document.quads
    )  # what looks like a comment may stand in a string
    starts = [start for start, _ in strings]
    for match in _COMMENT.finditer(source.text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= strings[before][1]:
            yield _read(match, source)


def _read(match: re.Match[str], source: SourceFile) -> Suppression | LocatedFinding:
    end = match.start(1) + len(match[1].rstrip())
    place = source.lines.place(match.start(), end)
    words = _IGNORE.fullmatch(match[1].rstrip())
    if not words:
        return source.report("PSO-I001", place)
    if not (words["reason"] or "").strip():
        return source.report("PSO-I002", place)
    try:
        until = date.fromisoformat(words["until"] or "")
    except ValueError:
        return source.report("PSO-I003", place)
    rules = tuple(dict.fromkeys(re.split(r"[ \t]*,[ \t]*", words["rules"])))
    if any(rule.startswith(_SYNTAX) for rule in rules):
        return source.report("PSO-I001", place)
    return Suppression(source, place, rules, until, *_find_lines(place, source))


def _find_lines(comment: Place, source: SourceFile) -> tuple[int, int]:
    """Return the first and last line that a comment holds for."""
    lines = source.lines
    if lines.indent(comment.offset) is None:
        return comment.line, comment.line
    space = _SPACE.match(source.text, comment.end)
    offset = space.end() if space else comment.end
    first = lines.place(offset, offset).line
    blocks = [quad.block for quad in source.document.quads if quad.block.offset == offset]
    last = max((lines.place(block.end, block.end).line for block in blocks), default=first)
    return first, last
