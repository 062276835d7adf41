"""The views of data that is not the project's own: none, and some with what ours has only one of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.publish.views.documents import list_answered, list_followed
from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.store import EmbeddedStore
from tests.publish.visiting import HTML, make_show, read_page, read_table, read_text

if TYPE_CHECKING:
    from tests.publish.visiting import Show

# Two governments answer a proposed document without sections; one of them leaves a clause out.
TWO = """
<document/one> a psog:Document ; dcterms:title "One"@en ; psog:documentStatus psoc:status-proposed .
<document/two> a psog:Document ; dcterms:title "Two"@en .
<document/s> a psog:GovernmentStatement ; dcterms:title "Statement & more"@en .
<document/one/a> a psog:Clause , psog:Recommendation ; psog:clauseNumber "a" .
<document/one/a> psog:inDocument <document/one> .
<document/one/b> a psog:Clause ; psog:inDocument <document/one> ; psog:clauseNumber "b" .
<document/two/c> a psog:Clause ; psog:inDocument <document/two> ; skos:prefLabel "A <b>bold</b> clause"@en .
<actor/g> skos:prefLabel "Government G"@en .
<actor/h> skos:prefLabel "Government H"@en .
<r1> psog:respondent <actor/g> ; psog:answers <document/one/a> ; psog:responseType psoc:response-substantive .
<r1> psog:stance psoc:stance-accept .
<r2> psog:respondent <actor/g> ; psog:answers <document/one/b> ; psog:responseType psoc:response-empty .
<r3> psog:respondent <actor/h> ; psog:answers <document/one/a> .
<r3> psog:responseType psoc:response-acknowledgement .
<r4> psog:respondent <actor/h> ; psog:answers <document/two/c> ; psog:responseType psoc:response-substantive .
<r1> psog:inDocument <document/s> ; psog:tracesTo <document/one/a> .
<r4> psog:inDocument <document/s> ; psog:tracesTo <document/two/c> .
psog:answers rdfs:subPropertyOf psog:tracesTo .
psoc:response-substantive skos:notation "substantive" .
psoc:response-empty skos:notation "empty" ; skos:prefLabel "empty response"@en .
psoc:response-acknowledgement skos:notation "acknowledgement" ; skos:prefLabel "noted"@en .
psoc:stance-accept skos:notation "accept" ; skos:prefLabel "accepts"@en .
psoc:status-proposed skos:notation "proposed" ; skos:prefLabel "proposed"@en .
"""
STARTS = ["views/matrix", "views/comparison", "views/requests", "views/topics"]


def make_store(text: str) -> EmbeddedStore:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in read_prefixes().items())
    return EmbeddedStore.in_memory(parse_text(prefixes + text, ox.RdfFormat.TURTLE, where="case"))


@pytest.fixture(scope="module")
def show_two() -> Show:
    return make_show(make_store(TWO))


@pytest.mark.parametrize("path", STARTS)
def test_views_of_nothing_say_so(path: str) -> None:
    show = make_show(EmbeddedStore.in_memory())
    assert "There is nothing on this in the data." in read_text(read_page(show(path)))
    assert show(f"{path}.csv").body.count(b"\n") == 1, "only the names of the columns"
    assert show(f"{path}.svg").body.startswith(b"<svg")


def test_bodies_have_a_column_each_and_units_a_total(show_two: Show) -> None:
    page = read_page(show_two("views/matrix/one"))
    *_, table = page.iter(f"{HTML}table")
    heads = [read_text(cell) for cell in next(table.iter(f"{HTML}tr"))]
    assert heads[3:] == ["Government G", "Government H", "Answered by"]
    assert [row[3:] for row in read_table(table)] == [
        ["+ accepts", "· noted", "2 of 2"],
        ["○ empty response", "– no response", "1 of 2"],
    ]
    assert len(list(page.iter(f"{HTML}table"))) == 3, "one by unit, and one by section for each body"
    text = read_text(page)
    assert "Government G: 1 of 1 recommendations" in text
    assert "Government H: 0 of 1 recommendations" in text


def test_proposed_document_is_marked_and_what_is_counted_in_it(show_two: Show) -> None:
    text = read_text(read_page(show_two("views/matrix/one")))
    assert "One proposed" in text
    assert "what is counted here is asked for, not decided" in text
    assert "asked for, not decided" not in read_text(read_page(show_two("views/matrix/two")))


def test_documents_stand_below_one_another(show_two: Show) -> None:
    page = read_page(show_two("views/matrix"))
    heads = [read_text(head) for head in page.iter(f"{HTML}h2")]
    assert heads == ["One proposed", "Two", "Tables"]
    picture = show_two("views/matrix.svg").body.decode()
    assert picture.index(">One<") < picture.index(">Two<")
    assert picture.count(">Government G<") == 1, "each body names its strip where there are several"


def test_glosses_are_escaped(show_two: Show) -> None:
    for path in ("views/matrix/two", "views/comparison/two"):
        assert b"A &lt;b&gt;bold&lt;/b&gt; clause" in show_two(path).body
        assert b"<b>bold" not in show_two(f"{path}.svg").body
    assert "Statement & more" in read_text(read_page(show_two("views/comparison/two")))


def test_addresses_are_those_of_documents_with_pages() -> None:
    store = make_store(TWO)
    assert list_answered(store) == ["one", "two"]
    assert list_followed(store) == ["one", "two"]
    foreign = "<https://example.org/d/c> psog:inDocument <https://example.org/d> ."
    assert list_answered(make_store(foreign + "<r> psog:answers <https://example.org/d/c> .")) == []


def test_units_in_a_circle_do_not_hold_up_the_page() -> None:
    part = "<document/one/{}> dcterms:isPartOf <document/one/{}> .\n"
    circle = part.format("a", "b") + part.format("b", "a")
    show = make_show(make_store(TWO + circle))
    assert len(read_table(list(read_page(show("views/matrix/one")).iter(f"{HTML}table"))[-1])) == 2
