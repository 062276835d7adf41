"""Each row of the tables in ``terms`` and ``shapes``: what a change asks of the version number."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.pipeline.diffing import shapes, terms
from pso_graph.pipeline.diffing.comparing import compare_states
from pso_graph.pipeline.diffing.steps import REASONS, Step

PREFIXES = """\
PREFIX : <http://example.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
MAJOR, MINOR, PATCH = "major", "minor", "patch"


def judge(old: str, new: str) -> str | None:
    before, after = (list(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)) for text in (old, new))
    step = compare_states(before, after, "old", "new").step
    return None if step is None else step.name.lower()


PROPERTY, CLASS, CONCEPT = ":t a owl:ObjectProperty ; ", ":t a owl:Class ; ", ":t a skos:Concept ; "
CLASSES = ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . "
TERM_CHANGES = {
    "a class, property, datatype, concept or scheme is removed": [
        (CLASS, "", MAJOR),
        (PROPERTY, "", MAJOR),
        (CONCEPT, "", MAJOR),
        (":t a rdfs:Datatype .", "", MAJOR),
        (":t a skos:ConceptScheme .", "", MAJOR),
    ],
    "it becomes another kind of term, as an object property a datatype property": [
        (PROPERTY, ":t a owl:DatatypeProperty .", MAJOR),
        (CLASS + "rdfs:label 't'", ":t rdfs:label 't'", MAJOR),
    ],
    "a domain or range is added, or replaced by another that is not wider": [
        (PROPERTY, PROPERTY + "rdfs:domain :A .", MAJOR),
        (PROPERTY + "rdfs:range :A", PROPERTY + "rdfs:range :A , :B", MAJOR),
        (CLASSES + PROPERTY + "rdfs:range :B", CLASSES + PROPERTY + "rdfs:range :A", MAJOR),
        (CLASSES + PROPERTY + "rdfs:range :B", CLASSES + PROPERTY + "rdfs:range :D", MAJOR),
    ],
    "a domain or range is removed, or replaced by a class above it": [
        (PROPERTY + "rdfs:domain :A .", PROPERTY, MINOR),
        (CLASSES + PROPERTY + "rdfs:range :A", CLASSES + PROPERTY + "rdfs:range :C", MINOR),
    ],
    "a superclass or superproperty is removed: queries by it find less": [
        (CLASS + "rdfs:subClassOf :A", CLASS, MAJOR),
        (PROPERTY + "rdfs:subPropertyOf :p", PROPERTY + "rdfs:subPropertyOf :q", MAJOR),
    ],
    "a superclass or superproperty is added": [
        (CLASS, CLASS + "rdfs:subClassOf :A", MINOR),
        (PROPERTY, PROPERTY + "rdfs:subPropertyOf :p", MINOR),
    ],
    "functional, inverse functional, asymmetric or irreflexive is added; disjointness is added": [
        (PROPERTY, PROPERTY + "a owl:FunctionalProperty", MAJOR),
        (PROPERTY, PROPERTY + "a owl:AsymmetricProperty", MAJOR),
        (CLASS, CLASS + "owl:disjointWith :A", MAJOR),
    ],
    "one of these is removed": [
        (PROPERTY + "a owl:FunctionalProperty", PROPERTY, MINOR),
        (CLASS + "owl:disjointWith :A", CLASS, MINOR),
        (PROPERTY + "a owl:TransitiveProperty", PROPERTY, MAJOR),
        (PROPERTY + "owl:inverseOf :p", PROPERTY, MAJOR),
    ],
    "symmetric, transitive or reflexive is added, or an inverse: more follows": [
        (PROPERTY, PROPERTY + "a owl:TransitiveProperty", MINOR),
        (PROPERTY, PROPERTY + "owl:inverseOf :p", MINOR),
    ],
    "any other statement in terms of OWL, RDFS or RDF is added or removed": [
        (CLASS, CLASS + "owl:equivalentClass [ owl:unionOf ( :A :B ) ]", MAJOR),
        (CLASS + "owl:equivalentClass :A", CLASS, MAJOR),
        (
            CLASS + "owl:equivalentClass [ owl:unionOf ( :A ) ]",
            CLASS + "owl:equivalentClass [ owl:unionOf ( :B ) ]",
            MAJOR,
        ),
    ],
    "a concept leaves a scheme, or its notation changes or goes": [
        (CONCEPT + "skos:inScheme :s", CONCEPT, MAJOR),
        (CONCEPT + "skos:notation 'a'", CONCEPT + "skos:notation 'b'", MAJOR),
        (CONCEPT + "skos:notation 'a'", CONCEPT, MAJOR),
    ],
    "a concept joins a scheme, gets a notation, or changes its neighbours or matches": [
        (CONCEPT, CONCEPT + "skos:inScheme :s", MINOR),
        (CONCEPT, CONCEPT + "skos:notation 'a'", MINOR),
        (CONCEPT + "skos:broader :a", CONCEPT + "skos:broader :b", MINOR),
        (CONCEPT + "skos:exactMatch :a", CONCEPT, MINOR),
    ],
    "a term is added": [("", CLASS, MINOR), ("", CONCEPT, MINOR)],
    "a term is deprecated, or no longer so": [
        (CLASS, CLASS + "owl:deprecated true", MINOR),
        (CLASS + "owl:deprecated true", CLASS, MINOR),
    ],
    "a label, definition or other annotation changes": [
        (CLASS + "rdfs:label 'a'@en", CLASS + "rdfs:label 'b'@en", PATCH),
        (CLASS + "skos:definition 'a'", CLASS, PATCH),
        (CLASS, CLASS + "rdfs:isDefinedBy :o ; dcterms:source :s", PATCH),
    ],
    "anything about an ontology itself, such as its version": [
        (":o a owl:Ontology ; owl:versionInfo '1'", ":o a owl:Ontology ; owl:versionInfo '2'", PATCH),
        (":o a owl:Ontology ; owl:imports :p", ":o a owl:Ontology", PATCH),
    ],
}

