"""What things are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.keeping import keep_by_store
from pso_graph.query.things import Thing, describe_thing
from pso_graph.rdf.namespaces import RDFS, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import Store

_KEPT = 20_000  # things that are remembered; each takes some hundred bytes


class Names:
    """Looks up what things and terms are called.

    Args:
        store: to look in, which does not change.
        language: wanted; where there is no name in it, another is taken.
    """

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language

    def describe(self, iri: str) -> Thing:
        """Return class and labels of a thing.

        Args:
            iri: of the thing.
        """
        return _describe(self._store, iri)

    def label(self, iri: str) -> str:
        """Return the name of a thing or term; where it has none, its short id.

        Args:
            iri: of the thing or term.
        """
        return _find_label(self._store, iri, self._language)

    def kind(self, iri: str) -> str:
        """Return the name of the class of a thing; empty if it has none.

        Args:
            iri: of the thing.
        """
        type_ = self.describe(iri).type
        return self.label(type_) if type_ else ""

    @staticmethod
    def short(iri: str) -> str:
        """Return the short id of a thing."""
        return shorten_iri(iri)


@keep_by_store(_KEPT)
def _describe(store: Store, iri: str) -> Thing:
    return describe_thing(store, NamedNode(iri))


@keep_by_store(_KEPT)
def _find_label(store: Store, iri: str, language: str) -> str:
    thing = _describe(store, iri)
    if thing.label:
        return thing.label.get(language) or next(iter(thing.label.values()))
    found: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, RDFS.label):
        for quad in store.find(NamedNode(iri), predicate):
            if isinstance(quad.object, Literal):
                found.setdefault(quad.object.language or "", quad.object.value)
    return found.get(language) or found.get("") or next(iter(found.values()), shorten_iri(iri))
