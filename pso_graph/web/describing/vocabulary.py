"""The vocabularies in which the server describes itself and its data, and small helps to write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOG, RDFS, SKOS, XSD, Namespace
from pso_graph.rdf.serialization import write_graph
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Subject, Triple

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
QUDT = Namespace("http://qudt.org/schema/qudt/")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
ENTAILMENT = Namespace("http://www.w3.org/ns/entailment/")

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": DCAT.iri,
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "psog": PSOG.iri,
    "qudt": QUDT.iri,
    "rdfs": RDFS.iri,
    "sd": SD.iri,
    "skos": SKOS.iri,
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": VOID.iri,
    "xsd": XSD,
}
"""Namespace of each prefix."""


def write_description(triples: Iterable[Triple], name: str) -> bytes:
    """Return triples in a format, what is said of one thing together, with the prefixes that are used.

    Args:
        triples: to write, each once.
        name: of a format for graphs.
    """
    grouped: dict[Subject, list[Triple]] = {}
    for triple in dict.fromkeys(triples):
        grouped.setdefault(triple.subject, []).append(triple)
    ordered = [triple for group in grouped.values() for triple in group]
    text = "\n".join(map(str, ordered))
    used = {prefix: space for prefix, space in PREFIXES.items() if f"<{space}" in text}
    return write_graph(ordered, name, used)


def make_count(number: float | str) -> Literal:
    """Return a whole number as a term."""
    return Literal(str(int(number)), datatype=NamedNode(XSD + "integer"))
