"""Which spellings are one word, and which are not: the table was written before the code."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.search.words import (
    compose,
    fold,
    list_folds,
    list_stems,
    list_words,
    locate_words,
    stem,
)

ALIKE = [
    ("de", "Bürger", "Bürger BÜRGER Buerger Burger bürger Bürgers Bürgerin Bürgerinnen Bürgern"),
    ("de", "Buerger", "Bürger Burger Bürgerinnen"),
    ("de", "Straße", "Straße Strasse STRASSE Straßen"),
    ("de", "Häuser", "Haus Häuser Haeuser Hauser Häusern"),
    ("de", "Maßnahmen", "Maßnahme Massnahme MASSNAHMEN"),
    ("de", "Fachkräfte", "Fachkraft Fachkräften Fachkraefte Fachkrafte"),
    ("de", "Flüchtlinge", "Flüchtling Fluechtlingen fluchtling"),
    ("de", "europäische", "europäischen Europaeische europaischer"),
    ("de", "aktuelle", "aktuell aktuellen"),
    ("de", "Steuern", "Steuer steuern"),
    ("de", "Quellen", "Quelle quellen"),
    ("de", "Überprüfung", "Ueberpruefung ÜBERPRÜFUNG Überprüfungen"),
    ("en", "issues", "issue Issues ISSUE"),
    ("en", "refugees", "refugee Refugees"),
    ("en", "parliaments", "parliament Parliament"),
    ("en", "values", "value valued"),
    ("en", "integrating", "integrate integrated integration"),
    ("en", "Lübeck", "Lübeck Luebeck Lubeck"),
    ("pl", "Gdańsk", "Gdańsk Gdansk GDAŃSK"),
    ("pl", "Łódź", "Łódź Lodz łódź"),
    (None, "M056", "M056 m056"),
]

DIFFERENT = [
    ("de", "neue", "neun"),
    ("de", "Recht", "Rat"),
    ("de", "Ostsee", "Osten"),
    ("de", "Bürgerschaft", "Bürger"),
    ("de", "Partei", "Partner"),
    ("en", "party", "part"),
    ("en", "states", "statistics"),
    (None, "2", "20"),
]


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [(language, written, typed) for language, written, others in ALIKE for typed in others.split()],
)
def test_these_are_one_word(language: str | None, written: str, typed: str) -> None:
    assert stem(written, language) in list_stems(typed)


@pytest.mark.parametrize(("language", "written", "typed"), DIFFERENT)
def test_these_are_two(language: str | None, written: str, typed: str) -> None:
    assert stem(written, language) not in list_stems(typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Bürgerschaft", "bu"),
        ("Bürgerschaft", "bue"),
        ("Bürgerschaft", "bü"),
        ("Straße", "straß"),
        ("Straße", "stras"),
        ("aktuell", "aktue"),
        ("Mauer", "mau"),
        ("neuen", "neue"),
        ("Übergang", "ue"),
    ],
)
def test_a_beginning_finds_the_word(written: str, typed: str) -> None:
    assert any(fold(written, "de").startswith(form) for form in list_folds(typed))


LETTERS = st.text("abcdeoqsuzäöüßÄÖÜéñłŁ", max_size=12)


@given(LETTERS, LETTERS, st.sampled_from(["de", "en", None]))
def test_a_beginning_is_folded_to_a_beginning(begin: str, rest: str, language: str | None) -> None:
    assert fold(begin + rest, language).startswith(fold(begin, language))


@given(LETTERS)
def test_an_umlaut_is_folded_like_its_two_letters(word: str) -> None:
    """Except where German has none: after q, or beside other vowels."""
    small = word.lower()
    spread = small.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    if not re.search("q[ü]|[aeouäöü][äöüe]|[äöü][aeouäöü]", small):
        assert fold(spread, "de") == fold(word, "de")


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_letters_and_digits_only(text: str) -> None:
    for word in list_words(compose(text)):
        for form in (*list_folds(word), *list_stems(word)):
            assert not form or form.isalnum()
            assert len(form) <= 64 * 18  # one character has at most 18 when it is spread (Unicode, NFKD)


def test_words_know_their_places() -> None:
    text = "Die „EU-Ostseestrategie“, 2.l.1"
    assert [(word.text, text[word.start : word.end]) for word in locate_words(text)] == [
        (word, word) for word in ("Die", "EU", "Ostseestrategie", "2", "l", "1")
    ]


def test_a_long_word_is_cut() -> None:
    assert fold("a" * 10_000) == "a" * 64
