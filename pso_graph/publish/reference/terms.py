"""The terms of the ontology, as the data says them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pso_graph.publish.values import read_texts
from pso_graph.rdf import terms as rdf
from pso_graph.rdf.namespaces import DCTERMS, OWL, PSOG, RDF_TYPE, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import NamedNode
    from pso_graph.store import Store

Kind = Literal["class", "object", "datatype"]

_KINDS: Mapping[Kind, NamedNode] = {
    "class": OWL.Class,
    "object": OWL.ObjectProperty,
    "datatype": OWL.DatatypeProperty,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology.

    Args:
        iri: of the term.
        kind: whether it is a class, a property of things or one of values.
        label: by language.
        definition: by language.
        notes: what else is said of it, by language: how to use it, then why it is aligned as it is.
        above: terms of ours directly above it.
        below: terms of ours directly below it.
        aligned: terms of other vocabularies above it.
        domain: classes of its subjects.
        range: classes or datatypes of its values.
        disjoint: classes that have nothing in common with it.
        is_transitive: whether it reaches on.
        is_deprecated: whether it is no longer to be used.
        replaced_by: terms to use in its place.
    """

    iri: str
    kind: Kind
    label: Mapping[str, str]
    definition: Mapping[str, str]
    notes: tuple[Mapping[str, str], ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    aligned: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    disjoint: tuple[str, ...]
    is_transitive: bool
    is_deprecated: bool
    replaced_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The local name, which is the fragment of its address."""
        return self.iri.removeprefix(PSOG.iri)


def read_terms(store: Store) -> tuple[Term, ...]:
    """Return the terms of our ontology: classes first, then properties, each by name.

    Args:
        store: that holds the ontology.
    """
    kinds = {
        quad.subject.value: kind
        for kind, class_ in _KINDS.items()
        for quad in store.find(None, RDF_TYPE, class_)
        if isinstance(quad.subject, rdf.NamedNode) and quad.subject.value.startswith(PSOG.iri)
    }
    ordered = sorted(kinds, key=lambda iri: (kinds[iri] != "class", iri.lower(), iri))
    return tuple(_read(store, iri, kinds[iri]) for iri in ordered)


def _read(store: Store, iri: str, kind: Kind) -> Term:
    node = rdf.NamedNode(iri)
    said: dict[NamedNode, set[str]] = defaultdict(set)
    for quad in store.find(node):
        if isinstance(quad.object, rdf.NamedNode | rdf.Literal):
            said[quad.predicate].add(quad.object.value)
    upward = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    above = said[upward] - {iri}
    apart = {quad.subject for quad in store.find(None, OWL.disjointWith, node)}
    return Term(
        iri=iri,
        kind=kind,
        label=read_texts(store, node, RDFS.label),
        definition=read_texts(store, node, SKOS.definition),
        notes=tuple(
            texts for note in (SKOS.scopeNote, RDFS.comment) if (texts := read_texts(store, node, note))
        ),
        above=_sort(one for one in above if one.startswith(PSOG.iri)),
        below=_sort(
            quad.subject.value
            for quad in store.find(None, upward, node)
            if isinstance(quad.subject, rdf.NamedNode)
        ),
        aligned=_sort(one for one in above if not one.startswith(PSOG.iri)),
        domain=_sort(said[RDFS.domain]),
        range=_sort(said[RDFS.range]),
        disjoint=_sort(
            {*said[OWL.disjointWith], *(other.value for other in apart if isinstance(other, rdf.NamedNode))}
        ),
        is_transitive=OWL.TransitiveProperty.value in said[RDF_TYPE],
        is_deprecated="true" in said[OWL.deprecated],
        replaced_by=_sort(said[DCTERMS.isReplacedBy]),
    )


def _sort(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(iris)))
