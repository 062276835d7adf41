"""Reading N-Triples and N-Quads: one statement a line."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NoReturn

from pso_graph.rdf.positions.nodes import NodeReader
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import Kind, TokenStream
from pso_graph.rdf.terms import BlankNode, DefaultGraph, NamedNode

if TYPE_CHECKING:
    from pso_graph.rdf.positions.places import LineTable
    from pso_graph.rdf.positions.problems import ProblemList
    from pso_graph.rdf.positions.recorder import Recorder
    from pso_graph.rdf.positions.scope import Scope
    from pso_graph.rdf.positions.tokens import Token
    from pso_graph.rdf.terms import Graph

_LINE = re.compile(r"[^\r\n]+")
_NODES = frozenset({Kind.IRI, Kind.BLANK, Kind.BROKEN})


class _SkipLineError(Exception):
    """A line that cannot be read to its end; what is wrong has been reported."""


class LineReader:
    """Reads a document line by line, and goes on in the next after what is wrong.

    Args:
        lines: of the text.
        scope: what names mean, without a base.
        recorder: of the quads.
        problems: of the text.
        graphs: whether a fourth term is allowed, as in N-Quads.
    """

    def __init__(
        self, lines: LineTable, scope: Scope, recorder: Recorder, problems: ProblemList, *, graphs: bool
    ) -> None:
        self._lines = lines
        self._scope = scope
        self._recorder = recorder
        self._problems = problems
        self._graphs = graphs

    def read(self) -> None:
        """Take all lines of the document."""
        for match in _LINE.finditer(self._lines.text):
            stream = TokenStream(self._lines.text, self._problems, match.start(), match.end())
            if stream.peek().kind is not Kind.END:
                try:
                    self._read_line(stream)
                except _SkipLineError:
                    continue

    def _read_line(self, stream: TokenStream) -> None:
        self._refuse_foreign(stream)
        nodes = NodeReader(stream, self._scope, self._lines, self._problems)
        self._expect_term(stream, ProblemKind.SUPERFLUOUS_DOT)
        subject = nodes.read_subject()
        self._expect_term(stream, ProblemKind.MISSING_PREDICATE)
        predicate = nodes.read_verb()
        self._expect_term(stream, ProblemKind.MISSING_OBJECT)
        object_ = nodes.read()
        self._recorder.graph = self._read_graph(stream, nodes)
        block = self._recorder.open_block(subject)
        self._recorder.say(subject, predicate, object_, block)
        block.end = stream.last.end
        self._read_end(stream)
        block.end = stream.last.end

    def _refuse_foreign(self, stream: TokenStream) -> None:
        """Report the first token that Turtle has and these formats do not."""
        for ahead in count():
            token = stream.peek(ahead)
            if token.kind is Kind.END:
                return
            known = token.kind in _NODES or token.kind is Kind.LANGUAGE or token.text in {".", "^^"}
            if not known and not (token.kind is Kind.STRING and token.text.startswith('"')):
                self._stop(ProblemKind.NOT_IN_LINES, token)

    def _expect_term(self, stream: TokenStream, missing: ProblemKind) -> None:
        token = stream.peek()
        if token.kind is Kind.END or token.text == ".":
            self._stop(missing, token)
        if token.kind not in _NODES and token.kind is not Kind.STRING:
            self._stop(ProblemKind.UNEXPECTED, token)

    def _read_graph(self, stream: TokenStream, nodes: NodeReader) -> Graph | None:
        token = stream.peek()
        if token.kind not in _NODES:
            return DefaultGraph()
        node = nodes.read()
        if not self._graphs:
            self._problems.report(ProblemKind.NO_GRAPHS_HERE, token.start, token.end)
        return node.term if isinstance(node.term, NamedNode | BlankNode) else None

    def _read_end(self, stream: TokenStream) -> None:
        token = stream.peek()
        if token.kind is Kind.END:
            last = stream.last
            self._problems.report(ProblemKind.MISSING_DOT, last.end, last.end)
        elif token.text != ".":
            kind = ProblemKind.NOT_A_GRAPH if token.kind is Kind.STRING else ProblemKind.UNEXPECTED
            self._stop(kind, token)
        else:
            stream.take()
            if stream.peek().kind is not Kind.END:
                self._stop(ProblemKind.NOT_ONE_LINE, stream.peek())

    def _stop(self, kind: ProblemKind, token: Token) -> NoReturn:
        self._problems.report(kind, token.start, token.end, text=token.text or "…")
        raise _SkipLineError
