"""What is said of rules, for reports that explain them: by the project's registry, else by the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.terms import Literal
from pso_graph.validate.location.shapes import Shape
from pso_graph.validate.location.statements import Statements
from pso_graph.validate.location.written import read_node
from pso_graph.validate.reports.report import RuleText
from pso_graph.validate.rules import find_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.rules import Rule
    from pso_graph.validate.sources import SourceFile


def explain_rules(findings: Iterable[LocatedFinding], shapes: Sequence[SourceFile]) -> dict[str, RuleText]:
    """Return what is known of the rules of findings, by id.

    A shape says it with ``sh:name``, ``sh:description`` and ``sh:message``.

    Args:
        findings: the findings.
        shapes: the files with shapes.
    """
    statements = Statements(shapes)
    nodes = {located.finding.rule: located.finding.shape for located in findings}
    return {
        rule: _read_shape(Shape(read_node(node), statements)) if node else _read_rule(find_rule(rule))
        for rule, node in nodes.items()
    }


def _read_shape(shape: Shape) -> RuleText:
    return RuleText(*(_read_texts(shape, name) for name in ("name", "description", "message")))


def _read_rule(rule: Rule) -> RuleText:
    return RuleText(rule.title, rule.reason, rule.message)


def _read_texts(shape: Shape, name: str) -> dict[str, str]:
    values = [value for value in shape.list_values(name) if isinstance(value, Literal)]
    return {value.language or "en": value.value for value in values}
