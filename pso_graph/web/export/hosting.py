"""What a static copy has around its pages: a way in, a page for what is not there, and rules for hosts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from pso_graph.publish.description import DATA_FORMS
from pso_graph.publish.identity import PARTS
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.wording import write_text
from pso_graph.web.export.sitemap import list_sitemaps
from pso_graph.web.http.formats import DATA, PAGES
from pso_graph.web.http.headers import complete_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.web.export.publication import Publication

_FOLDER = Path(__file__).parent / "templates"
_TREES = tuple(f"{language}/" for language in LANGUAGES)
_FILES = ("index.html", "404.html", "robots.txt", "nginx.conf", ".htaccess", "_redirects", "_headers")
_STEP = r"[\w.:@!$&'()*+,;=~-]+"  # between slashes of a path (RFC 3986); no line break can reach a header
_PART = f"(?:{'|'.join(sorted(PARTS))})"
_REST = f"(?:/(?!{_PART}(?:/|$)){_STEP})*"
_PATTERNS = {
    "thing": f"{_STEP}(?:/{_STEP})*",
    "owner": f"{_STEP}/{_STEP}{_REST}",  # and the place of a part on its page, as ``find_owner`` tells them
    "place": f"{_PART}{_REST}",
}
_KINDS = "|".join(re.escape(offer.media_type) for offer in (*PAGES, *DATA))
_TAGS = rf"(?:{'|'.join(LANGUAGES)})\b"


def list_hosting(publication: Publication, files: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file that is not made from the data.

    Args:
        publication: that they belong to.
        files: paths of all others.
    """
    formats = {form: offer.media_type for form, offer in zip(DATA_FORMS, DATA, strict=True)}
    values = {
        "prefix": publication.prefix,
        "sitemap": publication.locate("sitemap.xml") if publication.address else "",
        "languages": LANGUAGES,
        "formats": formats,
        "patterns": _PATTERNS,
        "wants_form": {form: _find_first(re.escape(kind), _KINDS) for form, kind in formats.items()},
        "wants_language": {tag: _find_first(rf"{tag}\b", _TAGS) for tag in LANGUAGES},
        "fields": list_fields(publication.site.endpoint),
        "say": write_text,
    }
    for name in _FILES:
        template = _make_environment().get_template(f"{name.removeprefix('.')}.j2")
        yield name, template.render(values).encode()
    yield ".nojekyll", b""  # else GitHub leaves out files that begin with a dot
    if publication.address:
        pages = [path for path in files if path.startswith(_TREES) and path.endswith(".html")]
        yield from list_sitemaps(pages, publication.locate)


def list_fields(endpoint: str) -> list[tuple[str, str]]:
    """Return the header fields of pages, as the server sends them, with access to an endpoint elsewhere.

    Args:
        endpoint: address of the endpoint; empty if there is none.
    """
    origin = "://".join(urlsplit(endpoint)[:2]) if "://" in endpoint else ""
    fields = complete_fields([(b"content-type", b"text/html")])[1:]
    decoded = [(name.decode("ascii"), value.decode("ascii")) for name, value in fields]
    if not origin:
        return decoded
    return [
        (name, value.replace("connect-src 'self'", f"connect-src 'self' {origin}")) for name, value in decoded
    ]


def _find_first(wanted: str, known: str) -> str:
    """Return a pattern for lists in which something is the first that we know; weights are not looked at.

    Args:
        wanted: pattern of it.
        known: of all that we know.
    """
    return rf"^(?:(?!\s*(?:{known}))[^,]*,)*\s*{wanted}"  # it reads each character once


@cache
def _make_environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
