"""Comments that suppress findings, and what is said of those that do not do so rightly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.validate.suppression import apply_suppressions

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:Title , ex:Pages .
ex:Title <http://purl.org/dc/terms/identifier> "R1" ; sh:path ex:title ; sh:minCount 1 .
ex:Pages <http://purl.org/dc/terms/identifier> "R2" ; sh:path ex:pages ; sh:nodeKind sh:IRI .
"""
HEAD = "@prefix ex: <http://example.org/> .\n"
BOOK = 'ex:book a ex:Book ;\n  ex:pages "many" ,\n    "more" .\n'  # R1 on its first line, R2 on the others
ALL = {("R1", 1), ("R2", 2), ("R2", 3)}


def check(folder: Path, text: str, suffix: str = ".ttl") -> tuple[set[tuple[str, int]], int]:
    """Rules and lines of what is left, lines counted from the book's, and how many are suppressed."""
    data, shapes = folder / f"data{suffix}", folder / "shapes.ttl"
    data.write_text(text, "utf-8")
    shapes.write_text(SHAPES, "utf-8")
    found = validate_inputs(read_files([data], [shapes]))
    left, suppressed = apply_suppressions(found.findings, found.inputs.data, TODAY)
    first = 1 + text[: text.index("ex:book")].count("\n") if "ex:book" in text else 1
    return {(located.finding.rule, located.line - first + 1) for located in left}, suppressed


def test_a_comment_above_a_block_holds_for_the_block(tmp_path: Path) -> None:
    comment = "# pso-graph: ignore R2 until 2026-11-21: counted next week\n"
    assert check(tmp_path, HEAD + comment + BOOK) == ({("R1", 1)}, 2)
    assert check(tmp_path, HEAD + comment + "# another comment\n\n" + BOOK) == ({("R1", 1)}, 2)


def test_a_comment_behind_or_above_a_line_holds_for_the_line(tmp_path: Path) -> None:
    comment = "# pso-graph: ignore R2 until 2027-01-31: counted next week"
    behind = BOOK.replace('"many" ,', f'"many" , {comment}')
    assert check(tmp_path, HEAD + behind) == ({("R1", 1), ("R2", 3)}, 1)
    above = BOOK.replace('    "more"', f'  {comment}\n    "more"')
    assert check(tmp_path, HEAD + above) == ({("R1", 1), ("R2", 2)}, 1)


def test_several_rules_in_one_comment_and_several_comments(tmp_path: Path) -> None:
    assert check(tmp_path, HEAD + "# pso-graph: ignore R1, R2 until 2027-01-31: old\n" + BOOK) == (set(), 3)
    two = "# pso-graph: ignore R1 until 2027-01-31: old\n# pso-graph: ignore R2 until 2027-01-31: old\n"
    assert check(tmp_path, HEAD + two + BOOK) == (set(), 3)


def test_a_rule_without_an_id_is_named_by_its_iri(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES.replace('<http://purl.org/dc/terms/identifier> "R1" ; ', ""), "utf-8")
    comment = "# pso-graph: ignore http://example.org/Title until 2027-01-31: see http://example.org/: why\n"
    data.write_text(HEAD + comment + "ex:book a ex:Book .", "utf-8")
    found = validate_inputs(read_files([data], [shapes]))
    assert apply_suppressions(found.findings, found.inputs.data, TODAY) == ([], 1)


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        ("ignroe R2 until 2027-01-31: counted next week", "PSO-I001"),
        ("ignore", "PSO-I001"),
        ("", "PSO-I001"),
        ("ignore R1 R2 until 2027-01-31: two rules need a comma", "PSO-I001"),
        ("ignore PSO-X001 until 2027-01-31: broken for now", "PSO-I001"),
        ("ignore R2 until 2027-01-31", "PSO-I002"),
        ("ignore R2 until 2027-01-31:   ", "PSO-I002"),
        ("ignore R2: counted next week", "PSO-I003"),
        ("ignore R2 until soon: counted next week", "PSO-I003"),
        ("ignore R2 until 2027-02-30: counted next week", "PSO-I003"),
        ("ignore R2 until 2026-11-20: counted yesterday", "PSO-I004"),
    ],
)
def test_a_comment_that_is_not_right_does_not_hold_and_is_a_finding(
    comment: str, rule: str, tmp_path: Path
) -> None:
    assert check(tmp_path, HEAD + f"# pso-graph: {comment}\n" + BOOK) == (ALL | {(rule, 0)}, 0)


def test_a_comment_without_use_is_a_finding_for_each_rule(tmp_path: Path) -> None:
    comment = "# pso-graph: ignore R1, R3, R4 until 2027-01-31: old\n"
    left = ALL - {("R1", 1)} | {("PSO-I005", 0)}
    assert check(tmp_path, HEAD + comment + BOOK) == (left, 1)
    (data,) = validate_inputs(read_files([tmp_path / "data.ttl"], [])).inputs.data
    unused, _ = apply_suppressions([], [data], TODAY)
    assert [located.finding.messages["en"].partition(" suppresses")[0][-2:] for located in unused] == [
        "R1",
        "R3",
        "R4",
    ]


def test_of_a_rule_that_was_not_looked_for_no_use_is_expected(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("# pso-graph: ignore R1, R2 until 2027-01-31: old\n<x:a> <x:p> 1 .")
    found = validate_inputs(read_files([tmp_path / "data.ttl"], []))
    (unused,), _ = apply_suppressions((), found.inputs.data, TODAY, lambda rule: rule == "R2")
    assert "suppression of R2" in unused.finding.messages["en"]


def test_a_comment_does_not_hold_for_the_next_block(tmp_path: Path) -> None:
    good = "ex:good a ex:Book ; ex:title 1 .\n"
    comment = "# pso-graph: ignore R1 until 2027-01-31: old\n"
    assert check(tmp_path, HEAD + comment + good + BOOK) == (ALL | {("PSO-I005", -1)}, 0)


def test_what_only_looks_like_a_comment_is_none(tmp_path: Path) -> None:
    text = '"""\n# pso-graph: ignore R2\n"""'
    assert check(tmp_path, HEAD + BOOK.replace('"more"', text)) == (ALL, 0)
    iri = "<http://example.org/#pso-graph:ignore>"
    assert check(tmp_path, HEAD + BOOK.replace('"more"', iri)) == (ALL - {("R2", 3)}, 0)


def test_a_syntax_error_is_never_suppressed(tmp_path: Path) -> None:
    comment = "# pso-graph: ignore R2 until 2027-01-31: old\n"
    left, suppressed = check(tmp_path, HEAD + comment + BOOK + "ex:broken ex:p no:name .\n")
    assert (left, suppressed) == ({("PSO-X010", 4)}, 0)


def test_formats_without_comments_say_nothing(tmp_path: Path) -> None:
    text = '{"@id": "http://example.org/a", "http://example.org/p": "# pso-graph: ignore R1"}'
    assert check(tmp_path, text, ".jsonld") == (set(), 0)


def test_a_place_in_the_file_is_given(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text("<x:a> <x:p> 1 .  # pso-graph: ignore R1  \n", "utf-8")
    found = validate_inputs(read_files([data], []))
    (located,), _ = apply_suppressions(found.findings, found.inputs.data, TODAY)
    assert (located.path, located.line, located.column, located.end_line, located.end_column) == (
        *(data, 1, 18),
        *(1, 40),
    )
