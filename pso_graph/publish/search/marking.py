"""Marking in texts what was looked for, and choosing the part to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.search.question import Marked, Piece
from pso_graph.publish.search.words import locate_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.publish.search.entries import Text
    from pso_graph.publish.search.wanted import Wanted

_SHOWN = 220  # characters of a snippet
_BEFORE = 60  # of them at most before the first match
_CUT = "…"


def mark(text: Text, wanted: Wanted) -> Marked:
    """Return a text with the words marked that are looked for.

    Args:
        text: to show.
        wanted: what was typed.
    """
    return Marked(_split(text, wanted), text.language)


def make_snippet(texts: Sequence[Text], language: str, wanted: Wanted) -> Marked:
    """Return what to show of what is said of a thing: around a match, if possible in the reader's language.

    Args:
        texts: that there are.
        language: of the reader.
        wanted: what was typed.
    """
    ordered = sorted(texts, key=lambda text: text.language != language)
    marked = (mark(text, wanted) for text in ordered)
    fitting = (text for text in marked if any(piece.is_match for piece in text.pieces))
    chosen = next(fitting, None)
    if chosen is None and ordered and ordered[0].language == language:
        chosen = mark(ordered[0], wanted)
    return Marked(_cut(chosen.pieces), chosen.language) if chosen else Marked((), None)


def _split(text: Text, wanted: Wanted) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for word in locate_words(text.value):
        if wanted.fits(word.text, text.language):
            pieces += [Piece(text.value[at : word.start], is_match=False), Piece(word.text, is_match=True)]
            at = word.end
    pieces.append(Piece(text.value[at:], is_match=False))
    return tuple(piece for piece in pieces if piece.text)


def _cut(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a long text around the first match."""
    if sum(len(piece.text) for piece in pieces) <= _SHOWN:
        return pieces
    shown: list[Piece] = []
    room = _SHOWN
    for number, (text, is_match) in enumerate(pieces):
        part = text
        if number == 0 and not is_match and len(pieces) > 1 and len(text) > _BEFORE:
            part = _CUT + text[-_BEFORE:].partition(" ")[2]
        if len(part) > room:
            part = part[:room].rpartition(" ")[0] + _CUT
            return (*shown, Piece(part, is_match))
        room -= len(part)
        shown.append(Piece(part, is_match))
    return tuple(shown)
