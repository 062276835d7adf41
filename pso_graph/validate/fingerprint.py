"""Telling a finding again in another version of the files, wherever it stands there."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.lines import SourceLines

_LABEL = re.compile(r"^_:.*", re.DOTALL)


def compute_fingerprints(findings: Iterable[LocatedFinding], lines: SourceLines, folder: Path) -> list[str]:
    """Return a fingerprint for each finding, no two alike, as 32 hex digits.

    A finding of a thing is told by rule, thing, property and value, so that lines above it, a new order
    or another file do not change it. A thing without a name (a blank node, a syntax error) is told by its
    file and the text of its line. Findings alike in all that are numbered in their order.

    Args:
        findings: in the order of their places.
        lines: of the files.
        folder: to which the names of files are relative.
    """
    seen: Counter[str] = Counter()
    fingerprints = []
    for located in findings:
        key = _describe(located, lines, folder)
        fingerprints.append(
            hashlib.sha256(f"{key}\n{seen[key]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
        )
        seen[key] += 1
    return fingerprints


def _describe(located: LocatedFinding, lines: SourceLines, folder: Path) -> str:
    finding = located.finding
    terms = finding.focus, finding.value, finding.shape
    named = [_LABEL.sub("_:", term) for term in terms]
    parts = [finding.rule, finding.component, finding.path, *named]
    if not finding.focus or named[0] == "_:":
        path = located.path
        inside = path is not None and path.is_relative_to(folder)
        parts.append(path.relative_to(folder).as_posix() if path and inside else str(path or ""))
        parts.append(" ".join(lines.read(path, located.line).split()) if path else "")
    return "\n".join(parts)
