"""The forms in which answers are offered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pso_graph.publish.description import DATA_FORMS
from pso_graph.query.workers import CODINGS
from pso_graph.web.http.negotiation import Offer, choose_offer, read_qualities

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES = (
    Offer("html", "text/html", charset="utf-8"),
    Offer("xhtml", "application/xhtml+xml", charset="utf-8"),
)
"""For readers; both are the same bytes, which are well-formed XML."""

TABLES = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv", charset="utf-8"),
    Offer("tsv", "text/tab-separated-values", charset="utf-8"),
    *PAGES,
)
"""For SELECT and ASK (SPARQL 1.1 Protocol, section 2.2.3)."""

GRAPHS = (
    Offer("turtle", "text/turtle", ("application/x-turtle",), charset="utf-8", names=("ttl",)),
    Offer("ntriples", "application/n-triples", ("text/plain",), names=("nt",)),
    Offer("nquads", "application/n-quads", names=("nq",)),
    Offer("trig", "application/trig", ("application/x-trig",)),
    Offer("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), names=("rdf", "xml")),
    Offer("jsonld", "application/ld+json", ("application/json",), names=("json",)),
    *PAGES,
)
"""For CONSTRUCT and DESCRIBE, and for what the server says of itself."""

DATA = tuple(offer for name in DATA_FORMS.values() for offer in GRAPHS if offer.name == name)
"""For what is said of a thing."""

THINGS = (*PAGES, *DATA)
"""For the address of a thing: its page, or its data."""

DOCUMENTS = (Offer("plain-json", "application/json"),)
"""For what is neither: lineage."""

PROBLEMS = (Offer("problem", "application/problem+json", ("application/json",)), *PAGES)
"""For errors (RFC 9457); the first is sent also to those who accept none."""

TEXTS = (*DOCUMENTS, Offer("markdown", "text/markdown", charset="utf-8", names=("md",)), *PAGES)
"""For documentation."""

FILES = (
    Offer("gzip", "application/gzip"),
    Offer("svg", "image/svg+xml"),
    Offer("text", "text/plain", charset="utf-8"),
    Offer("plain-xml", "application/xml", charset="utf-8"),
)
"""For what pages come in beside HTML and tables, and for downloads."""

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
ACCEPTED = f"{FORM}, {DIRECT}"
"""Media types that a query can come in, as the header Accept-Post tells them."""

_CONTENT_TYPES = {offer.name: offer.content_type for offer in (*TABLES, *GRAPHS, *DOCUMENTS, *FILES)}
_PAGE_NAMES = frozenset(offer.name for offer in PAGES)
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def choose_form(accept: str | None, wanted: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer to answer with; None if none is accepted.

    Args:
        accept: value of the Accept header.
        wanted: name of a format or a media type that the request asks for, which overrides it; or None.
        offers: the usual one first; hashable.
    """
    if wanted is None:
        return choose_offer(accept, offers)
    name = wanted.strip().lower().replace(" ", "+")  # a plus sign that nobody escaped
    if "/" in name:
        return choose_offer(name, offers)
    return next((offer for offer in offers if name == offer.name or name in offer.names), None)


@lru_cache(maxsize=_REMEMBERED)
def choose_forms(accept: str | None, wanted: str | None) -> tuple[str | None, str | None]:
    """Return the names of the formats for a table and for a graph, each None if none is accepted.

    Which of the two a query's result is turns out when it runs.

    Args:
        accept: value of the Accept header.
        wanted: as for ``choose_form``.
    """
    table, graph = (choose_form(accept, wanted, offers) for offers in (TABLES, GRAPHS))
    return table.name if table else None, graph.name if graph else None


def list_media_types(kind: str) -> list[str]:
    """Return the media types in which a kind of result is offered.

    Args:
        kind: ``table``, ``graph``, ``text``, ``thing`` or ``data``.
    """
    offers = {"table": TABLES, "graph": GRAPHS, "text": TEXTS, "thing": THINGS, "data": DATA}[kind]
    return [offer.media_type for offer in offers]


def name_content_type(name: str) -> str:
    """Return the Content-Type header of a format.

    Args:
        name: our name of the format.
    """
    return _CONTENT_TYPES[name]


def is_page(name: str | None) -> bool:
    """Return whether a format is for readers.

    Args:
        name: our name of the format; None is none.
    """
    return name in _PAGE_NAMES


@lru_cache(maxsize=_REMEMBERED)
def choose_codings(accept: str | None) -> tuple[str, ...]:
    """Return the content codings that a client takes, the best first (RFC 9110, section 12.5.3).

    Args:
        accept: value of the Accept-Encoding header; None or empty takes none.
    """
    if not accept:
        return ()
    rated = dict(read_qualities(accept))
    others = rated.get("*", 0.0)
    taken = [(-rated.get(coding, others), coding) for coding in CODINGS if rated.get(coding, others) > 0]
    return tuple(coding for _, coding in sorted(taken, key=lambda pair: pair[0]))
