"""Refusing, before anything runs, what a read-only endpoint never does.

The text is read once as tokens, outside strings, IRIs and comments; nothing is parsed into a tree, so
a hostile text costs this no more than its length. The engine's grammar needs no space between a keyword
and what follows (``SERVICESILENT<…>``, ``trueSERVICE:x``), so a forbidden word is refused wherever it
could begin, also inside a longer word or a prefix. Local names may hold it (``dcat:DataService``): they
end where the engine ends them. The engine's parser has the last word, inside a worker.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pso_graph.core.errors import RefusedQueryError
from pso_graph.rdf.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 100_000
"""Length of a query that is let through, in code points."""

MAX_DEPTH = 200
"""How deep brackets may nest: some thousands end the process inside the engine's parser."""

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_SERVICE = "SERVICE"
_FORMS = {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<(?P<iri>[^<>"{}|^`\\\x00-\x20]*)>'
    r"|#[^\n\r]*"
    r"|[?$@]\w+"
    r"|(?P<blank>_:[\w.\-]*)"
    r"|(?P<prefixed>(?:[^\W\d_][\w.\-]*)?:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*)"
    r"|\\."
    r"|(?P<word>[^\W\d_]\w*)"
    r"|(?P<open>[({\[])"
    r"|(?P<close>[)}\]])"
    r"|\s+|.",
    re.DOTALL,
)


@lru_cache(maxsize=512)
def check_query(text: str, is_known_graph: Callable[[str], bool]) -> None:
    r"""Let a query pass, or say why it may not run.

    The text is read twice, as it stands and with its code point escapes decoded: whichever way an
    engine reads ``"\u005C"``, nothing hides in it.

    Args:
        text: the query.
        is_known_graph: whether an IRI names a graph of the store, for FROM.

    Raises:
        RefusedQueryError: for SERVICE, updates, FROM outside the store's graphs, brackets that
            nest too deep, or too long a text; with line and column.
    """
    if len(text) > MAX_LENGTH:
        raise RefusedQueryError(
            f"The query has {len(text)} characters; {MAX_LENGTH} are allowed.", fix="Shorten it."
        )
    decoded = _decode_escapes(text)
    _Scan(decoded, is_known_graph).run()
    if decoded != text:
        _Scan(text, lambda _: True).run()  # names of graphs count decoded


class _Scan:
    """One reading of a query's tokens.

    Args:
        text: the query.
        is_known_graph: whether an IRI names a graph of the store.
    """

    def __init__(self, text: str, is_known_graph: Callable[[str], bool]) -> None:
        self._text = text
        self._is_known_graph = is_known_graph
        self._depth = 0
        self._expected = ""  # what an IRI that comes next would be: FROM's, or a prefix's
        self._prefix = ""
        self._prefixes: dict[str, str] = {}
        self._base = BASE
        self._in_query = False

    def run(self) -> None:
        """Read all tokens, or raise at the first that is refused."""
        for match in _TOKEN.finditer(self._text):
            kind = match.lastgroup
            if kind == "open":
                self._depth += 1
                if self._depth > MAX_DEPTH:
                    raise self._refuse(match, f"Brackets nest deeper than {MAX_DEPTH}.", "Flatten the query.")
            elif kind == "close":
                self._depth -= 1
            elif kind == "word":
                self._read_word(match)
            elif kind is not None:
                self._check_name(match)
                if kind != "blank":
                    self._read_name(match)

    def _read_word(self, match: re.Match[str]) -> None:
        word = match.group().upper()
        self._in_query = self._in_query or word in _FORMS
        if _SERVICE in word:
            raise self._refuse_service(match)
        if word in _UPDATES and not self._in_query:
            raise self._refuse(
                match, f"{word} changes data; this endpoint only reads.", "Edit data/ instead."
            )
        if word in ("FROM", "FROMNAMED", "PREFIX", "BASE"):
            self._expected = word.removesuffix("NAMED")
        elif word != "NAMED":
            self._expected = ""

    def _check_name(self, match: re.Match[str]) -> None:
        """Refuse a prefix that holds a keyword, and a keyword after the dot that may end a name."""
        prefix, _, local = match.group().upper().partition(":")
        if match["iri"] is not None:
            return
        if _SERVICE in prefix or "." + _SERVICE in local:
            raise self._refuse_service(match)
        if prefix.startswith("FROM") and self._expected != "PREFIX":
            raise self._refuse(match, "A prefix that begins with FROM can be read as FROM.", "Rename it.")

    def _read_name(self, match: re.Match[str]) -> None:
        iri = match["iri"]
        if self._expected == "PREFIX" and iri is None:
            self._prefix, self._expected = match.group(), "PREFIX-IRI"
            return
        if self._expected == "PREFIX-IRI" and iri is not None:
            self._prefixes[self._prefix] = urljoin(self._base, iri)
        elif self._expected == "BASE" and iri is not None:
            self._base = urljoin(self._base, iri)
        elif self._expected == "FROM":
            graph = self._resolve(match)
            if not self._is_known_graph(graph):
                raise self._refuse(
                    match,
                    f"FROM names <{graph}>, which is no graph of this store.",
                    "Name one of its graphs; nothing is fetched.",
                )
        self._expected = ""

    def _refuse_service(self, match: re.Match[str]) -> RefusedQueryError:
        return self._refuse(match, "SERVICE is switched off.", "Ask the other endpoint yourself.")

    def _resolve(self, match: re.Match[str]) -> str:
        """Return the IRI that a token stands for (SPARQL 1.1, section 4.1.1)."""
        if match["iri"] is not None:
            return urljoin(self._base, str(match["iri"]))
        prefix, _, local = str(match.group()).partition(":")
        return self._prefixes.get(prefix + ":", "") + _LOCAL_ESCAPE.sub(r"\1", local)

    def _refuse(self, match: re.Match[str], problem: str, fix: str) -> RefusedQueryError:
        line = self._text.count("\n", 0, match.start()) + 1
        column = match.start() - self._text.rfind("\n", 0, match.start())
        return RefusedQueryError(problem, where=f"line {line}, column {column}", fix=fix)


def _decode_escapes(text: str) -> str:
    r"""Return the text with ``\u`` escapes decoded, which comes before tokens (SPARQL 1.1, 19.2)."""

    def decode(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates are no characters
            return match.group()
        return chr(code)

    return _ESCAPE.sub(decode, text)
