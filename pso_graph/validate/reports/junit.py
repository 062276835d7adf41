"""Findings as JUnit XML, which nearly every CI system shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pso_graph.validate.finding import reaches
from pso_graph.validate.reports.escaping import escape_controls

if TYPE_CHECKING:
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report


def write_junit(report: Report) -> str:
    """Return a test suite with one case for each finding, or one that passes if there is none.

    A finding that is not grave enough to fail is a case that passes and says it in its output.

    Args:
        report: the findings.
    """
    failing = sum(reaches(located.finding.severity, report.fail_on) for located in report.findings)
    counts = {"tests": str(len(report.findings) or 1), "failures": str(failing), "errors": "0"}
    suites = Element("testsuites", {"name": "pso-graph validate", **counts})
    suite = SubElement(suites, "testsuite", {"name": "pso-graph validate", **counts})
    for located in report.findings:
        _add_case(suite, located, report)
    if not report.findings:
        SubElement(suite, "testcase", {"classname": "pso-graph validate", "name": "conforms"})
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add_case(suite: Element, located: LocatedFinding, report: Report) -> None:
    finding = located.finding
    path = escape_controls(report.show_path(located.path)) if located.path else ""
    place = f"{path}:{located.line}:{located.column}" if located.line else path
    name = escape_controls(f"{finding.rule} {finding.focus}".strip())
    attributes = {"classname": path or "pso-graph validate", "name": f"{name} ({place})" if place else name}
    attributes |= {"file": path} if path else {}
    attributes |= {"line": str(located.line)} if located.line else {}
    case = SubElement(suite, "testcase", attributes)
    message = escape_controls(report.say(located))
    text = f"{place}: {finding.severity}: {message}"
    text += f"\n{escape_controls(finding.value)}" if finding.value else ""
    if reaches(finding.severity, report.fail_on):
        kind = {"message": message, "type": escape_controls(finding.rule)}
        SubElement(case, "failure", kind).text = text
    else:
        SubElement(case, "system-out").text = text
