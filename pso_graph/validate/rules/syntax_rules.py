"""The rules of syntax: what the reader says of an example is their message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import FORMATS
from pso_graph.rdf.positions import ProblemKind, read_positions
from pso_graph.rdf.positions.sentences import SENTENCES
from pso_graph.validate.rules.rule import Rule
from pso_graph.validate.rules.written import read_syntax_examples

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIXES = {"turtle": ".ttl", "trig": ".trig", "ntriples": ".nt"}
"""The suffix of a file by the syntax of an example."""

_LANGUAGES = ("de", "en")
_VALUE = re.compile(r"\{\w+\}")
_REASON = {
    "de": "Was nicht wohlgeformt ist, liest kein Programm, oder jedes anders.",
    "en": "What is not well-formed is read by no program, or by each in its own way.",
}


def list_syntax_rules() -> list[Rule]:
    """Return the rules of syntax."""
    examples = read_syntax_examples()
    return [_read(kind, examples[kind.value]) for kind in ProblemKind]


def _read(kind: ProblemKind, example: Mapping[str, str]) -> Rule:
    syntax = example.get("syntax", "turtle")
    document = read_positions(complete(example["bad"], syntax), FORMATS[SUFFIXES[syntax]])
    problem = document.problems[0]
    return Rule(
        id=kind.value,
        severity="violation",
        title={language: _VALUE.sub("…", SENTENCES[kind][language].message) for language in _LANGUAGES},
        message={
            language: f"{problem.describe(language)} {problem.advise(language)}" for language in _LANGUAGES
        },
        reason=_REASON,
        bad=example["bad"],
        good=example["good"],
        syntax=syntax,
        source="pso_graph/validate/rules/syntax.toml",
    )


def complete(text: str, syntax: str) -> str:
    """Return an example of syntax as the whole document that it is meant to be.

    Args:
        text: of the example.
        syntax: ``turtle``, ``trig`` or ``ntriples``, which has no prefixes.
    """
    if syntax == "ntriples":
        return text
    return (
        "@prefix ex: <http://example.org/> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        f"{text}\n"
    )
