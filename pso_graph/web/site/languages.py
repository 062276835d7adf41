"""Choosing a language for a reader."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pso_graph.publish.languages import LANGUAGES
from pso_graph.web.http.negotiation import read_qualities

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language

_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def choose_language(accept: str | None) -> Language:
    """Return the language that a reader likes best (RFC 9110, section 12.5.4; RFC 4647, section 3.4).

    Args:
        accept: value of the Accept-Language header; None or empty for no wish.
    """
    best, most = LANGUAGES[0], 0.0
    wishes = dict(read_qualities(accept or ""))
    for language in LANGUAGES:
        quality = max(
            (wish for tag, wish in wishes.items() if tag.lower().split("-")[0] == language),
            default=wishes.get("*", 0.0),
        )
        if quality > most:
            best, most = language, quality
    return best
