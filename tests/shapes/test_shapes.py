"""The shapes themselves: every rule is named, explained in both languages, and spelt right."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

ROOT = "https://w3id.org/pso-graph/"
SHAPES = ROOT + "shape/"
KINDS = (SH.NodeShape, SH.PropertyShape)
LISTS = (SH["in"], SH.languageIn)
MEMBERS = (SH["or"], SH["and"], SH.xone)
PARTS = (SH["not"], SH.node, SH.qualifiedValueShape)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
SEVERITIES = (SH.Violation, SH.Warning, SH.Info)
# Object properties whose values are not things of ours to be looked up.
ELSEWHERE = {"currency", "limit", "relation", "searchedIn"}


def list_shapes(shapes: Graph) -> list[Node]:
    return sorted({shape for kind in KINDS for shape in shapes.subjects(RDF.type, kind)}, key=str)


def list_parts(shapes: Graph) -> set[Node]:
    """The shapes that others are made of: they give no findings of their own."""
    parts = {part for predicate in PARTS for part in shapes.objects(None, predicate)}
    for predicate in MEMBERS:
        for head in shapes.objects(None, predicate):
            parts.update(shapes.items(head))
    inner = {nested for part in parts for nested in shapes.objects(part, SH.property)}
    return parts | inner


def languages(shapes: Graph, shape: Node, predicate: URIRef) -> list[str]:
    texts = [text for text in shapes.objects(shape, predicate) if isinstance(text, Literal)]
    return sorted(text.language or "" for text in texts if text.strip())


def test_rule_ids_are_unique_and_well_formed(shapes: Graph) -> None:
    ids = [str(identifier) for identifier in shapes.objects(None, DCTERMS.identifier)]
    assert ids
    assert [rule for rule, uses in Counter(ids).items() if uses > 1] == []
    assert [rule for rule in ids if not re.fullmatch(r"PSO-S[0-9]{3}", rule)] == []


def test_every_shape_is_either_a_rule_or_a_part_of_one(shapes: Graph, rules: dict[str, URIRef]) -> None:
    shared = set(rules.values()) & list_parts(shapes)
    assert shared == set()
    assert set(rules.values()) | list_parts(shapes) == set(list_shapes(shapes))


def test_every_rule_has_something_to_look_at(shapes: Graph, rules: dict[str, URIRef]) -> None:
    carried = set(shapes.objects(None, SH.property))
    aimed = {shape for target in TARGETS for shape in shapes.subjects(target)}
    assert set(rules.values()) <= carried | aimed


def test_parts_have_no_target(shapes: Graph) -> None:
    aimed = {shape for target in TARGETS for shape in shapes.subjects(target)}
    assert list_parts(shapes) & aimed == set()


@pytest.mark.parametrize("predicate", [SH.name, SH.message, SH.description], ids=lambda term: term.fragment)
def test_rules_speak_german_and_english(shapes: Graph, rules: dict[str, URIRef], predicate: URIRef) -> None:
    wrong = {rule for rule, shape in rules.items() if languages(shapes, shape, predicate) != ["de", "en"]}
    assert wrong == set()


def test_parts_are_named_in_german_and_english(shapes: Graph) -> None:
    wrong = {part for part in list_parts(shapes) if languages(shapes, part, SH.name) != ["de", "en"]}
    assert wrong == set()


def test_messages_say_what_to_do(shapes: Graph, rules: dict[str, URIRef]) -> None:
    """At least two clauses: what is wrong, and what to do about it."""
    short = {
        rule
        for rule, shape in rules.items()
        for message in shapes.objects(shape, SH.message)
        if len(re.findall(r"[.!](?:\s|$)", str(message))) < 2
    }
    assert short == set()


def test_every_rule_states_its_severity(shapes: Graph, rules: dict[str, URIRef]) -> None:
    stated = {rule: list(shapes.objects(shape, SH.severity)) for rule, shape in rules.items()}
    assert [r for r, found in stated.items() if len(found) != 1 or found[0] not in SEVERITIES] == []


def test_shapes_have_names_of_their_own(shapes: Graph) -> None:
    """Blank nodes only where SHACL asks for them: lists and paths."""
    lists = {head for predicate in (*LISTS, *MEMBERS) for head in shapes.objects(None, predicate)}
    paths = {node for node in shapes.objects(None, SH.path) if isinstance(node, BNode)}
    inside: set[Node] = set()
    waiting = [*lists, *paths]
    while waiting:
        node = waiting.pop()
        inside.add(node)
        waiting += [near for near in shapes.objects(node) if isinstance(near, BNode)]
    blank = {node for node in shapes.all_nodes() if isinstance(node, BNode)}
    assert blank == {node for node in inside if isinstance(node, BNode)}
    assert [shape for shape in list_shapes(shapes) if not str(shape).startswith(SHAPES)] == []


def is_shacl(term: Node) -> bool:
    return str(term).removeprefix(str(SH)) in SH


def test_no_word_of_shacl_is_misspelt(shapes: Graph) -> None:
    used = {term for triple in shapes for term in triple if str(term).startswith(str(SH))}
    assert {term for term in used if not is_shacl(term)} == set()


def test_a_misspelt_word_of_shacl_would_be_noticed() -> None:
    assert is_shacl(URIRef(f"{SH}minCount"))
    assert not is_shacl(URIRef(f"{SH}minCout"))


def test_terms_of_ours_in_shapes_exist(shapes: Graph, vocabulary: Graph) -> None:
    spaces = (ROOT + "ontology#", ROOT + "concept/")
    used = {term for triple in shapes for term in triple if str(term).startswith(spaces)}
    used -= {URIRef(spaces[0])} | {term for term in used if isinstance(term, Literal)}
    for text in shapes.objects(None, SH.select):
        used.update(URIRef(spaces[0] + name) for name in re.findall(r"\bpsog:(\w+)", str(text)))
    assert used
    assert {term for term in used if (term, RDF.type, None) not in vocabulary} == set()


def test_shapes_carried_by_others_exist(shapes: Graph) -> None:
    known = set(list_shapes(shapes))
    carried = set(shapes.objects(None, SH.property)) | list_parts(shapes)
    assert carried <= known


def list_alternatives(shapes: Graph, path: Node | None) -> list[Node]:
    """The properties that a path may take, if it is one step long."""
    members = shapes.value(path, SH.alternativePath) if isinstance(path, BNode) else None
    return list(shapes.items(members)) if members else [path] if path else []


def test_every_relation_is_looked_up_by_some_rule(shapes: Graph, vocabulary: Graph) -> None:
    """A value that nothing describes is noticed, whichever of our properties it stands at."""
    followed = set(shapes.objects(None, SH.targetObjectsOf))
    for shape in list_shapes(shapes):
        if any((shape, check, None) in shapes for check in (SH["class"], SH.node)):
            path = shapes.value(shape, SH.path)
            followed.update(list_alternatives(shapes, path))
    followed.update(list_alternatives(shapes, shapes.value(URIRef(SHAPES + "EntailedOnly"), SH.path)))
    relations = set(vocabulary.subjects(RDF.type, OWL.ObjectProperty))
    missing = {str(term).partition("#")[2] for term in relations - followed}
    assert missing == ELSEWHERE


@pytest.mark.parametrize(
    ("part", "left_out"),
    [
        ("BasisNotExplicit", "basis-explicit"),
        ("BasisNotInferred", "basis-inferred"),
        ("NoCrossReference", "kind-crossreference"),
        ("NotStanding", "recurrence-standing"),
        ("NotSubstantive", "response-substantive"),
    ],
)
def test_a_new_concept_does_not_fall_between_parts(
    shapes: Graph, vocabulary: Graph, part: str, left_out: str
) -> None:
    """What a part lists and what it leaves out are the whole scheme."""
    listed = {item for head in shapes.objects(URIRef(SHAPES + part), SH["in"]) for item in shapes.items(head)}
    rest = URIRef(f"{ROOT}concept/{left_out}")
    scheme = vocabulary.value(rest, SKOS.inScheme)
    assert rest not in listed
    assert listed | {rest} == set(vocabulary.subjects(SKOS.inScheme, scheme))


def test_sparql_is_the_exception(shapes: Graph) -> None:
    constraints = set(shapes.objects(None, SH.sparql))
    assert 0 < len(constraints) <= 10
    for constraint in constraints:
        text = str(shapes.value(constraint, SH.select))
        assert "SELECT" in text
        assert "$this" in text.partition("WHERE")[2], "the focus node must be bound by a pattern"
        assert not re.search(r"\b(VALUES|MINUS|SERVICE|PREFIX)\b", text), "SHACL allows none of these"


def test_sparql_parses_in_the_store_too(shapes: Graph) -> None:
    for constraint in shapes.objects(None, SH.sparql):
        ox.Store().query(str(shapes.value(constraint, SH.select)), prefixes=read_prefixes(shapes))


def read_prefixes(shapes: Graph) -> dict[str, str]:
    return {
        str(shapes.value(declared, SH.prefix)): str(shapes.value(declared, SH.namespace))
        for declared in shapes.objects(URIRef(SHAPES), SH.declare)
    }


def test_the_shapes_are_valid_shacl(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True, inference="none")
    assert conforms, text


def test_every_file_declares_what_it_is_named_after(root: Path) -> None:
    """One file per class: the node shape that carries its rules has the file's name."""
    general = {"basis", "catalog", "header", "ontology", "period", "response", "thing"}
    for path in sorted((root / "shapes").glob("*.ttl")):
        if path.stem not in general:
            name = "".join(part.capitalize() for part in path.stem.split("-"))
            graph = Graph().parse(path, format="turtle")
            assert (URIRef(SHAPES + name), RDF.type, SH.NodeShape) in graph, path.name


def test_the_header_says_what_the_shapes_are(shapes: Graph) -> None:
    header = URIRef(SHAPES)
    assert languages(shapes, header, DCTERMS.title) == ["de", "en"]
    assert (header, DCTERMS.license, None) in shapes
    assert (header, RDFS.label, None) not in shapes
