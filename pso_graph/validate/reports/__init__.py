"""Findings in the formats that people, editors and CI systems read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.validate.reports.github import write_github
from pso_graph.validate.reports.gitlab import write_gitlab
from pso_graph.validate.reports.json_findings import write_json
from pso_graph.validate.reports.junit import write_junit
from pso_graph.validate.reports.report import Report, RuleText
from pso_graph.validate.reports.rules import explain_rules
from pso_graph.validate.reports.sarif import write_sarif
from pso_graph.validate.reports.text import write_text
from pso_graph.validate.reports.turtle import write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": write_text,
    "json": write_json,
    "sarif": write_sarif,
    "junit": write_junit,
    "github": write_github,
    "gitlab": write_gitlab,
    "turtle": write_turtle,
}
"""What writes a report, by the name of its format."""

__all__ = ["FORMATS", "Report", "RuleText", "explain_rules"]
