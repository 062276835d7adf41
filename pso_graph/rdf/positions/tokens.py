"""The tokens of a text, one after the other, with some sight of those to come."""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.rdf.positions.damage import examine_damage, find_line_end
from pso_graph.rdf.positions.patterns import TOKEN
from pso_graph.rdf.positions.places import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from pso_graph.rdf.positions.problems import ProblemList


class Kind(StrEnum):
    """What a token is; the values are the names of the terminals in ``patterns``."""

    NAME = "name"
    IRI = "iri"
    LONG_STRING = "long_string"
    STRING = "string"
    DOUBLE = "double"
    DECIMAL = "decimal"
    INTEGER = "integer"
    MARK = "mark"
    LANGUAGE = "language"
    BLANK = "blank"
    WORD = "word"
    END = "end"
    BROKEN = "broken"  # what is meant to be a term, such as a string without its closing quote


class Token(NamedTuple):
    """A token.

    Args:
        kind: what it is.
        text: as it is written.
        start: offset of its first character.
        end: offset after its last character.
    """

    kind: Kind
    text: str
    start: int
    end: int


_KINDS = {kind.value: kind for kind in Kind}  # quicker than Kind(name)
STRINGS = frozenset({Kind.STRING, Kind.LONG_STRING})
LITERALS = STRINGS | {Kind.DOUBLE, Kind.DECIMAL, Kind.INTEGER}
IRIS = frozenset({Kind.IRI, Kind.NAME})
TERMS = IRIS | LITERALS | {Kind.BLANK, Kind.BROKEN, Kind.WORD}
BOOLEANS = frozenset({"true", "false"})


class TokenStream:
    """The tokens of a stretch of text; after the last comes ``END`` again and again.

    What is no token is reported and passed over, unless it stands for a term: then it is a
    ``BROKEN`` token, so that a parser can go on behind it.

    Args:
        text: the whole text.
        problems: where what is no token is reported.
        start: offset of the stretch.
        end: offset after it; the end of the text if not given.
    """

    def __init__(self, text: str, problems: ProblemList, start: int = 0, end: int | None = None) -> None:
        self._text = text
        self._problems = problems
        self._end = len(text) if end is None else end
        self._next = start + (start == 0 and text.startswith(BYTE_ORDER_MARK))
        self._ahead: deque[Token] = deque()
        self.last = Token(Kind.END, "", self._next, self._next)

    def peek(self, ahead: int = 0) -> Token:
        """Return a token without taking it.

        Args:
            ahead: 0 for the next, 1 for that after it, and so on.
        """
        try:
            return self._ahead[ahead]
        except IndexError:
            while len(self._ahead) <= ahead:
                self._ahead.append(self._scan())
            return self._ahead[ahead]

    def take(self) -> Token:
        """Return the next token and go on behind it; ``last`` keeps it."""
        token = self._ahead.popleft() if self._ahead else self._scan()
        if token.kind is not Kind.END:
            self.last = token
        return token

    def skip_line(self) -> None:
        """Go on before the punctuation that closes the line of the last token."""
        self.skip_to(find_line_end(self._text, self.last.end, self._end))

    def skip_to(self, offset: int) -> None:
        """Go on at an offset, and forget the tokens before it.

        Args:
            offset: not before the end of the last token.
        """
        self._ahead.clear()
        self._next = offset

    def _scan(self) -> Token:
        while True:
            match = TOKEN.match(self._text, self._next, self._end)
            name = match.lastgroup if match else None
            if match and name:
                token = Token(_KINDS[name], match[name], match.start(name), match.end())
                self._next = token.end
                return token
            at = match.end() if match else self._next
            damage = examine_damage(self._text, at, self._end)
            self._problems.report(damage.kind, damage.start, damage.end, **damage.values)
            self._next = damage.resume
            if damage.stands_for_term:
                return Token(Kind.BROKEN, self._text[at : damage.resume], at, damage.resume)
