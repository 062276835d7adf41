"""Builds switch at the end or not at all, and the same input gives the same bytes."""

from __future__ import annotations

import fcntl
import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import NoStoreError
from pso_graph.pipeline.release import find_release, write_release
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pso_graph.pipeline.release import Release


def make_store(*values: str) -> EmbeddedStore:
    node = ox.NamedNode("http://example.org/a")
    return EmbeddedStore.in_memory(ox.Quad(node, node, ox.Literal(value), node) for value in values)


def read_values(home: Path) -> list[str]:
    store = EmbeddedStore.open(find_release(home).store)
    return sorted(quad.object.value for quad in store.find())  # type: ignore[union-attr]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_release(tmp_path / "a", make_store("x", "y", "z"), 1)
    second = write_release(tmp_path / "b", make_store("z", "x", "y"), 1)
    assert first.dataset.read_bytes() == second.dataset.read_bytes()
    assert first.dataset.read_bytes().count(b"\n") == 3
    assert first.sha256 == second.sha256


def test_a_new_build_is_the_current_one_and_the_last_but_one_stays(tmp_path: Path) -> None:
    for value in ("x", "y", "z"):
        write_release(tmp_path, make_store(value), 0)
    assert read_values(tmp_path) == ["z"]
    assert len(list((tmp_path / "releases").iterdir())) == 2


def list_releases(home: Path) -> set[str]:
    return {folder.name for folder in (home / "releases").iterdir()}


def test_the_release_that_was_current_stays_however_old_it_is(tmp_path: Path) -> None:
    first, _, again, last = (write_release(tmp_path, make_store(value), 0) for value in "ABAC")
    assert first.folder == again.folder
    assert list_releases(tmp_path) == {first.folder.name, last.folder.name}


def test_building_the_same_again_removes_nothing(tmp_path: Path) -> None:
    before, now, same = (write_release(tmp_path, make_store(value), 0) for value in "ABB")
    assert now.folder == same.folder
    assert list_releases(tmp_path) == {before.folder.name, now.folder.name}


def damage_tables(release: Release) -> None:
    """Change a byte of each table, but not its size."""
    for file in release.store.glob("*.sst"):
        content = file.read_bytes()
        file.write_bytes(bytes([content[0] ^ 255]) + content[1:])


def remove_tables(release: Release) -> None:
    for file in release.store.glob("*.sst"):
        file.unlink()


DAMAGES: dict[str, Callable[[Release], object]] = {
    "no store": lambda release: shutil.rmtree(release.store),
    "an empty store": lambda release: EmbeddedStore.write(make_empty(release.store), []),
    "no table": remove_tables,
    "damaged tables": damage_tables,
    "an empty CURRENT": lambda release: (release.store / "CURRENT").write_text(""),
    "no dataset": lambda release: release.dataset.unlink(),
    "half a dataset": lambda release: release.dataset.write_bytes(release.dataset.read_bytes()[:-9]),
    "no facts": lambda release: (release.folder / "release.json").unlink(),
    "other facts": lambda release: (release.folder / "release.json").write_text("[]"),
}


def make_empty(folder: Path) -> Path:
    shutil.rmtree(folder)
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_build_repairs_a_broken_release(tmp_path: Path, damage: str) -> None:
    values = [str(number) for number in range(100)]
    broken = write_release(tmp_path, make_store(*values), 3)
    content = broken.dataset.read_bytes()
    DAMAGES[damage](broken)
    assert write_release(tmp_path, make_store(*values), 3) == broken == find_release(tmp_path)
    assert read_values(tmp_path) == sorted(values)
    assert broken.dataset.read_bytes() == content


def test_a_whole_release_is_not_written_again(tmp_path: Path) -> None:
    release = write_release(tmp_path, make_store("x"), 0)
    (release.folder / "mark").touch()
    write_release(tmp_path, make_store("x"), 0)
    assert (release.folder / "mark").exists()


@pytest.mark.parametrize("damage", ["no store", "no table", "an empty CURRENT"])
def test_a_store_that_cannot_be_opened_is_said(tmp_path: Path, damage: str) -> None:
    release = write_release(tmp_path, make_store("x"), 0)
    DAMAGES[damage](release)
    with pytest.raises(NoStoreError, match="Run `pso-graph build`"):
        EmbeddedStore.open(release.store)


@pytest.mark.parametrize("facts", ["", "[]", "null", "{}", '{"sha256": "0", "quads": null, "entailed": 0}'])
def test_facts_that_are_not_those_of_a_release_are_said(tmp_path: Path, facts: str) -> None:
    release = write_release(tmp_path, make_store("x"), 0)
    (release.folder / "release.json").write_text(facts)
    with pytest.raises(NoStoreError, match=r"damaged.*Run `pso-graph build`"):
        find_release(tmp_path)


def test_facts_that_a_later_version_adds_are_passed_over(tmp_path: Path) -> None:
    release = write_release(tmp_path, make_store("x"), 0)
    file = release.folder / "release.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "colour": "blue"}))
    assert find_release(tmp_path) == release


def test_a_release_without_its_dataset_is_said(tmp_path: Path) -> None:
    write_release(tmp_path, make_store("x"), 0).dataset.unlink()
    with pytest.raises(NoStoreError, match="damaged"):
        find_release(tmp_path)


def test_an_interrupted_build_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_release(tmp_path, make_store("old"), 0)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(EmbeddedStore, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        write_release(tmp_path, make_store("new"), 0)
    assert read_values(tmp_path) == ["old"]
    assert not list(tmp_path.glob(".building-*"))


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".building-killed" / "store").mkdir(parents=True)
    write_release(tmp_path, make_store("x"), 0)
    assert not list(tmp_path.glob(".building-*"))


def test_two_builds_do_not_run_at_once(tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NoStoreError, match="Another build"):
            write_release(tmp_path, make_store("x"), 0)


def test_nothing_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoStoreError, match="Run `pso-graph build`"):
        find_release(tmp_path)
