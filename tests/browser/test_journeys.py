"""What readers do on several pages: going from a decision to the words that prove a measure; searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.opening import PHONE, open_page
from tests.browser.sampling import write_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from pso_graph.publish.languages import Language

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DECISION, CLAUSE = "document/bspc-28-2019/26", "document/pso-19-2023/2.l.1"
MEASURE = "measure/mv-integration-and-recognition-advice"


@pytest.mark.parametrize("way", ["with scripts", "without"])
def test_three_clicks_lead_from_home_to_a_measure_and_the_words_that_prove_it(
    browser: Browser, site: tuple[str, str], language: Language, way: str
) -> None:
    with open_page(browser, write_address(*site, language, ""), scripts=way == "with scripts") as opened:
        for thing in (DECISION, CLAUSE, MEASURE):
            link = opened.page.locator(
                f'main a[href$="page/{thing}"], main a[href$="page/{thing}.html"]'
            ).first
            with opened.page.expect_navigation():
                link.click()
            assert thing in opened.page.url
            assert opened.page.locator("h1").count() == 1
        words = opened.page.locator("main .proof q")
        assert words.count() >= 1
        assert len(words.first.inner_text()) > 20


def test_the_language_can_be_changed_on_every_page(browser: Browser, site: tuple[str, str]) -> None:
    with open_page(browser, write_address(*site, "de", f"page/{CLAUSE}")) as opened:
        with opened.page.expect_navigation():
            opened.page.locator('.languages a[hreflang="en"]').click()
        assert opened.page.url == write_address(*site, "en", f"page/{CLAUSE}")
        assert opened.page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("question", ["Sprache", "Anerkennung", "2.l.1"])
def test_the_static_copy_is_searched_in_the_browser(browser: Browser, static: str, question: str) -> None:
    with open_page(browser, f"{static}de/search.html?q={question}", size=PHONE) as opened:
        found = opened.page.locator("#found a")
        found.first.wait_for()
        assert found.count() >= 3
        assert opened.find_violations() == []
        assert opened.find_layout_faults() == []
        with opened.page.expect_navigation():
            found.first.click()
        assert opened.page.locator("h1").count() == 1
        assert opened.errors == []
        assert opened.foreign == []


def test_what_is_typed_in_the_header_is_searched(browser: Browser, site: tuple[str, str]) -> None:
    with open_page(browser, write_address(*site, "en", "documents")) as opened:
        opened.page.locator("#site-q").fill("recognition")
        with opened.page.expect_navigation():
            opened.page.locator("header form.search button").click()
        assert "q=recognition" in opened.page.url
        opened.page.locator('main a[href*="page/"]').first.wait_for()
        assert opened.errors == []
