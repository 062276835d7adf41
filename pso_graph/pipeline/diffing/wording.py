"""What comparisons are told with: fixed words in two languages, and names that hold no surprise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.pipeline.diffing.values import write_value
from pso_graph.rdf.namespaces import GRAPHS
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.pipeline.diffing.comparing import Comparison
    from pso_graph.pipeline.diffing.steps import Verdict
    from pso_graph.pipeline.diffing.things import PropertyChange, ThingChange
    from pso_graph.pipeline.diffing.values import Value

WORDS = {
    "de": {
        "added": "neu",
        "removed": "entfallen",
        "changed": "geändert",
        "nothing": "Nichts hat sich geändert.",
        "things": "Dinge",
        "statements": "Aussagen",
        "step": "Empfohlener Versionsschritt",
        "change": "Änderung",
        "term": "Begriff oder Shape",
        "left out": "Ausgelassen, weil der Text sonst zu lang wäre",
        "in": "in",
    },
    "en": {
        "added": "added",
        "removed": "removed",
        "changed": "changed",
        "nothing": "Nothing has changed.",
        "things": "things",
        "statements": "statements",
        "step": "Recommended version step",
        "change": "Change",
        "term": "Term or shape",
        "left out": "Left out, since the text would be too long",
        "in": "in",
    },
}

# Controls would steer a terminal, separators of lines break them, bidirectional marks turn text round.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return a text on one line, in which characters that steer rather than show are written out.

    Args:
        text: from anybody's data.
    """
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04X}", text)


def write_name(value: Value) -> str:
    """Return a value as people write it, on one line."""
    return clean(write_value(value, read_prefixes()))


def choose_label(labels: Mapping[str, str], language: str) -> str:
    """Return what a thing is called, in a language or in whatever there is; empty if there is nothing.

    Args:
        labels: by language.
        language: ``de`` or ``en``.
    """
    found = (labels[key] for key in (language, "en", "de", "", *sorted(labels)) if key in labels)
    return clean(next(found, ""))


def list_places(change: ThingChange) -> Mapping[str, str]:
    """Return how to tell the graphs of a change apart, by IRI; nothing if it is all in one."""
    graphs = sorted({part.graph for part in change.properties})
    return {graph: clean(graph.removeprefix(GRAPHS)) for graph in graphs if len(graphs) > 1}


def write_values(change: PropertyChange) -> tuple[list[str], list[str]]:
    """Return removed and added values of a property; their language stands with its name."""

    def write(value: Value) -> str:
        return write_name(Literal(value.value) if isinstance(value, Literal) and value.language else value)

    return [write(value) for value in change.removed], [write(value) for value in change.added]


def write_property(change: PropertyChange) -> str:
    """Return a property with the language of its values."""
    return f"{write_name(change.predicate)} {clean(change.language)}".rstrip()


def count_things(comparison: Comparison, language: str) -> str:
    """Return in one sentence how many things and statements have changed.

    Args:
        comparison: what has changed.
        language: ``de`` or ``en``.
    """
    words = WORDS[language]
    kinds = [change.kind for change in comparison.things]
    things = ", ".join(f"{kinds.count(kind)} {words[kind]}" for kind in ("added", "removed", "changed"))
    difference = comparison.difference
    statements = f"{len(difference.added)} {words['added']}, {len(difference.removed)} {words['removed']}"
    return f"{words['things']}: {things}; {words['statements']}: {statements}"


def list_notable(comparison: Comparison) -> list[Verdict]:
    """Return what asks for more than a patch, the gravest first."""
    return [verdict for verdict in comparison.verdicts if verdict.step > 1]
