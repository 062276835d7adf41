"""The pages of the query catalogue: every query is found, and page, files and text say the same."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from pso_graph.catalogue import read_folder
from pso_graph.core.errors import ParameterError, UnknownThingError
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.pages import queries
from pso_graph.publish.task import find_page_kind
from pso_graph.query.running import run_text, serialize_result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.catalogue import Query
    from pso_graph.publish.languages import Language
    from pso_graph.store import EmbeddedStore

QUERIES = read_folder("lineage")
ANSWERS = "queries/measures-for-clause"  # of the first clause below: three rows


class Reader(HTMLParser):
    """Notes links, named inputs and cells of tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.inputs: dict[str, str] = {}
        self.rows = 0
        self._is_body = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.add(given["href"])
        elif tag == "input" and given["id"].startswith("ask-"):
            self.inputs[given["name"]] = given["value"]
        self._is_body = self._is_body or tag == "tbody"
        self.rows += tag == "tr" and self._is_body


def show(
    store: EmbeddedStore,
    path: str,
    language: Language = "en",
    fields: Mapping[str, str] | None = None,
    site: Site | None = None,
) -> str:
    page, parts, stem, form = find_page_kind(path)
    visit = Visit(store, site or Site(), language, path=stem, form=form, fields=fields or {})
    return page.render(visit, **parts).body.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_query_is_listed_under_each_of_its_subjects(dataset: EmbeddedStore, language: Language) -> None:
    sections = show(dataset, "queries", language).split("<section")[1:]
    for query in QUERIES:
        held = [section for section in sections if f'href="./queries/{query.name}"' in section]
        assert len(held) == len(query.tags) > 0, query.name
        assert all(query.summary[language] in section for section in held)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_page_file_and_text_of_a_query_say_the_same(dataset: EmbeddedStore, query: Query) -> None:
    path = f"queries/{query.name}"
    rows = list(csv.reader(io.StringIO(show(dataset, path + ".csv"))))
    assert rows[0] == list(query.returns)
    text = show(dataset, path + ".txt")
    assert serialize_result(run_text(dataset, text), "csv").decode() == show(dataset, path + ".csv")
    page = Reader(show(dataset, path))
    assert page.rows == min(len(rows) - 1, queries.MOST_ROWS) > 0
    assert list(page.inputs) == [parameter.name for parameter in query.parameters]


def test_examples_are_in_the_language_of_the_page(dataset: EmbeddedStore) -> None:
    assert Reader(show(dataset, ANSWERS, "de")).inputs["language"] == "de"
    assert 'VALUES ?language { "en" }' in show(dataset, ANSWERS + ".txt", "en")


def test_what_the_form_sends_is_asked_and_stays_in_it(dataset: EmbeddedStore) -> None:
    given = {"clause": "pso-19-2023/2.l.1", "mention": "", "language": "en"}
    page = Reader(show(dataset, ANSWERS, "de", given))
    assert page.inputs == given
    text = show(dataset, ANSWERS + ".txt", "de", given)
    assert "VALUES ?clause { <https://w3id.org/pso-graph/id/document/pso-19-2023/2.l.1> }" in text
    assert "VALUES ?mention" not in text


def test_links_to_files_keep_what_was_asked(dataset: EmbeddedStore) -> None:
    page = Reader(show(dataset, ANSWERS, fields={"clause": "pso-19-2023/2.l.1"}))
    assert "../queries/measures-for-clause.csv?clause=pso-19-2023%2F2.l.1" in page.links
    assert "../../queries/measures-for-clause?clause=pso-19-2023%2F2.l.1" in page.links


def test_what_was_typed_cannot_become_markup(dataset: EmbeddedStore) -> None:
    typed = '"><script>alert(1)</script>'
    page = show(dataset, ANSWERS, fields={"mention": typed})
    assert "<script>" not in page
    assert Reader(page).inputs["mention"] == typed


def test_values_that_cannot_be_meant_are_refused(dataset: EmbeddedStore) -> None:
    with pytest.raises(UnknownThingError):
        show(dataset, ANSWERS, fields={"clause": "pso-19-2023/9.z"})
    with pytest.raises(ParameterError):
        show(dataset, ANSWERS, fields={"earliest": "2020-01-01"})
    with pytest.raises(UnknownThingError):
        show(dataset, "queries/measures-for-clauses")


def test_a_long_table_is_cut_and_says_so(dataset: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_ROWS", 2)
    page = show(dataset, "queries/signatories")
    assert Reader(page).rows == 2
    assert "The first 2 rows are shown" in page


def test_a_static_copy_has_no_form_and_its_links_are_files(dataset: EmbeddedStore) -> None:
    page = show(dataset, ANSWERS, site=Site(is_static=True, endpoint=""))
    assert '<form class="ask"' not in page
    assert "clause=document/pso-19-2023/2.l.4" in page
    links = {link for link in Reader(page).links if not link.startswith(("#", "http"))}
    assert "../queries/measures-for-clause.json" in links
    assert all("?" not in link for link in links)


def test_all_queries_have_pages(dataset: EmbeddedStore) -> None:
    assert set(queries.QueryPage().list_paths(dataset)) == {f"queries/{query.name}" for query in QUERIES}
