"""What can be compared: files, folders, projects, releases, revisions and paths in them, the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import ParameterError, PsoGraphError, RevisionError
from pso_graph.pipeline.diffing import compare_sources
from pso_graph.pipeline.diffing.sources import read_source
from pso_graph.pipeline.release import write_release
from pso_graph.store import EmbeddedStore
from tests.repositories import commit, run_git, write_files

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = "<x:a> <x:b> 1 .\n", "<x:a> <x:b> 2 .\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits, and a work tree that differs from both; tests run in it."""
    top = tmp_path / "repository"
    commit(top, {"a.ttl": ONE, "sub/b.ttl": ONE, ".gitignore": "ignored/\n"})
    commit(top, {"a.ttl": TWO})
    run_git(top, "tag", "v1.0.0")
    write_files(
        top,
        {"a.ttl": "# written otherwise\n" + TWO, "sub/c.ttl": "<x:c> <x:b> 3 .", "ignored/d.ttl": "no RDF"},
    )
    monkeypatch.chdir(top)
    return top


def count(old: str, new: str | None = None) -> tuple[int, int]:
    """How many statements are removed, and how many added."""
    difference = compare_sources(old, new).difference
    return len(difference.removed), len(difference.added)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HEAD~1", "HEAD", (0, 1)),  # sub/b.ttl goes on saying what a.ttl said
        ("HEAD~1:a.ttl", "v1.0.0:a.ttl", (1, 1)),
        ("HEAD:sub", "HEAD~1:sub/b.ttl", (0, 0)),
        ("HEAD", None, (0, 1)),
        ("HEAD:a.ttl", None, (0, 0)),
        ("HEAD:sub", None, (0, 1)),
        ("HEAD:a.ttl", "a.ttl", (0, 0)),
        ("a.ttl", "sub", (1, 2)),
    ],
)
def test_two_states_are_compared_by_what_they_say(
    old: str, new: str | None, expected: tuple[int, int]
) -> None:
    assert count(old, new) == expected


def test_paths_in_revisions_count_from_the_top(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "sub")
    assert count("HEAD:sub") == (0, 1)
    assert count("HEAD:sub/b.ttl", "b.ttl") == (0, 0)


@pytest.mark.parametrize(
    "name", ["missing.ttl", "missing", "HEAD:missing.ttl", "HEAD:../a.ttl", "-h", "nobranch:a.ttl"]
)
def test_what_is_nothing_is_said(name: str) -> None:
    with pytest.raises(RevisionError, match="PSO-E027"):
        compare_sources(name, "a.ttl")


def test_the_work_tree_ends_at_its_top() -> None:
    with pytest.raises(RevisionError):
        compare_sources("HEAD:../..", None)


def test_a_path_has_nothing_to_be_compared_with() -> None:
    with pytest.raises(ParameterError, match="second"):
        compare_sources("a.ttl", None)


def test_a_folder_without_rdf_is_said(tmp_path: Path) -> None:
    write_files(tmp_path, {"empty/notes.txt": "", "empty/.hidden/a.ttl": ONE})
    with pytest.raises(PsoGraphError, match="no RDF file"):
        read_source(str(tmp_path / "empty"))


def test_a_revision_without_rdf_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "other", {"notes.txt": ""})
    monkeypatch.chdir(tmp_path / "other")
    with pytest.raises(PsoGraphError, match=r"^HEAD: PSO-E001: This folder holds no RDF file"):
        read_source("HEAD")


def test_an_error_in_a_revision_names_the_file_as_git_does(repository: Path) -> None:
    commit(repository, {"bad.ttl": "<x:a> <x:b> ."})
    with pytest.raises(PsoGraphError) as caught:
        read_source("HEAD")
    assert caught.value.where == "HEAD:bad.ttl:1:13"


def test_a_project_has_its_graphs(tmp_path: Path) -> None:
    files = {"ontology/core.ttl": ONE, "data/documents/d.ttl": ONE, "shapes/s.ttl": ONE, "tests/t.ttl": ONE}
    commit(tmp_path / "project", files)
    graphs = {str(quad.graph_name.value) for quad in read_source(str(tmp_path / "project"))}  # type: ignore[union-attr]
    assert {graph.removeprefix("https://w3id.org/pso-graph/graph/") for graph in graphs} == {
        *("vocabulary", "document/d", "shapes"),
    }


def test_releases_are_compared_by_their_folders_and_dumps(tmp_path: Path) -> None:
    node = ox.NamedNode("x:a")
    homes = [tmp_path / "one", tmp_path / "two"]
    stores = [EmbeddedStore.in_memory([ox.Quad(node, node, ox.Literal(text), node)]) for text in "xy"]
    one, two = (write_release(home, store, 0) for home, store in zip(homes, stores, strict=True))
    assert count(str(homes[0]), str(homes[1])) == (1, 1)
    assert count(str(one.folder), str(two.dataset)) == (1, 1)
    assert count(str(one.folder), str(homes[0])) == (0, 0)
