"""Keeping data from acting on what shows it."""

from __future__ import annotations

import re

# What controls terminals, ends lines, turns the direction of writing, or cannot stand in XML 1.0 or UTF-8.
_CONTROLS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def escape_controls(text: str, *, keep: str = "") -> str:
    """Return a text on one line in which every character shows.

    Args:
        text: anything.
        keep: characters to leave as they are.
    """
    return _CONTROLS.sub(lambda match: match[0] if match[0] in keep else _write(match[0]), text)


def _write(character: str) -> str:
    return f"\\u{ord(character):04x}"
