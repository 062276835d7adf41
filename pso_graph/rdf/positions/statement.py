"""Reading one statement: a subject with all that is said of it, up to the dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from pso_graph.rdf.namespaces import RDF_NIL
from pso_graph.rdf.positions.frames import PropertyFrame
from pso_graph.rdf.positions.lists import CollectionFrame
from pso_graph.rdf.positions.nodes import Node
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import Kind

if TYPE_CHECKING:
    from pso_graph.rdf.positions.diagnosis import Diagnosis
    from pso_graph.rdf.positions.frames import Frame
    from pso_graph.rdf.positions.nodes import NodeReader
    from pso_graph.rdf.positions.places import LineTable
    from pso_graph.rdf.positions.problems import ProblemList
    from pso_graph.rdf.positions.recorder import Recorder
    from pso_graph.rdf.positions.scope import Scope
    from pso_graph.rdf.positions.tokens import Token, TokenStream

_ANY_INDENT = 1 << 30  # of a statement that does not open a line: any line may begin the next one
_CLOSERS = {"[": "]", "(": ")", "{": "}"}


class SkipStatementError(Exception):
    """A statement that cannot be read to its end; what is wrong has been reported."""


class Tools(NamedTuple):
    """What all parts of a reading share."""

    stream: TokenStream
    scope: Scope
    nodes: NodeReader
    recorder: Recorder
    diagnosis: Diagnosis
    problems: ProblemList
    lines: LineTable


def report_open_bracket(problems: ProblemList, opening: Token) -> None:
    """Report that a bracket is not closed, at the bracket.

    Args:
        problems: of the text.
        opening: the bracket.
    """
    problems.report(
        ProblemKind.BRACKET_NOT_CLOSED,
        opening.start,
        opening.end,
        bracket=opening.text,
        closer=_CLOSERS[opening.text],
    )


class Statement:
    """A statement that is being read.

    Args:
        tools: of this reading.
        in_graph: whether a graph is open, whose brace may stand in place of the last dot.
    """

    def __init__(self, tools: Tools, *, in_graph: bool) -> None:
        self.stream = tools.stream
        self.scope = tools.scope
        self.nodes = tools.nodes
        self.recorder = tools.recorder
        self.diagnosis = tools.diagnosis
        self.problems = tools.problems
        self.lines = tools.lines
        self.in_graph = in_graph
        self._frames: list[Frame] = []
        indent = self.lines.indent(self.stream.peek().start)
        self.indent = _ANY_INDENT if indent is None else indent

    def read(self, subject: Node | None = None) -> Node | None:
        """Take all tokens of the statement, and return its subject.

        Args:
            subject: of a statement that goes on after a wrong dot.

        Raises:
            SkipStatementError: if it cannot be read to its end.
        """
        first = PropertyFrame(self)
        if subject is not None:
            first.resume(subject)
        self._frames.append(first)
        try:
            while self._frames:
                self._frames[-1].step()
        finally:
            self._end_frames()
        return first.subject

    def open_bracket(self, parent: Frame) -> PropertyFrame | None:
        """Take a bracket, let it be read next, and return what it holds if it has properties.

        Args:
            parent: the frame in which the bracket's node is a term.
        """
        opening = self.stream.take()
        place = self.lines.place(opening.start, opening.end)
        if opening.text == "(" and self.stream.peek().text == ")":
            closing = self.stream.take()
            parent.accept(Node(RDF_NIL, self.lines.place(opening.start, closing.end)))
            return None
        node = Node(self.scope.make_blank_node(), place)
        parent.accept(node)
        if opening.text == "(":
            self._frames.append(CollectionFrame(self, opening, node))
            return None
        frame = PropertyFrame(self, opening)
        frame.accept(node)
        self._frames.append(frame)
        return frame

    def pop(self) -> None:
        """Leave the innermost frame."""
        self._frames.pop().end()

    def abandon(self, kind: ProblemKind | None, start: int, end: int) -> None:
        """Leave all frames, because something else begins here, and report what is not closed.

        Args:
            kind: what is wrong if no bracket is open.
            start: offset of the place where it is mended.
            end: offset after it.
        """
        openings = [frame.opening for frame in self._frames if frame.opening is not None]
        for opening in openings:
            self.report_open_bracket(opening)
        if kind is not None and not openings:
            self.problems.report(kind, start, end)
        self._end_frames()

    def abandon_without_dot(self) -> None:
        """Leave all frames, because something else begins where the dot should be."""
        last = self.stream.last
        swallowed = last.kind is Kind.BROKEN and "\n" in last.text  # with the dot that was in it
        closed_by_brace = self.in_graph and self._brace_is_missing()
        kind = None if swallowed or closed_by_brace else ProblemKind.MISSING_DOT
        self.abandon(kind, last.end, last.end)

    def _brace_is_missing(self) -> bool:
        """Return whether a brace that closes the graph, which needs no dot before it, would mend all."""
        token = self.stream.peek()
        opens_graph = token.text == "{" or self.stream.peek(1).text == "{" or token.text.lower() == "graph"
        return token.kind is Kind.END or opens_graph

    def stop(self, kind: ProblemKind, token: Token) -> NoReturn:
        """Report a token after which nothing can be said of the rest of the statement.

        Args:
            kind: what is wrong.
            token: where.

        Raises:
            SkipStatementError: always.
        """
        self.problems.report(kind, token.start, token.end, text=token.text)
        raise SkipStatementError

    def has_open(self, closer: Token) -> bool:
        """Return whether a closing mark closes a frame that is open.

        Args:
            closer: a dot or closing bracket.
        """
        if closer.text == "." or (closer.text == "}" and self.in_graph):
            return True
        return any(frame.opening and _CLOSERS[frame.opening.text] == closer.text for frame in self._frames)

    def report_open_bracket(self, opening: Token) -> None:
        """Report that a bracket of this statement is not closed."""
        report_open_bracket(self.problems, opening)

    def starts_block(self, *, after_object: bool) -> bool:
        """Return whether the next token begins another block, although this one is not closed."""
        return self.diagnosis.starts_block(self.indent, after_object=after_object)

    def interrupts_list(self) -> bool:
        """Return whether the next token begins another block, although a list is not closed."""
        return self.diagnosis.interrupts_list(self.indent)

    def _end_frames(self) -> None:
        while self._frames:
            self.pop()
