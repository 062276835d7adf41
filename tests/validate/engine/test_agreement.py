"""Both engines find the same: with our own shapes, with traps, and on random graphs and shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from pso_graph.core.errors import UnusableShapesError
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.shacl import check
from tests.conftest import ROOT
from tests.depth import examples
from tests.validate.engine.generation import PREFIXES, graphs, shapes
from tests.validate.engine.mending import mended

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.finding import Finding

EXAMPLES = ROOT / "shapes" / "examples"
FAILING = sorted((EXAMPLES / "fail").glob("*.ttl"))
EX = "http://example.org/"


def parse(text: str) -> list[Quad]:
    return list(ox.parse(text, ox.RdfFormat.TURTLE))


def read_all(paths: list[Path]) -> list[Quad]:
    return [quad for path in paths for quad in parse_file(path)]


def find_by_both(data: list[Quad], shape_quads: list[Quad]) -> list[Finding]:
    """What the compiled engine finds by itself, once it is known that pyshacl finds the same."""
    report = check(data, shape_quads, "compiled")
    assert report.fallbacks == {}
    with mended():
        assert report.findings == check(data, shape_quads, "reference").findings
    return report.findings


@pytest.fixture(scope="module")
def own_shapes() -> list[Quad]:
    return read_all(sorted((ROOT / "shapes").glob("*.ttl")))


@pytest.fixture(scope="module")
def hierarchy() -> list[Quad]:
    """What the ontology says of classes and schemes."""
    said = read_all(sorted((ROOT / "ontology").rglob("*.ttl")))
    return [quad for quad in said if quad.predicate.value.endswith(("#subClassOf", "#inScheme", "#type"))]


def test_our_shapes_find_the_same_in_all_examples(own_shapes: list[Quad], hierarchy: list[Quad]) -> None:
    """In those that fail with the world that they belong to, and without it."""
    failing, passing = read_all(FAILING), read_all(sorted((EXAMPLES / "pass").glob("*.ttl")))
    found = find_by_both(failing + passing + hierarchy, own_shapes) + find_by_both(failing, own_shapes)
    # Not all: examples name their things alike, and one has what another lacks.
    assert len({finding.rule for finding in found}) > len(FAILING) / 2


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs(), shapes())
def test_random_shapes_find_the_same_in_random_graphs(graph: str, shape: str) -> None:
    compare_engines(graph, shape)


def compare_engines(graph: str, shape: str) -> None:
    data, shape_quads = parse(graph), parse(shape)
    with mended():
        try:
            expected = check(data, shape_quads, "reference").findings
        except UnusableShapesError:  # pyshacl gives up on what it cannot compare
            return
    report = check(data, shape_quads)
    assert report.findings == expected
    assert report.fallbacks == {}


TRAPS = {
    "two forms of one value are two values": (
        "ex:a ex:p 1, 01 .",
        "sh:path ex:p ; sh:maxCount 1",
        [(EX + "a", "")],
    ),
    "a constant is the term as it is written": (
        "ex:a ex:p 1 . ex:b ex:p 01 .",
        "sh:path ex:p ; sh:hasValue 01",
        [(EX + "a", "")],
    ),
    "a list has terms, not values": (
        "ex:a ex:p 1.0, 1, 01 .",
        "sh:path ex:p ; sh:in ( 1 1.50 )",
        [
            (EX + "a", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            (EX + "a", '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ],
    ),
    "a derived datatype is its own": (
        'ex:a ex:p "-3"^^xsd:negativeInteger .',
        "sh:path ex:p ; sh:datatype xsd:integer",
        [(EX + "a", '"-3"^^<http://www.w3.org/2001/XMLSchema#negativeInteger>')],
    ),
    "a derived datatype has bounds": (
        'ex:a ex:p "300"^^xsd:byte . ex:b ex:p "-3"^^xsd:byte .',
        "sh:path ex:p ; sh:datatype xsd:byte",
        [(EX + "a", '"300"^^<http://www.w3.org/2001/XMLSchema#byte>')],
    ),
    "no such day": (
        'ex:a ex:p "2021-02-29"^^xsd:date , "2020-02-29"^^xsd:date .',
        "sh:path ex:p ; sh:datatype xsd:date",
        [(EX + "a", '"2021-02-29"^^<http://www.w3.org/2001/XMLSchema#date>')],
    ),
    "a pattern reads what is written": (
        "ex:a ex:p 007 . ex:b ex:p 7 .",
        'sh:path ex:p ; sh:pattern "^00"',
        [(EX + "b", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>')],
    ),
    "a length is that of what is written": (
        "ex:a ex:p 1.000 . ex:b ex:p 1.0 .",
        "sh:path ex:p ; sh:maxLength 3",
        [(EX + "a", '"1.000"^^<http://www.w3.org/2001/XMLSchema#decimal>')],
    ),
    "what is written otherwise still has its value": (
        "ex:a ex:p 01.50 , 02.50 .",
        "sh:path ex:p ; sh:minInclusive 2",
        [(EX + "a", '"01.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')],
    ),
    "equality of properties is that of terms": (
        "ex:a ex:p 1 ; ex:q 01 .",
        "sh:path ex:p ; sh:equals ex:q",
        [
            (EX + "a", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            (EX + "a", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ],
    ),
    "a regular expression may look ahead": (
        'ex:a ex:p "xy" , "yx" .',
        'sh:path ex:p ; sh:pattern "^(?!x)"',
        [(EX + "a", '"xy"')],
    ),
    "a path of no steps leads to a thing that is not in the data": (
        "ex:a ex:p 1 .",
        "sh:targetNode ex:nowhere ; sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:C",
        [
            (EX + "a", f"<{EX}a>"),
            (EX + "a", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            (EX + "nowhere", f"<{EX}nowhere>"),
        ],
    ),
    "a query passes on what is written": (
        "ex:a ex:p 01 .",
        'sh:path ex:p ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ]',
        [(EX + "a", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>')],
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_traps(trap: str) -> None:
    data, shape, expected = TRAPS[trap]
    text = f"{PREFIXES}ex:Shape a sh:PropertyShape ; sh:targetSubjectsOf ex:p ; {shape} ."
    found = find_by_both(parse(PREFIXES + data), parse(text))
    assert [(finding.focus, finding.value) for finding in found] == sorted(expected)
