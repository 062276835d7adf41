"""What each genre always has, and which genre a text belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotThisGenreError
from pso_graph.model import Genre
from pso_graph.readers.lines import read_lines
from pso_graph.readers.modes import find_mode
from pso_graph.readers.numbering import Level, read_marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# How many lines a cover and a title block take at most.
_TITLE_LINES = 40
# How many code points a section head takes at most.
_HEAD_LENGTH = 240
_FORMULA = re.compile(
    r"^[^\S\n]*(?:Der|Die|Das)\s+[A-ZÄÖÜ][\w-]{2,40}(?:\s+[\w-]{1,40}){0,4}\s+(?:wolle|möge)"
    r"(?:\s+[\w-]{1,40}){0,4}\s+beschließen[^\S\n]*:?",
    re.MULTILINE,
)
HEADER = re.compile(
    r"^(?:<p>|[*_]{1,2})?(?:lfd\.?\s?)?(?:Nummer|Nr\.?|Ziffer|Punkt)[^\t\n]{0,40}\t[^\t\n]{1,200}\t[^\n]{0,200}"
    r"(?:Stellungnahme|Antwort|Umsetzung|Bericht)",
    re.IGNORECASE | re.MULTILINE,
)
NUMBERED_ROW = re.compile(
    r"^(?:<p>|[*_]{1,2})?(?:[a-z1]\\?\)?|\(\d{1,2}\)|\d{1,2}\.?\s?[a-z]\)?)(?:</p>|[*_ ]{1,3})?\t[^\t\n]*\t",
    re.MULTILINE,
)


def find_formula(text: str) -> re.Match[str] | None:
    """Return the place of the formula with which a motion asks its parliament to decide."""
    return _FORMULA.search(text)


def _opening(text: str, words: str) -> bool:
    title = read_lines(text)[:_TITLE_LINES]
    form = re.compile(words, re.IGNORECASE)
    return any(form.match(text, line.start, line.end) for line in title)


def _marked(text: str, level: Level, value: str | None = None) -> Iterable[str]:
    """The words from each line with such a number on, as far as a head can reach."""
    for line in read_lines(text):
        marker = read_marker(text[line.start : line.end])
        if marker and marker.level is level and value in (None, marker.value):
            yield text[line.start : line.start + _HEAD_LENGTH]


def _has_operative_section(text: str) -> bool:
    return any(find_mode(words) for words in _marked(text, Level.SECTION))


_Mark = tuple[str, "Callable[[str], bool]"]
_MARKS: dict[Genre, tuple[_Mark, ...]] = {
    Genre.STATEMENT: (
        (
            "a cover or title that names the Stellungnahme of a government",
            lambda text: _opening(text, r"[^\t\n]{0,80}Stellungnahme"),
        ),
        (
            "a table with tabs between number, quoted clause and Stellungnahme",
            lambda text: bool(HEADER.search(text)),
        ),
        ("a table row that begins with a letter such as a)", lambda text: bool(NUMBERED_ROW.search(text))),
        ("a numbered section head such as 1.", lambda text: any(_marked(text, Level.SECTION))),
    ),
    Genre.MOTION: (
        ("a head 'Antrag'", lambda text: _opening(text, r"[\w-]{0,40}antrag\b")),
        ("the formula 'Der Landtag wolle (or möge) beschließen'", lambda text: bool(find_formula(text))),
    ),
    Genre.RESOLUTION: (
        (
            "a title line 'Resolution' or 'Entschließung'",
            lambda text: _opening(text, r"(?:Resolution|Entschließung)\b"),
        ),
        ("the name of the forum, 'Parlamentsforum'", lambda text: "parlamentsforum" in text.casefold()),
        ("a numbered section with an operative verb such as 'stellt fest'", _has_operative_section),
        ("an item a)", lambda text: any(_marked(text, Level.LETTER, "a"))),
    ),
}


def missing_marks(text: str, genre: Genre) -> list[str]:
    """Return what a text lacks of the marks that its genre always has, each named in words."""
    return [name for name, is_there in _MARKS[genre] if not is_there(text)]


def refuse(genre: Genre, missing: Iterable[str]) -> NotThisGenreError:
    """Return the error for a text that lacks marks of its genre."""
    return NotThisGenreError(
        f"The text is no {genre}; looked for and not found: {'; '.join(missing)}.",
        fix="Check that the file is whole, or name another genre.",
    )


def require_marks(text: str, genre: Genre) -> None:
    """Return if a text has all marks of a genre.

    Raises:
        NotThisGenreError: if one is missing; the message names each.
    """
    missing = missing_marks(text, genre)
    if missing:
        raise refuse(genre, missing)


def recognise_genre(text: str) -> Genre:
    """Return the genre whose marks a text has.

    A statement is tried first, because it quotes the sections of the resolution that it answers.

    Raises:
        NotThisGenreError: if no genre fits; the message names for each what is missing.
    """
    lacks = {genre: missing_marks(text, genre) for genre in _MARKS}
    for genre, missing in lacks.items():
        if not missing:
            return genre
    found = " ".join(f"No {genre}: not found: {'; '.join(missing)}." for genre, missing in lacks.items())
    raise NotThisGenreError(
        f"The text is no document that has a reader. {found}",
        fix="Check that the file is whole, or write its data by hand.",
    )
