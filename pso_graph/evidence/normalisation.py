"""The two hashes of a passage (DESIGN, section 4)."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

MARKUP = r"</?[A-Za-z][^<>]*>"
"""A tag as conversions leave it in plain text."""

_MARKUP = re.compile(MARKUP)


def normalise_text(text: str) -> str:
    """Return what is left of a text when only its letters, marks and numbers count.

    Tags are removed, HTML entities unescaped, then NFKC, casefold, NFKC (Unicode Standard,
    section 3.13, definition D146 without the default ignorables), and only characters of the
    general categories L, M and N stay: line breaks, dashes, quotation marks and spacing differ
    between conversions of one document and prove nothing.

    Args:
        text: the words of a passage.
    """
    bare = html.unescape(_MARKUP.sub("", text))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


def hash_exactly(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8, in lower-case hex.

    For the whole text of a file that is that of its bytes: strict UTF-8 decodes each text from one
    sequence of bytes only.
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def hash_text(text: str) -> str:
    """Return the SHA-256 of the normalised text's UTF-8, in lower-case hex."""
    return hash_exactly(normalise_text(text))
