"""A baseline: the findings that are known, so that only new ones count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import BaselineError
from pso_graph.core.files import write_atomically
from pso_graph.core.resources import read_text
from pso_graph.validate.finding import choose_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings.

    Args:
        entries: what each is, in words, by fingerprint.
    """

    entries: Mapping[str, str]

    def list_stale(self, fingerprints: Iterable[str]) -> list[str]:
        """Return what is known and no longer found, in words, sorted.

        Args:
            fingerprints: of all that is found now.
        """
        gone = self.entries.keys() - set(fingerprints)
        return sorted(self.entries[fingerprint] for fingerprint in gone)


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file.

    Args:
        path: a file that ``write_baseline`` made.

    Raises:
        UnreadableError: if it cannot be read.
        BaselineError: if it is no baseline.
    """
    try:
        content = json.loads(read_text(path))
        known = {_VERSION: content["findings"]}[content["version"]]
        entries = {str(entry["fingerprint"]): str(entry["finding"]) for entry in known}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(
            "This is no baseline that this version can read.",
            where=str(path),
            fix="Write it again with `pso-graph validate --write-baseline`.",
        ) from error
    return Baseline(entries)


def write_baseline(path: Path, findings: Iterable[LocatedFinding], fingerprints: Iterable[str]) -> None:
    """Write findings as the known ones.

    The order is that of rule and thing, so that a comparison of two versions of the file shows what came
    and went.

    Args:
        path: the file.
        findings: the findings.
        fingerprints: of each.

    Raises:
        UnreadableError: if the file cannot be written.
    """
    entries = sorted(
        (_describe(located), fingerprint) for located, fingerprint in zip(findings, fingerprints, strict=True)
    )
    known = [{"fingerprint": fingerprint, "finding": words} for words, fingerprint in entries]
    content = {"version": _VERSION, "findings": known}
    write_atomically(
        path, json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    )


def _describe(located: LocatedFinding) -> str:
    finding = located.finding
    thing = finding.focus or (located.path.name if located.path else "")
    parts = (finding.rule, thing, finding.path, finding.value, choose_text(finding.messages, "en"))
    return " ".join(part for part in parts if part and not part.startswith("_:"))
