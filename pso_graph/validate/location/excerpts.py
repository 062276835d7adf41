"""Of long texts only the statements that findings lead to, since reading all with positions takes long."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import find_format
from pso_graph.rdf.positions import read_positions
from pso_graph.rdf.positions.patterns import TOKEN
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pso_graph.rdf.positions import Place, PositionedQuad
    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.location.choosing import Spot
    from pso_graph.validate.sources import SourceFile

_LONG = 200_000  # code points; what is shorter is read whole in a second
_TAIL = re.compile(r"[^/#:]*$")
_UNSURE = ("", ".", "..")
_DIRECTIVES = {"@prefix", "@base", "prefix", "base"}


class Excerpt:
    """The statements of a text that name some things, with places in the whole text.

    Args:
        source: a well-formed file in a format with positions.
        spans: of the statements, offsets in the whole text.
    """

    def __init__(self, source: SourceFile, spans: list[tuple[int, int]]) -> None:
        self._lines = source.lines
        self._starts = [start for start, _ in spans]
        text = "".join(source.text[start:end] for start, end in spans)
        self._document = read_positions(text, find_format(source.path))
        self._offsets = [0]
        for start, end in spans:
            self._offsets.append(self._offsets[-1] + end - start)

    def find_triple(self, quad: Quad) -> PositionedQuad | None:
        """Return the first place that says a triple, with places in the excerpt; see ``restore``.

        Args:
            quad: without blank nodes.
        """
        return self._document.find_triple(quad.subject, quad.predicate, quad.object)

    def restore(self, place: Place) -> Place:
        """Return a place of the excerpt in the whole text.

        Args:
            place: of a token.
        """
        at = bisect_right(self._offsets, place.offset) - 1
        start = place.offset - self._offsets[at] + self._starts[at]
        return self._lines.place(start, start + place.end - place.offset)


class Excerpts:
    """The excerpts of files that some spots lie in.

    Args:
        spots: all that are to be placed.
    """

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._things: dict[int, set[str]] = defaultdict(set)
        self._known: dict[int, Excerpt | None] = {}
        for spot in spots:
            subject = spot.statement.quad.subject
            if isinstance(subject, NamedNode):
                self._things[id(spot.statement.source)].add(subject.value)

    def find(self, spot: Spot) -> Excerpt | None:
        """Return the excerpt that a spot lies in; nothing if its file had better be read whole.

        Args:
            spot: one of the spots.
        """
        source, quad = spot.statement.source, spot.statement.quad
        named = isinstance(quad.subject, NamedNode) and not str(quad.object).startswith("_:")
        if not named or len(source.text) < _LONG or source.error is not None:
            return None
        if id(source) not in self._known:
            spans = list_spans(source.text, self._things[id(source)])
            self._known[id(source)] = None if spans is None else Excerpt(source, spans)
        return self._known[id(source)]


def list_spans(text: str, iris: Collection[str]) -> list[tuple[int, int]] | None:
    """Return the offsets of the statements that may name things, with all directives and graphs.

    A name is told by its end, which is the same in an IRI, a relative one and a prefixed name.

    Args:
        text: Turtle, TriG, N-Triples or N-Quads.
        iris: of the things.

    Returns:
        Nothing if names cannot be told so, because a namespace ends within a word.
    """
    return _Cutter({_cut(iri) for iri in iris}).cut(text)


def _cut(name: str) -> str:
    match = _TAIL.search(name)
    return match[0] if match else ""


class _Cutter:
    def __init__(self, tails: Collection[str]) -> None:
        self._tails = tails
        self._spans: list[tuple[int, int]] = []
        self._start = 0
        self._wanted = False
        self._directive = False

    def cut(self, text: str) -> list[tuple[int, int]] | None:
        for match in TOKEN.finditer(text):
            kind = match.lastgroup
            if kind is None:
                return None
            if kind == "end":
                break
            token = match[kind]
            if kind == "mark":
                self._end(token, match.start(kind), match.end())
            elif kind in {"iri", "name"}:
                if self._directive and kind == "iri" and not token.endswith(("/>", "#>", ":>")):
                    return None
                self._directive = self._directive and kind == "name"
                self._wanted = self._wanted or self._may_name(token)
            elif kind in {"language", "word"} and token.lower() in _DIRECTIVES:
                self._directive = self._wanted = True
        return self._spans

    def _may_name(self, token: str) -> bool:
        tail = _cut(token.strip("<>"))
        unsure = token.startswith("<") and (tail in _UNSURE or token.startswith("<?"))
        return tail in self._tails or unsure or "\\" in token

    def _end(self, mark: str, start: int, end: int) -> None:
        """Keep or drop the statement that a mark ends; a bracket of a graph is always kept."""
        if mark == ".":
            self._close(end, keep=self._wanted)
        elif mark == "{":
            self._close(end, keep=True)
        elif mark == "}":
            self._close(start, keep=self._wanted)
            self._close(end, keep=True)

    def _close(self, end: int, *, keep: bool) -> None:
        if keep:
            self._spans.append((self._start, end))
        self._start, self._wanted, self._directive = end, False, False