SHAPE = ":t a sh:NodeShape ; "
WARNING = SHAPE + "sh:severity sh:Warning ; "
VALUE = ":t a sh:PropertyShape ; sh:path :p ; "
SHAPE_CHANGES = {
    "a shape with a target is added": [
        ("", SHAPE + "sh:targetClass :C", MAJOR),
        ("", WARNING + "sh:targetClass :C", MINOR),
    ],
    "a shape without a target is added: what refers to it is judged": [
        ("", SHAPE + "sh:nodeKind sh:IRI", MINOR),
        (
            ":s sh:targetClass :C .",
            ":s sh:targetClass :C ; sh:node :t . " + SHAPE + "sh:nodeKind sh:IRI",
            MAJOR,
        ),
    ],
    "a shape is removed": [(SHAPE + "sh:targetClass :C", "", MINOR)],
    "a constraint or target is added, or changed so that it may demand more": [
        (SHAPE, SHAPE + "sh:nodeKind sh:IRI", MAJOR),
        (WARNING, WARNING + "sh:nodeKind sh:IRI", MINOR),
        (SHAPE, SHAPE + "sh:targetClass :C", MAJOR),
        (SHAPE + "sh:targetClass :C", SHAPE + "sh:targetClass :D", MAJOR),
        (SHAPE, SHAPE + "a rdfs:Class", MAJOR),
        (SHAPE + "sh:pattern 'a'", SHAPE + "sh:pattern 'b'", MAJOR),
        (SHAPE + "sh:pattern 'a' ; sh:flags 'i'", SHAPE + "sh:pattern 'a'", MAJOR),
        (SHAPE, SHAPE + "sh:closed true", MAJOR),
        (VALUE, ":t a sh:PropertyShape ; sh:path :q", MAJOR),
        (SHAPE, SHAPE + "sh:property [ sh:path :p ; sh:minCount 1 ]", MAJOR),
        (SHAPE, SHAPE + "sh:property [ sh:path :p ; sh:minCount 1 ; sh:severity sh:Info ]", MINOR),
        (":t sh:select 'SELECT $this WHERE { $this :p 1 }'", ":t sh:select 'SELECT $this WHERE { }'", MAJOR),
    ],
    "a constraint or target is removed, or changed so that it demands less": [
        (SHAPE + "sh:nodeKind sh:IRI", SHAPE, MINOR),
        (SHAPE + "sh:targetClass :C", SHAPE, MINOR),
        (SHAPE + "sh:closed true", SHAPE + "sh:closed false", MINOR),
        (SHAPE + "sh:property [ sh:path :p ; sh:minCount 1 ]", SHAPE, MINOR),
        (SHAPE + "sh:not [ sh:nodeKind sh:IRI ]", SHAPE, MINOR),
    ],
    "a least count, length or value rises; a greatest one falls": [
        (VALUE + "sh:minCount 9", VALUE + "sh:minCount 10", MAJOR),
        (VALUE + "sh:maxLength 10", VALUE + "sh:maxLength 9", MAJOR),
        (VALUE + "sh:minInclusive 1.5", VALUE + "sh:minInclusive 2", MAJOR),
        (VALUE + "sh:maxExclusive 'x'", VALUE + "sh:maxExclusive 'y'", MAJOR),
        (
            SHAPE + "sh:property [ sh:path :p ; sh:minCount 1 ]",
            SHAPE + "sh:property [ sh:path :p ; sh:minCount 2 ]",
            MAJOR,
        ),
    ],
    "a least count, length or value falls; a greatest one rises": [
        (VALUE + "sh:minCount 10", VALUE + "sh:minCount 9", MINOR),
        (VALUE + "sh:qualifiedMaxCount 9", VALUE + "sh:qualifiedMaxCount 10", MINOR),
        (
            SHAPE + "sh:property [ sh:path :p ; sh:maxCount 1 ]",
            SHAPE + "sh:property [ sh:path :p ; sh:maxCount 2 ]",
            MINOR,
        ),
        (
            SHAPE + "sh:property [ sh:path ( :p [ sh:inversePath :q ] ) ; sh:minCount 2 ]",
            SHAPE + "sh:property [ sh:path ( :p [ sh:inversePath :q ] ) ; sh:minCount 1 ]",
            MINOR,
        ),
    ],
    "`sh:in`, `sh:languageIn`, `sh:ignoredProperties` or `sh:or` gets more members and loses none": [
        (VALUE + "sh:in ( 1 2 )", VALUE + "sh:in ( 2 3 1 )", MINOR),
        (VALUE + "sh:languageIn ( 'de' )", VALUE + "sh:languageIn ( 'de' 'en' )", MINOR),
        (SHAPE, SHAPE + "sh:ignoredProperties ( :p )", MINOR),
        (SHAPE + "sh:or ( [ sh:class :A ] )", SHAPE + "sh:or ( [ sh:class :A ] [ sh:class :B ] )", MINOR),
    ],
    "it loses a member; `sh:and` gets one": [
        (VALUE + "sh:in ( 1 2 )", VALUE + "sh:in ( 1 3 )", MAJOR),
        (SHAPE + "sh:ignoredProperties ( :p )", SHAPE, MAJOR),
        (SHAPE + "sh:or ( [ sh:class :A ] [ sh:class :B ] )", SHAPE + "sh:or ( [ sh:class :B ] )", MAJOR),
        (SHAPE + "sh:and ( :A )", SHAPE + "sh:and ( :A :B )", MAJOR),
    ],
    "`sh:and` loses members": [(SHAPE + "sh:and ( :A :B )", SHAPE + "sh:and ( :B )", MINOR)],
    "`sh:deactivated` is set": [(SHAPE, SHAPE + "sh:deactivated true", MINOR)],
    "`sh:deactivated` is withdrawn": [(SHAPE + "sh:deactivated true", SHAPE, MAJOR)],
    "the severity rises": [
        (WARNING, SHAPE + "sh:severity sh:Violation", MAJOR),
        (WARNING, SHAPE, MAJOR),
        (SHAPE + "sh:severity sh:Info", WARNING, MINOR),
    ],
    "the severity falls": [(SHAPE, WARNING, MINOR)],
    "the rule's id (`dcterms:identifier`) changes: baselines and suppressions name it": [
        (SHAPE + "dcterms:identifier 'A'", SHAPE + "dcterms:identifier 'B'", MAJOR),
        (SHAPE, SHAPE + "dcterms:identifier 'B'", MINOR),
    ],
    "a name, message, description or other annotation changes": [
        (SHAPE + "sh:message 'a'@en", SHAPE + "sh:message 'b'@en", PATCH),
        (SHAPE + "sh:name 'a'", SHAPE + "sh:description 'b' ; rdfs:comment 'c'", PATCH),
        (":t sh:nodeKind sh:IRI", SHAPE + "sh:nodeKind sh:IRI", PATCH),
    ],
}

