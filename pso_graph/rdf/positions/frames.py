"""The parts of a statement that hold others: predicates with their objects, and lists (``lists``).

Each takes one step at a time, and the statement keeps a stack of them, so that no nesting is too
deep. A step that meets a wrong token reports what is missing and goes on as if it were there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pso_graph.rdf.positions.diagnosis import OPENERS, SEPARATORS, may_be_term
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import LITERALS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.rdf.positions.nodes import Node
    from pso_graph.rdf.positions.statement import Statement
    from pso_graph.rdf.positions.tokens import Token


class Frame(Protocol):
    """A part of a statement that is being read.

    ``step`` reads on, by a token or a term; ``opening`` is its bracket, if it has one.
    """

    step: Callable[[], None]
    opening: Token | None

    def accept(self, node: Node) -> None:
        """Take a term, or the node of a bracket that has just been opened."""

    def end(self) -> None:
        """Take note that all that belongs to it has been read."""


class PropertyFrame:
    """A subject with its predicates and objects: a statement, or what stands between ``[`` and ``]``.

    Args:
        statement: to which it belongs.
        opening: its bracket; nothing if it is the statement itself.
    """

    def __init__(self, statement: Statement, opening: Token | None = None) -> None:
        self._statement = statement
        self._stream = statement.stream
        self.opening = opening
        self.subject: Node | None = None
        self._subject_frame: PropertyFrame | None = None
        self.predicate: Node | None = None
        self.step: Callable[[], None] = self._read_subject

    def accept(self, node: Node) -> None:
        """Take the subject, or else an object."""
        if self.subject is None or self.predicate is None:
            self.subject = node
            self._block = self._statement.recorder.open_block(node)
            self.step = self._read_first_verb
        else:
            self._statement.recorder.say(self.subject, self.predicate, node, self._block)
            self.step = self._read_separator

    def resume(self, subject: Node) -> None:
        """Go on with a subject after a dot that should have been a semicolon."""
        self.accept(subject)
        self.step = self._read_next_verb

    def end(self) -> None:
        """Take note where the block ends."""
        if self.subject is not None:
            self._block.end = self._stream.last.end

    def _read_subject(self) -> None:
        if self._stream.peek().text in OPENERS:
            self._subject_frame = self._statement.open_bracket(self)
        else:
            self.accept(self._statement.nodes.read_subject())

    def _read_first_verb(self) -> None:
        token = self._stream.peek()
        if self._closes(token):
            inner = self._subject_frame
            if self.opening is None and (inner is None or inner.predicate is None):
                self._report(ProblemKind.MISSING_PREDICATE, token)
            self._close()
        elif token.text in {";", ","}:
            self._report(ProblemKind.MISSING_PREDICATE, token)
            self._stream.take()
        else:
            self._read_verb(token)

    def _read_next_verb(self) -> None:
        token = self._stream.peek()
        if token.text == ";":
            self._stream.take()
        elif self._closes(token):
            self._close()
        elif token.kind in LITERALS and self.predicate is not None:
            self._report(ProblemKind.SEMICOLON_FOR_COMMA, self._stream.last)
            self.step = self._read_object
        else:
            self._read_verb(token)

    def _read_verb(self, token: Token) -> None:
        if self._statement.starts_block(after_object=True):
            last = self._stream.last
            kind = ProblemKind.SEMICOLON_FOR_DOT if last.text == ";" else ProblemKind.MISSING_PREDICATE
            self._statement.abandon(kind, last.start, last.end)
        elif token.kind is Kind.END:
            self._statement.abandon_without_dot()
        elif token.text in OPENERS:
            self._statement.stop(ProblemKind.NOT_A_PREDICATE, token)
        elif may_be_term(token):
            self.predicate = self._statement.nodes.read_verb()
            self.step = self._read_object
        elif not self._close_for_outer(token):
            self._statement.stop(ProblemKind.UNEXPECTED, token)

    def _read_object(self) -> None:
        token = self._stream.peek()
        if self._statement.starts_block(after_object=False):
            last = self._stream.last
            self._statement.abandon(ProblemKind.MISSING_OBJECT, last.start, last.end)
        elif self._stream.last.text == "," and self._statement.diagnosis.follows_comma_as_predicate():
            self._report(ProblemKind.COMMA_FOR_SEMICOLON, self._stream.last)
            self.step = self._read_next_verb
        elif token.text in OPENERS:
            self._statement.open_bracket(self)
        elif may_be_term(token):
            self.accept(self._statement.nodes.read())
        elif token.text in SEPARATORS or token.kind is Kind.END:
            self._report(ProblemKind.MISSING_OBJECT, token)
            self.step = self._read_separator
        else:
            self._statement.stop(ProblemKind.UNEXPECTED, token)

    def _read_separator(self) -> None:
        token = self._stream.peek()
        if token.text == ",":
            self._stream.take()
            self.step = self._read_object
        elif token.text == ";":
            self._stream.take()
            self.step = self._read_next_verb
        elif self._closes(token):
            self._close()
        elif token.kind is Kind.BROKEN:
            self._stream.take()  # reported when it was read
        elif token.kind is Kind.END or self._statement.starts_block(after_object=True):
            self._statement.abandon_without_dot()
        elif not self._close_for_outer(token):
            self._supply_separator(token)

    def _supply_separator(self, token: Token) -> None:
        kind = self._statement.diagnosis.explain_after_object()
        if kind is ProblemKind.UNEXPECTED:
            self._statement.stop(kind, token)
        self._report(kind, token)
        self.step = self._read_object if kind is ProblemKind.MISSING_COMMA else self._read_next_verb

    def _closes(self, token: Token) -> bool:
        if self.opening is not None:
            return token.text == "]"
        return token.text == "." or (token.text == "}" and self._statement.in_graph)

    def _close(self) -> None:
        if self._stream.peek().text != "}":
            self._stream.take()
        self._statement.pop()

    def _close_for_outer(self, token: Token) -> bool:
        """Deal with a bracket or dot that closes something else, and return whether it is one."""
        if token.text not in {".", "]", ")", "}"}:
            return False
        if self.opening is not None and self._statement.has_open(token):
            self._statement.report_open_bracket(self.opening)
            self._statement.pop()
        else:
            self._report(ProblemKind.UNEXPECTED, token)
            self._stream.take()
        return True

    def _report(self, kind: ProblemKind, token: Token) -> None:
        self._statement.problems.report(kind, token.start, token.end, text=token.text)
