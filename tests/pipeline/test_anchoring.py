"""Anchoring writes the same places however often it runs, and nothing when something is unclear."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import AnchorError
from pso_graph.model import Passage
from pso_graph.pipeline.evidence import anchor_document, verify_documents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Der Hafen friert zu. Der Hafen taut auf. Der Hafen friert zu.\n"
DATA = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .

<document/test>
  a psog:Document ;
  psog:file <file/test/port> .

<document/test/1/evidence>
  a psog:Anchor ;
  psog:firstWords "Der Hafen friert" ;
  psog:lastWords "zu." ;
  psog:occurrence 2 .

<document/test/2/evidence>
  a psog:Anchor ;
  psog:firstWords "Der Hafen taut" ;
  psog:lastWords "auf." .
"""


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    shutil.copytree(root / "ontology", tmp_path / "ontology")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "documents" / "test.ttl").write_text(DATA, "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "port.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_the_second_run_writes_what_the_first_wrote(project: Path) -> None:
    places = project / "data" / "anchors" / "test.ttl"
    assert anchor_document(project, "test", project / "sources") == 2
    first = places.read_text("utf-8")
    assert anchor_document(project, "test", project / "sources") == 2
    assert places.read_text("utf-8") == first
    assert "psog:startOffset 41" in first
    (checked,) = verify_documents(project, project / "sources")
    assert (checked.anchors, checked.mismatches, checked.same_file) == (2, (), True)


def test_unclear_words_write_nothing(project: Path) -> None:
    data = project / "data" / "documents" / "test.ttl"
    data.write_text(DATA.replace(" ;\n  psog:occurrence 2", ""), "utf-8")
    with pytest.raises(AnchorError, match=r"1 of 2 anchors cannot be placed(.|\n)*2 places"):
        anchor_document(project, "test", project / "sources")
    assert not (project / "data" / "anchors").exists()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_an_anchor_without_words_is_named_with_all_others_that_are_unclear(project: Path) -> None:
    data = project / "data" / "documents" / "test.ttl"
    change(data, '  psog:lastWords "auf." .', '  psog:lastWords "zu schnell." .')
    change(data, '  psog:firstWords "Der Hafen friert" ;\n', "")
    with pytest.raises(AnchorError) as caught:
        anchor_document(project, "test", project / "sources")
    assert "2 of 2 anchors cannot be placed" in caught.value.message
    assert "test/1/evidence: PSO-E005: This anchor has no psog:firstWords." in caught.value.message


BLOCK = """
<document/test/2/evidence>
  a psog:Anchor ;
  psog:firstWords "Der Hafen taut" ;
  psog:lastWords "auf." .
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "documents",
            BLOCK,
            "",
            r"^test: .*without an anchor.*: 1, .*test/2/evidence.*`pso-graph anchor test",
        ),
        (
            "documents",
            "test/2",
            "test/3",
            r"^test: .*without a recorded place: 1, .*test/3/.*pso-graph anchor",
        ),
        ("documents", '"Der Hafen taut"', '""', r"^\S+/test/2/evidence: .*no psog:firstWords.* Write "),
        ("documents", '  psog:lastWords "zu." ;\n', "", r"^\S+/test/1/evidence: .*no psog:lastWords"),
        ("documents", "occurrence 2", 'occurrence "two"', r"^\S+/test/1/evidence: .*no whole number"),
        (
            "anchors",
            "  psog:segment <document/test/2/evidence/segment/1> ;\n",
            "",
            r"^\S+/test/2/evidence: .*not complete.*`pso-graph anchor`",
        ),
        ("anchors", "  psog:endOffset 61 ;\n", "", r"^\S+/test/1/evidence: .*not complete"),
    ],
)
def test_verifying_names_what_is_missing_or_stale(
    project: Path, file: str, old: str, new: str, message: str
) -> None:
    anchor_document(project, "test", project / "sources")
    change(project / "data" / file / "test.ttl", old, new)
    with pytest.raises(AnchorError, match=message):
        verify_documents(project, project / "sources")


def test_anchoring_again_mends_what_verifying_finds(project: Path) -> None:
    anchor_document(project, "test", project / "sources")
    change(project / "data" / "documents" / "test.ttl", BLOCK, "")
    assert anchor_document(project, "test", project / "sources") == 1
    (checked,) = verify_documents(project, project / "sources")
    assert (checked.anchors, checked.mismatches) == (1, ())


def test_a_moved_text_is_found_by_the_occurrence_that_the_curator_counted(project: Path) -> None:
    data = project / "data" / "documents" / "test.ttl"
    stated = '"Der Hafen" ;\n  psog:lastWords "." ;\n  psog:occurrence 2'
    change(data, '"Der Hafen taut" ;\n  psog:lastWords "auf."', stated)
    anchor_document(project, "test", project / "sources")
    change(project / "sources" / "port.txt", TEXT, "Umschlag. " + TEXT)
    (checked,) = verify_documents(project, project / "sources")
    assert [mismatch.now_at for mismatch in checked.mismatches] == [Passage.of(51, 71), Passage.of(31, 50)]
    assert not checked.same_file


@pytest.mark.sources
def test_the_recorded_places_are_those_of_a_new_run(root: Path, shared: Path, tmp_path: Path) -> None:
    for folder in ("ontology", "data"):
        shutil.copytree(root / folder, tmp_path / folder)
    for recorded in sorted((root / "data" / "anchors").glob("*.ttl")):
        anchor_document(tmp_path, recorded.stem, shared / "sources")
        assert (tmp_path / "data" / "anchors" / recorded.name).read_text("utf-8") == recorded.read_text(
            "utf-8"
        )
