"""The editor of the SPARQL page in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from pso_graph.publish.links import Links
from pso_graph.rdf.namespaces import ROOT
from pso_graph.web.site.assets import has_editor
from tests.browser.opening import PHONE, Opened, open_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not has_editor(), reason="the editor has not been built: `make frontend`"),
]

COUNTS = "SELECT ?mode (COUNT(?c) AS ?n) { ?c psog:mode/skos:notation ?mode } GROUP BY ?mode ORDER BY ?mode"
GRAPH = "CONSTRUCT { ?a psog:takesUp ?b } WHERE { ?a psog:takesUp ?b } LIMIT 5"
THINGS = (
    "id/document/pso-19-2023/2.l.1",
    "id/document/mv-statement-pso-19-2024/2.l.4/report/mv-integration-concept",
    "id/document/pso-19-2023/2.l.1/evidence/segment/1",
    "id/file/pso-19-2023/001",
    "concept/stance-accept",
    "graph/document/pso-19-2023",
    "ontology#Clause",
)


@pytest.fixture
def opened(browser: Browser, live: str) -> Iterator[Opened]:
    """The SPARQL page with its first query."""
    with open_page(browser, f"{live}en/sparql") as page:
        yield page


def read_query(page: Page) -> str:
    return page.locator("textarea[name=query]").input_value()


def type_query(page: Page, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def wait_for_answer(page: Page, words: str) -> None:
    page.locator(".answers [role=status]", has_text=words).wait_for()


def test_the_first_query_runs_and_its_link_leads_back_to_the_answer(opened: Opened, browser: Browser) -> None:
    page = opened.page
    page.get_by_role("button", name="Run").click()
    wait_for_answer(page, "8 rows")
    assert page.locator(".answers tbody tr").count() == 8
    with open_page(browser, page.url) as again:
        wait_for_answer(again.page, "8 rows")
        assert read_query(again.page) == read_query(page)
    assert opened.errors == opened.foreign == []


def test_a_mistake_is_marked_where_it_stands(opened: Opened) -> None:
    page = opened.page
    type_query(page, "SELECT * WHERE {\n  ?a ?b }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("alert").wait_for()
    assert page.locator(".cm-lintRange-error, .cm-lintPoint-error").count() == 1
    page.get_by_role("button", name="Go to 2:10").click()
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className").startswith("cm-content")
    assert opened.find_violations() == []


def test_numbers_can_be_seen_as_a_chart_and_the_link_keeps_it(opened: Opened, browser: Browser) -> None:
    page = opened.page
    type_query(page, COUNTS)
    page.keyboard.press("Control+Enter")
    wait_for_answer(page, "14 rows")
    page.get_by_role("button", name="Chart").click()
    assert page.locator("svg.chart rect").count() == 14
    with open_page(browser, page.url, scheme="dark", size=PHONE) as again:
        again.page.locator("svg.chart").wait_for()
        assert again.find_violations() == []
        assert again.find_layout_faults() == []


def test_a_graph_is_drawn_and_told_as_a_table(opened: Opened) -> None:
    page = opened.page
    type_query(page, GRAPH)
    page.keyboard.press("Control+Enter")
    wait_for_answer(page, "5 triples")
    page.locator("svg.graph").wait_for()
    assert page.locator("svg.graph line").count() == 5
    assert opened.find_violations() == []
    page.get_by_role("button", name="Table").click()
    assert page.locator(".answers tbody tr").count() == 5


def test_terms_are_completed_and_their_prefixes_declared(opened: Opened) -> None:
    page = opened.page
    type_query(page, "SELECT ?s { ?s ")
    page.keyboard.type("psog:answ", delay=20)
    page.locator(".cm-tooltip-autocomplete [aria-selected]", has_text="psog:answers").wait_for()
    page.wait_for_timeout(200)  # completions are not taken at once, lest they surprise
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" ?o }")
    prefix = f"PREFIX psog: <{ROOT}ontology#>\n"
    assert read_query(page).startswith(prefix + "SELECT ?s { ?s psog:answers ?o }")


def test_an_example_is_filled_in_and_put_into_the_editor(opened: Opened) -> None:
    page = opened.page
    page.get_by_label("Find").fill("lineage-forward")
    example = page.locator(".examples li:visible")
    assert example.count() == 1
    example.locator("summary").click()
    example.get_by_role("textbox").fill("bspc-28-2019/29.z")
    example.get_by_role("button").click()
    example.get_by_role("alert").wait_for()
    example.get_by_role("textbox").fill("bspc-28-2019/26")
    example.get_by_role("button").click()
    page.wait_for_function(
        "document.querySelector('textarea').value.includes('id/document/bspc-28-2019/26>')"
    )
    assert opened.find_violations() == []


def test_things_lead_to_the_pages_that_the_server_knows(browser: Browser, live: str) -> None:
    values = " ".join(f"<{ROOT}{thing}>" for thing in THINGS)
    query = f"SELECT ?thing {{ VALUES ?thing {{ {values} }} }}"
    with open_page(browser, f"{live}de/sparql#query={quote(query)}") as opened:
        wait_for_answer(opened.page, f"{len(THINGS)} Zeilen")
        links = [link.get_attribute("href") for link in opened.page.locator(".answers tbody a").all()]
    expected = Links("sparql", "de")
    assert links == [expected.of(ROOT + thing) for thing in THINGS]
