"""What a change asks of the version number (Semantic Versioning 2.0.0), and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pso_graph.rdf.terms import NamedNode, Term


class Step(IntEnum):
    """The part of a version number that a change raises, the greater the graver."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one change of a term or shape asks for.

    Args:
        step: the part of the version number.
        reason: key of ``REASONS``.
        thing: the term or shape.
        predicate: the property that has changed; None if the thing as a whole has.
    """

    step: Step
    reason: str
    thing: Term
    predicate: NamedNode | None = None


REASONS = {
    "added": {"de": "neu", "en": "added"},
    "removed": {"de": "entfallen", "en": "removed"},
    "kind": {"de": "andere Art von Begriff", "en": "another kind of term"},
    "narrowed": {"de": "enger", "en": "narrowed"},
    "widened": {"de": "weiter", "en": "widened"},
    "axiom-added": {"de": "es folgt mehr", "en": "more follows"},
    "axiom-removed": {"de": "es folgt weniger", "en": "less follows"},
    "value": {"de": "anderer Wert in Tabellen und Abfragen", "en": "another value in tables and queries"},
    "deprecated": {"de": "veraltet oder nicht mehr", "en": "deprecated or no longer so"},
    "text": {"de": "Name, Erläuterung oder Anmerkung", "en": "label, definition or note"},
    "identifier": {"de": "andere Kennung der Regel", "en": "another id of the rule"},
    "stricter": {"de": "strenger", "en": "stricter"},
    "stricter-hint": {"de": "strenger, aber kein Verstoß", "en": "stricter, but no violation"},
    "looser": {"de": "weniger streng", "en": "less strict"},
}
"""Why a change asks for its step, by key and language."""
