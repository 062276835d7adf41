"""Every kind of page in a real browser: live and as a static copy, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.browser.opening import PHONE, Opened, open_page
from tests.browser.sampling import KINDS, THINGS, choose_path, write_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from pso_graph.publish.languages import Language
    from pso_graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LIGHT, HEAVY = 300_000, 900_000
"""Bytes that a page and all that it loads may take on their way."""

HEAVY_PAGES = ("sparql", "explore")
"""Beginnings of the paths of pages whose scripts are larger, and load only there."""

STEPS = 100
"""Times that Tab is pressed on a page at most."""


@pytest.fixture(scope="module", params=[*KINDS, *(f"page/{thing}" for thing in THINGS)])
def path(request: pytest.FixtureRequest, store: Store) -> str:
    """The path of a page."""
    if request.param not in KINDS:
        return str(request.param)
    chosen = choose_path(KINDS[request.param], store)
    assert chosen is not None
    return chosen


@pytest.fixture(scope="module")
def address(site: tuple[str, str], language: Language, path: str) -> str:
    return write_address(*site, language, path)


@pytest.fixture(scope="module", params=[("live", "de"), ("static", "en")], ids="-".join)
def once(request: pytest.FixtureRequest, path: str) -> str:
    """The address of a page, for what depends neither on the language nor on where it comes from."""
    name, tag = request.param
    return write_address(name, request.getfixturevalue(name), tag, path)


def take_picture(opened: Opened, *words: str) -> None:
    name = "-".join(words).replace("/", "_")[:120]
    opened.take_picture(SCREENSHOTS / f"{name}.png")


def test_a_page_is_whole_quiet_small_and_accessible(
    browser: Browser, site: tuple[str, str], language: Language, path: str, address: str
) -> None:
    with open_page(browser, address) as opened:
        assert opened.status == 200
        size = opened.measure_transfer()
        print(f"first view {opened.measure_first_view():.0f} ms, {size} bytes: {address}")
        assert size <= (HEAVY if path.startswith(HEAVY_PAGES) else LIGHT)
        assert opened.find_layout_faults() == []
        assert opened.find_violations() == []
        if site[0] == "live":  # a static copy has the same colours: `test_copy` compares the pages
            take_picture(opened, language, path, "desktop")
            opened.page.emulate_media(color_scheme="dark")
            assert opened.find_violations(["color-contrast"]) == []
        opened.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert opened.find_layout_faults() == []
        if site[0] == "live":
            take_picture(opened, language, path, "phone-dark")
        assert opened.errors == []
        assert opened.foreign == []


def test_a_page_needs_no_script(browser: Browser, once: str) -> None:
    with open_page(browser, once, scripts=False) as opened:
        assert opened.status == 200
        assert opened.page.locator("h1").count() == 1
        assert len(opened.page.locator("main").inner_text()) > 80
        assert opened.errors == []


def test_a_page_can_be_used_by_keyboard(browser: Browser, once: str) -> None:
    with open_page(browser, once) as opened:
        wanted, focused = opened.walk(STEPS)
        assert [element for _, is_seen, element in focused if not is_seen] == []
        assert 'class="skip"' in focused[0][2]
        reached = {index for index, _, _ in focused}
        expected = range(min(len(wanted), STEPS))
        assert [wanted[index] for index in expected if index not in reached] == []


def test_the_skip_link_leads_to_the_content(
    browser: Browser, site: tuple[str, str], language: Language
) -> None:
    with open_page(browser, write_address(*site, language, "")) as opened:
        opened.page.keyboard.press("Tab")
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_what_stands_around_the_pages_is_accessible_too(browser: Browser, static: str, name: str) -> None:
    with open_page(browser, static + name, size=PHONE) as opened:
        assert opened.find_violations() == []
        assert opened.find_layout_faults() == []
        assert opened.errors == []
        take_picture(opened, name)
