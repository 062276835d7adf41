"""Search in a real browser: suggestions by keyboard, and a static copy that finds what the server finds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from pso_graph.publish.languages import LANGUAGES
from tests.browser.opening import PHONE, open_page
from tests.browser.sampling import write_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from pso_graph.publish.languages import Language

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELD = "#site-q"
OPTIONS = "#site-q-suggestions [role=option]"
PLACES = ["live", "static"]
QUESTIONS = [
    *("Bürgerinnen", "Buerger", "Integration", "Ostsee", "politik", "landtags", "Sprachkurse", "aktuelle"),
    *(
        "2.l.1",
        "Klausel 2.l.1",
        "M056",
        "Drucksache 8/3400",
        "pso-19-2023/2.l.1",
        "BSPC",
        "Gdansk",
        "19. PSO",
    ),
    *(
        "die Rolle der Kommunen",
        "integration refugees",
        "skilled workers",
        "Integrationspolit",
        "Hafen Unsinn",
    ),
    *('"AND OR', "ﬁnanz", "straße"),
]


@pytest.fixture(params=PLACES)
def site(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Which copy of the site, and its address."""
    return request.param, request.getfixturevalue(request.param)


def type_name(page: Page, text: str) -> None:
    page.locator(FIELD).press_sequentially(text)
    page.wait_for_selector(OPTIONS)


def test_suggestions_are_walked_by_keyboard(browser: Browser, site: tuple[str, str]) -> None:
    """The combobox pattern of ARIA 1.2: the focus stays in the field, which names the active option."""
    with open_page(browser, write_address(*site, "de", "")) as opened:
        page, field = opened.page, opened.page.locator(FIELD)
        assert field.get_attribute("role") == "combobox"
        assert field.get_attribute("aria-expanded") == "false"
        type_name(page, "landesr")
        count = page.locator(OPTIONS).count()
        assert field.get_attribute("aria-expanded") == "true"
        assert page.locator(f"{FIELD} ~ [role=status]").inner_text().startswith(f"{count} Vorschl")
        active: list[str | None] = []
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
            page.keyboard.press(key)
            active.append(field.get_attribute("aria-activedescendant"))
        ids = [f"site-q-suggestions-{place}" for place in (0, 1, 0)]
        assert active == [*ids, None, f"site-q-suggestions-{count - 1}"]
        assert page.locator(f"{OPTIONS}[aria-selected=true]").count() == 1
        assert opened.find_violations() == []
        page.keyboard.press("Escape")
        assert field.get_attribute("aria-expanded") == "false"
        assert field.input_value() == "landesr"
        assert page.evaluate("document.activeElement.id") == "site-q"
        assert opened.errors == []


def test_a_chosen_suggestion_opens_its_page(browser: Browser, site: tuple[str, str]) -> None:
    with open_page(browser, write_address(*site, "de", "")) as opened:
        page = opened.page
        type_name(page, "bspc")
        first = page.locator(OPTIONS).first.inner_text()
        assert first.startswith("Ostseeparlamentarierkonferenz")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/de/page/actor/bspc(\.html)?$"))


def test_enter_without_a_choice_searches(browser: Browser, site: tuple[str, str]) -> None:
    with open_page(browser, write_address(*site, "en", "")) as opened:
        page = opened.page
        type_name(page, "skilled")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/en/search(\.html)?\?q=skilled$"))
        page.wait_for_selector(".hits li")
        assert page.locator(".hits mark").count() > 0


def test_suggestions_fit_a_phone(browser: Browser, site: tuple[str, str]) -> None:
    with open_page(browser, write_address(*site, "de", ""), size=PHONE) as opened:
        type_name(opened.page, "b")
        box = opened.page.locator("#site-q-suggestions").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_static_copy_finds_what_the_server_finds(
    browser: Browser, live: str, static: str, language: Language
) -> None:
    """All hits of the first page, in the same order."""
    with open_page(browser, f"{static}{language}/search.html") as opened:
        for text in QUESTIONS:
            with urlopen(f"{live}{language}/search.json?q={quote(text)}") as answer:  # noqa: S310 - our own server
                told = json.load(answer)
            opened.page.goto(f"{static}{language}/search.html?q={quote(text)}")
            opened.page.wait_for_selector("#found h2")
            shown = opened.page.locator("#found")
            said = shown.locator("h2").inner_text()
            assert re.match(rf"{told['total']} |Nichts|Nothing", said), (text, said)
            opened.page.wait_for_function(
                "count => document.querySelectorAll('#found .hits li').length === count",
                arg=len(told["hits"]),
            )
            assert shown.locator("h3").all_inner_texts() == [hit["label"] for hit in told["hits"]], text
        assert opened.errors == []


def test_more_hits_come_when_asked_for(browser: Browser, static: str) -> None:
    with open_page(browser, f"{static}de/search.html?q=Integration") as opened:
        page = opened.page
        page.wait_for_selector("#found button")
        page.locator("#found button").click()
        page.wait_for_function("document.querySelectorAll('#found .hits li').length === 40")
        at = "[...document.querySelectorAll('#found h3 a')].indexOf(document.activeElement)"
        page.wait_for_function(f"{at} === 20")
        assert opened.find_violations() == []
