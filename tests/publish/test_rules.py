"""The pages of the rules say what ``pso-graph explain`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.languages import LANGUAGES, Language
from pso_graph.publish.pages.rules import RulePage
from pso_graph.store import EmbeddedStore
from pso_graph.validate.rules import find_rule, list_rules
from tests.publish.visiting import HTML, make_show, read_page, read_table, read_text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

EMPTY = EmbeddedStore.in_memory([])
SHOW = make_show(EMPTY)
SEVERITIES = {
    "de": {"violation": "Verstoß", "warning": "Warnung", "info": "Hinweis"},
    "en": {"violation": "violation", "warning": "warning", "info": "info"},
}


def show(path: str, language: Language = "en") -> ET.Element:
    return read_page(SHOW(path, language))


def list_links(page: ET.Element) -> list[str]:
    return [link.attrib["href"] for link in page.iter(f"{HTML}a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_lists_every_rule_once(language: Language) -> None:
    page = show("rules", language)
    rows = [row for table in page.iter(f"{HTML}table") for row in read_table(table)]
    assert rows == [
        [rule.id, SEVERITIES[language][rule.severity], " ".join(rule.title[language].split())]
        for rule in list_rules()
    ]


def test_every_rule_has_a_page_that_the_overview_links() -> None:
    linked = {link.rpartition("/")[2] for link in list_links(show("rules")) if "/rules/" in link}
    paths = RulePage().list_paths(EMPTY)
    assert {path.removeprefix("rules/") for path in paths} == linked == {rule.id for rule in list_rules()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_all_that_there_is_to_a_rule(language: Language) -> None:
    rule = find_rule("PSO-S192")
    page = show("rules/PSO-S192", language)
    assert [read_text(heading) for heading in page.iter(f"{HTML}h1")] == [rule.title[language]]
    told = [read_text(fact) for fact in page.iter(f"{HTML}dd")]
    assert told == [rule.message[language], rule.reason[language], rule.source]
    blocks = ["".join(block.itertext()) for block in page.iter(f"{HTML}pre")]
    assert blocks == [rule.bad, rule.good, f"pso-graph explain PSO-S192 --lang {language}"]


def test_a_message_leaves_open_what_a_finding_fills_in() -> None:
    assert "{" in find_rule("PSO-D001").message["en"]
    message = read_text(next(show("rules/PSO-D001").iter(f"{HTML}dd")))
    assert "…" in message
    assert "{" not in message


def test_neighbours_lead_through_all_rules() -> None:
    ids = [rule.id for rule in list_rules()]
    for before, rule, after in zip([None, *ids], ids, [*ids[1:], None], strict=False):
        for language in LANGUAGES:
            relations = {
                link.get("rel"): link.attrib["href"].rpartition("/")[2]
                for link in show(f"rules/{rule}", language).iter(f"{HTML}a")
            }
            assert (relations.get("prev"), relations.get("next")) == (before, after)


@pytest.mark.parametrize("name", ["PSO-S999", "pso-s001", "S001", "%2e%2e", "<script>"])
def test_there_is_no_other_page(name: str) -> None:
    with pytest.raises(UnknownThingError):
        show(f"rules/{name}")
