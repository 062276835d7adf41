"""Files may be named, or the folders that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import UnreadableError
from pso_graph.pipeline.inputs import read_as_part, read_files
from pso_graph.pipeline.inspection import inspect_files

if TYPE_CHECKING:
    from pathlib import Path

DATA = (
    "<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Thing> .\n"
)
SHAPE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <http://example.org/> .
:Thing a sh:NodeShape ; sh:targetClass :Thing ; sh:property :Named .
:Named a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "Name it."@en .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data in two folders, among files that are none."""
    (tmp_path / "data" / "below" / "folder.ttl").mkdir(parents=True)
    (tmp_path / "data" / ".git").mkdir()
    for name in ("b.ttl", "below/a.NT", "below/notes.txt", ".git/c.ttl", ".hidden.ttl"):
        (tmp_path / "data" / name).write_text(DATA, "utf-8")
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "thing.ttl").write_text(SHAPE, "utf-8")
    return tmp_path


def test_a_folder_stands_for_the_rdf_files_below_it(folder: Path) -> None:
    data = folder / "data"
    inputs = read_files([data / "below" / "a.NT", data], [folder / "shapes"])
    assert [source.path for source in inputs.data] == [data / "below" / "a.NT", data / "b.ttl"]
    assert [source.path.name for source in inputs.shapes] == ["thing.ttl"]


def test_what_is_found_in_a_folder_is_told_at_its_files(folder: Path) -> None:
    found = inspect_files([folder / "data"], [folder / "shapes"]).findings
    assert [(item.path, item.line, item.column) for item in found] == [(folder / "data" / "b.ttl", 1, 1)]


def test_a_folder_is_part_of_the_project_file_by_file(folder: Path, root: Path) -> None:
    drafts = folder / "drafts"
    drafts.mkdir()
    (drafts / "pso-19-2023.ttl").write_text(DATA, "utf-8")
    inputs = read_as_part([drafts], root)
    assert [source.path for source in inputs.data] == [drafts / "pso-19-2023.ttl"]
    assert "pso-19-2023.ttl" not in {file.path.name for file in inputs.rest if "documents" in file.path.parts}


def test_a_folder_without_any_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UnreadableError, match=r"empty: .*holds no RDF file"):
        read_files([folder / "empty"], [folder / "shapes"])
