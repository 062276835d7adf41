"""Every rule notices what it is there for, and only that."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

Find = Callable[[Graph, Graph], list[tuple[str, str, str]]]
Surround = Callable[[Graph], Graph]

FIXTURES = ROOT / "shapes" / "examples"
FAILING = sorted((FIXTURES / "fail").glob("*.ttl"))
SHAPES = "https://w3id.org/pso-graph/shape/"
PSOG = "https://w3id.org/pso-graph/ontology#"
THINGS = "https://w3id.org/pso-graph/id/"
# A fixture about a blank node says so in place of an IRI.
BLANK = "_:"
# Rules that forbid something altogether: nothing that passes is looked at by them.
PROHIBITIONS = {"PSO-S004", "PSO-S382", "PSO-S383"}


def read_comment(path: Path, key: str) -> str | None:
    """What a fixture's first lines say: ``# focus: IRI``, ``# value: IRI``."""
    found = re.search(rf"^# {key}: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else None


def without(shapes: Graph, shape: URIRef) -> Graph:
    """The shapes without what one of them demands; what it carries for others stays."""
    kept = Graph()
    kept += shapes
    if (shape, RDF.type, SH.PropertyShape) in shapes:
        kept.remove((shape, None, None))
        kept.remove((None, None, shape))
        return kept
    for demand in (SH.nodeKind, SH.pattern, SH["class"], SH["or"], SH.sparql):
        kept.remove((shape, demand, None))
    return kept


def list_focus_nodes(shapes: Graph, shape: Node, data: Graph) -> set[Node]:
    """What a shape looks at, by its own targets and those of the shapes that carry it."""
    found: set[Node] = set()
    for carrier in (shape, *shapes.subjects(SH.property, shape)):
        for target in shapes.objects(carrier, SH.targetClass):
            for kind in data.transitive_subjects(RDFS.subClassOf, target):
                found.update(data.subjects(RDF.type, kind))
        for predicate in shapes.objects(carrier, SH.targetSubjectsOf):
            found.update(data.subjects(predicate))
        for predicate in shapes.objects(carrier, SH.targetObjectsOf):
            found.update(data.objects(None, predicate))
    return found


def test_every_rule_has_a_failing_fixture_and_every_fixture_a_rule(rules: dict[str, URIRef]) -> None:
    assert {path.stem for path in FAILING} == set(rules)


def test_every_file_of_shapes_has_a_passing_fixture(root: Path) -> None:
    shapes = {path.stem for path in (root / "shapes").glob("*.ttl")} - {"header"}
    assert {path.stem for path in (FIXTURES / "pass").glob("*.ttl")} == shapes


def test_passing_fixtures_pass(shapes: Graph, world: Graph, vocabulary: Graph, find: Find) -> None:
    """Nothing is found in them or in the vocabulary, of whatever severity."""
    assert find(world + vocabulary, shapes) == []


def test_passing_fixtures_give_every_rule_something_to_look_at(
    shapes: Graph, rules: dict[str, URIRef], world: Graph, vocabulary: Graph
) -> None:
    data = world + vocabulary
    idle = {rule for rule, shape in rules.items() if not list_focus_nodes(shapes, shape, data)}
    assert idle == PROHIBITIONS


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_failing_fixture_trips_its_rule_only(
    path: Path, bare_shapes: Graph, surround: Surround, find: Find
) -> None:
    fixture = Graph().parse(path, format="turtle")
    found = find(surround(fixture), bare_shapes)
    assert {rule for rule, _, _ in found} == {path.stem}
    focus, value = read_comment(path, "focus"), read_comment(path, "value")
    if focus == BLANK:
        assert {BNode(node) in fixture.all_nodes() for _, node, _ in found} == {True}
    else:
        assert {node for _, node, _ in found} == {focus}
    if value is not None:
        assert {seen for _, _, seen in found} == {value}


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_failing_fixture_passes_without_its_rule(
    path: Path, bare_shapes: Graph, rules: dict[str, URIRef], surround: Surround, find: Find
) -> None:
    fixture = Graph().parse(path, format="turtle")
    assert find(surround(fixture), without(bare_shapes, rules[path.stem])) == []


def test_a_thing_without_an_address_is_refused(
    bare_shapes: Graph, vocabulary: Graph, world: Graph, find: Find
) -> None:
    """A blank node of any class of ours is a violation, whatever else is wrong with it."""
    hierarchy = Graph()
    hierarchy += vocabulary.triples((None, RDFS.subClassOf, None))
    kinds = {kind for kind in world.objects(None, RDF.type) if str(kind).startswith(PSOG)}
    assert len(kinds) > 15
    addresses = (SH.nodeKind, SH.IRI)
    for kind in sorted(kinds, key=str):
        nameless = BNode()
        data = hierarchy + Graph().add((nameless, RDF.type, kind))
        rules = {
            rule
            for rule, focus, _ in find(data, bare_shapes)
            if focus == str(nameless)
            and (bare_shapes.value(None, DCTERMS.identifier, Literal(rule)), *addresses) in bare_shapes
        }
        assert len(rules) == 1, kind


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_fixtures_are_about_invented_things(path: Path) -> None:
    things = {str(node) for node in Graph().parse(path, format="turtle").all_nodes()}
    ours = {thing.removeprefix(THINGS) for thing in things if thing.startswith(THINGS)}
    assert {thing for thing in ours if "/test" not in thing.lower()} == set()


SPARQL_RULES = [path for path in FAILING if "# value: " in path.read_text("utf-8") or path.stem == "PSO-S173"]


@pytest.mark.parametrize("path", SPARQL_RULES, ids=lambda path: path.stem)
def test_sparql_constraints_say_the_same_in_the_store(
    path: Path, shapes: Graph, rules: dict[str, URIRef], surround: Surround
) -> None:
    """Run once for all focus nodes, unbound, on the store that the build uses."""
    constraint = shapes.value(rules[path.stem], SH.sparql)
    text = str(shapes.value(constraint, SH.select))
    prefixes = {
        str(shapes.value(declared, SH.prefix)): str(shapes.value(declared, SH.namespace))
        for declared in shapes.objects(URIRef(SHAPES), SH.declare)
    }
    store = ox.Store()
    data = surround(Graph().parse(path, format="turtle"))
    store.load(data.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    solutions = store.query(text, prefixes=prefixes)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    rows = {tuple(getattr(row[name], "value", None) for name in names) for row in solutions}
    said = [read_comment(path, key) for key in ("focus", "value")]
    assert rows == {tuple(said[: len(names)])}


def test_sparql_rules_are_all_tried_in_the_store(shapes: Graph, rules: dict[str, URIRef]) -> None:
    with_sparql = {rule for rule, shape in rules.items() if (shape, SH.sparql, None) in shapes}
    assert with_sparql == {path.stem for path in SPARQL_RULES}
