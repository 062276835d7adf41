"""Findings point at the line and column where a person would mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.pipeline.location import locate_findings
from pso_graph.pipeline.validation import validate_files

if TYPE_CHECKING:
    from pathlib import Path

DATA = """\
@prefix ex: <http://example.org/> .

# a good one
ex:good a ex:Book ;
  ex:title "A" ;
  ex:pages 12 .

ex:untitled
  a ex:Book ;
  ex:pages 3 , "many" .
"""
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle , ex:BookPages .
ex:BookTitle sh:path ex:title ; sh:minCount 1 .
ex:BookPages sh:path ex:pages ; sh:datatype xsd:integer .
"""


def test_a_missing_property_points_at_the_block_and_a_wrong_value_at_the_value(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(DATA, "utf-8")
    shapes.write_text(SHAPES, "utf-8")
    located = locate_findings(validate_files([data], [shapes]), [data])
    places = {
        (found.finding.path.rpartition("/")[2], found.path, found.line, found.column) for found in located
    }
    assert places == {("title", data, 8, 1), ("pages", data, 10, 16)}


def test_a_thing_without_a_block_points_at_where_it_is_used(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text("<http://a> <http://p> <http://b> .\n", "utf-8")
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://s> a sh:NodeShape ; "
        "sh:targetObjectsOf <http://p> ; sh:property <http://q> . "
        "<http://q> sh:path <http://r> ; sh:minCount 1 .",
        "utf-8",
    )
    (found,) = locate_findings(validate_files([data], [shapes]), [data])
    assert (found.path, found.line, found.column) == (data, 1, 23)


def test_nothing_is_read_when_nothing_was_found(tmp_path: Path) -> None:
    assert locate_findings([], [tmp_path / "does-not-exist.ttl"]) == []
