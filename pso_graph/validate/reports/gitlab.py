"""Findings as a GitLab code quality report, which merge requests show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import shorten_iri

if TYPE_CHECKING:
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report

_SEVERITIES = {"violation": "major", "warning": "minor", "info": "info"}


def write_gitlab(report: Report) -> str:
    """Return a list of issues; each needs a file and a line, so what has none is at the first of all.

    Args:
        report: the findings.
    """
    issues = [
        _describe(located, fingerprint, report)
        for located, fingerprint in zip(report.findings, report.fingerprints, strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"


def _describe(located: LocatedFinding, fingerprint: str, report: Report) -> dict[str, object]:
    finding = located.finding
    thing = f"{shorten_iri(finding.focus)}: " if finding.focus else ""
    begin = {"line": located.line or 1, "column": located.column or 1}
    end = {"line": located.end_line, "column": located.end_column} if located.end_line else begin
    return {
        "description": thing + report.say(located),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": report.show_path(located.path) if located.path else ".",
            "positions": {"begin": begin, "end": end},
        },
    }
