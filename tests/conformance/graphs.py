"""Reading the suites' own RDF: manifests, data and expected graphs."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST
from tests.conformance.archive import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Graph as GraphName
    from pso_graph.rdf.terms import NamedNode, Quad, Subject, Term

_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
}


class Graph:
    """Quads that are looked up by subject and predicate.

    Args:
        quads: whose graphs count as one.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[Subject, NamedNode], list[Term]] = defaultdict(list)
        self.subjects: dict[Term, None] = {}
        for quad in quads:
            self._objects[quad.subject, quad.predicate].append(quad.object)
            self.subjects[quad.subject] = None

    def list_values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Return the objects of a subject's statements with a predicate."""
        return self._objects.get((subject, predicate), [])  # type: ignore[arg-type]

    def find_value(self, subject: Term, predicate: NamedNode) -> Term | None:
        """Return the one object, or None."""
        return next(iter(self.list_values(subject, predicate)), None)

    def get_value(self, subject: Term, predicate: NamedNode) -> Term:
        """Return the one object, which is there."""
        (value,) = self.list_values(subject, predicate)
        return value

    def list_items(self, head: Term | None) -> list[Term]:
        """Return the items of an RDF list."""
        items = []
        while head is not None and head != RDF_NIL:
            items.append(self.get_value(head, RDF_FIRST))
            head = self.find_value(head, RDF_REST)
        return items


@cache
def load_quads(iri: str) -> tuple[Quad, ...]:
    """Return the quads of a file of the archive, relative IRIs resolved against its own IRI.

    Args:
        iri: of the file; its suffix names the format.
    """
    return tuple(ox.parse(read_file(iri), _FORMATS[iri.rpartition(".")[2]], base_iri=iri))


def load_into(iri: str, graph: GraphName) -> list[Quad]:
    """Return the quads of a file without graphs, placed in one; blank nodes are new each time."""
    parsed = ox.parse(read_file(iri), _FORMATS[iri.rpartition(".")[2]], base_iri=iri, rename_blank_nodes=True)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]


def canonicalise(quads: Iterable[Quad]) -> set[Quad]:
    """Return the quads with the blank node labels of RDFC-1.0: equal sets are isomorphic datasets."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)
