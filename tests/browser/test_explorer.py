"""The script of the explorer: hops open by mouse and keyboard, and the address keeps what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.opening import Opened, open_page
from tests.browser.sampling import write_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CLAUSE = "document/pso-19-2023/2.l.1"
ANSWER = "document/mv-statement-pso-19-2024/2.l.1"
DECISION = "document/bspc-28-2019/26"
MEASURES = 9
"""M041 to M049 of the gold table."""


@pytest.fixture(scope="module", params=["live", "static"])
def address(request: pytest.FixtureRequest) -> str:
    """Of the explorer that starts at a clause."""
    return write_address(request.param, request.getfixturevalue(request.param), "en", f"explore/{CLAUSE}")


def list_things(opened: Opened) -> set[str]:
    return {str(card.get_attribute("data-thing")) for card in opened.page.locator("article").all()}


def find_focus(opened: Opened) -> str | None:
    found: str | None = opened.page.evaluate("document.activeElement.closest('article')?.dataset.thing")
    return found


def press(opened: Opened, key: str) -> None:
    opened.page.keyboard.press(key)
    opened.settle()


def test_begins_with_what_is_one_hop_away(browser: Browser, address: str) -> None:
    with open_page(browser, address) as opened:
        things = list_things(opened)
        assert {CLAUSE, DECISION, ANSWER} <= things
        assert not any(thing.startswith("measure/") for thing in things)
        left = [
            opened.page.locator(f'[data-thing="{thing}"]').bounding_box()
            for thing in (DECISION, CLAUSE, ANSWER)
        ]
        places = [box["x"] for box in left if box]
        assert places == sorted(set(places)), "what is older stands to the left"
        assert opened.errors == []


def test_address_keeps_what_is_open(browser: Browser, address: str) -> None:
    with open_page(browser, address) as opened:
        before = list_things(opened)
        opened.page.locator(f'[data-thing="{ANSWER}"] [data-side=newer]').click()
        opened.page.locator('[data-thing="measure/mv-welcome-centres"]').wait_for()
        things = list_things(opened)
        assert sum(thing.startswith("measure/") for thing in things - before) == MEASURES
        shared = opened.page.url
        opened.page.go_back()
        opened.page.locator('[data-thing="measure/mv-welcome-centres"]').wait_for(state="detached")
        assert list_things(opened) == before
    with open_page(browser, shared) as opened:
        opened.page.locator('[data-thing="measure/mv-welcome-centres"]').wait_for()
        assert list_things(opened) == things
        assert opened.find_violations() == []


def test_keys_go_from_box_to_box_and_open_hops(browser: Browser, address: str) -> None:
    with open_page(browser, address) as opened:
        opened.page.locator(f'[data-thing="{CLAUSE}"] a').focus()
        press(opened, "ArrowLeft")
        assert find_focus(opened) == DECISION
        press(opened, "ArrowRight")
        assert find_focus(opened) == CLAUSE
        opened.page.locator(f'[data-thing="{ANSWER}"] a').focus()
        press(opened, "+")
        opened.page.locator('[data-thing="measure/mv-welcome-centres"]').wait_for()
        assert find_focus(opened) == ANSWER, "focus stays where it was"
        press(opened, "ArrowRight")
        assert str(find_focus(opened)).startswith("measure/")
        press(opened, "+")  # nothing came of a measure
        opened.page.locator(f'[data-thing="{ANSWER}"] a').focus()
        press(opened, "+")
        opened.page.locator('[data-thing="measure/mv-welcome-centres"]').wait_for(state="detached")
        assert opened.errors == []


def test_one_box_is_in_the_tab_order(browser: Browser, address: str) -> None:
    with open_page(browser, address) as opened:
        parts = opened.page.locator("article a, article button")
        inside = {
            part.evaluate("part => part.closest('article').dataset.thing")
            for part in parts.all()
            if part.get_attribute("tabindex") == "0"
        }
        assert inside == {CLAUSE}


def test_all_can_be_closed_and_started_over(browser: Browser, address: str) -> None:
    with open_page(browser, address) as opened:
        for side in ("older", "newer"):
            opened.page.locator(f'[data-thing="{CLAUSE}"] [data-side={side}]').click()
            opened.settle()
        opened.page.locator(f'[data-thing="{DECISION}"]').wait_for(state="detached")
        assert list_things(opened) == {CLAUSE}
        opened.page.locator("[data-do=reset]").click()
        opened.page.locator(f'[data-thing="{DECISION}"]').wait_for()


def test_large_document_opens_nothing_by_itself(browser: Browser, address: str) -> None:
    whole = address.replace("/2.l.1", "")
    with open_page(browser, whole) as opened:
        assert list_things(opened) == {"document/pso-19-2023"}
        assert opened.errors == []
