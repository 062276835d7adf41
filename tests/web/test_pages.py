"""Pages for readers: they can be read without a script, and nothing in them is markup that should not be."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.catalogue import find_query
from pso_graph.query.workers import Limits, LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
X = "{http://www.w3.org/1999/xhtml}"
QUERY = "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o"
HOSTILE = '</textarea><script>alert("1")</script><!-- result -->'


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    node = ox.NamedNode("http://example.org/p")
    store = EmbeddedStore.in_memory(ox.Quad(node, node, ox.Literal(text)) for text in ("Größe", HOSTILE))
    with TestClient(
        create_app(LocalRunner(store, Limits(rows=100))), raise_server_exceptions=False
    ) as client:
        yield client


def read(body: str) -> ET.Element:
    """A page read as XML: it is well-formed, or this fails."""
    page = ET.fromstring(body.removeprefix("<!DOCTYPE html>"))  # noqa: S314 - it is our own
    scripts = page.findall(f".//{X}script")
    assert [script.text for script in scripts] == [None] * len(scripts)
    assert all(re.fullmatch(r"[./]+assets/\w+\.js", script.get("src", "")) for script in scripts)
    return page


def list_cells(page: ET.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in page.findall(f".//{X}tbody/{X}tr/{X}td")]


class Tags(HTMLParser):
    """Checks by the rules of HTML, not of XML, which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen[tag] += 1


def test_a_browser_gets_a_table_with_the_query_above_it(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": QUERY}, headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = read(answer.text)
    assert list_cells(page) == [HOSTILE, "Größe"]
    area = page.find(f".//{X}textarea")
    assert area is not None
    assert (area.text or "").strip() == QUERY
    form = page.find(f".//{X}main//{X}form")
    assert form is not None
    assert urljoin(str(answer.url), form.get("action", "")) == "http://testserver/sparql"
    tags = Tags()
    tags.feed(answer.text)
    assert tags.seen["script"] == len(page.findall(f".//{X}script")) == 1  # that of the search
    assert re.findall(r'(?:src|href)="(?:https?:)?//', answer.text) == []  # nothing is loaded from elsewhere


def test_the_links_lead_to_the_same_result_in_other_forms(client: TestClient) -> None:
    asked = {"query": QUERY, "timeout": "3"}
    page = client.get("/sparql", params=asked, headers=BROWSER)
    links = {a.text: a.get("href", "") for a in read(page.text).findall(f".//{X}a[@rel='alternate']")}
    assert set(links) == {"JSON", "XML", "CSV", "TSV"}
    table = client.get(urljoin(str(page.url), links["CSV"]), headers=BROWSER)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(table.text))) == [["o"], [HOSTILE], ["Größe"]]
    assert "timeout=3" in links["JSON"]


def test_xhtml_is_the_same_page(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": QUERY}, headers={"Accept": f"{kind}"})
        for kind in ("text/html", "application/xhtml+xml")
    ]
    assert answers[1].headers["content-type"] == "application/xhtml+xml; charset=utf-8"
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("query", "cells"),
    [("ASK { ?s ?p 'Größe' }", []), ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }", ["1 ^^xsd:integer"])],
)
def test_booleans_and_graphs_are_pages_too(client: TestClient, query: str, cells: list[str]) -> None:
    page = read(client.get("/sparql", params={"query": query}, headers=BROWSER).text)
    assert list_cells(page)[2:] == cells
    assert (page.findtext(f".//{X}p[@class='boolean']") == "true") is (not cells)


def test_a_page_keeps_to_the_limit_of_rows(client: TestClient) -> None:
    query = "SELECT * { VALUES ?x { " + "1 " * 101 + "} }"
    answer = client.get("/sparql", params={"query": query, "format": "html"})
    assert answer.status_code == 413
    assert "row_limit" in answer.text
    assert client.get("/sparql", params={"query": query.replace("1 ", "", 1), "format": "html"}).is_success


def test_an_error_is_a_page_for_a_browser_with_the_query_to_mend(client: TestClient) -> None:
    query = f"SELECT ?s {{ # {HOSTILE}\n SERVICE <http://x/> {{}} }}"
    answer = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert answer.headers["vary"] == "Accept"
    page = read(answer.text)
    facts = [element.text for element in page.findall(f".//{X}dd")]
    assert facts[:4] == ["PSO-E007", "line 2, column 2", "2", "2"]
    assert (page.findtext(f".//{X}textarea") or "").strip() == query
    link = page.find(f".//{X}div[@class='problem']/{X}p/{X}a")
    assert link is not None
    explained = client.get(urljoin(str(answer.url), link.get("href", "")), headers=BROWSER)
    assert "Refused query" in (read(explained.text).findtext(f".//{X}h1") or "")


@pytest.mark.parametrize(
    "path", ["/nowhere/at/all", "/queries/none", "/lineage?id=x&depth=0", "/problems/none"]
)
def test_every_error_is_a_page_for_a_browser(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = read(answer.text)
    home = page.find(f".//{X}header/{X}a")
    assert home is not None
    assert urljoin(str(answer.url), home.get("href", "")) == "http://testserver/en/"
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_a_shipped_query_is_a_page_that_says_what_it_asks(client: TestClient) -> None:
    answer = client.get("/queries/list-documents", headers=BROWSER)
    page = read(answer.text)
    assert page.findtext(f".//{X}h1") == find_query("list-documents").summary["en"]
    assert "SELECT" in (page.findtext(f".//{X}textarea") or "")


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_query_becomes_markup(client: TestClient, text: str) -> None:
    comment = text.replace("\n", " ").replace("\r", " ")
    answer = client.get("/sparql", params={"query": f"ASK {{}} # <b>{comment}"}, headers=BROWSER)
    page = read(answer.text)
    assert page.findall(f".//{X}b") == []
    assert "# <b>" in (page.findtext(f".//{X}textarea") or "")
