"""The rules of lint queries, from their headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.core.errors import CatalogueError
from pso_graph.validate.rules.rule import Rule

if TYPE_CHECKING:
    from pso_graph.catalogue import Query

_PARTS = {"de": ("Problem", "Warum", "Abhilfe"), "en": ("Problem", "Why", "Fix")}


def read_lint_rule(query: Query) -> Rule:
    """Return the rule that a lint query looks for.

    Its description has three parts; problem and fix, and what a row names, make up the message.

    Args:
        query: with ``id``, ``severity``, ``bad`` and ``good`` in its header.

    Raises:
        CatalogueError: if one of them, or a part of the description, is missing.
    """
    parts = {language: _split(query, language) for language in _PARTS}
    return Rule(
        id=_read_text(query, "id"),
        severity=_read_text(query, "severity"),
        title=query.summary,
        message={
            language: f"{problem} {fix} ({{focus}}: {{detail}})"
            for language, (problem, _, fix) in parts.items()
        },
        reason={language: why for language, (_, why, _) in parts.items()},
        bad=_read_text(query, "bad"),
        good=_read_text(query, "good"),
        source=f"queries/lint/{query.path.name}",
    )


def _split(query: Query, language: str) -> tuple[str, str, str]:
    first, second, third = _PARTS[language]
    text = " ".join(query.description[language].split())
    match = re.fullmatch(rf"{first}: (.+) {second}: (.+) {third}: (.+)", text)
    if match is None:
        raise _refuse(query, f"The description lacks {first}, {second} or {third}")
    return match[1], match[2], match[3]


def _read_text(query: Query, field: str) -> str:
    value = query.more.get(field)
    if not isinstance(value, str):
        raise _refuse(query, f"The header lacks the text {field}")
    return value.strip()


def _refuse(query: Query, problem: str) -> CatalogueError:
    return CatalogueError(f"{problem}.", where=str(query.path), fix="Write it as the other lint queries do.")
