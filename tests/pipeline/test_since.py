"""Since a revision: what has not changed is not looked at, what cannot be told is looked at whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import RevisionError
from pso_graph.pipeline.since import restrict_to_changes
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.shacl import validate
from tests.repositories import commit, write_files

if TYPE_CHECKING:
    from pathlib import Path

EX = "http://example.org/"
PREFIXES = f"@prefix ex: <{EX}> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = PREFIXES + "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .\n"
DATA = PREFIXES + "ex:a a ex:C ; ex:q 1 . ex:b a ex:C .\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    commit(tmp_path, {"shapes.ttl": SHAPES, "data.ttl": DATA})
    return tmp_path


def find(repository: Path, *names: str) -> list[str]:
    """What is found since HEAD, as local names; in all of it, ex:a and ex:b lack a property."""
    files, shapes = [repository / name for name in names or ("data.ttl",)], repository / "shapes.ttl"
    quads = [quad for file in files for quad in parse_file(file)]
    restricted = restrict_to_changes("HEAD", quads, parse_file(shapes), files=files, shape_files=[shapes])
    return [finding.focus.removeprefix(EX) for finding in validate(quads, restricted)]


def test_nothing_changed_nothing_found(repository: Path) -> None:
    assert find(repository) == []


def test_another_form_of_the_same_is_no_change(repository: Path) -> None:
    write_files(repository, {"data.ttl": "# moved\n\n" + DATA.replace(" . ex:b", " .\n\nex:b")})
    assert find(repository) == []


def test_only_the_changed_thing_is_looked_at(repository: Path) -> None:
    write_files(repository, {"data.ttl": DATA + "ex:b ex:q 2 . ex:c a ex:C ."})
    assert find(repository) == ["c"]
    write_files(repository, {"data.ttl": DATA + "ex:b ex:p 2 ; a ex:D . ex:a a ex:E ."})
    assert find(repository) == ["a"]


def test_a_new_file_is_new_altogether(repository: Path) -> None:
    write_files(repository, {"more.ttl": PREFIXES + "ex:n a ex:C ."})
    assert find(repository, "data.ttl", "more.ttl") == ["n"]


def test_other_shapes_look_at_everything(repository: Path) -> None:
    write_files(repository, {"shapes.ttl": SHAPES.replace("minCount 1", "minCount 2")})
    assert find(repository) == ["a", "b"]


def test_a_broken_file_of_the_revision_leaves_everything_to_be_looked_at(repository: Path) -> None:
    commit(repository, {"data.ttl": "broken"})
    write_files(repository, {"data.ttl": DATA})
    assert find(repository) == ["a", "b"]


def test_a_file_elsewhere_is_refused(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    write_files(other, {"data.ttl": DATA})
    with pytest.raises(RevisionError, match="does not lie in the repository"):
        find(repository, "data.ttl", str(other / "data.ttl"))


def test_a_file_that_the_project_has_lost_counts(tmp_path: Path) -> None:
    """A subclass went with its file: its instances are focus nodes no more, those of others are untouched."""
    lost = PREFIXES + "ex:D <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:C . ex:b ex:p 1 ."
    commit(
        tmp_path, {"shapes.ttl": SHAPES, "ontology/core.ttl": "", "data/a.ttl": DATA, "data/lost.ttl": lost}
    )
    write_files(tmp_path, {"data/lost.ttl": None})
    files = [tmp_path / "data" / "a.ttl"]
    quads, shapes = parse_file(files[0]), parse_file(tmp_path / "shapes.ttl")
    restricted = restrict_to_changes(
        "HEAD", quads, shapes, files=files, shape_files=[tmp_path / "shapes.ttl"], root=tmp_path
    )
    assert [finding.focus for finding in validate(quads, restricted)] == [EX + "b"]
