"""Rules as text, as the rule reference in Markdown, and as JSON."""

from __future__ import annotations

import json
import re
from itertools import groupby
from textwrap import fill, indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.validate.rules.rule import Rule

_VALUE = re.compile(r"\{\w+\}")
_WIDTH = 100
_WORDS = {
    "de": {
        "what": "Meldung",
        "why": "Warum",
        "bad": "Falsch",
        "good": "Richtig",
        "source": "Steht in",
        "none": "Keines: Das darf überhaupt nicht dastehen.",
        "title": "Regeln von pso-graph",
        "intro": "Was `pso-graph validate` melden kann, geschrieben von "
        "`pso-graph explain --lang de --format markdown`. In den Beispielen fehlen bekannte Präfixe.",
    },
    "en": {
        "what": "Message",
        "why": "Why",
        "bad": "Bad",
        "good": "Good",
        "source": "Written in",
        "none": "None: this must not be there at all.",
        "title": "The rules of pso-graph",
        "intro": "What `pso-graph validate` can tell, written by `pso-graph explain --format markdown`. "
        "Well-known prefixes are left out in the examples.",
    },
}
SERIES = {
    "D": {"de": "Daten", "en": "Data"},
    "F": {"de": "Form der Dateien", "en": "Form of files"},
    "I": {"de": "Unterdrückte Befunde", "en": "Suppressed findings"},
    "M": {"de": "Formen (SHACL)", "en": "Shapes (SHACL)"},
    "O": {"de": "Ontologie", "en": "Ontology"},
    "Q": {"de": "Abfragen", "en": "Queries"},
    "S": {"de": "Was Daten erfüllen müssen (SHACL)", "en": "What data have to meet (SHACL)"},
    "V": {"de": "Belege", "en": "Evidence"},
    "X": {"de": "Syntax", "en": "Syntax"},
}
"""What the rules of a series are about, by the letter of their ids."""


def write_text(rule: Rule, language: str) -> str:
    """Return a rule as paragraphs, with its examples.

    Args:
        rule: the rule.
        language: ``de`` or ``en``.
    """
    words = _WORDS[language]
    paragraphs = [
        f"{words['what']}: {write_message(rule, language)}",
        f"{words['why']}: {rule.reason[language]}",
    ]
    parts = [
        f"{rule.id} ({rule.severity}): {rule.title[language]}",
        *(fill(paragraph, _WIDTH, break_on_hyphens=False) for paragraph in paragraphs),
        f"{words['bad']}:\n{indent(rule.bad, '  ')}",
        f"{words['good']}:\n{indent(rule.good or words['none'], '  ')}",
        f"{words['source']}: {rule.source}",
    ]
    return "\n\n".join(parts) + "\n"


def write_list(rules: Iterable[Rule], language: str) -> str:
    """Return one line for each rule.

    Args:
        rules: in order.
        language: ``de`` or ``en``.
    """
    return "".join(f"{rule.id}  {rule.severity:9}  {rule.title[language]}\n" for rule in rules)


def write_markdown(rules: Iterable[Rule], language: str) -> str:
    """Return the rule reference, in chapters by series.

    Args:
        rules: sorted by id.
        language: ``de`` or ``en``.
    """
    words = _WORDS[language]
    parts = [f"# {words['title']}", words["intro"]]
    for series, members in groupby(rules, key=find_series):
        parts.append(f"## {SERIES[series][language]}")
        for rule in members:
            parts += _write_entry(rule, language, words)
    return "\n\n".join(parts) + "\n"


def _write_entry(rule: Rule, language: str, words: Mapping[str, str]) -> list[str]:
    fence = "sparql" if rule.syntax == "sparql" else "turtle"
    good = f"```{fence}\n{rule.good}\n```" if rule.good else words["none"]
    return [
        f"### {rule.id}: {rule.title[language]}",
        f"*{rule.severity}*, `{rule.source}`",
        f"**{words['what']}.** {write_message(rule, language)}",
        f"**{words['why']}.** {rule.reason[language]}",
        f"**{words['bad']}.**\n\n```{fence}\n{rule.bad}\n```",
        f"**{words['good']}.**\n\n{good}" if rule.good else f"**{words['good']}.** {good}",
    ]


def write_json(rules: Iterable[Rule]) -> str:
    """Return the rules as a JSON document, texts in both languages.

    Args:
        rules: in order.
    """
    entries = [
        {
            "id": rule.id,
            "severity": rule.severity,
            "title": dict(rule.title),
            "message": {language: write_message(rule, language) for language in rule.message},
            "reason": dict(rule.reason),
            "bad": rule.bad,
            "good": rule.good,
            "syntax": rule.syntax,
            "source": rule.source,
        }
        for rule in rules
    ]
    return json.dumps({"rules": entries}, ensure_ascii=False, indent=2) + "\n"


def find_series(rule: Rule) -> str:
    """Return the letter that stands for the series of a rule.

    Args:
        rule: the rule.
    """
    return rule.id.removeprefix("PSO-")[:1]


def write_message(rule: Rule, language: str) -> str:
    """Return the message with a dash for what a finding would say there.

    Args:
        rule: the rule.
        language: ``de`` or ``en``.
    """
    return _VALUE.sub("…", " ".join(rule.message[language].split()))
