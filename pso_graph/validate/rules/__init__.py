"""Every rule that a check can name: what it wants, why, and an example of each kind."""

from pso_graph.validate.rules.registry import find_rule, list_rules
from pso_graph.validate.rules.rule import Rule
from pso_graph.validate.rules.written import read_written_rules

__all__ = ["Rule", "find_rule", "list_rules", "read_written_rules"]
