"""The reference of the ontology: every term and list, with what the data, queries and rules make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.core.resources import find_resource_root
from pso_graph.publish.languages import LANGUAGES, Language
from pso_graph.publish.links import Links
from pso_graph.publish.pages.ontology import OntologyPage
from pso_graph.publish.reference import read_reference
from pso_graph.publish.reference.diagram import EDGES, PLACES
from pso_graph.publish.reference.usage import find_in_shapes
from pso_graph.rdf.namespaces import OWL, PSOC, PSOG, RDF_TYPE, RDFS, SKOS
from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore
from tests.publish.visiting import HTML, SVG, make_show, read_page, read_table, read_text

if TYPE_CHECKING:
    from pso_graph.publish.reference import Reference
    from tests.publish.visiting import Show

SMALL = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
psog:Old a owl:Class ; rdfs:label "Alt"@de , "old"@en ; rdfs:subClassOf psog:New ;
  owl:deprecated true ; dcterms:isReplacedBy psog:New .
psog:New a owl:Class ; rdfs:label "Neu"@de , "new"@en ; owl:disjointWith psog:Other .
psog:Other a owl:Class ; rdfs:label "Anderes"@de , "other"@en .
psog:touches a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:label "berührt"@de , "touches"@en ;
  rdfs:domain psog:New ; rdfs:range psog:Other .
<https://w3id.org/pso-graph/id/long-name> a psog:Old ; psog:touches <https://w3id.org/pso-graph/id/b> .
<https://w3id.org/pso-graph/id/a> a psog:Old .
<https://w3id.org/pso-graph/id/c> psog:touches <https://w3id.org/pso-graph/id/b> .
"""


@pytest.fixture(scope="module")
def show(dataset: EmbeddedStore) -> Show:
    return make_show(dataset)


@pytest.fixture(scope="module")
def reference(dataset: EmbeddedStore) -> Reference:
    return read_reference(dataset)


@pytest.fixture(scope="module")
def small() -> EmbeddedStore:
    return EmbeddedStore.in_memory(parse_text(SMALL, FORMATS[".ttl"], where="small"))


def find_section(page: ET.Element, name: str) -> ET.Element:
    (section,) = (each for each in page.iter(f"{HTML}section") if each.get("id") == name)
    return section


def read_facts(section: ET.Element) -> dict[str, str]:
    (facts,) = section.iter(f"{HTML}dl")
    words = [read_text(each) for each in facts]
    return dict(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_place_with_label_and_definition(
    show: Show, dataset: EmbeddedStore, language: Language
) -> None:
    page = read_page(show("ontology", language))
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {quad.subject.value for kind in kinds for quad in dataset.find(None, RDF_TYPE, kind)}  # type: ignore[union-attr]
    assert len(terms) == 158
    for iri in terms:
        section = read_text(find_section(page, iri.removeprefix(PSOG.iri)))
        for predicate in (RDFS.label, SKOS.definition):
            (text,) = (
                quad.object.value  # type: ignore[union-attr]
                for quad in dataset.find(NamedNode(iri), predicate)
                if quad.object.language == language  # type: ignore[union-attr]
            )
            assert " ".join(text.split()) in section


def test_a_term_tells_what_the_ontology_says_of_it(show: Show) -> None:
    """Written from ontology/lineage.ttl, ontology/alignments.ttl and the data of the documents."""
    facts = read_facts(find_section(read_page(show("ontology", "de")), "answers"))
    assert facts["Englisch"] == "answers"
    assert facts["Subjekt"] == "Antwort"
    assert facts["Wert"] == "Klausel"
    assert facts["Oberbegriff"] == "geht zurück auf"
    assert facts["Oberbegriff in anderen Vokabularen"] == "eli-dl:answers_to"
    assert facts["In den Daten"] == "Aussagen: 67"
    assert "psog:answers" in facts["Beispiel"]
    assert "response-matrix" in facts["Abfragen"].split(", ")
    assert "PSO-S212" not in facts.get("Herleitungen", "")


def test_a_class_tells_its_place_among_others(show: Show) -> None:
    facts = read_facts(find_section(read_page(show("ontology")), "Clause"))
    assert facts["Broader term"] == "unit"
    assert facts["Narrower terms"] == "BSPC decision, recommendation"
    assert facts["Disjoint with"] == "response"
    assert facts["In the data"] == "Things: 135"


def test_examples_are_true(reference: Reference, dataset: EmbeddedStore) -> None:
    unused = set()
    for term in reference.terms:
        example = reference.usage[term.iri].example
        if example is None:
            unused.add(term.name)
            continue
        subject, value, is_text = example
        if term.kind == "class":
            assert next(dataset.find(NamedNode(subject), RDF_TYPE, NamedNode(term.iri)), None)
        else:
            objects = [quad.object for quad in dataset.find(NamedNode(subject), NamedNode(term.iri))]
            assert value in {getattr(each, "value", None) for each in objects}
            assert is_text == (term.kind == "datatype")
    assert unused == {"Limit", "limit", "degree"}  # of the service description; no link has a degree yet


def test_every_list_has_all_its_values(show: Show, dataset: EmbeddedStore) -> None:
    page = read_page(show("ontology"))
    schemes = [quad.subject for quad in dataset.find(None, RDF_TYPE, SKOS.ConceptScheme)]
    assert len(schemes) == 18
    for scheme in schemes:
        assert isinstance(scheme, NamedNode)
        section = find_section(page, f"concept-{scheme.value.removeprefix(PSOC.iri)}")
        (table,) = section.iter(f"{HTML}table")
        shown = {row[0].rpartition("psoc:")[2] for row in read_table(table)}
        concepts = {quad.subject for quad in dataset.find(None, SKOS.inScheme, scheme)}
        assert shown == {
            each.value.removeprefix(PSOC.iri) for each in concepts if isinstance(each, NamedNode)
        }


def test_values_count_what_the_data_says(reference: Reference) -> None:
    """28 responses accept, as tests/gold has it."""
    (stance,) = (scheme for scheme in reference.schemes if scheme.name == "stance")
    uses = {concept.iri.removeprefix(PSOC.iri): concept.uses for concept in stance.concepts}
    assert uses["stance-accept"] == 28
    assert uses["stance-declined-or-different"] == 3


def test_links_within_the_page_lead_somewhere(show: Show) -> None:
    for language in LANGUAGES:
        page = read_page(show("ontology", language))
        ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids))
        links = {link.attrib["href"] for link in page.iter(f"{HTML}a")}
        inner = {link.partition("#")[2] for link in links if link.startswith(("#", "./ontology#"))}
        assert inner <= set(ids)
        assert len(inner) > 158


