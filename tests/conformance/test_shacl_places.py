"""Each finding in the SHACL suites has a place in the data, and its shape one in the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import UnusableShapesError
from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.rdf.namespaces import Namespace
from pso_graph.rdf.terms import NamedNode
from tests.conformance.cases import list_cases
from tests.conformance.texts import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.cases import Case

SHT = Namespace("http://www.w3.org/ns/shacl-test#")


def write_graph(case: Case, predicate: NamedNode, path: Path) -> Path:
    iri = case.manifest.get_value(case.action, predicate)
    assert isinstance(iri, NamedNode)
    path.write_text(read_document(iri.value, ox.RdfFormat.TURTLE), "utf-8")
    return path


@pytest.mark.parametrize("suite", ["shacl-core", "shacl-sparql"])
def test_every_finding_has_a_place(suite: str, tmp_path: Path) -> None:
    found = 0
    for case in list_cases(suite):
        data = write_graph(case, SHT.dataGraph, tmp_path / "data.ttl")
        shapes = write_graph(case, SHT.shapesGraph, tmp_path / "shapes.ttl")
        try:
            findings = validate_inputs(read_files([data], [shapes])).findings
        except UnusableShapesError:
            continue
        for located in findings:
            found += 1
            assert located.path in {data, shapes}, case.id
            assert located.line > 0, case.id
            assert (located.end_line, located.end_column) > (located.line, located.column), case.id
            assert located.related, case.id
            assert located.related[0].path == shapes, case.id
            assert located.related[0].line > 0, case.id
    assert found > {"shacl-core": 150, "shacl-sparql": 20}[suite]
