from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import NotThisGenreError
from pso_graph.model import Genre
from pso_graph.readers import read_document, recognise_genre

if TYPE_CHECKING:
    from tests.readers.conftest import ReadFixture, ReadSource

TITLE = "a title line 'Resolution' or 'Entschließung'"
FORUM = "the name of the forum, 'Parlamentsforum'"
SECTION = "a numbered section with an operative verb such as 'stellt fest'"
ITEM = "an item a)"
HEAD = "a head 'Antrag'"
FORMULA = "the formula 'Der Landtag wolle (or möge) beschließen'"
COVER = "a cover or title that names the Stellungnahme of a government"
TABLE = "a table with tabs between number, quoted clause and Stellungnahme"
ROW = "a table row that begins with a letter such as a)"
NUMBERED = "a numbered section head such as 1."


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("resolution_plain.txt", Genre.RESOLUTION),
        ("resolution_bold.txt", Genre.RESOLUTION),
        ("resolution_markdown.txt", Genre.RESOLUTION),
        ("statement_split.txt", Genre.STATEMENT),
        ("motion_points.txt", Genre.MOTION),
        ("motion_roman.txt", Genre.MOTION),
        ("motion_plain.txt", Genre.MOTION),
    ],
)
def test_recognises_the_genre(fixture: ReadFixture, name: str, genre: Genre) -> None:
    text = fixture(name)
    assert recognise_genre(text) is genre
    assert read_document(text).genre is genre
    assert read_document(text, genre) == read_document(text)


@pytest.mark.parametrize("text", ["", " \n\n", "Ein Brief an alle.\n"])
def test_a_text_of_no_genre_is_told_every_missing_mark(text: str) -> None:
    with pytest.raises(NotThisGenreError) as caught:
        read_document(text)
    for mark in (TITLE, FORUM, SECTION, ITEM, HEAD, FORMULA, COVER, TABLE, ROW, NUMBERED):
        assert mark in caught.value.message


@pytest.mark.parametrize(
    ("name", "genre", "missing", "present"),
    [
        ("motion_points.txt", Genre.RESOLUTION, [TITLE], [FORUM, SECTION, ITEM]),
        ("motion_points.txt", Genre.STATEMENT, [COVER, TABLE, ROW], [NUMBERED]),
        ("resolution_plain.txt", Genre.MOTION, [HEAD, FORMULA], []),
        ("resolution_plain.txt", Genre.STATEMENT, [COVER, TABLE, ROW], [NUMBERED]),
        ("statement_split.txt", Genre.RESOLUTION, [TITLE], [FORUM]),
        ("statement_split.txt", Genre.MOTION, [HEAD, FORMULA], []),
    ],
)
def test_a_given_genre_is_checked_too(
    fixture: ReadFixture, name: str, genre: Genre, missing: list[str], present: list[str]
) -> None:
    with pytest.raises(NotThisGenreError) as caught:
        read_document(fixture(name), genre)
    assert caught.value.message.startswith(f"The text is no {genre}; looked for and not found: ")
    assert all(mark in caught.value.message for mark in missing)
    assert not any(mark in caught.value.message for mark in present)


def test_a_resolution_cut_before_its_sections_is_refused(fixture: ReadFixture) -> None:
    text = fixture("resolution_bold.txt").partition("**1. sieht")[0]
    with pytest.raises(NotThisGenreError) as caught:
        read_document(text, Genre.RESOLUTION)
    assert caught.value.message == f"The text is no resolution; looked for and not found: {SECTION}; {ITEM}."


def test_a_statement_without_its_table_is_refused(fixture: ReadFixture) -> None:
    text = "\n".join(line for line in fixture("statement_split.txt").splitlines() if "\t" not in line)
    with pytest.raises(NotThisGenreError) as caught:
        read_document(text, Genre.STATEMENT)
    assert caught.value.message == f"The text is no statement; looked for and not found: {TABLE}; {ROW}."


def test_a_statement_without_section_heads_is_refused(fixture: ReadFixture) -> None:
    text = (
        fixture("statement_split.txt")
        .replace("1. stellt fest, dass\n", "")
        .replace("2. erwartet", "erwartet")
    )
    with pytest.raises(NotThisGenreError, match="section head"):
        read_document(text, Genre.STATEMENT)


def test_a_motion_that_asks_for_nothing_is_refused(fixture: ReadFixture) -> None:
    text = fixture("motion_plain.txt").partition("Der Landtag spricht")[0]
    with pytest.raises(NotThisGenreError, match="an operative statement after the formula"):
        read_document(text, Genre.MOTION)


@pytest.mark.sources
@pytest.mark.parametrize(
    ("number", "genre"), [("000", Genre.MOTION), ("001", Genre.RESOLUTION), ("002", Genre.STATEMENT)]
)
def test_recognises_the_sources(source: ReadSource, number: str, genre: Genre) -> None:
    assert recognise_genre(source(number)) is genre


@pytest.mark.sources
@pytest.mark.parametrize("genre", [None, *Genre])
@pytest.mark.parametrize("number", ["003", "004"])
def test_refuses_the_sources_of_other_genres(source: ReadSource, number: str, genre: Genre | None) -> None:
    with pytest.raises(NotThisGenreError, match="not found: "):
        read_document(source(number), genre)


@pytest.mark.sources
def test_refuses_the_source_statement_as_a_resolution(source: ReadSource) -> None:
    with pytest.raises(NotThisGenreError) as caught:
        read_document(source("002"), Genre.RESOLUTION)
    assert TITLE in caught.value.message
