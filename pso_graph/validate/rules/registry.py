"""All rules in one place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pso_graph.catalogue import read_folder
from pso_graph.catalogue.names import suggest_names
from pso_graph.core.errors import UnknownThingError
from pso_graph.core.resources import find_resource_root
from pso_graph.validate.rules.lint_rules import read_lint_rule
from pso_graph.validate.rules.shape_rules import list_shape_rules
from pso_graph.validate.rules.syntax_rules import list_syntax_rules
from pso_graph.validate.rules.written import read_written_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pso_graph.validate.rules.rule import Rule

_SHOWN = 3


_READERS: tuple[Callable[[], Iterable[Rule]], ...] = (
    lambda: read_written_rules().values(),
    lambda: map(read_lint_rule, read_folder("lint")),
    list_syntax_rules,
    lambda: list_shape_rules(find_resource_root()),
)
"""What gives the rules of each kind, the quickest first."""


@cache
def _read(kind: int) -> dict[str, Rule]:
    return {rule.id: rule for rule in _READERS[kind]()}


def list_rules() -> tuple[Rule, ...]:
    """Return every rule that a check can name, sorted by id."""
    rules = (rule for kind in range(len(_READERS)) for rule in _read(kind).values())
    return tuple(sorted(rules, key=lambda rule: rule.id))


def find_rule(name: str) -> Rule:
    """Return the rule with an id.

    Args:
        name: such as ``PSO-S012``; small letters, and the beginning ``PSO-`` left out, are fine.

    Raises:
        UnknownThingError: if there is none; with the nearest ids.
    """
    wanted = name.upper()
    for kind in range(len(_READERS)):
        rule = _read(kind).get(wanted) or _read(kind).get(f"PSO-{wanted}")
        if rule is not None:
            return rule
    nearest = suggest_names(wanted, [rule.id for rule in list_rules()])[:_SHOWN]
    fix = f"Did you mean {', '.join(nearest)}?" if nearest else "`pso-graph explain` lists them."
    raise UnknownThingError(f"There is no rule {name!r}.", fix=fix)
