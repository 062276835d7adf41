"""The search page and the lists: forms and links without scripts, and the same as JSON."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.core.errors import NoIndexError, UnknownThingError
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.search import find_index
from pso_graph.publish.search import listing as listing_module
from pso_graph.publish.search.kinds import FACETS, KINDS
from pso_graph.publish.search.listing import count_kinds
from pso_graph.publish.task import find_page_kind
from pso_graph.publish.wording import read_texts
from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from pso_graph.publish.languages import Language
    from pso_graph.store import Store

SMALL = Path(__file__).parent / "search" / "small.ttl"
CLAUSE = "https://w3id.org/pso-graph/id/document/r-2020/2.a"


@pytest.fixture(scope="module")
def store() -> Store:
    """A dozen things; see the tests of the index."""
    return EmbeddedStore.in_memory(parse_file(SMALL))


class Reader(HTMLParser):
    """Notes links, inputs and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.inputs: dict[str, str] = {}
        self.text = ""
        self.marked: list[str] = []
        self._tags: list[str] = []
        self.feed(page[page.index("<main") : page.index("</main>")])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.append(given_["href"])
        elif tag == "input":
            self.inputs[given_["name"]] = given_["value"]
        else:
            self._tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._tags:
            self._tags.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._tags and self._tags[-1] == "mark":
            self.marked.append(data)

    @property
    def questions(self) -> list[dict[str, str]]:
        """What the links to other questions ask."""
        return [
            dict(parse_qsl(urlsplit(link).query))
            for link in self.links
            if urlsplit(link).path.endswith("search") and urlsplit(link).query
        ]


def show(
    store: Store,
    path: str = "search",
    fields: Mapping[str, str] | None = None,
    language: Language = "de",
    site: Site | None = None,
) -> str:
    page, parts, stem, form = find_page_kind(path)
    visit = Visit(store, site or Site(), language, path=stem, form=form, fields=fields or {})
    content = page.render(visit, **parts)
    assert content.form == form
    return content.body.decode()


def read(store: Store, path: str = "search", fields: Mapping[str, str] | None = None) -> Reader:
    return Reader(show(store, path, fields))


class Answer(TypedDict):
    """What JSON says."""

    total: int
    page: int
    hits: list[dict[str, str]]


def ask(store: Store, fields: Mapping[str, str], language: Language = "de") -> Answer:
    answer: Answer = json.loads(show(store, "search.json", fields, language))
    return answer


def test_the_page_has_a_form_and_lists_before_anything_is_asked(store: Store) -> None:
    page = read(store)
    assert page.inputs == {"q": ""}
    assert {link for link in page.links if "lists/" in link} == {
        f"./lists/{kind}" for kind in count_kinds(find_index(store))
    }


def test_hits_stand_on_the_page_with_what_was_looked_for_marked(store: Store) -> None:
    page = read(store, fields={"q": "strassen"})
    assert page.inputs == {"q": "strassen"}
    assert "1 Treffer für „strassen“" in page.text
    assert "./page/document/r-2020/2.a" in page.links
    assert page.marked == ["Straßen"]
    assert "Klausel 2.a" in page.text
    assert "aus: Resolution zum Hafen" in page.text


def test_the_form_keeps_the_filters(store: Store) -> None:
    page = read(store, fields={"q": "Hafen", "kind": "clause", "topic": "ports"})
    assert page.inputs == {"q": "Hafen", "kind": "clause", "topic": "ports"}


def test_each_link_to_another_question_finds_something(store: Store) -> None:
    asked = {"q": "Hafen", "kind": "clause"}
    questions = read(store, fields=asked).questions
    assert {"q": "Hafen"} in questions  # without the filter
    assert {"q": "Hafen", "kind": "measure"} in questions
    assert {"q": "Hafen", "kind": "clause", "actor": "kammer"} in questions
    for question in questions:
        assert set(question) <= {"q", *FACETS, "page"}
        assert ask(store, question)["total"]


def test_nothing_found_says_what_else_to_try(store: Store) -> None:
    page = read(store, fields={"q": "Hafenban"})
    assert "Nichts gefunden für „Hafenban“" in page.text
    assert {"q": "Hafenbahn"} in page.questions
    assert "./lists/measure" in page.links
    alone = read(store, fields={"q": "Hafenbahn Bürger"}).questions
    assert {"q": "Hafenbahn"} in alone
    assert {"q": "Bürger"} in alone
    assert {"q": "Bürger"} in read(store, fields={"q": "Bürger", "kind": "measure"}).questions


