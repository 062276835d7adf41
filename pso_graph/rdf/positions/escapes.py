"""Escapes in strings, IRIs and prefixed names (Turtle 1.1 section 6.4)."""

from __future__ import annotations

import re
from typing import NamedTuple

_ESCAPE = re.compile(
    r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf\"'\\])|[uU]?[0-9A-Fa-f]*|.)", re.DOTALL
)
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_RESERVED = re.compile(r"\\(.)", re.DOTALL)


class Unescaped(NamedTuple):
    """A text without its escapes.

    Args:
        text: the characters meant.
        wrong: the first escape that means nothing, or empty.
        offset: where that stands, from the beginning of what was read.
    """

    text: str
    wrong: str
    offset: int


def unescape(text: str) -> Unescaped:
    """Return a text with its escapes replaced; wrong ones are left out.

    Args:
        text: what stands between the delimiters of a string or an IRI.
    """
    if "\\" not in text:
        return Unescaped(text, "", 0)
    wrong: list[re.Match[str]] = []

    def replace(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            number = int(code, 16)
            if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004 (Unicode's own limits)
                return chr(number)
        elif match[3]:
            return _CHARACTERS[match[3]]
        wrong.append(match)
        return ""

    replaced = _ESCAPE.sub(replace, text)
    if wrong:
        return Unescaped(replaced, wrong[0].group(), wrong[0].start())
    return Unescaped(replaced, "", 0)


def unescape_local_name(text: str) -> str:
    r"""Return a local name with ``\`` before punctuation removed; ``%XX`` stays as it is.

    Args:
        text: the local name as it is written.
    """
    return _RESERVED.sub(r"\1", text) if "\\" in text else text
