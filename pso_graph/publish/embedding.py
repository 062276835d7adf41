"""Data within a page: JSON as the content of a script element, which no browser runs."""

from __future__ import annotations

import json

from markupsafe import Markup

_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


def write_embedded(data: object) -> Markup:
    """Return data as JSON in which nothing can end the element, in HTML and in XML alike.

    Args:
        data: that JSON can write.
    """
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return Markup(written.translate(_ESCAPES))  # noqa: S704 - nothing in it can end the element
