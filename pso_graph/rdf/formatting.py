"""Bringing a Turtle file into canonical form without losing its comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<newline>\n)"
    r"|(?P<space>[^\S\n]+)"
    r"|(?P<word>(?:\\.|[^\s#<\"'\\])+)",
    re.DOTALL,
)
# A match that begins in a string cannot leave it, so that no comment is lost with it.
_PLAIN_IRI = re.compile(r"<[^<>\s\"']*>")
_DIRECTIVES = {"PREFIX", "BASE"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


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
    return format_quads(parse_text(text, ox.RdfFormat.TURTLE, where=where), text, prefixes, where=where)


def format_quads(quads: Collection[ox.Quad], text: str, prefixes: Mapping[str, str], *, where: str) -> str:
    """Return the canonical form of a Turtle document that has been read.

    Args:
        quads: what it says.
        text: the document.
        prefixes: namespace of each prefix that may be used.
        where: what to call the document in an error.

    Raises:
        SyntaxProblemError: if it has a comment inside a block, as above.
    """
    text = text.removeprefix("\ufeff")  # a byte order mark says nothing in UTF-8
    comments = _collect_comments(text, where)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    if lost := sorted(set(comments) - subjects - {""}):
        raise SyntaxProblemError(
            f"The comment above {lost[0]} has no place in the canonical form.",
            where=where,
            fix="Move it above a subject that is an IRI.",
        )
    written = TurtleWriter(prefixes).write(quads, comments)
    if written != text and _canonicalize(quads) != _canonicalize(
        parse_text(written, ox.RdfFormat.TURTLE, where=where)
    ):
        raise SyntaxProblemError(
            "This document would not say the same in canonical form.",
            where=where,
            fix="Keep it as it is, and report it.",
        )
    return written


def _canonicalize(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Return what quads say in no graph, with blank nodes named by it (RDF Dataset Canonicalization)."""
    dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _collect_comments(text: str, where: str) -> dict[str, str]:
    """Return comment lines by the IRI of the subject below them ('' for the head of the file)."""
    if "#" not in _PLAIN_IRI.sub("", text):
        return {}
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
        self._base = BASE
        self._ended_on = 0  # line of the last block's end

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
        if self._ended_on == self._line:
            raise self._refuse(
                "A comment behind a block has no place of its own.", "Move it above the block."
            )
        self._waiting.append(comment.rstrip() + "\n")

    def _end_line(self, end: int) -> None:
        """An empty line after the first comments makes them the head of the file."""
        first = self._waiting and not self._statement and not self._found and not self._prefixes
        if first and self._text.startswith(("\n", "\r\n"), end):
            self._found[""] = "".join(self._waiting)
            self._waiting = []

    def _read_token(self, token: str) -> None:
        directive = (self._statement or [token])[0].lstrip("@").upper() in _DIRECTIVES
        if not self._statement and self._waiting and not directive:
            subject = self._resolve(token)
            self._found[subject] = self._found.get(subject, "") + "".join(self._waiting)
            self._waiting = []
        self._statement.append(token)
        if directive and not self._statement[0].startswith("@"):
            ended = token.startswith("<")  # PREFIX and BASE end with their IRI, without a dot
        else:
            ended = token.endswith(".") and token[0] not in "<\"'"
        if ended:
            if directive:
                self._declare([part for part in self._statement if part.strip(".")])
            self._statement = []
            self._ended_on = self._line

    def _declare(self, words: list[str]) -> None:
        iri = urljoin(self._base, _unescape(words[-1].strip("<>")))
        if words[0].lstrip("@").upper() == "BASE":
            self._base = iri
        else:
            self._prefixes[words[1].rstrip(":")] = iri

    def _resolve(self, token: str) -> str:
        """Return the IRI of a subject, or the token itself if it is none."""
        if token.startswith("<"):
            return urljoin(self._base, _unescape(token.strip("<>")))
        prefix, colon, local = token.partition(":")
        if not colon or prefix not in self._prefixes:
            return token
        return self._prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local)

    def _refuse(self, problem: str, fix: str) -> SyntaxProblemError:
        return SyntaxProblemError(problem, where=f"{self._where}:{self._line}", fix=fix)


def _unescape(iri: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), iri)
