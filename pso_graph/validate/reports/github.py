"""Findings as GitHub workflow commands, which become annotations at the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import shorten_iri
from pso_graph.validate.reports.escaping import escape_controls

if TYPE_CHECKING:
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report

_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def write_github(report: Report) -> str:
    """Return a line ``::error file=…,line=…,title=…::message`` for each finding.

    Args:
        report: the findings.
    """
    return "".join(f"{_describe(located, report)}\n" for located in report.findings)


def _describe(located: LocatedFinding, report: Report) -> str:
    finding = located.finding
    properties: dict[str, str | int] = {}
    if located.path:
        properties["file"] = report.show_path(located.path)
    if located.line:
        properties |= {"line": located.line, "col": located.column}
    if located.end_line:
        properties["endLine"] = located.end_line
        if located.end_line == located.line:  # the runner refuses columns in a range of several lines
            properties["endColumn"] = located.end_column
        else:
            del properties["col"]
    properties["title"] = finding.rule
    written = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    thing = f"{shorten_iri(finding.focus)}: " if finding.focus else ""
    return f"::{_COMMANDS[finding.severity]} {written}::{_escape(thing + report.say(located))}"


def _escape(text: str) -> str:
    return escape_controls(text).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
