"""The index comes with a build, and with what is served of it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.release import SEARCH, find_release, write_release
from pso_graph.pipeline.serving import ReleaseSource
from pso_graph.publish.search import Question, build_index, find_index, search
from pso_graph.publish.task import PageTask
from pso_graph.query.workers import Limits, QueryPool, Snapshot, SnapshotHost, read_whole
from pso_graph.store import EmbeddedStore
from tests.publish.search.conftest import SMALL, make_small_store

if TYPE_CHECKING:
    from pathlib import Path


def test_a_build_writes_the_index_of_its_data(home: Path) -> None:
    """Also where a store has the same quads in another order."""
    release = find_release(home)
    assert release.search.read_bytes() == build_index(EmbeddedStore.open(release.store))


def test_what_is_served_has_the_index_of_the_build(home: Path) -> None:
    for union in (True, False):
        store = ReleaseSource(home, union).find().open()
        assert store.search_index == find_release(home).search.read_bytes()


def test_an_older_build_without_an_index_is_served_all_the_same(tmp_path: Path) -> None:
    release = write_release(tmp_path, make_small_store(), 0)
    store = ReleaseSource(tmp_path, union=True).find().open()
    assert not release.search.exists()
    assert search(find_index(store), Question("Hafenbahn")).total == 1


@pytest.mark.parametrize("damage", ["gone", "other"])
def test_a_build_repairs_the_index(tmp_path: Path, damage: str) -> None:
    store = make_small_store()
    made = {SEARCH: build_index(store)}
    release = write_release(tmp_path, store, 0, made)
    if damage == "gone":
        release.search.unlink()
    else:
        release.search.write_bytes(b"x")
    assert write_release(tmp_path, store, 0, made).search.read_bytes() == made[SEARCH]


def test_another_index_is_another_build(tmp_path: Path) -> None:
    """So that a server that runs notices what a newer program has made of the same data."""
    store = make_small_store()
    one, other = (write_release(tmp_path, store, 0, {SEARCH: data}) for data in (b"one", b"other"))
    assert one.folder != other.folder
    assert one.sha256 == other.sha256


def test_workers_search_a_loaded_file_and_a_store_on_disk(tmp_path: Path) -> None:
    EmbeddedStore.write(tmp_path / "store", make_small_store().find())
    task = PageTask("search.json", "de", fields=(("q", "Hafenbahn"),))

    async def ask(snapshot: Snapshot) -> bytes:
        with SnapshotHost(snapshot, Limits()) as host:
            pool = QueryPool(host.address, 1, Limits())
            await pool.start()
            try:
                return await read_whole(pool, task)
            finally:
                await pool.close()

    for snapshot in (Snapshot(files=(SMALL,)), Snapshot(folder=tmp_path / "store")):
        assert json.loads(asyncio.run(ask(snapshot)))["total"] == 1
