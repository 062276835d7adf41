"""What a change can affect: whatever is left out is found again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.build.dataset import read_dataset
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.affected import ALL, find_affected, restrict_shapes
from pso_graph.validate.shacl import validate
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.finding import Finding
    from pso_graph.validate.shacl import Engine

EX = "http://example.org/"
PREFIXES = f"""\
@prefix ex: <{EX}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE))


def find(old: str, new: str, shape: str) -> set[str]:
    """The affected focus nodes of the shape ex:S by local name."""
    nodes = find_affected(parse(old), parse(new), parse(f"ex:S {shape} ."))[ox.NamedNode(EX + "S")]
    assert nodes is not ALL
    return {str(getattr(node, "value", "")).removeprefix(EX) for node in nodes}


DATA = """
ex:a a ex:C ; ex:p ex:x . ex:b a ex:C ; ex:p ex:y . ex:c a ex:D ; ex:p ex:x .
ex:x ex:q 1 . ex:y ex:q 2 . ex:D rdfs:subClassOf ex:C . ex:z ex:q 3 .
"""
TARGET = "sh:targetClass ex:C ; "
ALL_C = {"a", "b", "c"}


@pytest.mark.parametrize(
    ("shape", "more", "affected"),
    [
        ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", "ex:a ex:p ex:z .", {"a"}),
        ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", "ex:z ex:p ex:a .", set()),
        ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", "ex:a ex:r ex:z .", set()),
        ("sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ]", "ex:x ex:q 4 .", {"a", "c"}),
        ("sh:property [ sh:path [ sh:inversePath ex:r ] ; sh:minCount 1 ]", "ex:z ex:r ex:b .", {"b"}),
        (
            "sh:property [ sh:path [ sh:inversePath ( ex:s ex:r ) ] ]",
            "ex:z ex:r ex:b . ex:w ex:s ex:z .",
            {"b"},
        ),
        (
            "sh:property [ sh:path [ sh:inversePath ( ex:s ex:r ) ] ]",
            "ex:w ex:s ex:b . ex:z ex:r ex:w .",
            set(),
        ),
        ("sh:property [ sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ] ] ]", "ex:y ex:q 4 .", {"b"}),
        ("sh:property [ sh:path ex:p ; sh:class ex:E ]", "ex:x a ex:E .", {"a", "c"}),
        ("sh:property [ sh:path ex:p ; sh:class ex:E ]", "ex:z a ex:E .", set()),
        ("sh:property [ sh:path ex:p ; sh:equals ex:r ]", "ex:b ex:r ex:y .", {"b"}),
        ("sh:property [ sh:path ex:p ; sh:lessThan ex:r ]", "ex:x ex:r 1 .", set()),
        ("sh:closed true", "ex:a ex:r 1 . ex:x ex:r 1 .", {"a"}),
        ("sh:nodeKind sh:IRI", "ex:d a ex:D . ex:e a ex:E .", {"d"}),
        ("sh:nodeKind sh:IRI", "ex:E rdfs:subClassOf ex:C .", set()),
        (
            "sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:E ]",
            "ex:x ex:p ex:z .",
            {"a", "c"},
        ),
        ("sh:not [ sh:or ( [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ) ]", "ex:b ex:r 1 .", {"b"}),
        ("dcterms:identifier 1", "ex:a ex:p ex:z .", set()),
    ],
)
def test_a_change_affects_what_looks_at_it(shape: str, more: str, affected: set[str]) -> None:
    shape = TARGET + shape.replace("dcterms:identifier", "<http://purl.org/dc/terms/identifier>")
    assert find(DATA, DATA + more, shape) == affected
    assert find(DATA + more, DATA, shape) >= affected - {"d"}


@pytest.mark.parametrize(
    ("target", "affected"),
    [
        ("sh:targetNode ex:a , ex:z", {"a"}),
        ("sh:targetSubjectsOf ex:p", {"a"}),
        ("sh:targetObjectsOf ex:r", {"a"}),
        ("a rdfs:Class , sh:NodeShape", set()),
    ],
)
def test_only_focus_nodes_are_named(target: str, affected: set[str]) -> None:
    change = "ex:a ex:t 1 . ex:q ex:t 1 ."
    data = DATA + "ex:z ex:r ex:a ."
    assert find(data, data + change, f"{target} ; sh:property [ sh:path ex:t ; sh:maxCount 0 ]") == affected


def test_a_class_that_is_a_shape_targets_its_instances() -> None:
    shape = "a rdfs:Class , sh:NodeShape ; sh:property [ sh:path ex:t ; sh:maxCount 0 ]"
    data = DATA + "ex:s a ex:S ."
    assert find(data, data + "ex:s ex:t 1 . ex:a ex:t 1 .", shape) == {"s"}


def test_a_new_subclass_affects_its_instances() -> None:
    new = DATA + "ex:F rdfs:subClassOf ex:D ."
    assert find(DATA + "ex:f a ex:F .", new + "ex:f a ex:F .", TARGET + "sh:nodeKind sh:IRI") == {"f"}


