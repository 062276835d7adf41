"""What is found, in which order, and by what it can be filtered: from a dozen things written for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.publish.search import Question, search, suggest
from pso_graph.publish.search.kinds import FACETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.languages import Language
    from pso_graph.publish.search import Results, SearchIndex
    from pso_graph.publish.search.kinds import Facet

BASE = "https://w3id.org/pso-graph/"


def find(
    index: SearchIndex, text: str, filters: Mapping[str, str] | None = None, language: Language = "de"
) -> list[str]:
    return shorten(ask(index, text, filters, language))


def ask(
    index: SearchIndex, text: str, filters: Mapping[str, str] | None = None, language: Language = "de"
) -> Results:
    given = filters or {}
    chosen: dict[Facet, str] = {facet: given[facet] for facet in FACETS if facet in given}
    return search(index, Question(text, language, chosen))


def shorten(results: Results) -> list[str]:
    return [hit.iri.removeprefix(BASE).removeprefix("id/") for hit in results.hits]


CLAUSE, CITIZENS, RESPONSE = "document/r-2020/2.a", "document/r-2020/2.b", "document/s-2021/2.a"
MEASURE, PORTS = "measure/port-railway", "concept/topic-ports"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bürger", {CITIZENS}),
        ("buergerinnen", {CITIZENS}),
        ("citizen", {CITIZENS}),
        ("Mitsprache", {CITIZENS}),
        ("Strassen", {CLAUSE}),
        ("road", {CLAUSE}),
        ("KÜRAT", {"actor/rat"}),
        ("Wybrzeza", {"actor/rat"}),
        ("gdansk", {"conference/c-1"}),
        ("Küstentag", {"conference/c-1", "conference/c-2", "conference/c-10"}),
        ("Hafenbahn ausbauen", {RESPONSE}),
        ("Fachkraft", {MEASURE}),
        ("unnamed", set()),
    ],
)
def test_words_are_found_in_any_form(small: SearchIndex, text: str, found: set[str]) -> None:
    assert set(find(small, text)) == found


def test_a_word_is_found_at_the_beginning_of_longer_ones(small: SearchIndex) -> None:
    assert set(find(small, "Hafen")) == {"document/r-2020", CLAUSE, RESPONSE, MEASURE, PORTS}


def test_a_word_is_found_at_the_end_of_compounds(small: SearchIndex) -> None:
    """Both parts of *Hafenpolitik* stand alone elsewhere; a word that is one comes before."""
    assert find(small, "Politik") == ["concept/mode-finds", PORTS]


def test_a_number_finds_no_longer_ones(small: SearchIndex) -> None:
    assert find(small, "1") == ["conference/c-1"]


def test_all_words_are_needed_but_those_that_only_join(small: SearchIndex) -> None:
    assert find(small, "der Ausbau und die Hafenbahn") == [RESPONSE]
    assert find(small, "Hafenbahn Bürger") == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2.a", [CLAUSE, RESPONSE]),
        ("Klausel 2.a", [CLAUSE, RESPONSE]),
        ("r-2020/2.a", [CLAUSE]),
        ("document/r-2020/2.a", [CLAUSE]),
        ("https://w3id.org/pso-graph/id/document/r-2020/2.a", [CLAUSE]),
        ("Drucksache 7/99", ["document/r-2020"]),
        ("7/99", ["document/r-2020"]),
        ("m007", [MEASURE]),
        ("Maßnahme M007", [MEASURE]),
        ("rat der kueste", ["actor/rat"]),
        ("Häfen", [PORTS]),
        ("ports", [PORTS]),
    ],
)
def test_what_is_called_just_that_stands_first(small: SearchIndex, text: str, first: list[str]) -> None:
    assert find(small, text)[: len(first)] == first


def test_labels_count_more_than_what_is_said(small: SearchIndex) -> None:
    assert find(small, "Hafen")[-1] == MEASURE


def test_hits_tell_what_they_are(small: SearchIndex) -> None:
    (hit,) = ask(small, "Fachkräfte").hits
    assert (hit.kind, hit.code, hit.label.text, hit.document) == ("measure", "M007", "Gleise zum Ostkai", "")
    assert hit.snippet.language == "de"
    assert [piece.text for piece in hit.snippet.pieces if piece.is_match] == ["Fachkräfte"]
    assert hit.snippet.text == "Fachkräfte der Hafenwirtschaft"
    (response,) = ask(small, "Hafenbahn", language="en").hits
    assert (response.label.text, response.document) == (
        "Promises to extend the port railway",
        "Statement on the resolution",
    )


def test_a_match_in_another_language_is_shown_in_that(small: SearchIndex) -> None:
    (hit,) = ask(small, "gdansk", language="en").hits
    assert (hit.snippet.text, hit.snippet.language) == ("Gdańsk", "pl")


def test_without_text_all_stand_in_the_alphabet_numbers_by_value(small: SearchIndex) -> None:
    assert find(small, "", {"kind": "conference"}) == ["conference/c-1", "conference/c-2", "conference/c-10"]
    assert find(small, "", {"kind": "actor"}, "en") == ["actor/kammer", "actor/rat"]


@pytest.mark.parametrize(
    ("facet", "value", "found"),
    [
        ("kind", "measure", {MEASURE}),
        ("document", "s-2021", {"document/s-2021", RESPONSE, MEASURE}),
        ("actor", "rat", {"document/r-2020", RESPONSE, "actor/rat"}),
        ("actor", "kammer", {CLAUSE, MEASURE, "actor/kammer"}),
        ("topic", "ports", {CLAUSE, RESPONSE, MEASURE, PORTS}),
        ("year", "2020", {"document/r-2020", CLAUSE, CITIZENS}),
        ("year", "2021", {"document/s-2021", RESPONSE, MEASURE}),
        ("year", "1900", set()),
        ("kind", "' OR 1=1 --", set()),
    ],
)
def test_filters(small: SearchIndex, facet: str, value: str, found: set[str]) -> None:
    assert set(find(small, "", {facet: value})) == found


def test_an_actor_is_found_in_the_documents_that_mention_it(small: SearchIndex) -> None:
    assert "actor/kammer" in find(small, "", {"document": "r-2020"})


def test_counts_are_what_a_choice_would_find(small: SearchIndex) -> None:
    """Whatever is chosen now: of its own facet all values, of the others those that are left."""
    results = ask(small, "Hafen", {"kind": "clause", "topic": "ports"})
    assert results.total == 1
    for facet, values in results.facets.items():
        others = {name: value for name, value in (("kind", "clause"), ("topic", "ports")) if name != facet}
        for value in values:
            chosen = ask(small, "Hafen", {**others, facet: value.value})
            assert value.count == chosen.total > 0
    kinds = {value.value: value.count for value in results.facets["kind"]}
    assert kinds == {"clause": 1, "response": 1, "measure": 1, "topic": 1}
    assert [value.value for value in results.facets["kind"] if value.is_chosen] == ["clause"]
    assert [value.label for value in ask(small, "Hafenbahn", language="en").facets["topic"]] == ["ports"]


def test_a_page_beyond_the_last_is_the_last(whole: SearchIndex) -> None:
    last = search(whole, Question("Integration", page=10**6))
    assert last.page == last.pages > 1
    assert 0 < len(last.hits) <= 20
    first = search(whole, Question("Integration"))
    assert (first.page, first.first, len(first.hits)) == (1, 1, 20)
    assert not {hit.iri for hit in first.hits} & {hit.iri for hit in last.hits}


def test_nothing_found_says_how_it_is_spelt(small: SearchIndex) -> None:
    advice = ask(small, "Hafenban").advice
    assert advice is not None
    assert "Hafenbahn" in advice.spellings
    assert all(find(small, text) for text in advice.spellings)


def test_nothing_found_for_an_unknown_compound_tries_its_beginning(small: SearchIndex) -> None:
    advice = ask(small, "Gleisebauverordnung").advice
    assert advice is not None
    assert advice.spellings == ("Gleise",)


def test_nothing_found_says_which_words_are_found_alone(small: SearchIndex) -> None:
    advice = ask(small, "Hafenbahn Bürger").advice
    assert advice is not None
    assert advice.words == (("Hafenbahn", 1), ("Bürger", 1))


def test_nothing_found_says_which_filter_is_in_the_way(small: SearchIndex) -> None:
    advice = ask(small, "Hafenbahn", {"kind": "clause", "document": "s-2021"}).advice
    assert advice is not None
    assert advice.unfiltered == {"kind": 1}
    assert ask(small, "Hafenbahn").advice is None


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("h", "de", "concept/topic-ports"),
        ("haef", "de", "concept/topic-ports"),
        ("2.", "de", CLAUSE),
        ("M0", "de", MEASURE),
        ("coast", "en", "conference/c-2"),
        ("rat der k", "de", "actor/rat"),
        ("kürat", "de", "actor/rat"),
        ("Bürgerinnen und b", "de", CITIZENS),
    ],
)
def test_suggestions_begin_as_what_is_typed(
    small: SearchIndex, typed: str, language: Language, first: str
) -> None:
    found = [thing.iri.removeprefix(BASE).removeprefix("id/") for thing in suggest(small, typed, language)]
    assert first in found[:3]
    assert len(found) <= 8


def test_suggestions_are_of_names_not_of_what_is_said(small: SearchIndex) -> None:
    assert suggest(small, "Fachkr", "de") == ()
    assert suggest(small, "", "de") == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2.l.1", "document/pso-19-2023/2.l.1"),
        ("pso-19-2023", "document/pso-19-2023"),
        ("M056", "measure/mv-integration-concept"),
        ("BSPC", "actor/bspc"),
        ("Menschenhandel", "concept/topic-trafficking"),
    ],
)
def test_in_the_data_of_the_project(whole: SearchIndex, text: str, first: str) -> None:
    assert find(whole, text)[0].startswith(first)
