"""Whatever is spoken of is described, named in both languages, and told apart from its neighbours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOG, RDF_TYPE, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode
from tests.data.test_files import DOCUMENTS

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore
    from tests.gold.graph import Graph

LANGUAGES = {"de", "en"}
NAMES = {
    "Actor": SKOS.prefLabel,
    "Conference": SKOS.prefLabel,
    "Document": DCTERMS.title,
    "Instrument": SKOS.prefLabel,
    "Measure": SKOS.prefLabel,
    "Provision": SKOS.prefLabel,
    "Unit": SKOS.prefLabel,
}


def count_languages(dataset: EmbeddedStore, thing: NamedNode, predicate: NamedNode) -> Counter[str]:
    found = {quad.object for quad in dataset.find(thing, predicate)}
    return Counter(value.language or "" for value in found if isinstance(value, Literal))


def test_every_thing_spoken_of_is_described(dataset: EmbeddedStore) -> None:
    described = {quad.subject for quad in dataset.find(None, RDF_TYPE)}
    spoken_of = {
        term
        for quad in dataset.find()
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }
    assert len(spoken_of) > 2000
    assert sorted(term.value for term in spoken_of - described) == []


def test_who_has_a_label_has_one_in_each_language(dataset: EmbeddedStore) -> None:
    wrong = {
        shorten_iri(thing.value): counted
        for thing in {quad.subject for quad in dataset.find(None, SKOS.prefLabel)}
        if isinstance(thing, NamedNode)
        for counted in [count_languages(dataset, thing, SKOS.prefLabel)]
        if not set(counted) >= LANGUAGES or set(counted.values()) != {1} or set(counted) - LANGUAGES - {"pl"}
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", NAMES)
def test_every_thing_has_a_name(dataset: EmbeddedStore, kind: str) -> None:
    things = {quad.subject for quad in dataset.find(None, RDF_TYPE, PSOG[kind])}
    assert things
    nameless = {
        shorten_iri(thing.value)
        for thing in things
        if isinstance(thing, NamedNode) and not set(count_languages(dataset, thing, NAMES[kind])) >= LANGUAGES
    }
    assert nameless == set()


@pytest.mark.parametrize("slug", DOCUMENTS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_two_units_of_a_document_share_a_gloss(
    dataset: EmbeddedStore, graph: Graph, slug: str, language: str
) -> None:
    glosses: dict[str, list[str]] = {}
    for unit in graph.units(f"document/{slug}"):
        for quad in dataset.find(NamedNode(BASE + unit), SKOS.prefLabel):
            if isinstance(quad.object, Literal) and quad.object.language == language:
                glosses.setdefault(quad.object.value.casefold(), []).append(unit)
    assert len(glosses) > 10
    assert {gloss: units for gloss, units in glosses.items() if len(units) > 1} == {}


def test_no_two_measures_share_a_gloss(dataset: EmbeddedStore) -> None:
    measures = {quad.subject for quad in dataset.find(None, RDF_TYPE, PSOG.Measure)}
    glosses = Counter(q.object for measure in measures for q in set(dataset.find(measure, SKOS.prefLabel)))
    assert [str(gloss) for gloss, times in glosses.items() if times > 1] == []
