"""The W3C suites of Turtle, TriG, N-Triples and N-Quads (RDF 1.1)."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest

from pso_graph.rdf.positions import read_positions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.sources

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ROOT = "w3c/rdf-tests/rdf/rdf11/"

# (folder, format, cases that are read, those of them that are compared with a result, cases that are refused)
SUITES = [
    ("rdf-turtle", ox.RdfFormat.TURTLE, 219, 145, 94),
    ("rdf-trig", ox.RdfFormat.TRIG, 241, 143, 115),
    ("rdf-n-triples", ox.RdfFormat.N_TRIPLES, 41, 0, 29),
    ("rdf-n-quads", ox.RdfFormat.N_QUADS, 53, 0, 34),
]
FORMATS = {"nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS}


class Case(NamedTuple):
    name: str
    text: str
    base: str
    negative: bool
    expected: list[ox.Quad] | None


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, str]:
    found = {}
    with tarfile.open(shared / "conformance" / "w3c.tgz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.startswith(ROOT) else None
            if content is not None:
                found[member.name.removeprefix(ROOT)] = content.read().decode("utf-8")
    return found


def _list_cases(files: dict[str, str], folder: str) -> list[Case]:
    base = f"https://w3c.github.io/rdf-tests/rdf/rdf11/{folder}/"
    manifest = list(ox.parse(files[f"{folder}/manifest.ttl"], ox.RdfFormat.TURTLE, base_iri=base))
    actions = {quad.subject: quad.object for quad in manifest if quad.predicate.value == MF + "action"}
    results = {quad.subject: quad.object for quad in manifest if quad.predicate.value == MF + "result"}
    types = {quad.subject: quad.object for quad in manifest if quad.predicate == TYPE}
    cases = []
    for subject, action in actions.items():
        assert isinstance(action, ox.NamedNode)
        result = results.get(subject)
        expected = None
        if isinstance(result, ox.NamedNode):
            rdf_format = FORMATS[result.value.rpartition(".")[2]]
            expected = list(ox.parse(files[f"{folder}/{result.value.removeprefix(base)}"], rdf_format))
        text = files[f"{folder}/{action.value.removeprefix(base)}"]
        cases.append(Case(str(subject), text, action.value, "Negative" in str(types[subject]), expected))
    return cases


def _canonicalize(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.parametrize(("folder", "rdf_format", "read", "compared", "refused"), SUITES)
def test_suite(
    files: dict[str, str], folder: str, rdf_format: ox.RdfFormat, read: int, compared: int, refused: int
) -> None:
    cases = _list_cases(files, folder)
    positive = [case for case in cases if not case.negative]
    counts = len(positive), sum(case.expected is not None for case in positive), len(cases) - len(positive)
    assert counts == (read, compared, refused)
    failed = []
    for case in cases:
        document = read_positions(case.text, rdf_format, base=case.base)
        if case.negative:
            if not document.problems:
                failed.append(f"accepted {case.name}")
            continue
        ours = [positioned.quad for positioned in document.quads]
        fast = list(ox.parse(case.text, rdf_format, base_iri=case.base))
        if document.problems:
            failed.append(f"refused {case.name}: {document.problems[0].describe()}")
        elif len(ours) != len(fast) or _canonicalize(ours) != _canonicalize(fast):
            failed.append(f"other quads than the fast parser {case.name}")
        elif case.expected is not None and _canonicalize(ours) != _canonicalize(case.expected):
            failed.append(f"other quads than expected {case.name}")
    assert failed == []


@pytest.mark.parametrize(("folder", "rdf_format"), [suite[:2] for suite in SUITES])
def test_blank_nodes_of_the_fast_parser_are_paired(
    files: dict[str, str], folder: str, rdf_format: ox.RdfFormat
) -> None:
    for case in _list_cases(files, folder):
        if case.negative:
            continue
        document = read_positions(case.text, rdf_format, base=case.base)
        fast = list(ox.parse(case.text, rdf_format, base_iri=case.base))
        pairs = document.pair_blank_nodes(fast)
        assert {_rename(quad, pairs) for quad in fast} == {positioned.quad for positioned in document.quads}


def _rename(quad: ox.Quad, pairs: dict[ox.BlankNode, ox.BlankNode]) -> ox.Quad:
    subject, object_, graph = quad.subject, quad.object, quad.graph_name
    return ox.Quad(
        pairs[subject] if isinstance(subject, ox.BlankNode) else subject,
        quad.predicate,
        pairs[object_] if isinstance(object_, ox.BlankNode) else object_,
        pairs[graph] if isinstance(graph, ox.BlankNode) else graph,
    )
