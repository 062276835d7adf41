"""The words of a SPARQL query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.|[.-](?=[\w:%\\.-]))*)"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)")
_TERMS = {"iri", "variable", "name", "number", "string"}
_NOT_LITERALS = {"iri", "name", "mark"}
_PATH_MARKS = {"/", "|", "^", "*", "+", "?", "(", ")", "!"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign.

    Args:
        kind: ``string``, ``iri``, ``variable``, ``tag``, ``name``, ``number``, ``word`` or ``mark``.
        text: as it stands in the query.
        gap: white space and comments before it.
    """

    kind: str
    text: str
    gap: str = ""

    @property
    def word(self) -> str:
        """A keyword in upper case, or nothing."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of a variable, or nothing."""
        return self.text[1:] if self.kind == "variable" else ""


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of a query without comments and white space; any text gives some."""
    tokens = []
    gap = ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup in {"comment", "space"}:
            gap += match.group()
        else:
            tokens.append(Token(str(match.lastgroup), match.group(), gap))
            gap = ""
    return tokens


def expand_name(token: Token, prefixes: Mapping[str, str]) -> str:
    """Return the IRI that a token writes, or nothing.

    Args:
        token: of a query.
        prefixes: namespace of each prefix.
    """
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + _ESCAPE.sub(r"\1", local) if token.kind == "name" else ""


def may_judge_values(
    tokens: Sequence[Token], prefixes: Mapping[str, str], properties: Collection[str]
) -> bool:
    """Return whether a query may ask what literals of some properties mean, rather than only pass them on.

    In doubt it may: an expression is whatever stands in parentheses.

    Args:
        tokens: of the query.
        prefixes: namespace of each prefix.
        properties: IRIs.
    """
    judged = {token.variable for token in _list_enclosed(tokens)}
    for place in range(len(tokens)):
        if expand_name(tokens[place], prefixes) in properties or _is_open(tokens, place):
            for found in _list_objects(tokens, place + 1):
                if found.variable in judged if found.variable else found.kind not in _NOT_LITERALS:
                    return True
    return False


def has_open_predicate(tokens: Sequence[Token]) -> bool:
    """Return whether a query may ask for properties that it does not name."""
    return any(_is_open(tokens, place) for place in range(len(tokens)))


def _list_enclosed(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth > 0 and token.variable:
            yield token


def _is_open(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a token stands, or may stand, for properties that the query does not name."""
    token = tokens[place]
    if token.text == "!":
        return _is_in_path(tokens, place)
    if not token.variable or not 0 < place < len(tokens) - 1:
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    opened = before.kind in _TERMS or before.text in {";", "[", "]", ")"}
    return opened and (after.kind in _TERMS or after.text in {"[", "("} or after.word in {"TRUE", "FALSE"})


def _is_in_path(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a sign stands in a path, not in an expression: so says what is before it."""
    while place > 0 and tokens[place - 1].text == "(":
        place -= 1
    before = tokens[place - 1]
    return before.kind in _TERMS or before.text in {";", "[", "]", ")", "/", "|", "^"}


def _list_objects(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """Yield what stands behind a property, and behind the rest of its path."""
    while place < len(tokens) and (
        tokens[place].text in _PATH_MARKS
        or (tokens[place].kind in {"iri", "name"} and tokens[place - 1].text in _PATH_MARKS)
    ):
        place += 1
    while place < len(tokens):
        yield tokens[place]
        if place + 1 >= len(tokens) or tokens[place + 1].text != ",":
            return
        place += 2
