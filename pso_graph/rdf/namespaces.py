"""The namespaces that the project's own code speaks of."""

from __future__ import annotations

from pyoxigraph import NamedNode

ROOT = "https://w3id.org/pso-graph/"
BASE = ROOT + "id/"
GRAPHS = ROOT + "graph/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDF_FIRST = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
RDF_REST = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
RDF_NIL = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
XSD = "http://www.w3.org/2001/XMLSchema#"


class Namespace:
    """A namespace whose attributes are IRIs: ``PSOG.tracesTo``.

    Args:
        iri: what all its names begin with.
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        node = NamedNode(self.iri + name)
        setattr(self, name, node)  # the next time it is found without coming here
        return node

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)


PSOG = Namespace(ROOT + "ontology#")
PSOC = Namespace(ROOT + "concept/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
OA = Namespace("http://www.w3.org/ns/oa#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
SH = Namespace("http://www.w3.org/ns/shacl#")


def expand_id(short: str) -> str:
    """Return the IRI that a short id or an IRI stands for, without looking whether it exists.

    Args:
        short: ``pso-19-2023/2.l.1``, ``measure/…``, ``document/…`` or a whole IRI.
    """
    if short.startswith(("http://", "https://")):
        return short
    return BASE + short


def shorten_iri(iri: str) -> str:
    """Return the short id of a thing (what follows ``…/id/document/`` or ``…/id/``), else the IRI."""
    for prefix in (BASE + "document/", BASE):
        if iri.startswith(prefix):
            return iri[len(prefix) :]
    return iri
