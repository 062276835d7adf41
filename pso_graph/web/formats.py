"""The forms in which query results are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.terms import QueryTriples
from pso_graph.web.negotiation import Offer

if TYPE_CHECKING:
    from pso_graph.rdf.terms import QueryResult

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


def list_offers(result: QueryResult) -> tuple[Offer, ...]:
    """Return the forms in which a result can be given, the usual one first."""
    return GRAPHS if isinstance(result, QueryTriples) else TABLES
