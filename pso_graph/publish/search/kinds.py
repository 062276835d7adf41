"""The kinds of things that can be searched for, and by what they can be filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from pso_graph.rdf.namespaces import PSOC, PSOG, RDF_TYPE, RDFS, SKOS, shorten_iri
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pso_graph.store import Store

Kind = Literal[
    "document",
    "clause",
    "response",
    "measure",
    "request",
    "actor",
    "instrument",
    "conference",
    "topic",
    "concept",
    "search",
]
"""What a thing is to a reader; in the order in which kinds are listed."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Facet = Literal["kind", "document", "actor", "topic", "year"]
"""By what results can be filtered."""

FACETS: tuple[Facet, ...] = get_args(Facet)

_CLASSES: Mapping[NamedNode, Kind] = {
    PSOG.Document: "document",
    PSOG.Clause: "clause",
    PSOG.Response: "response",
    PSOG.Measure: "measure",
    PSOG.ReportRequest: "request",
    PSOG.Actor: "actor",
    PSOG.Instrument: "instrument",
    PSOG.Provision: "instrument",
    PSOG.Conference: "conference",
    PSOG.Search: "search",
}
_TOPICS = PSOC.topic


def list_things(store: Store) -> dict[NamedNode, Kind]:
    """Return all things that can be searched for, with their kinds, in the order of kinds and then of IRIs.

    Args:
        store: with the data; classes below ours count if it holds their definitions.
    """
    found: dict[NamedNode, Kind] = {}
    for top, kind in _CLASSES.items():
        for class_ in _list_subclasses(store, top):
            found |= dict.fromkeys(_list_members(store, class_), kind)
    concepts = dict.fromkeys(_list_members(store, SKOS.Concept))
    topics = {quad.subject for quad in store.find(None, SKOS.inScheme, _TOPICS)}
    found |= {concept: "topic" if concept in topics else "concept" for concept in concepts}
    return dict(sorted(found.items(), key=lambda item: (KINDS.index(item[1]), item[0].value)))


def name_value(facet: Facet, iri: str) -> str:
    """Return what a thing is called in the address of a page that is filtered by it.

    Args:
        facet: that it is a value of.
        iri: of the thing.
    """
    return shorten_iri(iri).removeprefix(f"{facet}/").removeprefix(f"{PSOC.iri}{facet}-")


def _list_members(store: Store, class_: NamedNode) -> Iterator[NamedNode]:
    return (
        quad.subject for quad in store.find(None, RDF_TYPE, class_) if isinstance(quad.subject, NamedNode)
    )


def _list_subclasses(store: Store, class_: NamedNode) -> list[NamedNode]:
    """Return a class and those below it, however far."""
    found = [class_]
    for above in found:  # it grows while it is read
        below = (quad.subject for quad in store.find(None, RDFS.subClassOf, above))
        found += [node for node in dict.fromkeys(below) if isinstance(node, NamedNode) and node not in found]
    return found
