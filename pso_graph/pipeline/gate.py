"""Which findings count: those that no comment in the data suppresses and no baseline knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.validate.baseline import Baseline, read_baseline, write_baseline
from pso_graph.validate.finding import reaches
from pso_graph.validate.fingerprint import compute_fingerprints
from pso_graph.validate.lines import SourceLines
from pso_graph.validate.suppression import apply_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from pso_graph.pipeline.validation import Validation
    from pso_graph.validate.finding import LocatedFinding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What counts, and what does not.

    Args:
        findings: that count, in the order of files and places.
        fingerprints: of each.
        suppressed: how many a comment suppresses.
        known: how many the baseline knows.
        stale: what the baseline knows and is no longer found, in words.
        lines: of the files.
    """

    findings: Sequence[LocatedFinding]
    fingerprints: Sequence[str]
    suppressed: int
    known: int
    stale: Sequence[str]
    lines: SourceLines

    def fails(self, threshold: str) -> bool:
        """Return whether a finding is grave enough to fail.

        Args:
            threshold: the least severity that is.
        """
        return any(reaches(located.finding.severity, threshold) for located in self.findings)

    def describe(self) -> Iterator[str]:
        """Yield how many findings there are, and what else is to be told, a line each."""
        violations = sum(located.finding.severity == "violation" for located in self.findings)
        counts = f"{len(self.findings)} findings, {violations} of them violations"
        counts += f"; {self.suppressed} suppressed" if self.suppressed else ""
        counts += f"; {self.known} known from the baseline" if self.known else ""
        yield from (f"no longer found, though the baseline has it: {words}" for words in self.stale)
        yield counts


def judge(
    checked: Validation,
    *,
    folder: Path,
    today: date,
    baseline: Path | None = None,
    write_to: Path | None = None,
) -> Verdict:
    """Return which findings count.

    Args:
        checked: what was checked and found.
        folder: to which the names of files are relative.
        today: the day that decides which suppressions hold.
        baseline: a file with known findings.
        write_to: a file to which all that count are written as known; then none is left.

    Raises:
        PsoGraphError: if the baseline cannot be read or written.
    """
    known = read_baseline(baseline) if baseline else Baseline({})
    sources = {source.path: source for source in (*checked.inputs.data, *checked.inputs.shapes)}.values()
    left, suppressed = apply_suppressions(checked.findings, sources, today, checked.covers)
    ordered = sorted(left, key=_sort_key)
    lines = SourceLines(checked.inputs.list_all())
    fingerprints = compute_fingerprints(ordered, lines, folder)
    if write_to is not None:
        write_baseline(write_to, ordered, fingerprints)
        known = Baseline(dict.fromkeys(fingerprints, ""))
    new = [
        (located, fingerprint)
        for located, fingerprint in zip(ordered, fingerprints, strict=True)
        if fingerprint not in known.entries
    ]
    return Verdict(
        findings=[located for located, _ in new],
        fingerprints=[fingerprint for _, fingerprint in new],
        suppressed=suppressed,
        known=len(ordered) - len(new),
        stale=known.list_stale(fingerprints) if checked.covers("") else [],
        lines=lines,
    )


def _sort_key(located: LocatedFinding) -> tuple[bool, str, int, int, str, str]:
    finding = located.finding
    place = located.path is None, str(located.path or ""), located.line, located.column
    return (*place, finding.rule, finding.focus)
