"""Rules say what follows, no more and no less, on a small invented forum."""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph as ox
import pytest

from pso_graph.build.dataset import VOCABULARY, list_files
from pso_graph.build.entailment import add_closure, entail
from pso_graph.catalogue import read_folder
from pso_graph.core.errors import LineageCycleError
from pso_graph.core.resources import find_resource_root
from pso_graph.rdf.namespaces import BASE, GRAPHS, PSOC, PSOG
from pso_graph.rdf.parsing import parse_file, parse_text, place_in_graph
from pso_graph.store import EmbeddedStore

PREFIXES = """
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix psoc: <https://w3id.org/pso-graph/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
"""

RESOLUTION = """
<document/r> a psog:Resolution .
<document/r/1> a psog:Clause ; dcterms:isPartOf <document/r> ; psog:mode psoc:mode-finds ;
  psog:unitType psoc:unit-section .
<document/r/2> a psog:Clause ; dcterms:isPartOf <document/r> ; psog:mode psoc:mode-expects ;
  psog:unitType psoc:unit-section .
<document/r/1.a> a psog:Clause ; dcterms:isPartOf <document/r/1> ; psog:unitType psoc:unit-letter .
<document/r/2.a> a psog:Clause ; dcterms:isPartOf <document/r/2> ; psog:unitType psoc:unit-letter .
<document/r/2.a.1> a psog:Clause ; dcterms:isPartOf <document/r/2.a> ; psog:unitType psoc:unit-number ;
  psog:takesUp <document/old/7> .
<document/r/2.b> a psog:Clause ; dcterms:isPartOf <document/r/2> ; psog:unitType psoc:unit-letter ;
  psog:mode psoc:mode-thanks .
<document/old> a psog:Resolution .
<document/old/7> a psog:BSPCDecision ; dcterms:isPartOf <document/old> .
<document/r/1.a/citation/forum> a psog:Citation ; psog:citedIn <document/r/1.a> ;
  psog:citedThing <actor/forum> ; psog:mentionKind psoc:kind-text .
<document/r/1.a/citation/old> a psog:Citation ; psog:citedIn <document/r/1.a> ;
  psog:citedThing <document/old> ; psog:mentionKind psoc:kind-text .
<actor/forum> a psog:Forum .
"""

STATEMENT = """
<document/s> a psog:GovernmentStatement .
<document/s/2.a.1> a psog:Response ; dcterms:isPartOf <document/s> ; psog:answers <document/r/2.a.1> ;
  psog:evidence <document/s/2.a.1/evidence> .
<document/s/2.a.1/evidence> oa:hasSource <file/s/s> ; psog:segment <s1> , <s2> .
<s1> psog:startOffset 100 ; psog:endOffset 150 .
<s2> psog:startOffset 170 ; psog:endOffset 200 .
<document/s/2.a.1/report/m/evidence> oa:hasSource <file/s/s> ; psog:segment <s3> .
<s3> psog:startOffset 110 ; psog:endOffset 120 .
<document/s/2.a.1/over/evidence> oa:hasSource <file/s/s> ; psog:segment <s4> , <s5> .
<s4> psog:startOffset 140 ; psog:endOffset 150 .
<s5> psog:startOffset 170 ; psog:endOffset 175 .
<document/s/2.a.1/between/evidence> oa:hasSource <file/s/s> ; psog:segment <s6> .
<s6> psog:startOffset 155 ; psog:endOffset 165 .
<document/s/2.a.1/across/evidence> oa:hasSource <file/s/s> ; psog:segment <s7> .
<s7> psog:startOffset 145 ; psog:endOffset 175 .
<document/other/evidence> oa:hasSource <file/other/o> ; psog:segment <s8> .
<s8> psog:startOffset 110 ; psog:endOffset 120 .
<measure/m> a psog:Measure .
<document/s/2.a.1/report/m> a psog:MeasureReport ; psog:measure <measure/m> ; psog:mention psoc:mention-main ;
  psog:inResponse <document/s/2.a.1> ; psog:measureStatus psoc:measure-ongoing ; psog:fundedBy <actor/forum> ;
  psog:evidence <document/s/2.a.1/report/m/evidence> .
<document/s/2.b> a psog:Response ; dcterms:isPartOf <document/s> ; psog:answers <document/r/2.b> .
<document/s/2.b/report/m> a psog:MeasureReport ; psog:measure <measure/m> ; psog:mention psoc:mention-repeat ;
  psog:inResponse <document/s/2.b> ; psog:measureStatus psoc:measure-ongoing .
<link/x> a psog:Link ; psog:from <document/r/1.a> ; psog:relation psog:takesUp ; psog:to <document/old/7> .
"""