def test_the_picture_agrees_with_the_ontology(reference: Reference, dataset: EmbeddedStore) -> None:
    """What it draws between two classes fits domain and range, and occurs in the data."""
    terms = {term.name: term for term in reference.terms}
    for source, name, target in EDGES:
        for place, said in ((source, terms[name].domain), (target, terms[name].range)):
            assert not said or set(said) & set(list_upward(terms[place].iri, reference))
        subjects = {quad.subject for quad in dataset.find(None, RDF_TYPE, NamedNode(terms[source].iri))}
        objects = {quad.subject for quad in dataset.find(None, RDF_TYPE, NamedNode(terms[target].iri))}
        quads = dataset.find(None, NamedNode(terms[name].iri))
        assert any(quad.subject in subjects and quad.object in objects for quad in quads), name


def list_upward(iri: str, reference: Reference) -> list[str]:
    by_iri = {term.iri: term for term in reference.terms}
    return [iri, *(found for above in by_iri[iri].above for found in list_upward(above, reference))]


def test_the_picture_stands_alone_too(show: Show) -> None:
    picture = ET.fromstring(show("ontology.svg").body)  # noqa: S314 - it is our own
    assert len(list(picture.iter(f"{SVG}rect"))) == len(PLACES) + 1  # and the paper
    assert len(list(picture.iter(f"{SVG}line"))) == len(EDGES)
    links = Links("ontology", "en")
    targets = {link.attrib["href"] for link in picture.iter(f"{SVG}a")}
    names = {*PLACES, *(name for _, name, _ in EDGES)}
    assert targets == {links.of(PSOG.iri + name) for name in names}
    assert b"var(" not in show("ontology.svg").body


def test_boxes_of_the_picture_do_not_overlap() -> None:
    assert len(set(PLACES.values())) == len(PLACES)


def test_a_deprecated_term_says_what_to_use(small: EmbeddedStore) -> None:
    section = find_section(read_page(make_show(small)("ontology")), "Old")
    assert "Deprecated" in read_text(section)
    assert "Instead: new" in read_text(section)


def test_a_small_ontology_is_read_in_full(small: EmbeddedStore) -> None:
    reference = read_reference(small)
    terms = {term.name: term for term in reference.terms}
    assert list(terms) == ["New", "Old", "Other", "touches"]
    assert terms["Old"].above == (PSOG.iri + "New",)
    assert terms["New"].below == (PSOG.iri + "Old",)
    assert terms["Other"].disjoint == (PSOG.iri + "New",)  # said of the other one
    assert terms["touches"].is_transitive
    assert not terms["New"].is_deprecated
    base = "https://w3id.org/pso-graph/id/"
    assert reference.usage[PSOG.iri + "Old"].count == 2
    assert reference.usage[PSOG.iri + "Old"].example == (base + "a", "", False)  # the shortest
    assert reference.usage[PSOG.iri + "touches"].example == (base + "c", base + "b", False)
    assert reference.usage[PSOG.iri + "Other"].example is None


def test_data_without_the_ontology_has_no_such_page() -> None:
    empty = EmbeddedStore.in_memory([])
    with pytest.raises(UnknownThingError):
        make_show(empty)("ontology")
    assert tuple(OntologyPage().list_paths(empty)) == ()


def test_rules_are_found_by_path_target_and_text() -> None:
    """Written from shapes/measure.ttl and shapes/thing.ttl."""
    found = find_in_shapes(find_resource_root() / "shapes")
    assert {"PSO-S190", "PSO-S191", "PSO-S192", "PSO-S194"} <= found["Measure"]  # by their targets
    assert "PSO-S193" in found["targetGroup"]  # by path
    assert "PSO-S194" in found["measure"]  # by a path in a blank node
    assert "PSO-S382" in found["addressesMainly"]  # in a list of a path
    assert "PSO-S190" not in found["Actor"]
