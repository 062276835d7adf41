"""The operative verbs of resolutions and the mode that each stands for."""

from __future__ import annotations

import re

# In order: the first that fits counts. Distances are bounded, so that no text is slow to search.
_MODES = (
    ("urgent-need", r"\bs(?:ieht|ehen)\b.{0,60}\bBedarf\b"),
    (
        "deems-necessary",
        r"\b(?:sieht|sehen|hält|halten|erachtet|erachten)\b.{0,80}\b(?:erforderlich|notwendig|nötig|geboten)\b",
    ),
    ("finds", r"\bstell(?:t|en)\b.{0,80}\bfest\b"),
    ("expects", r"\berwart(?:et|en)\b"),
    ("thanks", r"\bdank(?:t|en)\b"),
    ("demands", r"\bforder(?:t|n)\b|\b(?:bittet|bitten|ersucht|ersuchen|appelliert|appellieren)\b"),
    ("welcomes", r"\bbegrüß(?:t|en)\b"),
    ("agrees", r"\bstimm(?:t|en)\b.{0,200}\bzu\b|\bteil(?:t|en)\b.{0,80}\bAuffassung\b"),
    ("supports", r"\bunterstütz(?:t|en)\b"),
)
_PATTERNS = tuple((mode, re.compile(pattern, re.DOTALL)) for mode, pattern in _MODES)


def find_mode(words: str) -> str | None:
    """Return the value of the mode scheme whose verb stands in the words of a section; None if none does."""
    return next((mode for mode, pattern in _PATTERNS if pattern.search(words)), None)
