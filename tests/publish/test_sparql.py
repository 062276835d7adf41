"""The SPARQL page: its form, what its editor is told, and what it says where there is no endpoint."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from pso_graph.catalogue import read_folder
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.pages.sparql import SparqlPage
from pso_graph.query.running import run_text
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal, QuerySolutions

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.store import EmbeddedStore

ENDPOINT = "https://example.org/sparql"


def show(store: EmbeddedStore, language: Language = "en", site: Site | None = None, **fields: str) -> str:
    visit = Visit(store, site or Site(), language, path="sparql", fields=fields)
    return SparqlPage().render(visit).body.decode()


def read_settings(
    store: EmbeddedStore, language: Language = "en", site: Site | None = None
) -> dict[str, Any]:
    visit = Visit(store, site or Site(), language, path="sparql", form="json")
    settings: dict[str, Any] = json.loads(SparqlPage().render(visit).body)
    return settings


def read_text(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_asks_the_endpoint_and_begins_with_a_query_that_finds_something(
    dataset: EmbeddedStore, language: Language
) -> None:
    page = show(dataset, language)
    assert '<form action="../sparql" method="get">' in page
    result = run_text(dataset, read_text(page))
    assert isinstance(result, QuerySolutions)
    assert next(result)["language"] == Literal(language)


def test_a_query_in_the_address_stands_in_the_form(dataset: EmbeddedStore) -> None:
    query = 'ASK { ?s ?p "</textarea>&amp;" }'
    assert read_text(show(dataset, query=query)) == query


def test_the_editor_is_loaded_only_if_it_has_been_built(dataset: EmbeddedStore) -> None:
    assert "sparql.js" not in show(dataset)
    page = show(dataset, site=Site(has_editor=True))
    assert 'data-sparql="./sparql.json"' in page
    assert 'src="../assets/sparql.js"' in page


def test_a_static_copy_asks_the_endpoint_that_it_is_told(dataset: EmbeddedStore) -> None:
    site = Site(is_static=True, endpoint=ENDPOINT, has_editor=True)
    assert f'<form action="{ENDPOINT}"' in show(dataset, site=site)
    settings = read_settings(dataset, site=site)
    assert settings["endpoint"] == ENDPOINT
    assert settings["queries"]["lineage-forward"]["text"] == "./queries/lineage-forward.txt"


def test_without_an_endpoint_the_page_says_so_and_lists_the_queries(dataset: EmbeddedStore) -> None:
    page = show(dataset, site=Site(is_static=True, endpoint="", has_editor=True))
    assert "has no SPARQL endpoint" in page
    assert "<textarea" not in page
    assert "sparql.js" not in page
    assert all(f'href="./queries/{query.name}.html"' in page for query in read_folder("lineage"))


def test_the_editor_knows_prefixes_queries_and_its_words(dataset: EmbeddedStore) -> None:
    settings = read_settings(dataset, "de")
    assert settings["endpoint"] == "../sparql"
    assert settings["prefixes"] == read_prefixes()
    assert settings["texts"]["run"] == "Ausführen"
    query = settings["queries"]["measures-for-clause"]
    assert query["text"] == "./queries/measures-for-clause.txt"
    assert [field["name"] for field in query["parameters"]] == ["clause", "mention", "language"]
    assert query["parameters"][2]["value"] == "de"


@pytest.mark.parametrize(
    ("name", "kind", "german"),
    [
        ("psog:Clause", "class", "Klausel"),
        ("psog:answers", "property", "beantwortet"),
        ("psoc:stance-accept", "constant", "folgt"),
    ],
)
def test_terms_are_offered_by_name_in_the_language_of_the_page(
    dataset: EmbeddedStore, name: str, kind: str, german: str
) -> None:
    terms = {term["name"]: term for term in read_settings(dataset, "de")["terms"]}
    assert (terms[name]["kind"], terms[name]["label"]) == (kind, german)
    assert (terms[name]["uses"] > 0) == (kind != "constant")


def test_every_term_has_a_prefix_that_the_editor_can_declare(dataset: EmbeddedStore) -> None:
    names = [term["name"] for term in read_settings(dataset)["terms"]]
    assert len(names) == len(set(names)) > 200
    assert {name.partition(":")[0] for name in names} <= set(read_prefixes())
    assert {"dcterms:title", "skos:prefLabel", "eli:Work"} <= set(names)