def make_store(*, closed: bool = True) -> EmbeddedStore:
    quads = [
        quad
        for path, graph in list_files(find_resource_root())
        if graph == VOCABULARY
        for quad in place_in_graph(parse_file(path), graph)
    ]
    for slug, text in (("r", RESOLUTION), ("s", STATEMENT)):
        graph = ox.NamedNode(f"{GRAPHS}document/{slug}")
        quads += place_in_graph(parse_text(PREFIXES + text, ox.RdfFormat.TURTLE, where=slug), graph)
    store = EmbeddedStore.in_memory(quads)
    if closed:
        entail(store, read_folder("rules"), lambda _: None)
    return store


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return make_store()


def node(local: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + local)


def objects(store: EmbeddedStore, subject: str, predicate: ox.NamedNode) -> list[str]:
    found = {quad.object.value for quad in store.find(node(subject), predicate)}  # type: ignore[union-attr]
    return sorted(value.removeprefix(BASE) for value in found)


def test_mode_is_inherited_from_the_nearest_unit_that_has_one(store: EmbeddedStore) -> None:
    assert objects(store, "document/r/2.a.1", PSOG.mode) == [PSOC["mode-expects"].value]
    assert objects(store, "document/r/2.b", PSOG.mode) == [PSOC["mode-thanks"].value]


def test_recommendations_are_leaf_clauses_that_ask_for_something(store: EmbeddedStore) -> None:
    found = {quad.subject for quad in store.find(None, None, PSOG.Recommendation)}
    assert node("document/r/2.a.1") in found
    unasked = {node(f"document/r/{local}") for local in ("1", "2", "1.a", "2.a", "2.b")}
    assert not found & unasked


def test_everything_stands_in_its_document(store: EmbeddedStore) -> None:
    for part in ("document/r/2.a.1", "document/r/1.a/citation/old"):
        assert objects(store, part, PSOG.inDocument) == ["document/r"]
    assert objects(store, "document/s/2.a.1/report/m", PSOG.inDocument) == ["document/s"]
    assert objects(store, "document/r", PSOG.inDocument) == []


def test_citations_become_relations_of_the_right_kind(store: EmbeddedStore) -> None:
    assert objects(store, "document/r/1.a", PSOG.cites) == ["document/old"]
    assert objects(store, "document/r/1.a", PSOG.mentions) == ["actor/forum"]


def test_a_link_makes_its_plain_triple(store: EmbeddedStore) -> None:
    assert objects(store, "document/r/1.a", PSOG.takesUp) == ["document/old/7"]


def test_a_measure_addresses_mainly_what_its_main_mention_answers(store: EmbeddedStore) -> None:
    assert objects(store, "measure/m", PSOG.addressesMainly) == ["document/r/2.a.1"]
    assert objects(store, "measure/m", PSOG.addresses) == ["document/r/2.a.1", "document/r/2.b"]


def test_a_measure_has_what_all_its_reports_say_and_nothing_else(store: EmbeddedStore) -> None:
    assert objects(store, "measure/m", PSOG.measureStatus) == [PSOC["measure-ongoing"].value]
    assert objects(store, "measure/m", PSOG.fundedBy) == []


