"""A SPARQL query as its tokens: what it projects, binds and names, and where it does not parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pso_graph.core.errors import PsoGraphError, SyntaxProblemError
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TOKEN = re.compile(
    r"(?P<comment>#[^\r\n]*)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\')'
    r'|(?P<iri><[^<>"{}|^`\\\s]*>)'
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>(?:[A-Za-z][\w-]*(?:\.[\w-]+)*)?:(?:[\w:%-](?:[\w:%.-]*[\w:%-])?)?)"
    r"|(?P<word>@?[A-Za-z_][\w-]*)"
    r"|(?P<number>[0-9][\w.]*)"
    r"|(?P<mark>\^\^|&&|\|\||\S)",
    re.DOTALL,
)
_POSITION = re.compile(r"line (\d+), column (\d+)")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_CLOSERS = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query; comments are none.

    Args:
        kind: ``string``, ``iri``, ``variable``, ``name``, ``word``, ``number`` or ``mark``.
        text: as written.
        start: offset of its first character.
        depth: how many braces are open around it.
    """

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    def says(self, *words: str) -> bool:
        """Return whether it is one of these keywords, given in capitals."""
        return self.kind == "word" and self.text.upper() in words


@dataclass(frozen=True, slots=True)
class SparqlProblem:
    """Why a query does not parse.

    Args:
        start: offset of what is wrong.
        end: offset after it.
        problem_de: what is wrong, in German, without a stop.
        problem_en: the same in English.
    """

    start: int
    end: int
    problem_de: str
    problem_en: str


@cache
def _open_empty_store() -> EmbeddedStore:
    return EmbeddedStore.in_memory()


