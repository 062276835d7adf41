"""From tokens to RDF terms, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.rdf.namespaces import RDF_TYPE, XSD
from pso_graph.rdf.positions.escapes import unescape
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.tokens import BOOLEANS, IRIS, STRINGS, Kind, Token, TokenStream
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.rdf.positions.places import LineTable, Place
    from pso_graph.rdf.positions.problems import ProblemList
    from pso_graph.rdf.positions.scope import Scope

_NUMBERS = {
    Kind.INTEGER: NamedNode(XSD + "integer"),
    Kind.DECIMAL: NamedNode(XSD + "decimal"),
    Kind.DOUBLE: NamedNode(XSD + "double"),
}
_BOOLEAN = NamedNode(XSD + "boolean")
# If an odd number of quotation marks stands behind a bare word, one is missing before it.
_REST_OF_STRING = re.compile(
    r"[^\"\r\n]*\"(?:@[\w-]+)?(?=(?:[^\"\r\n]*+\"[^\"\r\n]*+\")*+[^\"\r\n]*+(?:[\r\n]|\Z))"
)
_SIGHT = 1000  # characters behind a bare word, so that long lines take no longer


class Node(NamedTuple):
    """A term where it is written.

    Args:
        term: the term; nothing if what stands there is wrong, which has been reported.
        place: of its token, a literal's with language tag or datatype; of an anonymous blank node
            or a list, its opening bracket.
    """

    term: NamedNode | BlankNode | Literal | None
    place: Place


class NodeReader:
    """Reads terms that have no other terms in them.

    Args:
        stream: the tokens.
        scope: what names mean.
        lines: of the text.
        problems: where wrong terms are reported.
    """

    def __init__(self, stream: TokenStream, scope: Scope, lines: LineTable, problems: ProblemList) -> None:
        self._stream = stream
        self._scope = scope
        self._lines = lines
        self._problems = problems

    def read(self) -> Node:
        """Take the next token, which is a term or meant to be one, with what belongs to it."""
        token = self._stream.take()
        term = self._read_literal(token) if token.kind in STRINGS else self._make_term(token)
        return Node(term, self._lines.place(token.start, self._stream.last.end))

    def read_verb(self) -> Node:
        """Take the next token, which stands in the place of a predicate."""
        if self._stream.peek().text == "a":
            token = self._stream.take()
            return Node(RDF_TYPE, self._lines.place(token.start, token.end))
        node = self.read()
        if isinstance(node.term, NamedNode):
            return node
        if node.term is not None:
            self._refuse(ProblemKind.NOT_A_PREDICATE, node.place)
        return Node(None, node.place)

    def read_subject(self) -> Node:
        """Take the next token, which stands in the place of a subject."""
        node = self.read()
        if isinstance(node.term, Literal):
            self._refuse(ProblemKind.NOT_A_SUBJECT, node.place)
            return Node(None, node.place)
        return node

    def _refuse(self, kind: ProblemKind, place: Place) -> None:
        text = self._lines.text[place.offset : place.end]
        self._problems.report(kind, place.offset, place.end, text=text)

    def _make_term(self, token: Token) -> NamedNode | BlankNode | Literal | None:
        kind = token.kind
        if kind is Kind.IRI:
            return self._scope.resolve_iri(token)
        if kind is Kind.NAME:
            return self._scope.resolve_name(token)
        if kind is Kind.BLANK:
            return BlankNode(token.text[2:])
        if kind in _NUMBERS:
            return Literal(token.text, datatype=_NUMBERS[kind])
        if kind is Kind.WORD:
            return self._make_word(token)
        return None

    def _make_word(self, token: Token) -> Literal | None:
        if token.text in BOOLEANS:
            return Literal(token.text, datatype=_BOOLEAN)
        if token.text == "a":
            self._problems.report(ProblemKind.A_NOT_PREDICATE, token.start, token.end)
            return None
        rest = _REST_OF_STRING.match(self._lines.text, token.end, token.end + _SIGHT)
        if rest:
            self._stream.skip_to(rest.end())
        self._problems.report(
            ProblemKind.BARE_WORD, token.start, token.end, text=token.text, **_propose(token.text, rest)
        )
        return None

    def _read_literal(self, token: Token) -> Literal | None:
        quotes = 3 if token.kind is Kind.LONG_STRING else 1
        text, wrong, offset = unescape(token.text[quotes:-quotes])
        if wrong:
            start = token.start + quotes + offset
            self._problems.report(ProblemKind.BAD_ESCAPE, start, start + len(wrong), text=wrong)
        after = self._stream.peek()
        if after.kind is Kind.WORD and after.start == token.end and after.text not in BOOLEANS:
            # The quotation mark that closes this string was meant to open the next one.
            self._problems.report(
                ProblemKind.STRING_NOT_CLOSED, token.start, token.start + quotes, quote=token.text[:quotes]
            )
            self._stream.skip_line()
            return None
        if after.kind is Kind.LANGUAGE:
            return self._tag_literal(text, self._stream.take())
        if after.text == "^^":
            return self._type_literal(text, self._stream.take())
        return Literal(text)

    def _tag_literal(self, text: str, token: Token) -> Literal | None:
        try:
            return Literal(text, language=token.text[1:])
        except ValueError:
            self._problems.report(ProblemKind.BAD_LANGUAGE, token.start, token.end, text=token.text)
            return None

    def _type_literal(self, text: str, caret: Token) -> Literal | None:
        if self._stream.peek().kind not in IRIS:
            if self._stream.peek().kind is Kind.BROKEN:
                self._stream.take()
            else:
                self._problems.report(ProblemKind.BAD_DATATYPE, caret.end, caret.end)
            return None
        datatype = self._make_term(self._stream.take())
        return Literal(text, datatype=datatype) if isinstance(datatype, NamedNode) else None


def _propose(word: str, rest_of_string: object) -> dict[str, str]:
    """Return what to write instead of a bare word, in both languages."""
    if rest_of_string:
        return {"remedy_de": 'Setzen Sie " davor.', "remedy_en": 'Put " before it.'}
    if word.lower() in BOOLEANS:
        return {"remedy_de": f"Schreiben Sie {word.lower()}.", "remedy_en": f"Write {word.lower()}."}
    return {
        "remedy_de": f'Schreiben Sie "{word}", oder Präfix und Doppelpunkt davor: …:{word}.',
        "remedy_en": f'Write "{word}", or a prefix and a colon before it: …:{word}.',
    }
