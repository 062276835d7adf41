"""The concept schemes of the ontology, with all their concepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.values import read_texts
from pso_graph.rdf import terms as rdf
from pso_graph.rdf.namespaces import PSOC, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import NamedNode
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a closed list.

    Args:
        iri: of the concept.
        label: by language.
        definition: by language.
        uses: how many triples outside its scheme have it as a value.
    """

    iri: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    uses: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """A closed list.

    Args:
        iri: of the scheme.
        label: by language.
        definition: by language.
        concepts: by name.
    """

    iri: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    concepts: tuple[Concept, ...]

    @property
    def name(self) -> str:
        """What its concepts' names begin with."""
        return self.iri.removeprefix(PSOC.iri)


def read_schemes(store: Store) -> tuple[Scheme, ...]:
    """Return our concept schemes by name.

    Args:
        store: that holds them.
    """
    return tuple(_read(store, node) for node in _list_named(store, RDF_TYPE, SKOS.ConceptScheme))


def _read(store: Store, node: NamedNode) -> Scheme:
    concepts = (
        Concept(
            concept.value,
            read_texts(store, concept, SKOS.prefLabel),
            read_texts(store, concept, SKOS.definition),
            _count_uses(store, concept),
        )
        for concept in _list_named(store, SKOS.inScheme, node)
    )
    label, definition = (read_texts(store, node, each) for each in (SKOS.prefLabel, SKOS.definition))
    return Scheme(node.value, label, definition, tuple(concepts))


def _list_named(store: Store, predicate: NamedNode, object_: NamedNode) -> list[NamedNode]:
    found = {
        quad.subject.value
        for quad in store.find(None, predicate, object_)
        if isinstance(quad.subject, rdf.NamedNode) and quad.subject.value.startswith(PSOC.iri)
    }
    return [rdf.NamedNode(iri) for iri in sorted(found)]


def _count_uses(store: Store, concept: NamedNode) -> int:
    return len(
        {
            (quad.subject, quad.predicate)
            for quad in store.find(None, None, concept)
            if not (isinstance(quad.subject, rdf.NamedNode) and quad.subject.value.startswith(PSOC.iri))
        }
    )
