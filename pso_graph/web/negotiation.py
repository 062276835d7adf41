"""Content negotiation (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110's name for it, no secret
_PARAMETER = re.compile(rf'\s*;\s*({_TOKEN})\s*=\s*({_TOKEN}|"(?:[^"\\]|\\.)*")')
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})((?:{_PARAMETER.pattern})*)\s*")
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A form in which an answer can be given.

    Args:
        name: our name of the format.
        media_type: its registered type.
        aliases: other types that ask for it too.
        charset: parameter of the Content-Type, or empty.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: str = ""

    @property
    def content_type(self) -> str:
        """The Content-Type header of an answer in this form."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


def choose_offer(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a client likes best, or None if it accepts none.

    A range with the type given counts before ``type/*``, that before ``*/*``; among equal
    qualities the first offer wins. A range that does not parse is passed over.

    Args:
        accept: value of the Accept header; None or empty accepts everything.
        offers: the usual one first.
    """
    if not accept or not accept.strip():
        return offers[0]
    ranges = [parsed for part in _split(accept) if (parsed := _parse(part)) is not None]
    best = max(offers, key=lambda offer: _rate(offer, ranges))
    return best if _rate(best, ranges) > 0 else None


def _split(accept: str) -> list[str]:
    """Split at commas outside quoted strings."""
    return re.findall(r'(?:[^",]|"(?:[^"\\]|\\.)*")+', accept)


def _parse(text: str) -> tuple[str, float] | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    quality = 1.0
    for name, value in _PARAMETER.findall(match[3]):
        if name.lower() == "q":
            if not _QUALITY.match(value):
                return None
            quality = float(value)
    return f"{match[1]}/{match[2]}".lower(), quality


def _rate(offer: Offer, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality that the most specific range gives an offer; 0 if none matches.

    Wildcards speak of the type that would be sent; aliases count only where they are named.
    """
    ranks = dict.fromkeys(offer.aliases, 2)
    ranks |= {"*/*": 0, offer.media_type.partition("/")[0] + "/*": 1, offer.media_type: 2}
    rated = [(ranks[wanted], quality) for wanted, quality in ranges if wanted in ranks]
    return max(rated, default=(0, 0.0))[1]
