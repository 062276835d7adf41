"""The forms in which query results are offered."""

from __future__ import annotations

from pso_graph.web.negotiation import Offer, choose_offer

TABLES = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv", charset="utf-8"),
    Offer("tsv", "text/tab-separated-values", charset="utf-8"),
)
"""For SELECT and ASK (SPARQL 1.1 Protocol, section 2.2.3)."""

GRAPHS = (
    Offer("turtle", "text/turtle", ("application/x-turtle",), charset="utf-8"),
    Offer("ntriples", "application/n-triples", ("text/plain",)),
    Offer("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Offer("jsonld", "application/ld+json", ("application/json",)),
)
"""For CONSTRUCT and DESCRIBE."""

_CONTENT_TYPES = {offer.name: offer.content_type for offer in (*TABLES, *GRAPHS)}


def choose_forms(accept: str | None, name: str | None) -> tuple[str | None, str | None]:
    """Return the names of the formats for a table and for a graph, each None if none is accepted.

    Which of the two a query's result is turns out when it runs.

    Args:
        accept: value of the Accept header.
        name: our name of the format that the request asks for, which overrides it; or None.
    """
    table, graph = (
        choose_offer(accept, offers)
        if name is None
        else next((offer for offer in offers if offer.name == name), None)
        for offers in (TABLES, GRAPHS)
    )
    return table.name if table else None, graph.name if graph else None


def list_media_types(kind: str) -> list[str]:
    """Return the media types in which a kind of result is offered.

    Args:
        kind: ``table`` or ``graph``.
    """
    return [offer.media_type for offer in (GRAPHS if kind == "graph" else TABLES)]


def name_content_type(name: str) -> str:
    """Return the Content-Type header of a format.

    Args:
        name: our name of the format.
    """
    return _CONTENT_TYPES[name]
