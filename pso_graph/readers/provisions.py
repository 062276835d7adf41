"""Paragraphs and articles of laws: "§ 34 SGB VIII", "Artikel 3 Absatz 2 des Grundgesetzes (GG)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(
    r"(?P<sign>§|Artikel|Art\.)\s{0,3}(?P<number>\d{1,4}[a-z]?)\b"
    r"(?P<inner>(?:\s{1,3}(?:Absatz|Abs\.|Satz|Nummer|Nr\.|Buchstabe)\s{1,3}(?:\d{1,3}[a-z]?|[a-z])\b){0,4})"
)
# "SGB VIII", "KiföG M-V", "GG": two capitals at least, then perhaps a book number or a land.
_SHORT = (
    r"[A-ZÄÖÜ][a-zäöüß]{0,12}(?:[A-ZÄÖÜ][a-zäöüß]{0,12}){1,6}(?:\s{1,3}(?:[IVX]{1,5}|[A-Z]-?[A-Z]{1,2})\b)?"
)
_BARE = re.compile(rf"\s{{1,3}}(?P<short>{_SHORT})(?![\w-])")
_NAMED = re.compile(
    r"\s{1,3}(?P<article>des|der)\s{1,3}"
    r"(?P<name>[A-ZÄÖÜ][\w-]{1,60}(?:\s{1,3}(?:(?:des|der|für|zur|zum|über|und)\s{1,3}){0,2}[A-ZÄÖÜ][\w-]{1,60}){0,5})"
    r"(?:\s{1,3}\((?P<short>[^()\n]{2,30})\))?"
)
_LAW = re.compile(
    r"gesetz|buch|verfassung|ordnung|vertrag|konvention|deklaration|erklärung|charta|abkommen|satzung"
    r"|richtlinie|pakt|statut|protokoll",
    re.IGNORECASE,
)
_LONG = {"Abs.": "Absatz", "Nr.": "Nummer", "Art.": "Artikel"}


def find_provisions(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (offsets in the words) and normal form of each provision that names its law.

    A paragraph without a law ("§ 50" again, a line later) is no mention by itself.
    """
    for place in _PLACE.finditer(words):
        bare = _BARE.match(words, place.end())
        named = None if bare else _NAMED.match(words, place.end())
        if bare:
            yield place.start(), bare.end(), f"{_tidy(bare['short'])} {_normalise(place)}"
        elif named and _LAW.search(named["name"]):
            law = named["short"] or _nominative(named["name"], named["article"])
            yield place.start(), named.end(), f"{_tidy(law)} {_normalise(place)}"


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _normalise(place: re.Match[str]) -> str:
    parts = (place["sign"], place["number"], *place["inner"].split())
    return " ".join(_LONG.get(part, part) for part in parts)


def _nominative(name: str, article: str) -> str:
    """The name of a law from its genitive: "des Aufenthaltsgesetzes" → "Aufenthaltsgesetz"."""
    first, *rest = name.split()
    if article == "des":
        first = re.sub(r"(gesetz|buch)(?:es)$", r"\1", first)
        first = re.sub(r"(vertrag|statut|pakt|protokoll|abkommen)(?:e?s)$", r"\1", first, flags=re.IGNORECASE)
    elif rest and first.endswith("en"):
        first = first[:-1]
    return " ".join((first, *rest))