def test_lineage_is_closed_from_measure_to_decision(store: EmbeddedStore) -> None:
    assert objects(store, "measure/m", PSOG.tracesBackTo) == [
        "document/old/7",
        "document/r/2.a.1",
        "document/r/2.b",
        "document/s/2.a.1",
        "document/s/2.b",
    ]
    assert objects(store, "measure/m", PSOG.tracesBackToDocument) == [
        "document/old",
        "document/r",
        "document/s",
    ]
    assert objects(store, "document/old/7", PSOG.tracesBackTo) == []


def test_an_anchor_stands_in_the_unit_whose_words_hold_it(store: EmbeddedStore) -> None:
    assert objects(store, "document/s/2.a.1/report/m/evidence", PSOG.anchoredIn) == ["document/s/2.a.1"]
    assert objects(store, "document/s/2.a.1/evidence", PSOG.startOffset) == ["100"]
    assert objects(store, "document/s/2.a.1/evidence", PSOG.endOffset) == ["200"]


def test_an_anchor_over_a_page_break_stands_in_the_unit(store: EmbeddedStore) -> None:
    assert objects(store, "document/s/2.a.1/over/evidence", PSOG.anchoredIn) == ["document/s/2.a.1"]


@pytest.mark.parametrize("anchor", ["document/s/2.a.1/between", "document/s/2.a.1/across", "document/other"])
def test_an_anchor_in_the_other_column_or_file_stands_in_no_unit(store: EmbeddedStore, anchor: str) -> None:
    assert objects(store, f"{anchor}/evidence", PSOG.startOffset) != []
    assert objects(store, f"{anchor}/evidence", PSOG.anchoredIn) == []


@pytest.mark.parametrize("local", ["2.l.2/citation/bspc-28-2019", "4.e.1/citation/bspc-29-2020"])
def test_a_citation_in_the_quoted_column_stands_in_no_unit(dataset: EmbeddedStore, local: str) -> None:
    citation = f"document/mv-statement-pso-19-2024/{local}"
    assert objects(dataset, citation, PSOG.mentionKind) == [PSOC["kind-quotation"].value]
    assert objects(dataset, f"{citation}/evidence", PSOG.anchoredIn) == []


def test_other_vocabularies_get_their_terms(store: EmbeddedStore) -> None:
    eli = "http://data.europa.eu/eli/ontology#"
    assert objects(store, "document/r/2.a.1", ox.NamedNode(eli + "is_part_of")) == ["document/r/2.a"]
    types = objects(
        store, "document/r/2.a.1", ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    )
    assert eli + "WorkSubdivision" in types
    derived = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    assert objects(store, "document/r/2.a.1", derived) == ["document/old/7"]
    assert objects(store, "measure/m", derived) == []  # only taking up is a derivation
    answers = ox.NamedNode("http://data.europa.eu/eli/eli-draft-legislation-ontology#answers_to")
    assert objects(store, "document/s/2.b", answers) == ["document/r/2.b"]


def test_nothing_asserted_is_entailed_again(store: EmbeddedStore) -> None:
    seen: dict[ox.Triple, set[str]] = {}
    for quad in store.find():
        seen.setdefault(quad.triple, set()).add(str(quad.graph_name))
    derived = {f"<{GRAPHS}entailed>", f"<{GRAPHS}aligned>"}
    assert [triple for triple, graphs in seen.items() if graphs & derived and len(graphs) > 1] == []


def test_a_circle_is_an_error_that_names_it() -> None:
    store = EmbeddedStore.in_memory(
        ox.Quad(node(f"document/{a}"), PSOG.tracesTo, node(f"document/{b}"), ox.NamedNode(GRAPHS + "x"))
        for a, b in (("a/1", "b/2"), ("b/2", "c/3"), ("c/3", "a/1"), ("d/4", "a/1"))
    )
    with pytest.raises(LineageCycleError) as caught:
        add_closure(store)
    circle = caught.value.message.removeprefix("Lineage runs in a circle: ").removesuffix(".").split(" → ")
    assert circle[0] == circle[-1]
    assert set(circle) == {"a/1", "b/2", "c/3"}
    follows = {"a/1": "b/2", "b/2": "c/3", "c/3": "a/1"}
    assert all(follows[a] == b for a, b in pairwise(circle))
