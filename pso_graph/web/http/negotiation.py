"""Content negotiation (RFC 9110, section 12.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.web.http.grammar import PARAMETER, QUOTED, TOKEN, read_parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

_RANGE = re.compile(rf"\s*+(?:({TOKEN})/({TOKEN})|(\*))((?:{PARAMETER})*+)\s*+")
_NAMED = re.compile(rf"\s*({TOKEN})\s*(?:;\s*[qQ]\s*=\s*({TOKEN}))?\s*")
_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|\.[0-9]{1,3}|1(?:\.0{0,3})?")
_PART = re.compile(rf'(?:[^",]|{QUOTED})+')
_LONGEST = 2000  # characters of a header that are looked at; browsers send less than two hundred


@dataclass(frozen=True, slots=True)
class Offer:
    """A form in which an answer can be given.

    Args:
        name: our name of the format.
        media_type: its registered type, in lower case.
        aliases: other types that ask for it too.
        charset: parameter of the Content-Type, or empty.
        names: other names of the format.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: str = ""
    names: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def content_type(self) -> str:
        """The Content-Type header of an answer in this form."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


class _Range(NamedTuple):
    """A media range: what it matches, what it asks for besides, and how much it is liked."""

    media_type: str
    parameters: frozenset[tuple[str, str]]
    quality: float


_SENT = frozenset({("charset", "utf-8")})
"""What all that we send is, whether its Content-Type says so or not."""


def choose_offer(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a client likes best, or None if it accepts none.

    A range with the type given counts before ``type/*``, that before ``*/*``, and of two alike the one
    with more parameters; among equal qualities the first offer wins. A range that does not parse is
    passed over, but for the ``*`` and ``q=.2`` that Java's own client sends. A parameter that no offer
    has rules a form out only as long as another is left.

    Args:
        accept: value of the Accept header, several joined by commas; None or empty accepts everything.
        offers: the usual one first.
    """
    if not accept or not accept.strip():
        return offers[0]
    ranges = _read_ranges(accept[:_LONGEST])
    return _choose(ranges, offers) or _choose(
        [wanted._replace(parameters=frozenset()) for wanted in ranges], offers
    )


def read_qualities(header: str) -> list[tuple[str, float]]:
    """Return the names in a header such as Accept-Encoding, in lower case, with their qualities.

    A part that does not parse is passed over.

    Args:
        header: its value.
    """
    rated = []
    for part in header[:_LONGEST].split(","):
        match = _NAMED.fullmatch(part)
        quality = _read_quality(match[2] or "1") if match else None
        if match and quality is not None:
            rated.append((match[1].lower(), quality))
    return rated


@lru_cache(maxsize=256)
def _read_ranges(accept: str) -> list[_Range]:
    ranges = (_parse(part) for part in _PART.findall(accept))
    return [wanted for wanted in ranges if wanted is not None]


def _parse(text: str) -> _Range | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    parameters = read_parameters(match[4])
    weights = [value for name, value in parameters if name == "q"]
    quality = _read_quality(weights[-1]) if weights else 1.0
    if quality is None:
        return None
    media_type = f"{match[1]}/{match[2]}".lower() if match[1] else "*/*"
    return _Range(media_type, frozenset(pair for pair in parameters if pair[0] != "q"), quality)


def _read_quality(written: str) -> float | None:
    return float(written) if _QUALITY.fullmatch(written) else None


def _choose(ranges: Sequence[_Range], offers: Sequence[Offer]) -> Offer | None:
    best = max(offers, key=lambda offer: _rate(offer, ranges))
    return best if _rate(best, ranges) > 0 else None


def _rate(offer: Offer, ranges: Sequence[_Range]) -> float:
    """Return the quality that the most specific range gives an offer; 0 if none matches.

    Wildcards speak of the type that would be sent; aliases count only where they are named, and after it.
    """
    ranks = dict.fromkeys(offer.aliases, 2)
    ranks |= {"*/*": 0, offer.media_type.partition("/")[0] + "/*": 1, offer.media_type: 3}
    rated = [
        ((ranks[wanted.media_type], len(wanted.parameters)), wanted.quality)
        for wanted in ranges
        if wanted.media_type in ranks and wanted.parameters <= _SENT
    ]
    return max(rated, default=((0, 0), 0.0))[1]