class SparqlText:
    """A SPARQL query as its tokens.

    Args:
        text: of the query.
        prefixes: what else is declared, as by ``sh:prefixes``.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str] | None = None) -> None:
        self.text = text
        self._given = dict(prefixes or {})

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens in order."""
        found = []
        depth = 0
        for match in _TOKEN.finditer(self.text):
            if match.lastgroup == "comment":
                continue
            depth -= match.group() == "}"
            found.append(Token(str(match.lastgroup), match.group(), match.start(), depth))
            depth += match.group() == "{"
        return tuple(found)

    @cached_property
    def declarations(self) -> dict[str, Token]:
        """The name token of each prefix that the text declares, by prefix."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return {
            name.text[:-1]: name for word, name in pairs if word.says("PREFIX") and name.text.endswith(":")
        }

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespace of each prefix."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        declared = {name.text[:-1]: iri.text[1:-1] for name, iri in pairs if iri.kind == "iri"}
        return self._given | {prefix: declared[prefix] for prefix in self.declarations if prefix in declared}

    def names(self) -> Iterator[tuple[Token, str, str]]:
        """Yield each prefixed name with its prefix and local part; declarations are none."""
        declaring = {token.start for token in self.declarations.values()}
        for token in self.tokens:
            if token.kind == "name" and token.start not in declaring:
                prefix, _, local = token.text.partition(":")
                yield token, prefix, local

    def iris(self) -> Iterator[tuple[Token, str]]:
        """Yield each name, in full or with a prefix that is declared, and its IRI; namespaces are none."""
        for token, prefix, local in self.names():
            if prefix in self.prefixes:
                yield token, self.prefixes[prefix] + local
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            if token.kind == "iri" and not before.text.endswith(":") and not before.says("BASE"):
                yield token, token.text[1:-1]

    @cached_property
    def _select(self) -> tuple[int, int] | None:
        """The tokens of the outermost SELECT clause: from its word to where its pattern begins."""
        start = next((i for i, token in enumerate(self.tokens) if token.says("SELECT")), None)
        if start is None or self.tokens[start].depth:
            return None
        rest = range(start + 1, len(self.tokens))
        ends = (i for i in rest if self.tokens[i].text == "{" or self.tokens[i].says("WHERE", "FROM"))
        end = next(ends, None)
        return None if end is None else (start, end)

    @property
    def is_select(self) -> bool:
        """Whether this is a SELECT query."""
        return self._select is not None

    @cached_property
    def star(self) -> Token | None:
        """The star of ``SELECT *``; nothing if the columns are named."""
        if self._select is None:
            return None
        clause = self.tokens[self._select[0] + 1 : self._select[1]]
        return next((token for token in clause[:2] if token.text == "*"), None)

    @cached_property
    def columns(self) -> dict[str, Token]:
        """The projected variables in order, by name."""
        return {name: token for name, (token, _) in self._projection.items()}

    @cached_property
    def _projection(self) -> dict[str, tuple[Token, bool]]:
        """The projected variables, each with whether an expression gives its value."""
        found: dict[str, tuple[Token, bool]] = {}
        if self._select is None:
            return found
        nesting, named = 0, False
        for token in self.tokens[self._select[0] + 1 : self._select[1]]:
            nesting += (token.text == "(") - (token.text == ")")
            if token.kind == "variable" and (nesting == 0 or (nesting == 1 and named)):
                found[token.text[1:]] = (token, nesting == 1)
            named = token.says("AS")
        return found

    @property
    def has_one_row(self) -> bool:
        """Whether only aggregates of everything are projected (SPARQL 1.1, section 11.2)."""
        grouped = any(token.says("GROUP") and not token.depth for token in self.tokens)
        counts = any(token.says(*_AGGREGATES) for token in self.tokens[: (self._select or (0, 0))[1]])
        return counts and not grouped and all(given for _, given in self._projection.values())

    @cached_property
    def bound(self) -> frozenset[str]:
        """The variables that occur within braces, by name."""
        inside = (token for token in self.tokens if token.kind == "variable" and token.depth)
        return frozenset(token.text[1:] for token in inside)

    def list_unbound(self) -> list[Token]:
        """Return the projected variables that occur in no pattern and have no expression."""
        plain = (token for token, given in self._projection.values() if not given)
        return [token for token in plain if token.text[1:] not in self.bound]

    @cached_property
    def order(self) -> Sequence[Token] | None:
        """The tokens behind the outermost ``ORDER BY``; nothing if there is none."""
        for i, token in enumerate(self.tokens[:-1]):
            if not token.depth and token.says("ORDER") and self.tokens[i + 1].says("BY"):
                return self.tokens[i + 2 :]
        return None

    def find_problems(self) -> list[SparqlProblem]:
        """Return why the query does not parse: undeclared prefixes, else a bracket, else the engine's."""
        found = [
            SparqlProblem(
                token.start,
                token.end,
                f"das Präfix {prefix}: ist nicht erklärt",
                f"the prefix {prefix}: is not declared",
            )
            for token, prefix, _ in self.names()
            if prefix not in self.prefixes
        ]
        return found or self._find_open_bracket() or self._ask_engine()

    def _find_open_bracket(self) -> list[SparqlProblem]:
        waiting: list[Token] = []
        for token in self.tokens:
            if token.text in _CLOSERS and token.kind == "mark":
                waiting.append(token)
            elif token.text in _CLOSERS.values() and token.kind == "mark":
                if not waiting or _CLOSERS[waiting[-1].text] != token.text:
                    return [
                        SparqlProblem(
                            token.start,
                            token.end,
                            f"{token.text} schließt nichts",
                            f"{token.text} closes nothing",
                        )
                    ]
                waiting.pop()
        return [
            SparqlProblem(
                token.start,
                token.end,
                f"{token.text} ist nicht geschlossen",
                f"{token.text} is not closed",
            )
            for token in waiting[-1:]
        ]

    def _ask_engine(self) -> list[SparqlProblem]:
        prologue = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in self._given.items())
        try:
            _open_empty_store().query(f"{prologue}\n{self.text}")
        except SyntaxProblemError as error:
            return [self._read_problem(error.where)]
        except PsoGraphError:
            return []  # well-formed, but for another engine
        return []

    def _read_problem(self, where: str) -> SparqlProblem:
        """Return what stands where the engine stopped: it tells the place, and of reasons too many."""
        match = _POSITION.search(where)
        offset = len(self.text)
        if match and int(match[1]) > 1:
            before = self.text.split("\n")[: int(match[1]) - 2]  # the prologue is a line of its own
            offset = min(sum(len(line) + 1 for line in before) + int(match[2]) - 1, offset)
        token = next((token for token in self.tokens if token.end > offset), None)
        if token is None and self.tokens and self.tokens[-1].text in _CLOSERS.values():
            token = self.tokens[-1]  # brackets match, so that nothing is missing behind the last
        if token is None:
            last = self.tokens[-1].end if self.tokens else 0
            return SparqlProblem(last, last, "der Text endet zu früh", "the text ends too early")
        return SparqlProblem(
            token.start,
            token.end,
            f"{token.text} wird hier nicht erwartet",
            f"{token.text} is not expected here",
        )
