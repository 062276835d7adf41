"""What things are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.query.things import Thing, describe_thing
from pso_graph.rdf.namespaces import RDFS, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import Store


class Names:
    """Looks up, once for each page, what things and terms are called.

    Args:
        store: to look in.
        language: wanted; where there is no name in it, another is taken.
    """

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language
        self._things: dict[str, Thing] = {}
        self._labels: dict[str, str] = {}

    def describe(self, iri: str) -> Thing:
        """Return class and labels of a thing.

        Args:
            iri: of the thing.
        """
        if iri not in self._things:
            self._things[iri] = describe_thing(self._store, NamedNode(iri))
        return self._things[iri]

    def label(self, iri: str) -> str:
        """Return the name of a thing or term; where it has none, its short id.

        Args:
            iri: of the thing or term.
        """
        if iri not in self._labels:
            self._labels[iri] = self._find_label(iri)
        return self._labels[iri]

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

    def _find_label(self, iri: str) -> str:
        thing = self.describe(iri)
        if thing.label:
            return thing.label.get(self._language) or next(iter(thing.label.values()))
        found: dict[str, str] = {}
        for predicate in (SKOS.prefLabel, RDFS.label):
            for quad in self._store.find(NamedNode(iri), predicate):
                if isinstance(quad.object, Literal):
                    found.setdefault(quad.object.language or "", quad.object.value)
        return found.get(self._language) or found.get("") or next(iter(found.values()), shorten_iri(iri))
