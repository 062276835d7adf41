"""Anchoring writes the same places however often it runs, and nothing when something is unclear."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import AnchorError
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


@pytest.mark.sources
def test_the_recorded_places_are_those_of_a_new_run(root: Path, shared: Path, tmp_path: Path) -> None:
    for folder in ("ontology", "data"):
        shutil.copytree(root / folder, tmp_path / folder)
    for recorded in sorted((root / "data" / "anchors").glob("*.ttl")):
        anchor_document(tmp_path, recorded.stem, shared / "sources")
        assert (tmp_path / "data" / "anchors" / recorded.name).read_text("utf-8") == recorded.read_text(
            "utf-8"
        )