ROWS = [
    (old.strip("; ."), new.strip("; ."), step)
    for table in (TERM_CHANGES, SHAPE_CHANGES)
    for changes in table.values()
    for old, new, step in changes
]


@pytest.mark.parametrize(("old", "new", "step"), ROWS)
def test_a_change_asks_for_its_step(old: str, new: str, step: str) -> None:
    assert judge(old and old + " .", new and new + " .") == step


@pytest.mark.parametrize(("table", "changes"), [(terms, TERM_CHANGES), (shapes, SHAPE_CHANGES)])
def test_each_row_of_the_tables_is_tried(table: object, changes: dict[str, object]) -> None:
    lines = (table.__doc__ or "").splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert rows[0].startswith("change of a")
    assert set(rows[1:]) == set(changes)


def test_the_table_says_the_step_that_its_first_example_has() -> None:
    for table, changes in ((terms, TERM_CHANGES), (shapes, SHAPE_CHANGES)):
        for line in (table.__doc__ or "").splitlines():
            if line.startswith("| ") and "change of a" not in line:
                _, change, step, _ = line.split("|")
                assert step.strip() in [example[2] for example in changes[change.strip()]]


@pytest.mark.parametrize(
    "reference", ["sh:not :t", "sh:xone ( :t :u )", "sh:property [ sh:qualifiedValueShape :t ]"]
)
def test_less_is_more_where_a_shape_must_not_hold(reference: str) -> None:
    user = f" . :user {reference} ."
    strict, loose = SHAPE + "sh:property [ sh:path :p ; sh:minCount 2 ]", SHAPE.strip("; ")
    assert judge(strict + user, loose + user) == MAJOR
    assert judge(strict + " . :user sh:node :t .", loose + " . :user sh:node :t .") == MINOR


def test_a_class_that_is_a_shape_is_judged_as_both() -> None:
    assert judge(CLASS + "sh:closed false .", CLASS + "sh:closed true .") == MAJOR
    assert judge(CLASS + "sh:closed true .", CLASS + "sh:closed true ; owl:disjointWith :A .") == MAJOR


def test_data_asks_for_a_patch_and_nothing_for_nothing() -> None:
    assert judge(":a :p 1 .", ":a :p 2 . :b :p 3 .") == PATCH
    assert judge(":a :p [ :q 1 ] .", ":a :p [ :q 1 ] .") is None


def test_every_reason_has_both_languages() -> None:
    assert [reason for reason, texts in REASONS.items() if set(texts) != {"de", "en"}] == []
    assert [step.name for step in sorted(Step)] == ["PATCH", "MINOR", "MAJOR"]
