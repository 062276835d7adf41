"""JSON-LD that carries its own context says what the triples say, and reads well."""

from __future__ import annotations

import json

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.jsonld import write_jsonld
from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOG, RDF_TYPE, SKOS, XSD
from pso_graph.rdf.terms import Literal, NamedNode, Triple

PREFIXES = {"dcterms": DCTERMS.iri, "skos": SKOS.iri, "xsd": XSD, "psog": PSOG.iri, "psor": BASE}
THING = NamedNode(BASE + "document/x/1.a")

NAMES = st.sampled_from(
    [
        *(BASE + name for name in ("document/x", "a:b", "../x", "a//b", "x/", "a/./b", "ä", "@id", "1", "")),
        *(PSOG.iri + name for name in ("stance", "id", "type", "a:b", "", "@type", "x/y")),
        *(SKOS.iri + name for name in ("note", "", "a b".replace(" ", "%20"))),
        "https://example.org/a?b#c",
        "urn:x:y",
        "mailto:a@example.org",
    ]
)
NODES = NAMES.map(NamedNode)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["de", "en", "pl"])),
    st.sampled_from(
        [
            Literal("2023-09-19", datatype=NamedNode(XSD + "date")),
            Literal("1", datatype=NamedNode(XSD + "integer")),
            Literal("true", datatype=NamedNode(XSD + "boolean")),
            Literal("0.5", datatype=NamedNode(XSD + "decimal")),
            Literal("x", datatype=NamedNode("https://example.org/type")),
        ]
    ),
)
TRIPLES = st.lists(
    st.one_of(
        st.builds(Triple, NODES, NODES, st.one_of(NODES, LITERALS)),
        st.builds(Triple, NODES, st.just(RDF_TYPE), NODES),
    ),
    max_size=12,
)


def read(document: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)}


@given(TRIPLES)
def test_it_says_what_the_triples_say(triples: list[Triple]) -> None:
    assert read(write_jsonld(triples, PREFIXES, BASE)) == set(triples)


def test_it_reads_well() -> None:
    triples = [
        Triple(THING, RDF_TYPE, PSOG.Clause),
        Triple(THING, SKOS.prefLabel, Literal("Klausel", language="de")),
        Triple(THING, SKOS.prefLabel, Literal("clause", language="en")),
        Triple(THING, PSOG.order, Literal("3", datatype=NamedNode(XSD + "integer"))),
        Triple(THING, DCTERMS.isPartOf, NamedNode(BASE + "document/x")),
        Triple(THING, PSOG.clauseNumber, Literal("1.a")),
    ]
    document = json.loads(write_jsonld(triples, PREFIXES, BASE))
    assert document["@graph"] == [
        {
            "id": "document/x/1.a",
            "type": "Clause",
            "skos:prefLabel": {"de": "Klausel", "en": "clause"},
            "order": "3",
            "dcterms:isPartOf": "document/x",
            "clauseNumber": "1.a",
        }
    ]
    context = document["@context"]
    assert (context["@base"], context["@vocab"]) == (BASE, PSOG.iri)
    assert context["order"] == {"@id": PSOG.iri + "order", "@type": "xsd:integer"}
    assert context["skos:prefLabel"] == {"@id": SKOS.iri + "prefLabel", "@container": "@language"}
    assert context["dcterms:isPartOf"] == {"@id": DCTERMS.iri + "isPartOf", "@type": "@id"}
    assert "clauseNumber" not in context


def test_values_of_several_kinds_say_of_what_kind_each_is() -> None:
    note = NamedNode(SKOS.iri + "note")
    triples = [
        Triple(THING, note, Literal("x")),
        Triple(THING, note, Literal("y", language="de")),
        Triple(THING, note, THING),
    ]
    document = json.loads(write_jsonld(triples, PREFIXES, BASE))
    assert document["@graph"][0]["skos:note"] == [
        "x",
        {"@value": "y", "@language": "de"},
        {"id": "document/x/1.a"},
    ]
