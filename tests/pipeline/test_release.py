"""Builds switch at the end or not at all, and the same input gives the same bytes."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import NoStoreError
from pso_graph.pipeline.release import find_release, write_release
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path


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