def test_the_same_data_affects_nothing_whatever_its_blank_nodes_are_called() -> None:
    shape = "sh:targetObjectsOf ex:p ; sh:sparql [ sh:select 'SELECT $this WHERE { }' ]"
    assert find("ex:a ex:p _:x . _:x ex:q 1 .", "_:y ex:q 1 . ex:a ex:p _:y .", shape) == set()


@pytest.mark.parametrize(
    "shape",
    [
        "sh:sparql [ sh:select 'SELECT $this WHERE { ?any ?other $this }' ]",
        "sh:property [ sh:path ex:p ; sh:sparql [ sh:select 'SELECT $this WHERE { }' ] ]",
        "sh:node ex:S",
        "sh:js [ ]",
        "ex:least 3 . ex:Least a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ]",
        "sh:property [ sh:path [ sh:unheardOf ex:p ] ]",
        "sh:property [ sh:path " + "[ sh:zeroOrOnePath " * 2000 + "ex:p" + " ]" * 2000 + " ]",
        "sh:node [ " * 2000 + "sh:nodeKind sh:IRI" + " ]" * 2000,
    ],
    ids=lambda shape: shape[:60],
)
def test_what_has_no_bounds_is_checked_everywhere(shape: str) -> None:
    affected = find_affected(parse(DATA), parse(DATA + "ex:n ex:n 1 ."), parse(f"ex:S {TARGET}{shape} ."))
    assert affected[ox.NamedNode(EX + "S")] is ALL


def test_blank_focus_nodes_are_checked_everywhere() -> None:
    """A target cannot name them."""
    shapes = parse("ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .")
    old, new = parse("_:a ex:p 1 . _:b ex:p 2 ."), parse("_:a ex:p 1 . _:b ex:p 3 .")
    affected = find_affected(old, new, shapes)
    assert affected == {ox.NamedNode(EX + "S"): ALL}
    assert len(validate(new, restrict_shapes(shapes, affected))) == 2


# All components, nested and alone; ex:p, ex:q, ex:r lead to things, numbers and texts, ex:t, ex:u to numbers.
CONSTRAINTS = [
    "sh:property [ sh:path ex:p ; sh:minCount 2 ]",
    "sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:nodeKind sh:IRI ]",
    "sh:property [ sh:path ( ex:p ex:q ) ; sh:maxCount 1 ]",
    "sh:property [ sh:path ( [ sh:inversePath ex:p ] [ sh:inversePath ex:r ] ) ; sh:maxCount 0 ]",
    "sh:property [ sh:path [ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ] ; sh:class ex:D ]",
    "sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:C ]",
    "sh:property [ sh:path [ sh:oneOrMorePath [ sh:inversePath ex:q ] ] ; sh:maxCount 1 ]",
    "sh:property [ sh:path ( [ sh:zeroOrOnePath ex:p ] ex:r ) ; sh:datatype xsd:integer ]",
    "sh:property [ sh:path ex:p ; sh:equals ex:q ]",
    "sh:property [ sh:path ex:p ; sh:disjoint ex:r ]",
    "sh:property [ sh:path ex:t ; sh:lessThan ex:u ]",
    "sh:property [ sh:path ( ex:p ex:t ) ; sh:lessThanOrEquals ex:u ]",
    "sh:property [ sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ]",
    "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:property [ sh:path ex:r ; sh:in () ] ] ]",
    "sh:property [ sh:path ex:p ; sh:hasValue ex:a ]",
    "sh:property [ sh:path ex:p ; sh:in ( ex:a ex:b 1 ) ]",
    "sh:property [ sh:path ex:p ; sh:maxInclusive 1 ]",
    "sh:property [ sh:path ex:p ; sh:uniqueLang true ]",
    "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ]",
    """sh:property
      [ sh:path ex:p ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMaxCount 0 ;
        sh:qualifiedValueShape [ sh:class ex:C ] ] ,
      [ sh:path ex:q ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShape [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ]""",
    "sh:or ( [ sh:class ex:D ] [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] )",
    "sh:and ( [ sh:class ex:D ] [ sh:not [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ] )",
    "sh:xone ( [ sh:class ex:D ] [ sh:property [ sh:path ex:p ; sh:node ex:Named ] ] )",
    "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:p ]",
    "sh:property [ sh:path ex:q ; sh:closed true ]",
    "sh:disjoint ex:q",
    "sh:sparql [ sh:select 'SELECT DISTINCT $this WHERE { ?x ?y ?z . ?z ?w $this }' ]",
]
TARGETS = [
    "sh:targetClass ex:C",
    "sh:targetNode ex:a , ex:b , 1",
    "sh:targetSubjectsOf ex:p",
    "sh:targetObjectsOf ex:q",
    "a rdfs:Class , sh:NodeShape ; sh:targetClass ex:E",
]
NAMED = "ex:Named sh:property [ sh:path ex:r ; sh:minCount 1 ] ."

