"""Whatever stands in a shapes file, it is checked without an error, and every place lies in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.validate.checks.running import TURTLE, check_text

if TYPE_CHECKING:
    from pathlib import Path

NODES = st.sampled_from(["ex:A", "ex:B", "_:a", "_:b", "ex:list"])
PREDICATES = st.sampled_from(
    [
        *(
            "a",
            "sh:path",
            "sh:inversePath",
            "sh:alternativePath",
            "sh:property",
            "sh:node",
            "sh:or",
            "sh:not",
        ),
        *("sh:in", "sh:minCount", "sh:maxCount", "sh:datatype", "sh:nodeKind", "sh:hasValue", "sh:pattern"),
        *("sh:targetClass", "sh:sparql", "sh:select", "sh:prefixes", "sh:declare", "rdf:first", "rdf:rest"),
        *("sh:minInclusive", "sh:maxInclusive", "sh:deactivated", "dcterms:identifier", "sh:zzz"),
    ]
)
VALUES = st.sampled_from(
    [
        *("ex:A", "ex:B", "_:a", "_:b", "ex:list", "rdf:nil", "()", "( ex:A _:b 1 )", "[ sh:path ex:p ]"),
        *("1", "-1", "true", '"("', '"SELECT $this { $this ?p"', '"NaN"', '"2020-01-01"^^xsd:date', '"x"@de'),
        *("sh:NodeShape", "sh:PropertyShape", "sh:IRI", "xsd:string"),
    ]
)
TRIPLES = st.lists(st.tuples(NODES, PREDICATES, VALUES).map(" ".join), max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shapes")


@settings(max_examples=examples(120), deadline=None)
@given(triples=TRIPLES)
def test_any_shapes_are_checked(folder: Path, triples: list[str]) -> None:
    text = TURTLE + "".join(f"{triple} .\n" for triple in triples)
    lines = text.splitlines()
    for found in check_text("M", text, folder):
        assert len(TURTLE.splitlines()) < found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1])
        assert (found.end_line, found.end_column) >= (found.line, found.column)


def test_a_list_in_a_circle_ends(folder: Path) -> None:
    text = TURTLE + "ex:A a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:in _:l .\n"
    circle = "_:l rdf:first ex:B ; rdf:rest _:l .\n"
    assert check_text("M", text + circle, folder) == []
