"""Bringing a Turtle file into canonical form without losing its comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<newline>\n)"
    r"|(?P<space>[^\S\n]+)"
    r"|(?P<word>[^\s#<\"']+)",
    re.DOTALL,
)


def format_turtle(text: str, prefixes: Mapping[str, str], *, where: str) -> str:
    """Return the canonical form of a Turtle document.

    Comments on lines of their own above a subject stay above that subject; those above the first
    prefix or subject, followed by an empty line, stay at the head of the file.

    Args:
        text: the document.
        prefixes: namespace of each prefix that may be used.
        where: what to call the document in an error.

    Raises:
        SyntaxProblemError: if it is not well-formed, or has a comment inside a block, which would
            lose its place.
    """
    quads = parse_text(text, ox.RdfFormat.TURTLE, where=where)
    comments = _collect_comments(text, where)
    return TurtleWriter(prefixes).write((quad.triple for quad in quads), comments)


def _collect_comments(text: str, where: str) -> dict[str, str]:
    """Return comment lines by the IRI of the subject below them ('' for the head of the file)."""
    return _Comments(text, where).collect()


class _Comments:
    """One reading of a well-formed Turtle text that looks for comments and subjects only."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._line = 1
        self._found: dict[str, str] = {}
        self._waiting: list[str] = []
        self._statement: list[str] = []
        self._prefixes: dict[str, str] = {}

    def collect(self) -> dict[str, str]:
        for match in _TOKEN.finditer(self._text):
            if match["comment"] is not None:
                self._read_comment(match.group())
            elif match["newline"]:
                self._end_line(match.end())
            elif not match["space"]:
                self._read_token(match.group())
            self._line += match.group().count("\n")
        if self._waiting:
            raise self._refuse("The last comment stands above nothing.", "Move it above its subject.")
        return self._found

    def _read_comment(self, comment: str) -> None:
        if self._statement:
            raise self._refuse(
                "A comment inside a block has no place of its own.", "Move it to a line above the subject."
            )
        self._waiting.append(comment.rstrip() + "\n")

    def _end_line(self, end: int) -> None:
        """An empty line after the first comments makes them the head of the file."""
        first = self._waiting and not self._statement and not self._found and not self._prefixes
        if first and self._text.startswith("\n", end):
            self._found[""] = "".join(self._waiting)
            self._waiting = []

    def _read_token(self, token: str) -> None:
        if not self._statement and self._waiting and not token.startswith("@"):
            subject = _resolve_subject(token, self._prefixes)
            self._found[subject] = self._found.get(subject, "") + "".join(self._waiting)
            self._waiting = []
        self._statement.append(token)
        if token.endswith(".") and token[0] not in "<\"'":
            if self._statement[0] == "@prefix":
                self._prefixes[self._statement[1].rstrip(":")] = self._statement[2].strip("<>.")
            self._statement = []

    def _refuse(self, problem: str, fix: str) -> SyntaxProblemError:
        return SyntaxProblemError(problem, where=f"{self._where}:{self._line}", fix=fix)


def _resolve_subject(token: str, declared: Mapping[str, str]) -> str:
    if token.startswith("<"):
        iri = token.strip("<>")
        return iri if re.match(r"[a-z][a-z0-9+.-]*:", iri) else BASE + iri
    prefix, _, local = token.partition(":")
    return declared.get(prefix, "") + local
