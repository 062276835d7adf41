"""Addresses hold wherever the site stands: on another base, below a path of a proxy, on another host."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.query.workers import Limits, LocalRunner
from pso_graph.rdf.namespaces import ROOT
from pso_graph.rdf.terms import DefaultGraph, Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

CLAUSE = "document/pso-19-2023/2.l.1"
ORIGINS = ("http://localhost:8000", "https://graph.example.org", "https://w3id.org")
PREFIX = "/data/pso-graph"  # of which a careless server could take the beginning for a path of its own


class Proxy:
    """Passes on what is below a path, without it, as reverse proxies do; the server does not learn of it.

    Args:
        app: behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            assert scope["path"].startswith(PREFIX)
            raw = scope["raw_path"].removeprefix(PREFIX.encode())
            scope = {**scope, "path": scope["path"].removeprefix(PREFIX), "raw_path": raw}
        await self._app(scope, receive, send)


@pytest.fixture(scope="module")
def proxied(dataset: EmbeddedStore) -> Iterator[TestClient]:
    app = Proxy(create_app(LocalRunner(dataset, Limits())))
    with TestClient(app, follow_redirects=False) as client:
        yield client


class References(HTMLParser):
    """Gathers what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found |= {value for name, value in attrs if name in ("href", "src", "action") and value}


def list_references(page: str) -> set[str]:
    references = References()
    references.feed(page)
    return references.found


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_things_are_found_wherever_the_site_stands(
    proxied: TestClient, client: TestClient, origin: str, prefix: str
) -> None:
    asked = proxied if prefix else client
    address = f"{origin}{prefix}/id/{CLAUSE}"
    for accept in ("text/html", "text/turtle"):
        redirect = asked.get(
            urlsplit(address).path, headers={"Accept": accept, "Host": urlsplit(origin).netloc}
        )
        target = urljoin(address, redirect.headers["Location"])
        assert target.startswith(f"{origin}{prefix}/{'page' if accept == 'text/html' else 'data'}/")
        answer = asked.get(urlsplit(target).path, headers={"Accept": accept})
        assert answer.status_code == 200
        for link in re.findall(
            r"<([^>]*)>; rel=\"(?:alternate|canonical|describedby)\"", answer.headers["Link"]
        ):
            linked = urljoin(target, link)
            assert linked.startswith(f"{origin}{prefix}/")
            assert asked.get(urlsplit(linked).path).status_code == 200


@pytest.mark.parametrize("path", ["/page/" + CLAUSE, "/en/page/measure/mv-welcome-portal", "/de/documents"])
def test_every_link_of_a_page_leads_somewhere_also_behind_a_path(proxied: TestClient, path: str) -> None:
    address = f"https://graph.example.org{PREFIX}{path}"
    page = proxied.get(PREFIX + path)
    assert page.status_code == 200
    inside = {urljoin(address, reference) for reference in list_references(page.text)}
    ours = sorted({link.partition("#")[0] for link in inside if urlsplit(link).netloc == "graph.example.org"})
    assert len(ours) > 20
    for link in ours:
        assert link.startswith(f"https://graph.example.org{PREFIX}/"), link
        assert proxied.get(urlsplit(link).path).status_code in (200, 303), link


def test_data_with_other_iris_is_found_at_the_same_paths() -> None:
    base = "https://data.example.org/forum/"
    thing, label = (
        NamedNode(base + "id/actor/forum"),
        NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    )
    type_ = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = [
        Quad(thing, type_, NamedNode(ROOT + "ontology#Forum"), DefaultGraph()),
        Quad(thing, label, Literal("Forum", language="en"), DefaultGraph()),
    ]
    store = EmbeddedStore.in_memory(quads)
    with TestClient(create_app(LocalRunner(store), Settings(base=base)), follow_redirects=False) as client:
        found = client.get("/id/actor/forum", headers={"Accept": "text/turtle"})
        assert found.headers["Location"] == "../../data/actor/forum.ttl"
        data = client.get("/data/actor/forum.ttl")
        assert f"<{base}id/> ." in data.text
        assert "<actor/forum>" in data.text
        page = client.get("/en/page/actor/forum")
        assert "<h1>Forum</h1>" in page.text
        assert f"<code>{base}id/actor/forum</code>" in page.text
        assert client.get("/id/actor/other", headers={"Accept": "text/turtle"}).status_code == 404


def test_graphs_elsewhere_have_no_pages_here() -> None:
    """Where ``/graph/`` stands for other IRIs than those with pages, the protocol answers everybody."""
    graph = NamedNode("https://graphs.example.org/x")
    store = EmbeddedStore.in_memory([Quad(graph, graph, Literal("words"), graph)])
    settings = Settings(graph_base="https://graphs.example.org/")
    with TestClient(create_app(LocalRunner(store), settings), follow_redirects=False) as client:
        answer = client.get("/graph/x", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "words" in answer.text
