"""Which names are known, and which is meant by one that is not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib.namespace

from pso_graph.validate.checks.shapes.terms import Usage
from pso_graph.validate.checks.terms import KnownTerms, read_vocabularies, split_iri, write_name
from tests.validate.checks.running import TURTLE

EX = "http://example.org/"
NAMESPACES = ("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SH", "SKOS", "XSD")


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(TURTLE + text, ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("name", NAMESPACES)
def test_vocabularies_are_those_of_rdflib(name: str) -> None:
    namespace = getattr(rdflib.namespace, name)
    listed = read_vocabularies()[str(namespace)]
    assert len(listed) > 10
    assert all(local in namespace for local in listed)
    declared = {str(term).removeprefix(str(namespace)) for term in dir(namespace)}
    assert {local for local in declared if local and ":" not in local} <= listed


def test_no_other_vocabulary_is_listed() -> None:
    assert len(read_vocabularies()) == len(NAMESPACES)


def test_a_namespace_is_judged_by_what_is_declared_in_it() -> None:
    terms = KnownTerms(parse("ex:Book a owl:Class . ex:sail-main a skos:Concept ."))
    assert terms.is_unknown(EX + "Bok", "class")
    assert not terms.is_unknown(EX + "title", "property"), "no property is declared, so nothing is known"
    assert not terms.is_unknown("http://example.com/Book", "class")
    assert terms.is_unknown(EX + "title"), "as whatever, the namespace is one of declared terms"
    assert terms.suggest(EX + "Bok", "class") == [f"<{EX}Book>"]


@pytest.mark.parametrize("local", ["_1", "_20", "type", "langString"])
def test_names_of_rdf(local: str) -> None:
    assert not KnownTerms([]).is_unknown("http://www.w3.org/1999/02/22-rdf-syntax-ns#" + local)
    assert KnownTerms([]).is_unknown("http://www.w3.org/1999/02/22-rdf-syntax-ns#_0")


def test_a_namespace_itself_is_no_term() -> None:
    assert not KnownTerms([]).is_unknown("http://www.w3.org/2004/02/skos/core#")


@pytest.mark.parametrize(
    ("iri", "parts"),
    [
        ("http://e.org/a#b", ("http://e.org/a#", "b")),
        ("http://e.org/a/b", ("http://e.org/a/", "b")),
        ("urn:x", ("", "urn:x")),
    ],
)
def test_a_name_follows_hash_or_slash(iri: str, parts: tuple[str, str]) -> None:
    assert split_iri(iri) == parts


def test_names_are_written_with_prefixes_of_the_project() -> None:
    assert write_name("http://www.w3.org/2004/02/skos/core#Concept") == "skos:Concept"
    assert write_name(EX + "a") == f"<{EX}a>"


def test_a_name_that_is_all_but_equal_to_one_in_use_was_meant() -> None:
    usage = Usage(parse("ex:a a ex:Volume ; ex:title 1 ."))
    assert usage.find_lookalike(EX + "Volumme", "class") == EX + "Volume"
    assert usage.find_lookalike(EX + "Volume", "class") == "", "it is in use itself"
    assert usage.find_lookalike(EX + "Author", "class") == ""
    assert usage.find_lookalike("http://example.com/Volumme", "class") == ""
    assert usage.find_lookalike(EX + "titel", "property") == "", "two letters changed are one too many"
