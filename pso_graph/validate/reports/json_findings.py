"""Findings as JSON, for programs of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report


def write_json(report: Report) -> str:
    """Return ``{"findings": […]}``; what is not known is null.

    Args:
        report: the findings.
    """
    findings = [
        _describe(located, fingerprint, report)
        for located, fingerprint in zip(report.findings, report.fingerprints, strict=True)
    ]
    return json.dumps({"findings": findings}, indent=2) + "\n"


def _describe(located: LocatedFinding, fingerprint: str, report: Report) -> dict[str, object]:
    finding = located.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": report.choose(finding.messages),
        "hint": report.choose(located.hint) if located.hint else None,
        "note": report.choose(located.note) if located.note else None,
        "file": report.show_path(located.path) if located.path else None,
        "line": located.line or None,
        "column": located.column or None,
        "endLine": located.end_line or None,
        "endColumn": located.end_column or None,
        "focus": finding.focus or None,
        "path": finding.path or None,
        "value": finding.value or None,
        "shape": finding.shape or None,
        "component": finding.component or None,
        "graph": finding.graph or None,
        "related": [
            {
                "message": report.choose(place.messages),
                "file": report.show_path(place.path) if place.path else None,
                "line": place.line or None,
                "column": place.column or None,
            }
            for place in located.related
        ],
        "fingerprint": fingerprint,
    }
