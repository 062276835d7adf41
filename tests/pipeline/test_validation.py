"""Files are checked as part of the project, or, with shapes of their own, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import UnreadableError
from pso_graph.pipeline.inputs import read_as_part, read_files
from pso_graph.pipeline.validation import validate_inputs

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
    found = validate_inputs(read_as_part([root / "data" / "documents" / name for name in names], root))
    findings = [located.finding for located in found.findings]
    assert [finding.describe() for finding in findings if finding.severity == "violation"] == []


def test_a_draft_stands_for_the_document_of_its_name(root: Path, tmp_path: Path) -> None:
    """What the document says and its draft does not is missing; what is new lacks what its class needs."""
    text = (root / "data" / "documents" / "pso-19-2023.ttl").read_text("utf-8")
    line = "  dcterms:isPartOf <document/pso-19-2023/2.l> ;\n  psog:clauseNumber"
    assert line in text
    draft, new = tmp_path / "pso-19-2023.ttl", tmp_path / "zzz.ttl"
    draft.write_text(text.replace(line, "  psog:clauseNumber", 1), "utf-8")
    new.write_text(NEW)
    located = validate_inputs(read_as_part([draft, new], root)).findings
    found = {
        (place.finding.focus.removeprefix(ID), place.finding.rule)
        for place in located
        if place.finding.severity == "violation"
    }
    assert {place.path for place in located} == {draft, new}
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
    return [
        located.finding.focus
        for located in validate_inputs(read_files(files, [folder / "shapes.ttl"])).findings
    ]


def test_with_shapes_given_the_project_has_no_part(tmp_path: Path) -> None:
    assert validate_books(tmp_path, "ex:a a ex:Book .") == ["http://example.org/a"]
    assert validate_books(tmp_path, "<https://w3id.org/pso-graph/id/document/zzz> a ex:Other .") == []


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    assert validate_books(tmp_path, '_:b a ex:Book ; ex:title "A" .', '_:b a ex:Book ; ex:title "B" .') == []
    assert len(validate_books(tmp_path, "_:b a ex:Book .", '_:b ex:title "B" .')) == 1


def test_a_byte_order_mark_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text("\ufeff" + SHAPES, "utf-8")
    (tmp_path / "a.nt").write_text("\ufeff<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n", "utf-8")
    assert validate_inputs(read_files([tmp_path / "a.nt"], [tmp_path / "shapes.ttl"])).findings == ()


def test_a_second_byte_order_mark_is_a_syntax_error(tmp_path: Path) -> None:
    text = "\ufeff\ufeff<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n"
    (tmp_path / "a.nt").write_text(text, "utf-8")
    (found,) = validate_inputs(read_files([tmp_path / "a.nt"], [])).findings
    assert (found.finding.rule[:5], found.line) == ("PSO-X", 1)


def test_all_syntax_errors_are_told_and_the_other_files_are_checked(tmp_path: Path) -> None:
    head = "@prefix ex: <http://example.org/> .\n"
    files = {
        "broken.ttl": head + "ex:a a ex:Book ; no:p 1 .\nex:b ex:p .\nex:c a ex:Book .\n",
        "broken.jsonld": '{"@id": "http://example.org/d",\n "@type": }',
        "broken.rdf": "<rdf:RDF>\n",
        "good.ttl": head + "ex:e a ex:Book .\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    found = validate_inputs(
        read_files([tmp_path / name for name in files], [tmp_path / "shapes.ttl"])
    ).findings
    assert [(place.path and place.path.name, place.finding.rule, place.line) for place in found] == [
        ("broken.ttl", "PSO-X010", 2),
        ("broken.ttl", "PSO-X024", 3),
        ("broken.jsonld", "PSO-X100", 2),
        ("broken.rdf", "PSO-X100", found[3].line),
        ("good.ttl", "http://example.org/BookTitle", 2),
    ]
    for syntax in found[:2]:
        assert syntax.hint.keys() == {"de", "en"}
    assert all(place.finding.severity == "violation" for place in found)


def test_broken_shapes_find_nothing_but_their_own_errors(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES + "ex:x ex:y .\n")
    (tmp_path / "a.ttl").write_text("<http://example.org/a> a <http://example.org/Book> .")
    (found,) = validate_inputs(read_files([tmp_path / "a.ttl"], [tmp_path / "shapes.ttl"])).findings
    assert (found.path, found.finding.rule, found.line) == (tmp_path / "shapes.ttl", "PSO-X024", 5)


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "latin.ttl").write_bytes(b"# \xe4\n")
    for name in ("latin.ttl", "missing.ttl"):
        with pytest.raises(UnreadableError):
            validate_inputs(read_files([tmp_path / name], []))
