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
    comments: dict[str, str] = {}
    declared: dict[str, str] = {}
    waiting: list[str] = []
    depth_of_line = line = 1
    in_block = False
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match["newline"]:
            line += 1
            if not in_block and waiting and text[match.end() : match.end() + 1] == "\n" and not comments:
                comments[""] = "".join(waiting)
                waiting = []
        elif match["comment"] is not None:
            if in_block:
                raise SyntaxProblemError(
                    "A comment inside a block has no place of its own.",
                    where=f"{where}:{line}",
                    fix="Move it to a line above the subject.",
                )
            waiting.append(token.rstrip() + "\n")
        elif not match["space"]:
            if not in_block:
                in_block, depth_of_line, words = True, line, [token]
                if waiting and not token.startswith("@") and token.upper() not in {"PREFIX", "BASE"}:
                    subject = _resolve_subject(token, declared)
                    comments[subject] = comments.get(subject, "") + "".join(waiting)
                    waiting = []
            else:
                words.append(token)
            if token.endswith(".") and not token.startswith(("<", '"')):
                if words[0] == "@prefix":
                    declared[words[1].rstrip(":")] = words[2].strip("<>.")
                in_block = False
        line += token.count("\n") if not match["newline"] else 0
    if waiting:
        raise SyntaxProblemError(
            "The last comment stands above nothing.",
            where=f"{where}:{max(depth_of_line, line)}",
            fix="Move it above the subject that it is about.",
        )
    return comments


def _resolve_subject(token: str, declared: Mapping[str, str]) -> str:
    if token.startswith("<"):
        iri = token.strip("<>")
        return iri if re.match(r"[a-z][a-z0-9+.-]*:", iri) else BASE + iri
    prefix, _, local = token.partition(":")
    return declared.get(prefix, "") + local
