"""The list of pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pso_graph.publish.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MOST = 50_000  # addresses in one file, by the protocol
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = "http://www.w3.org/1999/xhtml"


def list_sitemaps(
    paths: Sequence[str], locate: Callable[[str], str], most: int = _MOST
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the list of pages, and if there are too many for one, of its parts.

    Args:
        paths: of the files of pages, each below the folder of its language.
        locate: gives the address of a file.
        most: addresses in one file.
    """
    names = sorted({path.partition("/")[2] for path in paths})
    entries = [
        _write_entry({other: locate(f"{other}/{name}") for other in LANGUAGES}, language)
        for name in names
        for language in LANGUAGES
    ]
    parts = [entries[start : start + most] for start in range(0, len(entries), most)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _write_set(parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _write_set(part)
    places = (locate(f"sitemap-{number}.xml") for number in range(1, len(parts) + 1))
    listed = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    yield "sitemap.xml", f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{listed}</sitemapindex>\n'.encode()


def _write_set(entries: Sequence[str]) -> bytes:
    return f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:x="{_LINKS}">\n{"".join(entries)}</urlset>\n'.encode()


def _write_entry(addresses: dict[str, str], language: str) -> str:
    """Return the entry of a page in one language, which names the others too."""
    others = "".join(
        f'<x:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
        for tag, address in addresses.items()
    )
    return f"<url><loc>{escape(addresses[language])}</loc>{others}</url>\n"
