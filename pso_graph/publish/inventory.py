"""Which things there are: finding one, and listing those that have pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.identity import find_owner
from pso_graph.publish.links import SPACES
from pso_graph.query.things import suggest_ids
from pso_graph.rdf.namespaces import OWL, RDF_TYPE, ROOT
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.store import Store

_ID = SPACES[0]


def require_thing(store: Store, iri: str) -> NamedNode:
    """Return a thing of the graph.

    Args:
        store: to look in.
        iri: of the thing, of a named graph, or of a version of the ontology.

    Raises:
        UnknownThingError: if it is not there; with the nearest ids.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        node = None
    if node is not None and _exists(store, node):
        return node
    nearest = suggest_ids(store, iri)
    fix = f"Did you mean {', '.join(nearest)}?" if nearest else "Go on from the list of documents, or search."
    raise UnknownThingError("There is no such thing in the graph.", where=iri, fix=fix)


def list_things(store: Store, base: str = ROOT) -> list[str]:
    """Return the addresses of the things that have pages of their own, after ``page/``, sorted.

    Args:
        store: to look in.
        base: what our IRIs begin with.
    """
    iris = set(_list_subjects(store)) | {graph.value for graph in store.list_graphs()}
    paths = (iri.removeprefix(base) for iri in iris if iri.startswith(base) and "#" not in iri)
    return sorted(
        path.removeprefix(_ID)
        for path in paths
        if path.startswith(SPACES) and not (path.startswith(_ID) and find_owner(path.removeprefix(_ID))[1])
    )


def _list_subjects(store: Store) -> Iterator[str]:
    for predicate in (RDF_TYPE, OWL.deprecated):
        for quad in store.find(None, predicate):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def _exists(store: Store, node: NamedNode) -> bool:
    patterns = ((node, None, None, None), (None, OWL.versionIRI, node, None), (None, None, None, node))
    return any(next(store.find(*pattern), None) is not None for pattern in patterns)
