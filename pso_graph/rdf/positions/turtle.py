"""Reading Turtle and TriG: statements, declarations and graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.positions.diagnosis import OPENERS, SUBJECTS, is_directive, may_be_term
from pso_graph.rdf.positions.directives import DirectiveReader
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.statement import SkipStatementError, Statement, report_open_bracket
from pso_graph.rdf.positions.tokens import Kind
from pso_graph.rdf.terms import BlankNode, DefaultGraph, NamedNode

if TYPE_CHECKING:
    from pso_graph.rdf.positions.nodes import Node
    from pso_graph.rdf.positions.statement import Tools
    from pso_graph.rdf.positions.tokens import Token
    from pso_graph.rdf.terms import Graph


class TurtleReader:
    """Reads a document statement by statement, and goes on after what is wrong.

    Args:
        tools: of this reading.
        graphs: whether graphs are allowed, as in TriG.
    """

    def __init__(self, tools: Tools, *, graphs: bool) -> None:
        self._tools = tools
        self._stream = tools.stream
        self._directives = DirectiveReader(tools)
        self._graphs = graphs
        self._brace: Token | None = None
        self._last_subject: Node | None = None
        self._last_indent = 0

    def read(self) -> None:
        """Take all tokens of the document."""
        while self._stream.peek().kind is not Kind.END:
            start = self._stream.peek().start
            try:
                self._read_next(self._stream.peek())
            except SkipStatementError:
                self._skip_statement(start)
        if self._brace is not None:
            report_open_bracket(self._tools.problems, self._brace)

    def _read_next(self, token: Token) -> None:
        if is_directive(token):
            self._read_keyword(token)
        elif token.text == "{":
            self._open_graph(DefaultGraph())
        elif token.text == "}" and self._brace is not None:
            self._close_graph()
        elif self._stands_before_graph():
            self._open_graph(self._read_graph_name())
        elif may_be_term(token):
            self._read_statement()
        else:
            kind = ProblemKind.SUPERFLUOUS_DOT if token.text == "." else ProblemKind.UNEXPECTED
            self._report(kind, self._stream.take())
            if kind is ProblemKind.UNEXPECTED and token.text != "}":
                raise SkipStatementError

    def _read_statement(self) -> None:
        subject = None
        if self._last_subject is not None and self._tools.diagnosis.goes_on_after_dot(self._last_indent):
            self._report(ProblemKind.DOT_FOR_SEMICOLON, self._stream.last)
            subject = self._last_subject
        statement = Statement(self._tools, in_graph=self._brace is not None)
        self._last_subject = None
        found = statement.read(subject)
        if self._stream.last.text == ".":
            self._last_subject = found
            self._last_indent = statement.indent if subject is None else self._last_indent

    def _read_keyword(self, token: Token) -> None:
        self._last_subject = None
        if token.text.lower() == "graph":
            self._stream.take()
            self._open_graph(self._read_graph_name())
            return
        if self._brace is not None:
            self._report(ProblemKind.DIRECTIVE_IN_GRAPH, token)
        self._directives.read()

    def _stands_before_graph(self) -> bool:
        if self._stream.peek().text == "[":
            return self._stream.peek(1).text == "]" and self._stream.peek(2).text == "{"
        return self._stream.peek(1).text == "{" and may_be_term(self._stream.peek())

    def _read_graph_name(self) -> Graph | None:
        """Take the name of a graph; nothing if it is wrong, so that its quads are left out."""
        token = self._stream.peek()
        if token.text == "[" and self._stream.peek(1).text == "]":
            self._stream.take()
            self._stream.take()
            return self._tools.scope.make_blank_node()
        if token.kind in SUBJECTS:
            term = self._tools.nodes.read().term
            return term if isinstance(term, NamedNode | BlankNode) else None
        self._report(ProblemKind.NOT_A_GRAPH, token)
        if may_be_term(token) and token.text not in OPENERS:
            self._stream.take()
        return None

    def _open_graph(self, graph: Graph | None) -> None:
        token = self._stream.peek()
        if token.text != "{":
            self._report(ProblemKind.NOT_A_GRAPH, token)
            raise SkipStatementError
        if self._brace is not None:
            report_open_bracket(self._tools.problems, self._brace)
        self._brace = self._stream.take()
        self._last_subject = None
        self._tools.recorder.graph = graph
        if not self._graphs:
            self._report(ProblemKind.NO_GRAPHS_HERE, token)

    def _close_graph(self) -> None:
        self._stream.take()
        self._brace = None
        self._last_subject = None
        self._tools.recorder.graph = DefaultGraph()

    def _skip_statement(self, start: int) -> None:
        """Go on behind the next dot, or at the next line that begins with a statement."""
        self._last_subject = None
        while True:
            token = self._stream.peek()
            if token.kind is Kind.END or (token.text == "}" and self._brace is not None):
                return
            opens_line = token.start > start and self._tools.lines.indent(token.start) == 0
            if opens_line and (may_be_term(token) or is_directive(token) or token.text == "{"):
                return
            self._stream.take()
            if token.text == ".":
                return

    def _report(self, kind: ProblemKind, token: Token) -> None:
        self._tools.problems.report(kind, token.start, token.end, text=token.text or "…")
