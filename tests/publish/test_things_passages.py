"""Passages from the reader's own copy: shown where they are the recorded ones, and kept in no cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.publish.page import Site
from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from tests.publish.passage_data import FILE, TEXT, WORDS, write_data
from tests.publish.reading import ReadPage, read_text, render_page

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "/de/page/document/x/1"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.in_memory(parse_text(write_data(), FORMATS[".ttl"], where="x.ttl"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(TEXT, "utf-8")
    return tmp_path


def list_passages(store: EmbeddedStore, folder: Path | None) -> list[str]:
    page = ReadPage(render_page(store, "page/document/x/1", site=Site(sources=folder)))
    return [read_text(part) for part in page.find("blockquote")]


def test_the_words_are_shown_without_what_lies_between_their_parts(
    store: EmbeddedStore, folder: Path
) -> None:
    assert list_passages(store, folder) == [WORDS, WORDS]  # of the clause, and of the hop to it


def test_another_text_is_not_shown(store: EmbeddedStore, folder: Path) -> None:
    changed = TEXT.replace("bald", "Bald")
    (folder / FILE).write_text(changed, "utf-8")
    page = render_page(store, "page/document/x/1", site=Site(sources=folder))
    assert "gemeinsam" not in page
    assert "steht an dieser Stelle etwas anderes" in page


@pytest.mark.parametrize("text", ["", "Kopf"])
def test_a_document_that_is_short_or_not_there_is_no_error(
    store: EmbeddedStore, tmp_path: Path, text: str
) -> None:
    if text:
        (tmp_path / FILE).write_text(text, "utf-8")
    assert list_passages(store, tmp_path) == []


def test_a_new_copy_is_noticed(store: EmbeddedStore, folder: Path) -> None:
    assert list_passages(store, folder)
    (folder / FILE).write_text("Anderes", "utf-8")
    assert list_passages(store, folder) == []


def test_without_sources_there_are_no_passages(store: EmbeddedStore) -> None:
    page = render_page(store, "page/document/x/1")
    assert "gemeinsam" not in page
    assert "Ihre Kopie" not in page


def test_pages_with_passages_are_kept_by_nobody(store: EmbeddedStore, folder: Path) -> None:
    with TestClient(create_app(LocalRunner(store), Settings(sources=folder))) as client:
        shown = client.get(ADDRESS)
        assert "gemeinsam" in shown.text
        assert shown.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in shown.headers
        (folder / FILE).write_text("Anderes", "utf-8")
        assert "gemeinsam" not in client.get(ADDRESS).text
        data = client.get("/data/document/x/1.ttl")
        assert data.headers["Cache-Control"].startswith("public")
        assert "gemeinsam" not in data.text


def test_pages_without_passages_may_be_kept(store: EmbeddedStore) -> None:
    with TestClient(create_app(LocalRunner(store))) as client:
        shown = client.get(ADDRESS)
        assert shown.headers["Cache-Control"].startswith("public")
        assert "ETag" in shown.headers


@pytest.mark.sources
def test_every_passage_of_a_page_is_borne_out_by_the_sources(dataset: EmbeddedStore, shared: Path) -> None:
    page = ReadPage(
        render_page(dataset, "page/document/bspc-28-2019/26", site=Site(sources=shared / "sources"))
    )
    assert (
        len(page.find("blockquote"))
        == len([part for part in page.find("div") if part.get("class") == "proof"])
        > 10
    )
