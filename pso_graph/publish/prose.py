"""Texts of ours as HTML: what is code in them, and the terms that they name as links; and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from pso_graph.rdf.namespaces import PSOG

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.publish.links import Links

_CODE = re.compile(r"`([^`]+)`")
_TERM = re.compile(r"\bpsog:([A-Za-z]+)")


def write_prose(text: str, links: Links) -> Markup:
    """Return a text as HTML, with code between backticks and links for terms of our ontology.

    Args:
        text: plain but for backticks; it is escaped.
        links: of the page.
    """
    coded = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(_TERM.sub(lambda match: _link_term(match[1], match[0], links), coded))  # noqa: S704 - escaped


def write_number(number: int, language: Language) -> str:
    """Return a number as readers of a language write it: 36.969 in German, 36,969 in English.

    Args:
        number: to write.
        language: of the readers.
    """
    written = f"{number:,}"
    return written.replace(",", ".") if language == "de" else written


def _link_term(name: str, written: str, links: Links) -> str:
    return f'<a href="{escape(links.of(PSOG.iri + name))}">{written}</a>'
