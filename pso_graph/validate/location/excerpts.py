"""Of long texts only the statements that findings lead to, since reading all with positions takes long."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.parsing import find_format
from pso_graph.rdf.positions import read_positions
from pso_graph.rdf.positions.patterns import STATEMENT, TOKEN
from pso_graph.rdf.positions.places import BYTE_ORDER_MARK
from pso_graph.rdf.positions.scope import resolve
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pso_graph.rdf.positions import Place, PositionedQuad
    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.location.choosing import Spot
    from pso_graph.validate.sources import SourceFile

_LONG = 20_000  # code points; what is shorter is read whole in no time
_UNSURE = re.compile(r"^(?![^/?#])|\\|(?:^|/)\.")  # an IRI that has to be resolved by all rules to be known
_ESCAPE = re.compile(r"\\(?=.)")
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
        text = "\n".join(source.text[start:end] for start, end in spans)
        self._document = read_positions(text, find_format(source.path))
        self._offsets = [0]
        for start, end in spans:
            self._offsets.append(self._offsets[-1] + end - start + 1)

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
        self._known: dict[int, Excerpt] = {}
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
            self._known[id(source)] = Excerpt(source, list_spans(source.text, self._things[id(source)]))
        return self._known[id(source)]


def list_spans(text: str, iris: Collection[str]) -> list[tuple[int, int]]:
    """Return the offsets of the statements about things, with all directives and brackets of graphs.

    There may be others among them, of things whose names are like those.

    Args:
        text: well-formed Turtle, TriG, N-Triples or N-Quads.
        iris: of the things.
    """
    return list(_Cutter(text, iris).cut())


class _Cutter:
    """Goes from statement to statement, and looks only at what each begins with.

    Args:
        text: well-formed.
        iris: of the things whose statements are wanted.
    """

    def __init__(self, text: str, iris: Collection[str]) -> None:
        self._text = text
        self._iris = frozenset(iris)
        self._base = BASE
        self._endings: set[str] = set()  # of the IRIs, behind each base and namespace
        self._add_endings(BASE)

    def cut(self) -> Iterator[tuple[int, int]]:
        for match in STATEMENT.finditer(self._text, self._text.startswith(BYTE_ORDER_MARK)):
            start, end = match.span()
            kind, word, after = self._scan(start)
            while word.lower() in _DIRECTIVES:
                after = self._read_directive(word, after)
                yield start, after
                start = after
                kind, word, after = self._scan(start)
            if match["mark"] == "{" or self._is_wanted(kind, word):
                yield start, end
            elif match["mark"] == "}":
                yield end - 1, end

    def _scan(self, start: int) -> tuple[str, str, int]:
        """Return kind, text and end of the next token."""
        match = TOKEN.match(self._text, start)
        kind = match.lastgroup if match else None
        return (kind, match[kind], match.end()) if match and kind else ("", "", start)

    def _read_directive(self, word: str, after: int) -> int:
        """Take note of a base or a prefix, and return where its IRI ends."""
        if word.lower().endswith("prefix"):
            *_, after = self._scan(after)
        _, iri, after = self._scan(after)
        namespace = resolve(iri[1:-1], self._base)
        if word.lower().endswith("base"):
            self._base = namespace
            namespace = resolve("-", namespace)[:-1]
        self._add_endings(namespace)
        return after

    def _add_endings(self, namespace: str) -> None:
        self._endings.update(iri[len(namespace) :] for iri in self._iris if iri.startswith(namespace))

    def _is_wanted(self, kind: str, word: str) -> bool:
        """Return whether a statement that begins with a token is about one of the things, or may be."""
        if kind == "name":
            return _ESCAPE.sub("", word.partition(":")[2]) in self._endings
        if kind == "iri":
            name = word[1:-1]
            return name in self._iris or name in self._endings or _UNSURE.search(name) is not None
        return word == "."  # of the directive before
