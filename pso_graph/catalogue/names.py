"""Names as users type them: whole IRIs, and which known names a mistyped one is near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SUGGESTED = 5
_LIKENESS = 60.0


def is_absolute(name: str) -> bool:
    """Return whether a name begins with a scheme, as an IRI does and a short id does not (RFC 3986, 3.1).

    Args:
        name: as typed.
    """
    return _SCHEME.match(name) is not None


def suggest_names(typed: str, known: Iterable[str]) -> list[str]:
    """Return the names most like a mistyped one, at most five, the likest first.

    Args:
        typed: what was typed.
        known: the names that there are.
    """
    found = process.extract(typed, sorted(known), scorer=fuzz.ratio, limit=_SUGGESTED, score_cutoff=_LIKENESS)
    return [name for name, _, _ in found]
