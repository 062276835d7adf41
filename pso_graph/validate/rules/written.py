"""The rules of our own checks, which are written in files beside this one, and examples of syntax."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pso_graph.core.resources import read_text
from pso_graph.validate.rules.rule import Rule

_FOLDER = Path(__file__).parent
_EXAMPLES = "syntax"
_SYNTAX = {"queries": "sparql"}


@cache
def read_written_rules() -> dict[str, Rule]:
    """Return the rules of our own checks by id, sorted."""
    rules = {}
    for path in _FOLDER.glob("*.toml"):
        if path.stem != _EXAMPLES:
            syntax, source = _SYNTAX.get(path.stem, "turtle"), f"pso_graph/validate/rules/{path.name}"
            for rule, values in tomllib.loads(read_text(path)).items():
                rules[rule] = Rule(id=rule, syntax=syntax, source=source, **_strip(values))
    return dict(sorted(rules.items()))


def read_syntax_examples() -> dict[str, dict[str, str]]:
    """Return ``bad``, ``good`` and, where it is not Turtle, ``syntax`` of each rule of syntax by id."""
    text = read_text(_FOLDER / f"{_EXAMPLES}.toml")
    return {rule: _strip(values) for rule, values in tomllib.loads(text).items()}


def _strip(values: dict[str, Any]) -> dict[str, Any]:
    return values | {name: values[name].strip() for name in ("bad", "good")}