THINGS = [f"ex:{name}" for name in "abcd"]
TRIPLES = st.one_of(
    st.tuples(
        st.sampled_from([*THINGS, "_:n"]),
        st.sampled_from(["ex:p", "ex:p", "ex:q", "ex:r"]),
        st.sampled_from([*THINGS, "_:n", "1", "2", "'t'@de"]),
    ),
    st.tuples(st.sampled_from(THINGS), st.sampled_from(["ex:t", "ex:u"]), st.sampled_from(["1", "2"])),
    st.tuples(st.sampled_from(THINGS), st.just("a"), st.sampled_from(["ex:C", "ex:D", "ex:E"])),
    st.tuples(
        st.sampled_from(["ex:D", "ex:E"]), st.just("rdfs:subClassOf"), st.sampled_from(["ex:C", "ex:D"])
    ),
)
GRAPHS = st.sets(TRIPLES, min_size=6, max_size=16)
CHANGES = st.sets(TRIPLES, max_size=2)


SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def list_focus_nodes(data: list[ox.Quad], shapes: list[ox.Quad]) -> dict[Term, frozenset[Term]]:
    """The focus nodes of each shape as the reference engine sees them: it is made to find fault with each."""
    targeted = find_affected([], [], shapes)
    faulty = [
        quad
        for quad in shapes
        if quad.predicate.value.startswith(SH + "target")
        or (quad.predicate.value == RDF + "type" and quad.subject in targeted)
    ]
    faulty += [make(shape, SH + "in", ox.NamedNode(RDF + "nil")) for shape in targeted]
    found = validate(data, faulty, "reference")
    return {
        shape: frozenset(read_term(finding.value) for finding in found if finding.shape == name(shape))
        for shape in targeted
    }


def make(shape: Term, predicate: str, value: Term) -> ox.Quad:
    assert isinstance(shape, ox.NamedNode)
    return ox.Quad(shape, ox.NamedNode(predicate), value)


def name(term: object) -> str:
    return str(getattr(term, "value", ""))


def read_term(written: str) -> Term:
    (quad,) = ox.parse(f"<x:s> <x:p> {written} .", ox.RdfFormat.N_TRIPLES)
    return quad.object  # type: ignore[no-any-return]


def describe(findings: Iterable[Finding]) -> set[tuple[str, ...]]:
    return {
        (finding.rule, finding.focus, finding.path, finding.value, finding.shape, finding.component)
        for finding in findings
    }


@pytest.mark.parametrize("engine", ["auto", "reference"])
@settings(max_examples=examples(15))
@given(GRAPHS, CHANGES, CHANGES, st.integers(0, len(TARGETS) - 1))
def test_what_is_left_out_is_found_again_as_it_was(
    engine: Engine,
    common: set[tuple[str, ...]],
    before: set[tuple[str, ...]],
    after: set[tuple[str, ...]],
    turn: int,
) -> None:
    """Each constraint in a shape of its own, with each target in its turn."""
    old, new = (parse("".join(f"{s} {p} {o} .\n" for s, p, o in common | own)) for own in (before, after))
    text = "".join(
        f"ex:S{number} {TARGETS[(turn + number) % len(TARGETS)]} ; {constraint} .\n"
        for number, constraint in enumerate(CONSTRAINTS)
    )
    shapes = parse(text + NAMED)
    affected = find_affected(old, new, shapes)
    left: dict[Term, frozenset[Term]] = {
        shape: nodes - affected_nodes if (affected_nodes := affected[shape]) is not ALL else frozenset()
        for shape, nodes in list_focus_nodes(new, shapes).items()
    }
    again = validate(new, restrict_shapes(shapes, affected), engine)
    carried = validate(old, restrict_shapes(shapes, left), engine)
    assert describe(again) | describe(carried) == describe(validate(new, shapes, engine))


def test_a_change_of_the_projects_data_affects_little_of_it(root: Path) -> None:
    """One changed label: only what looks at labels of this thing, and what SPARQL constraints target."""
    shapes = [quad for path in sorted((root / "shapes").glob("*.ttl")) for quad in parse_file(path)]
    new = read_dataset(root)
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    (changed,) = (
        quad
        for quad in new
        if quad.predicate == label
        and name(quad.subject).endswith("/document/pso-19-2023/2.l.1")
        and getattr(quad.object, "language", "") == "en"
    )
    affected = find_affected([quad for quad in new if quad != changed], new, shapes)
    whole = {name(shape).rpartition("/")[2] for shape, nodes in affected.items() if nodes is ALL}
    nodes = [nodes for nodes in affected.values() if nodes is not ALL]
    assert whole == {
        name(quad.subject).rpartition("/")[2] for quad in shapes if quad.predicate.value == SH + "sparql"
    }
    assert {name(node) for some in nodes for node in some} == {name(changed.subject)}
