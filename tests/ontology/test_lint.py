"""Each lint rule is silent on the vocabulary and speaks on a small Turtle that breaks it, and it alone."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery

ROOT = Path(__file__).resolve().parents[2]
QUERIES = sorted((ROOT / "queries" / "lint").glob("*.rq"))
PSOG = "https://w3id.org/pso-graph/ontology#"
PSOC = "https://w3id.org/pso-graph/concept/"
FOAF = "http://xmlns.com/foaf/0.1/"
OWL = "http://www.w3.org/2002/07/owl#"
ONTOLOGY = "https://w3id.org/pso-graph/ontology"
PREFIXES = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <{FOAF}> .
@prefix owl: <{OWL}> .
@prefix psoc: <{PSOC}> .
@prefix psog: <{PSOG}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def term(name: str, kind: str = "owl:Class", *, label: str = "", more: str = "") -> str:
    label = label or name
    return f"""psog:{name} a {kind} ;
      rdfs:label "{label}"@de , "{label}"@en ;
      skos:definition "Was {name} ist."@de , "What {name} is."@en ;
      {more} rdfs:isDefinedBy <{ONTOLOGY}> .
    """


def concept(name: str, *, label: str = "", notation: str = "", more: str = "") -> str:
    label = label or name
    return f"""psoc:list a skos:ConceptScheme .
    psoc:list-{name} a skos:Concept ;
      skos:prefLabel "{label}"@de , "{label}"@en ;
      skos:definition "Was {name} ist."@de , "What {name} is."@en ;
      {more} skos:inScheme psoc:list ; skos:notation "{notation or name}" .
    """


PROPERTY = "owl:ObjectProperty"
# Ids of rules that shapes say now (PSO-S260 to S263, S061 to S065); an id is never given again.
RETIRED = {"PSO-O001", "PSO-O002", "PSO-O003", "PSO-O006", "PSO-O007", "PSO-O015"}
BROKEN: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "property-without-use": (
        term("p", PROPERTY) + term("q", PROPERTY, more='skos:scopeNote "An allem."@de ;'),
        {(PSOG + "p", OWL + "ObjectProperty")},
    ),
    "undefined-term-in-axiom": (
        term("A", more="rdfs:subClassOf psog:B , foaf:Agent ;") + term("B").replace("owl:Class", "psog:A"),
        {(PSOG + "A", PSOG + "B")},
    ),
    "cycle-in-hierarchy": (
        term("A", more="rdfs:subClassOf psog:B ;")
        + term("B", more="rdfs:subClassOf psog:A ;")
        + term("C", more="rdfs:subClassOf psog:B ;")
        + concept("x", more="skos:broader psoc:list-x ;"),
        {(PSOG + "A", PSOG + "B"), (PSOG + "B", PSOG + "A"), (PSOC + "list-x", PSOC + "list-x")},
    ),
    "terms-with-same-label": (
        term("A", label="Name")
        + term("b", "owl:DatatypeProperty", label="name", more="rdfs:domain psog:A ;")
        + concept("x", label="gleich")
        + concept("y", label="gleich"),
        {(PSOG + "A", PSOG + "b"), (PSOC + "list-x", PSOC + "list-y")},
    ),
    "axiom-about-foreign-term": (
        term("A") + "foaf:Agent rdfs:subClassOf psog:A .",
        {(FOAF + "Agent", PSOG + "A")},
    ),
    "equivalence-with-foreign-term": (
        term("A", more="owl:equivalentClass foaf:Agent ;"),
        {(PSOG + "A", FOAF + "Agent")},
    ),
    "deprecated-without-replacement": (
        term("A", more="owl:deprecated true ;")
        + term("B", more="owl:deprecated true ; dcterms:isReplacedBy psog:C ;")
        + term("C"),
        {(PSOG + "A", "http://purl.org/dc/terms/isReplacedBy")},
    ),
    "undefined-term-in-data": (
        "<urn:x> a psog:A ; psog:p <urn:y> ; rdfs:seeAlso psog:q .",
        {
            (PSOG + "A", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            (PSOG + "p", PSOG + "p"),
            (PSOG + "q", "http://www.w3.org/2000/01/rdf-schema#seeAlso"),
        },
    ),
    "undefined-concept-in-data": (
        concept("a") + "<urn:x> dcterms:subject psoc:list-a , psoc:list-b .",
        {(PSOC + "list-b", "http://purl.org/dc/terms/subject")},
    ),
}


def run(name: str, store: ox.Store) -> set[tuple[str, str]]:
    rows = store.query((ROOT / "queries" / "lint" / f"{name}.rq").read_text(encoding="utf-8"))
    assert isinstance(rows, ox.QuerySolutions)
    return {(row["focus"].value, row["detail"].value) for row in rows}


@pytest.fixture(scope="module")
def vocabulary() -> ox.Store:
    store = ox.Store()
    for path in (ROOT / "ontology").rglob("*.ttl"):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def test_every_rule_has_a_turtle_that_breaks_it() -> None:
    assert {path.stem for path in QUERIES} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_is_silent_on_the_vocabulary(name: str, vocabulary: ox.Store) -> None:
    assert run(name, vocabulary) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_finds_the_breach_and_no_other_rule_does(name: str) -> None:
    turtle, expected = BROKEN[name]
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    assert run(name, store) == expected
    speaking = {other for other in BROKEN if run(other, store)}
    assert speaking == {name}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_header_says_what_why_and_how_to_mend(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = yaml.safe_load("\n".join(re.findall(r"^#\+(.*)$", text, re.MULTILINE)))
    assert re.fullmatch(r"PSO-O\d{3}", header["id"])
    assert header["severity"] in {"violation", "warning"}
    assert header["tags"] == ["lint", "ontology"]
    assert set(header["summary"]) == {"de", "en"}
    for language, words in {"de": ("Problem", "Warum", "Abhilfe"), "en": ("Problem", "Why", "Fix")}.items():
        for word in words:
            assert f"{word}: " in header["description"][language]


def test_rule_ids_are_told_apart() -> None:
    ids = [re.findall(r"^#\+ id: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE) for path in QUERIES]
    flat = [rule for found in ids for rule in found]
    assert len(flat) == len(set(flat)) == len(QUERIES)
    assert set(flat).isdisjoint(RETIRED)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_projects_focus_and_detail_in_a_total_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prepareQuery(text)  # a second engine must parse it too
    assert "SELECT DISTINCT ?focus ?detail\n" in text
    assert text.rstrip().endswith("ORDER BY ?detail ?focus")
