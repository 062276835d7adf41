"""Shapes, vocabulary and the small passing world, read once; and a quick way to run the shapes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
from rdflib import RDFS, SH, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.plugins.sparql import prepareQuery

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rdflib.query import Result
    from rdflib.term import Node

PSOG = Namespace("https://w3id.org/pso-graph/ontology#")
FIXTURES = ROOT / "shapes" / "examples"
# What a thing needs that points at it, besides what it points at itself …
_NEEDED_BY = (PSOG.segment, PSOG.file, PSOG.measure, PSOG.conferenceOf)
# … and where the pointing alone will do.
_PROVES = (PSOG.evidence, PSOG.stanceEvidence)
_TEXTS = (SH.name, SH.description, SH.message)

Found = tuple[str, str, str]
_prepare = lru_cache(maxsize=None)(prepareQuery)


class QuickGraph(Graph):
    """A graph that parses each query text once; pyshacl asks the same one for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


def read_turtle(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def run_shapes(data: Graph, shapes: Graph) -> list[Found]:
    quick = QuickGraph()
    quick += data
    _, report, _ = pyshacl.validate(quick, shacl_graph=shapes, inference="none")
    return sorted(
        (
            str(shapes.value(report.value(result, SH.sourceShape), DCTERMS.identifier)),
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.value) or ""),
        )
        for result in report.objects(None, SH.result)
    )


@pytest.fixture(scope="session")
def find() -> Callable[[Graph, Graph], list[Found]]:
    """Says what shapes find in data: rule id, focus node, value or an empty text; sorted.

    Details of results (of parts of a rule) are not results of their own.
    """
    return run_shapes


@pytest.fixture(scope="session")
def shapes(root: Path) -> Graph:
    return read_turtle(sorted((root / "shapes").glob("*.ttl")))


@pytest.fixture(scope="session")
def bare_shapes(shapes: Graph) -> Graph:
    """The shapes without their texts, which pyshacl would otherwise look through for constraints."""
    bare = Graph()
    bare += shapes
    for text in _TEXTS:
        bare.remove((None, text, None))
    return bare


@pytest.fixture(scope="session")
def vocabulary(root: Path) -> Graph:
    return read_turtle(sorted((root / "ontology").rglob("*.ttl")))


@pytest.fixture(scope="session")
def world() -> Graph:
    """All passing fixtures together; each refers to things of the others."""
    return read_turtle(sorted((FIXTURES / "pass").glob("*.ttl")))


@pytest.fixture(scope="session")
def surround(vocabulary: Graph, world: Graph) -> Callable[[Graph], Graph]:
    """Adds to a fixture what it refers to in the passing world, and the hierarchy of terms."""
    hierarchy = Graph()
    for predicate in (RDFS.subClassOf, SKOS.inScheme):
        hierarchy += vocabulary.triples((None, predicate, None))

    def add(fixture: Graph) -> Graph:
        graph = Graph()
        graph += hierarchy
        graph += fixture
        seen: set[Node] = {node for node in fixture.all_nodes() if isinstance(node, URIRef)}
        waiting = list(seen)
        while waiting:
            thing = waiting.pop()
            graph += world.triples((thing, None, None))
            for proves in _PROVES:
                graph += world.triples((None, proves, thing))
            near: set[Node] = {node for node in world.objects(thing) if isinstance(node, URIRef)}
            near.update(*(world.subjects(needed, thing) for needed in _NEEDED_BY))
            waiting += near - seen
            seen |= near
        return graph

    return add


@pytest.fixture(scope="session")
def rules(shapes: Graph) -> dict[str, URIRef]:
    """The shape of each rule id."""
    return {
        str(identifier): shape
        for shape, identifier in shapes.subject_objects(DCTERMS.identifier)
        if isinstance(shape, URIRef)
    }
