"""What a thing is called and what it is, in data of every shape: anybody may serve theirs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.query.things import describe_thing, resolve_thing
from pso_graph.rdf.namespaces import BASE, PSOG
from pso_graph.store import EmbeddedStore

PREFIXES = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
THING = ox.NamedNode(BASE + "a")


def load(text: str) -> EmbeddedStore:
    return EmbeddedStore.in_memory(ox.parse(PREFIXES + text, ox.RdfFormat.TRIG))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("<a> a psog:Clause .", "Clause"),
        ("<http://example.org/graph/entailed> { <a> a psog:Clause }", "Clause"),
        ("<https://w3id.org/pso-graph/graph/entailed> { <a> a psog:Unit }", None),
        ("<https://w3id.org/pso-graph/graph/aligned> { <a> a psog:Unit }", None),
        ("<a> a <http://example.org/Clause> .", None),
        ("<a> a psog:Beta , psog:Alpha .", "Alpha"),
        # The class between them is not given to the thing; the wider one comes first by name.
        ("<a> a psog:A , psog:C . psog:C rdfs:subClassOf psog:B . psog:B rdfs:subClassOf psog:A .", "C"),
        ("<a> a psog:A , psog:B . psog:A rdfs:subClassOf psog:B . psog:B rdfs:subClassOf psog:A .", "A"),
        ("<a> a psog:A , psog:B . psog:A rdfs:subClassOf psog:A , 1 . psog:B rdfs:subClassOf psog:A .", "B"),
    ],
)
def test_the_type_is_the_narrowest_class_that_is_given(text: str, type_: str | None) -> None:
    assert describe_thing(load(text), THING).type == (PSOG[type_].value if type_ else None)


@pytest.mark.parametrize("iri", ["urn:example:a", "tag:example.org,2024:a", "http://example.org/a"])
def test_any_absolute_iri_names_itself(iri: str) -> None:
    assert resolve_thing(load(f"<{iri}> a psog:Clause ."), iri) == ox.NamedNode(iri)


def test_a_short_id_is_below_documents_or_beside_them() -> None:
    store = load("<measure/x> a psog:Measure . <document/y/1.a> a psog:Clause .")
    assert resolve_thing(store, "measure/x").value == BASE + "measure/x"
    assert resolve_thing(store, "y/1.a").value == BASE + "document/y/1.a"


@pytest.mark.parametrize("thing", ["urn:example:b", "http://example.org/<>", "urn:a b", ":", ""])
def test_what_is_not_there_is_unknown(thing: str) -> None:
    with pytest.raises(UnknownThingError):
        resolve_thing(load("<urn:example:a> a psog:Clause ."), thing)
