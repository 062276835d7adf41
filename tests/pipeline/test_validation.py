"""Files are checked as part of the project, or, with shapes of their own, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.pipeline.validation import validate_as_part, validate_files

if TYPE_CHECKING:
    from pathlib import Path

ID = "https://w3id.org/pso-graph/id/"
NEW = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<document/zzz> a psog:Resolution ; dcterms:isPartOf <document/nowhere> .
"""
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle .
ex:BookTitle sh:path ex:title ; sh:minCount 1 ; sh:maxCount 1 .
"""


def test_documents_of_the_project_conform_alone(root: Path) -> None:
    names = ("pso-19-2023.ttl", "mso-mv-resolution-2015.ttl")
    findings = validate_as_part([root / "data" / "documents" / name for name in names], root)
    assert [finding.describe() for finding in findings if finding.severity == "violation"] == []


def test_a_draft_stands_for_the_document_of_its_name(root: Path, tmp_path: Path) -> None:
    """What the document says and its draft does not is missing; what is new lacks what its class needs."""
    text = (root / "data" / "documents" / "pso-19-2023.ttl").read_text("utf-8")
    line = "  dcterms:isPartOf <document/pso-19-2023/2.l> ;\n  psog:clauseNumber"
    assert line in text
    draft, new = tmp_path / "pso-19-2023.ttl", tmp_path / "zzz.ttl"
    draft.write_text(text.replace(line, "  psog:clauseNumber", 1), "utf-8")
    new.write_text(NEW)
    findings = validate_as_part([draft, new], root)
    found = {
        (finding.focus.removeprefix(ID), finding.rule)
        for finding in findings
        if finding.severity == "violation"
    }
    assert ("document/pso-19-2023/2.l.1", "PSO-S403") in found
    assert ("document/zzz", "PSO-S102") in found
    assert {focus for focus, _ in found} == {
        "document/pso-19-2023/2.l.1",
        "document/zzz",
        "document/nowhere",
    }


def validate_books(folder: Path, *texts: str) -> list[str]:
    (folder / "shapes.ttl").write_text(SHAPES)
    files = [folder / f"{number}.ttl" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text("@prefix ex: <http://example.org/> .\n" + text)
    return [finding.focus for finding in validate_files(files, [folder / "shapes.ttl"])]


def test_with_shapes_given_the_project_has_no_part(tmp_path: Path) -> None:
    assert validate_books(tmp_path, "ex:a a ex:Book .") == ["http://example.org/a"]
    assert validate_books(tmp_path, "<https://w3id.org/pso-graph/id/document/zzz> a ex:Other .") == []


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    assert validate_books(tmp_path, '_:b a ex:Book ; ex:title "A" .', '_:b a ex:Book ; ex:title "B" .') == []
    assert len(validate_books(tmp_path, "_:b a ex:Book .", '_:b ex:title "B" .')) == 1


def test_a_byte_order_mark_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text("\ufeff" + SHAPES, "utf-8")
    (tmp_path / "a.nt").write_text("\ufeff<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n", "utf-8")
    assert validate_files([tmp_path / "a.nt"], [tmp_path / "shapes.ttl"]) == []


def test_a_second_byte_order_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(
        "\ufeff\ufeff<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n", "utf-8"
    )
    with pytest.raises(SyntaxProblemError, match=r"a\.nt:1:"):
        validate_files([tmp_path / "a.nt"], [])
