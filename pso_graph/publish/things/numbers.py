"""Numbers as readers of a language write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language

_NUMBER = re.compile(r"([+-]?)0*(\d+)(?:\.(\d*?)0*)?")
_GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_MARKS = {"de": (".", ","), "en": (",", ".")}


def write_number(text: str, language: Language) -> str:
    """Return a number with its thousands apart; as it is where it is none.

    Args:
        text: a decimal number (XML Schema 1.1, part 2, section 3.3.3).
        language: of the words around it.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    sign, whole, rest = match.groups()
    thousands, point = _MARKS[language]
    return sign.strip("+") + _GROUP.sub(thousands, whole) + (point + rest if rest else "")
