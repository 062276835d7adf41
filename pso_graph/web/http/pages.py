"""Pages for readers: they need no script, load nothing from elsewhere, and are well-formed XML too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pso_graph.publish.links import Links
from pso_graph.publish.rendering import make_environment, make_surroundings
from pso_graph.rdf.html import Frame
from pso_graph.web.http.exchange import name_form
from pso_graph.web.http.formats import GRAPHS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.web.http.negotiation import Offer

Fields = Sequence[tuple[str, str]]
"""Names and values of a request."""

_FOLDER = Path(__file__).parent / "templates"
_GAP = "<!-- result -->"  # what stands for the result in a template; no text of a client can hold a tag
_LONGEST = 8000  # characters of an address that is offered as a link
_PAGE = "html"
_OFFERS = {"select": TABLES, "ask": TABLES, "construct": GRAPHS, "describe": GRAPHS}
_SHOWN = {
    _PAGE: "HTML",
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
}


def render_page(template: str, path: str, **values: object) -> str:
    """Return a page.

    Args:
        template: name of its file.
        path: that it is asked for at, from which its links lead up.
        values: for the template; ``title`` is always needed.
    """
    links = Links(path.lstrip("/"), "en", is_chosen=True)
    asked = {"query": "", "fields": (), "formats": list_forms((*TABLES, *GRAPHS)), "code": ""}
    known = {**make_surroundings(links, ""), "up": find_root(path), **asked}
    return make_environment(_FOLDER).get_template(template).render({**known, **values})


def make_frame(
    path: str, title: str, query: str, fields: Fields, *, kept: Fields = (), description: str = ""
) -> Frame:
    """Return the page around the result of a query, with the query above it.

    Args:
        path: as for ``render_page``.
        title: of the page.
        query: that is shown, to be refined.
        fields: of the request, without the format.
        kept: those that count when the query is asked anew, beside the query.
        description: of what is asked; empty for none.
    """
    offers = _OFFERS.get(name_form(query), (*TABLES, *GRAPHS))
    page = render_page(
        "result.html",
        path,
        title=title,
        description=description,
        query=query,
        fields=kept,
        formats=list_forms(offers),
        others=list_links(fields, offers),
    )
    return split_page(page, path)


def split_page(page: str, path: str) -> Frame:
    """Return a page as a frame for what belongs in its gap.

    Args:
        page: of a template that has a gap.
        path: as for ``render_page``.
    """
    before, _, after = page.partition(_GAP)
    return Frame(before, after, f"{find_root(path)}sparql?query=")


def list_links(fields: Fields, offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """Return name and address of the other forms of a page; none if the addresses were too long.

    Args:
        fields: of the request beside the format.
        offers: that there are.
    """
    others = [(name, shown) for name, shown in list_forms(offers) if name != _PAGE]
    links = [(shown, "?" + urlencode([*fields, ("format", name)])) for name, shown in others]
    return links if all(len(address) < _LONGEST for _, address in links) else []


def find_root(path: str) -> str:
    """Return the way up from a path to the root of the server, as a relative reference.

    Args:
        path: of the page.
    """
    return "../" * (path.count("/") - 1) or "./"


def list_forms(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """Return the names of forms, and how readers call them, the page first.

    Args:
        offers: that there are.
    """
    names = {offer.name for offer in offers}
    return [(name, shown) for name, shown in _SHOWN.items() if name in names]
