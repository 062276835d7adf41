"""What the comparison of validators prints."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from tests.benchmarks.validation_contestants import OURS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from tests.benchmarks.validation_contestants import Found
    from tests.benchmarks.validation_runs import Run

PLANTED = "as planted"
_WIDTH = 20  # of a name


def print_head() -> None:
    """Print the head of the table of figures."""
    names = f"{'validator':<{_WIDTH}}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'findings':>10}"
    print(f"{names}   it / ours:  wall     CPU    peak", flush=True)


def print_run(name: str, taken: Run, ours: Run | None) -> None:
    """Print the figures of a validator, and as multiples of ours.

    Args:
        name: of the validator.
        taken: what it took.
        ours: what ours took, if it ran.
    """
    more = ">" if taken.problem else ""
    count = "-" if taken.findings is None else str(taken.findings.total())
    line = f"{name:<{_WIDTH}}{taken.seconds:>9.2f}{taken.cpu:>9.2f}{taken.peak:>10.0f}{count:>10}"
    if name != OURS and ours and not ours.problem and not taken.problem.startswith("failed"):
        ratios = taken.seconds / ours.seconds, taken.cpu / ours.cpu, taken.peak / ours.peak
        line += " " * 12 + "".join(f"{more}{ratio:.1f}".rjust(8) for ratio in ratios)
    print(line + (f"   {taken.problem}" if taken.problem else f"   {taken.packages}"), flush=True)


def print_absent(name: str, reason: str) -> None:
    """Print that a validator was not measured.

    Args:
        name: of the validator.
        reason: why.
    """
    print(f"{name:<{_WIDTH}}   left out: {reason}", flush=True)


def print_agreement(findings: Mapping[str, Counter[Found]]) -> None:
    """Print of each two validators how many findings both have, and how many only one has.

    Args:
        findings: by validator, and as planted.
    """
    print(f"\n{'of findings':<{_WIDTH}}{'both':>7}{'only the first':>16}{'only the second':>17}")
    for (first, ours), (second, theirs) in combinations(findings.items(), 2):
        both, less, more = ((ours & theirs), (ours - theirs), (theirs - ours))
        counts = f"{both.total():>7}{less.total():>16}{more.total():>17}"
        print(f"{'':<{_WIDTH}}{counts}   {first} | {second}{_describe(less, more)}", flush=True)


def _describe(less: Counter[Found], more: Counter[Found]) -> str:
    """Return of which components the findings are that only one has."""
    parts = [
        f"{sign}{component}"
        for sign, found in (("-", less), ("+", more))
        for component in sorted({f"{item.shape}:{item.component}" for item in found})
    ]
    return f"   {' '.join(parts)}" if parts else ""