def test_pages_of_results_lead_to_one_another(dataset: Store) -> None:
    first = read(dataset, fields={"q": "Integration", "kind": "measure"})
    assert {"q": "Integration", "kind": "measure", "page": "2"} in first.questions
    second = read(dataset, fields={"q": "Integration", "kind": "measure", "page": "2"})
    assert {"q": "Integration", "kind": "measure", "page": "1"} in second.questions
    assert 'start="21"' in show(dataset, fields={"q": "Integration", "kind": "measure", "page": "2"})


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "1e9", "9" * 5000, ""])
def test_a_page_that_there_is_not_is_another(store: Store, number: str) -> None:
    assert ask(store, {"q": "Hafen", "page": number})["page"] == 1


def test_json_says_the_same_as_the_page(store: Store) -> None:
    answer = ask(store, {"q": "Hafen"})
    page = read(store, fields={"q": "Hafen"})
    assert [hit["href"] for hit in answer["hits"]] == [link for link in page.links if "/page/" in link]
    assert f"{answer['total']} Treffer" in page.text
    (hit,) = ask(store, {"q": "roads"}, "en")["hits"]
    assert (hit["iri"], hit["label"], hit["document"]) == (
        CLAUSE,
        "Extend ports and roads",
        "Resolution on ports",
    )


def test_suggestions_lead_to_pages(store: Store) -> None:
    (first, *_) = json.loads(show(store, "suggest.json", {"q": "küra"}))
    assert (first["label"], first["kindName"]) == ("Rat der Küste", "Akteur")
    assert first["href"] == "./page/actor/rat"


HOSTILE: SearchStrategy[str] = st.text(max_size=30) | st.sampled_from(
    ['"><script>alert(1)</script>', "</main>", "{{ 7 * 7 }}", "{text}", "%", "\0", "' OR 1=1", "a" * 3000]
)


@settings(max_examples=examples(40))
@given(st.dictionaries(st.sampled_from(["q", *FACETS, "page"]), HOSTILE))
def test_whatever_is_asked_gives_a_page(store: Store, fields: dict[str, str]) -> None:
    page = show(store, fields=fields)
    assert "<script>alert" not in page
    assert page.rstrip().endswith("</html>")


def test_data_without_an_index_says_so(store: Store) -> None:
    large = EmbeddedStore.in_memory(store.find())
    large.search_index = b""
    assert "Diese Daten haben keinen Suchindex" in show(large, fields={"q": "Hafen"})
    assert "Diese Daten haben keinen Suchindex" in show(large, "lists")
    for path in ("search.json", "suggest.json"):
        with pytest.raises(NoIndexError):
            show(large, path)
    for path in ("lists/actor", "search/index/x.json", "search/index/about.json"):
        with pytest.raises((NoIndexError, UnknownThingError)):
            show(large, path)
    for path in ("search", "suggest.json", "search/index/about.json", "lists/actor", "lists/actor/2"):
        page, *_ = find_page_kind(path)
        assert list(page.list_paths(large)) == (["search"] if path == "search" else [])


def test_lists_hold_all_things_once(dataset: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_module, "LENGTH", 40)
    for kind, total in count_kinds(find_index(dataset)).items():
        paths = [
            path
            for example in ("lists/actor", "lists/actor/2")
            for path in find_page_kind(example)[0].list_paths(dataset)
            if path.split("/")[1] == kind
        ]
        assert len(paths) == -(-total // 40)
        found = [link for path in paths for link in read(dataset, path).links if "/page/" in link]
        assert len(found) == len({link.rpartition("page/")[2] for link in found}) == total


def test_pages_of_a_list_lead_to_one_another(dataset: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_module, "LENGTH", 50)
    assert "../lists/measure/2" in read(dataset, "lists/measure").links
    assert {"../../lists/measure", "../../lists/measure/3"} <= set(read(dataset, "lists/measure/2").links)


@pytest.mark.parametrize(
    "path",
    ["lists/none", "lists/actor/1", "lists/actor/02", "lists/actor/9", "lists/actor/x", "lists/actor/0"],
)
def test_there_are_no_other_lists(store: Store, path: str) -> None:
    with pytest.raises(UnknownThingError):
        show(store, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_static_copy_the_page_names_the_index(store: Store, language: Language) -> None:
    page = show(store, language=language, site=Site(is_static=True))
    assert 'data-index="./search/index/about.json"' in page
    assert 'id="found"' in page
    assert "data-suggest" not in page
    assert 'data-suggest="./suggest.json"' in show(store, language=language)
    paths = list(find_page_kind("search/index/about.json")[0].list_paths(store))
    assert {"search/index/about", "search/index/things-0", "search/index/words-h"} <= set(paths)
    for path in paths:
        json.loads(show(store, f"{path}.json"))


def test_each_kind_and_facet_has_its_texts() -> None:
    texts = read_texts()
    for key in (
        *(f"{word}-{kind}" for kind in KINDS for word in ("kind", "all")),
        *map("facet-{}".format, FACETS),
    ):
        assert set(texts[f"search.{key}"]) == set(LANGUAGES)
