"""Findings as SARIF 2.1.0 (OASIS), which code hosting and editors read."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from pso_graph.validate.reports.report import RuleText

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "psoGraph/v1"


def write_sarif(report: Report) -> str:
    """Return a log with one run; files in the folder of the report are relative to ``%SRCROOT%``.

    Args:
        report: the findings.
    """
    used = list(dict.fromkeys(located.finding.rule for located in report.findings))
    driver = {
        "name": "pso-graph",
        "semanticVersion": version("pso-graph"),
        "rules": [_describe_rule(rule, report) for rule in used],
    }
    results = [
        _describe(located, fingerprint, used.index(located.finding.rule), report)
        for located, fingerprint in zip(report.findings, report.fingerprints, strict=True)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": report.language,
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which the check ran."}}},
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _describe_rule(rule: str, report: Report) -> dict[str, object]:
    found = next(located for located in report.findings if located.finding.rule == rule)
    known = report.rules.get(rule, RuleText({}, {}, {}))
    helping = known.help or found.finding.messages
    title, reason = known.title or {"en": rule}, known.reason or helping
    return {
        "id": rule,
        "shortDescription": {"text": report.choose(title)},
        "fullDescription": {"text": report.choose(reason)},
        "help": {"text": report.choose(helping)},
        "defaultConfiguration": {"level": _LEVELS[found.finding.severity]},
    }


def _describe(located: LocatedFinding, fingerprint: str, index: int, report: Report) -> dict[str, object]:
    finding = located.finding
    note = f" {report.choose(located.note)}" if located.note else ""
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": report.say(located) + note},
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {name: value for name, value in _list_terms(located) if value},
    }
    place: dict[str, object] = {}
    if located.path:
        ends = {"endLine": located.end_line, "endColumn": located.end_column} if located.end_line else {}
        place["physicalLocation"] = _place(located.path, located.line, located.column, report, **ends)
    if finding.focus:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.focus, "kind": "resource"}]
    if place:
        result["locations"] = [place]
    if located.related:
        result["relatedLocations"] = [
            {
                "message": {"text": report.choose(related.messages)},
                **(
                    {"physicalLocation": _place(related.path, related.line, related.column, report)}
                    if related.path
                    else {}
                ),
            }
            for related in located.related
        ]
    return result


def _list_terms(located: LocatedFinding) -> tuple[tuple[str, str], ...]:
    finding = located.finding
    return (
        ("path", finding.path),
        ("value", finding.value),
        ("shape", finding.shape),
        ("component", finding.component),
    )


def _place(path: Path, line: int, column: int, report: Report, **ends: int) -> dict[str, object]:
    uri = report.write_uri(path)
    base = {} if uri.startswith("file:") else {"uriBaseId": _ROOT}
    region = {"region": {"startLine": line, "startColumn": column, **ends}} if line else {}
    return {"artifactLocation": {"uri": uri, **base}, **region}
