"""Reading lists, which stand for the cells that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST
from pso_graph.rdf.positions.diagnosis import OPENERS, SEPARATORS, may_be_term
from pso_graph.rdf.positions.nodes import Node
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.rdf.positions.statement import Statement
    from pso_graph.rdf.positions.tokens import Token


class CollectionFrame:
    """A list, from its first item on.

    Args:
        statement: to which it belongs.
        opening: its bracket.
        cell: its first cell.
    """

    def __init__(self, statement: Statement, opening: Token, cell: Node) -> None:
        self._statement = statement
        self._stream = statement.stream
        self.opening: Token | None = opening
        self._bracket = opening
        self._cell = cell
        self._has_item = False
        self._block = statement.recorder.open_block(cell)
        self.step: Callable[[], None] = self._read_item

    def accept(self, node: Node) -> None:
        """Take an item."""
        self._statement.recorder.say(self._cell, Node(RDF_FIRST, node.place), node, self._block)
        self._has_item = True

    def end(self) -> None:
        """Take note where the list ends."""
        last = self._stream.last
        place = self._statement.lines.place(last.start, last.end)
        self._statement.recorder.say(self._cell, Node(RDF_REST, place), Node(RDF_NIL, place), self._block)
        self._block.end = last.end

    def _read_item(self) -> None:
        token = self._stream.peek()
        if token.text == ")":
            self._stream.take()
            self._statement.pop()
        elif self._statement.interrupts_list():
            self._statement.abandon(None, token.start, token.end)
        elif may_be_term(token):
            self._begin_item(token)
        elif token.text == ",":
            self._statement.problems.report(ProblemKind.UNEXPECTED, token.start, token.end, text=token.text)
            self._stream.take()
        elif token.text in SEPARATORS or token.kind is Kind.END:
            self._statement.report_open_bracket(self._bracket)
            self._statement.pop()
        else:
            self._statement.stop(ProblemKind.UNEXPECTED, token)

    def _begin_item(self, token: Token) -> None:
        if self._has_item:
            place = self._statement.lines.place(token.start, token.end)
            cell = Node(self._statement.scope.make_blank_node(), place)
            self._statement.recorder.say(self._cell, Node(RDF_REST, place), cell, self._block)
            self._cell = cell
        if token.text in OPENERS:
            self._statement.open_bracket(self)
        else:
            self.accept(self._statement.nodes.read())
