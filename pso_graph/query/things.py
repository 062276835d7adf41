"""Things of the graph: finding one by its id, and saying in short what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue.names import is_absolute, suggest_names
from pso_graph.core.errors import UnknownThingError
from pso_graph.rdf.namespaces import (
    BASE,
    DCTERMS,
    GRAPHS,
    PSOG,
    RDF_TYPE,
    RDFS,
    SKOS,
    expand_id,
    shorten_iri,
)
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store

_DERIVED = {NamedNode(GRAPHS + "entailed"), NamedNode(GRAPHS + "aligned")}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a thing is, in short.

    Args:
        type: IRI of its narrowest class in our vocabulary, the first by name of several; None if it has none.
        label: its label by language, ``de`` and ``en``.
    """

    type: str | None
    label: Mapping[str, str]


def resolve_thing(store: Store, thing: str) -> NamedNode:
    """Return the IRI of a thing that is in the graph.

    Args:
        store: to look in.
        thing: an absolute IRI, or a short id: what follows ``…/id/document/`` or ``…/id/``.

    Raises:
        UnknownThingError: if nothing has that id; with the nearest ones.
    """
    for text in (thing,) if is_absolute(thing) else (expand_id(thing), expand_id(f"document/{thing}")):
        try:
            node = NamedNode(text)
        except ValueError:
            continue
        if next(store.find(node), None) is not None:
            return node
    nearest = suggest_ids(store, thing)
    fix = f"Did you mean {', '.join(nearest)}?" if nearest else "Look at `pso-graph query list-documents`."
    raise UnknownThingError(f"Nothing in the graph is called {thing!r}.", fix=fix)


def suggest_ids(store: Store, thing: str) -> list[str]:
    """Return the short ids most like a mistyped one, the likest first.

    Args:
        store: to look in.
        thing: what was typed.
    """
    known = {
        quad.subject.value
        for quad in store.find(None, RDF_TYPE)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE)
    }
    return suggest_names(shorten_iri(thing), map(shorten_iri, known))


def describe_thing(store: Store, node: NamedNode) -> Thing:
    """Return what a thing is, in short.

    Args:
        store: to look in.
        node: the thing.
    """
    label: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, DCTERMS.title):
        for quad in store.find(node, predicate):
            if isinstance(quad.object, Literal) and quad.object.language in ("de", "en"):
                label.setdefault(quad.object.language, quad.object.value)
    return Thing(_find_narrowest_class(store, node), dict(sorted(label.items())))


def _find_narrowest_class(store: Store, node: NamedNode) -> str | None:
    """Return the first by name of the classes given to a thing, without those above another of them."""
    types = {
        quad.object
        for quad in store.find(node, RDF_TYPE)
        if isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(PSOG.iri)
        and quad.graph_name not in _DERIVED
    }
    narrow = (
        types if len(types) == 1 else types.difference(*(_list_superclasses(store, type_) for type_ in types))
    )
    return min((type_.value for type_ in narrow or types), default=None)


def _list_superclasses(store: Store, class_: NamedNode) -> set[NamedNode]:
    """Return the classes above a class, however far; itself never."""
    found: set[NamedNode] = set()
    frontier = {class_}
    while frontier:
        above = {quad.object for node in frontier for quad in store.find(node, RDFS.subClassOf)}
        frontier = {node for node in above if isinstance(node, NamedNode)} - found
        found |= frontier
    return found - {class_}
