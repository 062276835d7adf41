"""What a wrong token most likely means: which mark is missing before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import IRIS, LITERALS, TERMS, Kind

if TYPE_CHECKING:
    from pso_graph.rdf.positions.places import LineTable
    from pso_graph.rdf.positions.tokens import Token, TokenStream

DIRECTIVES = frozenset({"@prefix", "@base", "@version"})
KEYWORDS = frozenset({"prefix", "base", "graph", "version"})
SEPARATORS = frozenset({".", ";", ",", "]", ")", "}"})
OPENERS = frozenset({"[", "("})
SUBJECTS = IRIS | {Kind.BLANK}


def is_directive(token: Token) -> bool:
    """Return whether a token opens a declaration or a ``GRAPH`` block."""
    lower = token.text.lower()
    return (token.kind is Kind.LANGUAGE and lower in DIRECTIVES) or (
        token.kind is Kind.WORD and lower in KEYWORDS
    )


def may_be_verb(token: Token) -> bool:
    """Return whether a token can stand in the place of a predicate."""
    return token.kind in IRIS or (token.kind is Kind.WORD and token.text == "a")


def may_be_term(token: Token) -> bool:
    """Return whether a token is a term or opens one."""
    return token.kind in TERMS or token.text in OPENERS


class Diagnosis:
    """Looks at the tokens to come.

    Args:
        stream: the tokens.
        lines: of the text.
    """

    def __init__(self, stream: TokenStream, lines: LineTable) -> None:
        self._stream = stream
        self._lines = lines

    def starts_block(self, indent: int, *, after_object: bool) -> bool:
        """Return whether the next token begins a new block although the one before is not closed.

        It must open a line, not be indented more than the block before, and be followed by what
        follows a subject; in a well-formed document none of this ever follows an open block.

        Args:
            indent: how many blanks stand before the block that is open.
            after_object: whether an object, or a semicolon behind one, was read last, so that even
                a bracket can only begin a block.
        """
        token = self._stream.peek()
        if token.kind is Kind.MARK and token.text not in OPENERS:
            return False
        found = self._lines.indent(token.start)
        if found is None or found > indent:
            return False
        if is_directive(token):
            return True
        if token.text in OPENERS:
            return after_object
        if token.kind not in SUBJECTS:
            return False
        verb, object_ = self._stream.peek(1), self._stream.peek(2)
        return verb.text in {"a", "{"} or (may_be_verb(verb) and may_be_term(object_))

    def explain_after_object(self) -> ProblemKind:
        """Return what is missing before the next token, which follows an object."""
        token, after = self._stream.peek(), self._stream.peek(1)
        if may_be_verb(token):
            alone = after.text in SEPARATORS or after.kind is Kind.END
            return ProblemKind.MISSING_COMMA if alone and token.text != "a" else ProblemKind.MISSING_SEMICOLON
        return ProblemKind.MISSING_COMMA if may_be_term(token) else ProblemKind.UNEXPECTED

    def follows_comma_as_predicate(self) -> bool:
        """Return whether what follows a comma is a predicate with its object, on a line of its own."""
        token = self._stream.peek()
        if self._lines.indent(token.start) is None or not may_be_verb(token):
            return False
        return token.text == "a" or may_be_term(self._stream.peek(1))

    def interrupts_list(self, indent: int) -> bool:
        """Return whether the next token begins a new block although a list is still open.

        Args:
            indent: how many blanks stand before the block that is open.
        """
        token = self._stream.peek()
        found = self._lines.indent(token.start)
        if found is None or found > indent:
            return False
        return is_directive(token) or (token.kind in SUBJECTS and self._stream.peek(1).text == "a")

    def goes_on_after_dot(self, indent: int) -> bool:
        """Return whether a statement has no subject of its own: an indented predicate and its object.

        Args:
            indent: how many blanks stand before the block that the dot closed.
        """
        token, object_ = self._stream.peek(), self._stream.peek(1)
        if not may_be_verb(token) or not may_be_term(object_) or object_.text == "a":
            return False
        found = self._lines.indent(token.start)
        if found is None or found <= indent:
            return False
        after = self._stream.peek(2)
        return (
            object_.kind in LITERALS
            or object_.text in OPENERS
            or token.text == "a"
            or after.text in SEPARATORS
        )
