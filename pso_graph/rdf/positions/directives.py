"""Declarations: ``@prefix``, ``@base``, ``PREFIX`` and ``BASE``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.positions.diagnosis import may_be_term
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.statement import SkipStatementError
from pso_graph.rdf.positions.tokens import STRINGS, Kind

if TYPE_CHECKING:
    from pso_graph.rdf.positions.statement import Tools
    from pso_graph.rdf.positions.tokens import Token

_FORMS = {
    "@prefix": "@prefix ex: <http://example.org/> .",
    "@base": "@base <http://example.org/> .",
    "prefix": "PREFIX ex: <http://example.org/>",
    "base": "BASE <http://example.org/>",
}


class DirectiveReader:
    """Reads declarations into the scope.

    Args:
        tools: of this reading.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._stream = tools.stream
        self._form = ""

    def read(self) -> None:
        """Take a declaration, whose keyword is the next token.

        Raises:
            SkipStatementError: if it cannot be read to its end.
        """
        keyword = self._stream.take()
        lower = keyword.text.lower()
        if lower in {"version", "@version"}:
            self._report(ProblemKind.RDF_12, keyword)
            if self._stream.peek().kind in STRINGS:
                self._stream.take()
        else:
            self._form = _FORMS[lower]
            if lower.startswith("@") and keyword.text != lower:
                self._report(ProblemKind.BAD_DIRECTIVE, keyword)
            if lower.endswith("prefix"):
                self._read_prefix()
            else:
                iri = self._read_iri()
                if iri is not None:
                    self._tools.scope.set_base(iri)
        self._read_dot(dotted=lower.startswith("@"))

    def _read_prefix(self) -> None:
        token = self._stream.peek()
        prefix, colon, local = token.text.partition(":")
        if token.kind not in {Kind.NAME, Kind.WORD, Kind.BROKEN}:
            self._report(ProblemKind.BAD_DIRECTIVE, token)
            raise SkipStatementError
        if token.kind is not Kind.NAME or local:
            self._report(ProblemKind.BAD_DIRECTIVE, token)
        self._stream.take()
        if not colon and self._stream.peek().text == ":":  # "ex : <…>"
            self._stream.take()
        self._tools.scope.declare_prefix(prefix, self._read_iri())

    def _read_iri(self) -> Token | None:
        token = self._stream.peek()
        if token.kind is Kind.IRI:
            return self._stream.take()
        if token.kind is not Kind.BROKEN:  # what is broken has been reported
            self._report(ProblemKind.BAD_DIRECTIVE, token)
        if may_be_term(token) and self._tools.lines.indent(token.start) is None:
            self._stream.take()
        return None

    def _read_dot(self, *, dotted: bool) -> None:
        last, token = self._stream.last, self._stream.peek()
        if token.text == ".":
            self._stream.take()
            if not dotted:
                self._report(ProblemKind.SUPERFLUOUS_DOT, token)
        elif token.text == ";":
            self._stream.take()
            self._report(ProblemKind.SEMICOLON_FOR_DOT if dotted else ProblemKind.UNEXPECTED, token)
        elif dotted:
            self._tools.problems.report(ProblemKind.MISSING_DOT, last.end, last.end)

    def _report(self, kind: ProblemKind, token: Token) -> None:
        text = token.text or "…"
        self._tools.problems.report(kind, token.start, token.end, text=text, form=self._form)
