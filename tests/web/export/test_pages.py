"""Live pages and those of a static copy say the same: one of each kind; all of them in ``test_copy``."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from pso_graph.core.errors import PageError, UnknownThingError
from pso_graph.pipeline.serving import ReleaseSource
from pso_graph.publish.listing import ListingTask, list_pages, read_listing
from pso_graph.publish.page import Page, Site
from pso_graph.publish.pages import PAGES
from pso_graph.query.workers import LocalRunner, read_whole
from pso_graph.web.app import create_app
from pso_graph.web.export.describing import list_descriptions
from pso_graph.web.export.exporting import make_files
from pso_graph.web.export.folder import open_folder
from pso_graph.web.export.publication import Publication, list_jobs
from tests.browser.sampling import UNLISTED, choose_path
from tests.web.export.comparing import MOVING, compare, find_live
from tests.web.export.publishing import read_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.publish.page import Content, Visit
    from pso_graph.store import EmbeddedStore, Store

STATIC = Publication(Site(is_static=True, endpoint=""))


@pytest.fixture(scope="module")
def store(home: Path) -> EmbeddedStore:
    """The store of a finished build, with all that comes with it."""
    return ReleaseSource(home, union=True).find().open()


@pytest.fixture(scope="module")
def client(store: EmbeddedStore) -> Iterator[TestClient]:
    with TestClient(create_app(LocalRunner(store))) as started:
        yield started


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: type(kind).__name__)
def test_a_file_says_what_the_live_page_says(store: EmbeddedStore, client: TestClient, kind: Page) -> None:
    path = choose_path(kind, store)
    assert (path is None) == (type(kind).__name__ in UNLISTED)
    for job in list_jobs(STATIC, [] if path is None else [(path, kind.forms)]):
        made = asyncio.run(read_whole(LocalRunner(store), job.task))
        for name, body in job.unpack(made):
            if not MOVING.fullmatch(name):
                live = client.get(find_live(name), headers={"Accept": "*/*"})
                assert live.status_code == 200
                assert compare(name, live.content, body), name


def test_the_copy_describes_its_dataset_and_the_server(store: EmbeddedStore, client: TestClient) -> None:
    async def describe(publication: Publication) -> dict[str, bytes]:
        return {path: body async for path, body in list_descriptions(LocalRunner(store), publication)}

    told = asyncio.run(describe(STATIC))
    assert set(told) == {".well-known/void", "openapi.json"}
    assert json.loads(told["openapi.json"]) == client.get("/openapi.json").json()
    assert b"void:classPartition" in told[".well-known/void"]
    assert b"sparqlEndpoint" not in told[".well-known/void"]

    site = Site(is_static=True, endpoint="https://graph.example.org/sparql")
    named = asyncio.run(describe(Publication(site, "https://graph.example.org/a/")))[".well-known/void"]
    assert b"void:sparqlEndpoint <https://graph.example.org/sparql>" in named
    assert b"<https://graph.example.org/a/.well-known/void> a void:DatasetDescription" in named


class _Plain(Page):
    """A kind of page to test with.

    Args:
        pattern: of its paths.
        paths: that it lists.
    """

    def __init__(self, pattern: str, *paths: str) -> None:
        self.pattern = pattern  # type: ignore[misc]  # each kind has one; here each object
        self._paths = paths

    def render(self, visit: Visit, **parts: str) -> Content:
        del visit, parts
        raise UnknownThingError("It is gone.", where="broken")

    def list_paths(self, store: Store) -> tuple[str, ...]:
        del store
        return self._paths


def test_all_pages_are_listed_once_and_in_order(store: EmbeddedStore) -> None:
    listing = list_pages(store)
    paths = [path for path, _ in listing]
    assert paths == sorted(set(paths))
    assert ("", ("html",)) in listing
    told = asyncio.run(read_whole(LocalRunner(store), ListingTask()))
    assert read_listing(told) == listing


@pytest.mark.parametrize("path", ["page/a/../../../etc/passwd", "page//b", "page/.", "rules"])
def test_a_path_that_no_file_can_have_or_another_kind_takes_is_an_error(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    kind = _Plain("{rest:path}", path)
    monkeypatch.setattr("pso_graph.publish.task.PAGES", (*PAGES, kind))
    with pytest.raises(PageError, match=r"leads to|no file can have") as raised:
        list_pages(store, [kind])
    assert raised.value.where == path


def test_a_page_that_fails_is_named_and_nothing_is_written(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = _Plain("broken/{rest}", "broken/page")
    monkeypatch.setattr("pso_graph.publish.task.PAGES", (kind,))
    monkeypatch.setattr("pso_graph.publish.listing.PAGES", (kind,))
    monkeypatch.setattr("pso_graph.publish.listing.list_pages", lambda store: list_pages(store, [kind]))
    with open_folder(tmp_path) as files, pytest.raises(PageError) as raised:
        asyncio.run(make_files(LocalRunner(store), files, STATIC, lambda *_: None))
    assert raised.value.where == "de/broken/page.html"
    assert read_copy(tmp_path) == {}
