"""Things of the graph: finding one by its id, and saying in short what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from pso_graph.core.errors import UnknownThingError
from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOG, RDF_TYPE, SKOS, expand_id, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store

_SUGGESTED = 5
_LIKENESS = 60.0
_DERIVED = ("graph/entailed", "graph/aligned")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a thing is, in short.

    Args:
        type: IRI of its narrowest class in our vocabulary; None if it has none.
        label: its label by language, ``de`` and ``en``.
    """

    type: str | None
    label: Mapping[str, str]


def resolve_thing(store: Store, thing: str) -> NamedNode:
    """Return the IRI of a thing that is in the graph.

    Args:
        store: to look in.
        thing: an IRI, or a short id: what follows ``…/id/document/`` or ``…/id/``.

    Raises:
        UnknownThingError: if nothing has that id; with the nearest ones.
    """
    for text in dict.fromkeys((expand_id(thing), expand_id(f"document/{thing}"))):
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
    ids = sorted(shorten_iri(iri) for iri in known)
    found = process.extract(
        shorten_iri(thing), ids, scorer=fuzz.ratio, limit=_SUGGESTED, score_cutoff=_LIKENESS
    )
    return [name for name, _, _ in found]


def describe_thing(store: Store, node: NamedNode) -> Thing:
    """Return what a thing is, in short.

    Args:
        store: to look in.
        node: the thing.
    """
    types = sorted(
        quad.object.value
        for quad in store.find(node, RDF_TYPE)
        if isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(PSOG.iri)
        and isinstance(quad.graph_name, NamedNode)
        and not quad.graph_name.value.endswith(_DERIVED)
    )
    label: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, DCTERMS.title):
        for quad in store.find(node, predicate):
            if isinstance(quad.object, Literal) and quad.object.language in ("de", "en"):
                label.setdefault(quad.object.language, quad.object.value)
    return Thing(types[0] if types else None, dict(sorted(label.items())))
