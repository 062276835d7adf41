"""Writing query results as HTML, row by row, for readers.

The pages are well-formed XML too, so they can be sent as XHTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pso_graph.rdf.namespaces import ROOT, XSD
from pso_graph.rdf.streaming import omit_repeated
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pso_graph.rdf.streaming import ByteSink
    from pso_graph.rdf.terms import QueryResult, QuerySolution, QueryTriples, Term

PAGE_FORMATS = ("html", "xhtml")
"""Names of the formats; the bytes are the same."""

_FOREIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_WEB = ("http://", "https://")
_PLAIN = XSD + "string"


@dataclass(frozen=True, slots=True)
class Frame:
    """The page that a result is put into.

    Args:
        before: its beginning, up to the result.
        after: its end.
        describe: address to which a DESCRIBE query is added for a thing of our own; empty for none.
    """

    before: str
    after: str
    describe: str = ""


def write_page(result: QueryResult, frame: Frame, sink: ByteSink, count_row: Callable[[], None]) -> None:
    """Write a query result as a page, as its rows are found.

    Args:
        result: of a query; it is used up.
        frame: around it.
        sink: to write to; what it raises stops the work and comes out of here.
        count_row: called before each row is written; may raise likewise.
    """
    sink.write(frame.before.encode())
    for piece in _write_result(result, frame, count_row):
        sink.write(piece.encode())
    sink.write(frame.after.encode())


def escape_text(text: str) -> str:
    """Return a text as it can stand in an element or a quoted attribute.

    Args:
        text: characters that XML does not have become U+FFFD.
    """
    return escape(_FOREIGN.sub("\ufffd", text)).replace("\r", "&#13;")


def write_term(term: Term, describe: str = "") -> str:
    """Return a term as HTML: IRIs as links, literals with language or datatype.

    Args:
        term: to show.
        describe: as for ``Frame``.
    """
    if isinstance(term, NamedNode):
        return _write_iri(term.value, describe)
    if isinstance(term, Literal):
        return _write_literal(term)
    if isinstance(term, BlankNode):
        return f'<span class="blank">{escape_text(str(term))}</span>'
    parts = (write_term(part, describe) for part in (term.subject, term.predicate, term.object))
    return f'<span class="triple">&#171; {" ".join(parts)} &#187;</span>'


def _write_result(result: QueryResult, frame: Frame, count_row: Callable[[], None]) -> Iterator[str]:
    if isinstance(result, QueryBoolean):
        yield f'<p class="boolean">{"true" if result else "false"}</p>\n'
        return
    names, rows = _list_rows(result, count_row)
    heads = "".join(f'<th scope="col">{escape_text(name)}</th>' for name in names)
    yield f'<div class="result"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    number = 0
    for number, row in enumerate(rows, 1):  # noqa: B007 - the last number is how many there are
        cells = "</td><td>".join("" if term is None else write_term(term, frame.describe) for term in row)
        yield f"<tr><td>{cells}</td></tr>\n"
    unit = "row" if isinstance(result, QuerySolutions) else "triple"
    yield f'</tbody>\n</table></div>\n<p class="count">{number} {unit}{"" if number == 1 else "s"}</p>\n'


def _list_rows(
    result: QuerySolutions | QueryTriples, count_row: Callable[[], None]
) -> tuple[list[str], Iterable[Iterable[Term | None]]]:
    if isinstance(result, QuerySolutions):
        return [variable.value for variable in result.variables], _count(result, count_row)
    triples = omit_repeated(result, count_row)
    return ["subject", "predicate", "object"], ((t.subject, t.predicate, t.object) for t in triples)


def _count(rows: Iterable[QuerySolution], count_row: Callable[[], None]) -> Iterator[QuerySolution]:
    for row in rows:
        count_row()
        yield row


def _write_iri(iri: str, describe: str) -> str:
    shown = escape_text(iri)
    if describe and iri.startswith(ROOT):
        return f'<a href="{escape_text(describe + quote(f"DESCRIBE <{iri}>", safe=""))}">{shown}</a>'
    if iri.startswith(_WEB):
        return f'<a href="{shown}" rel="nofollow">{shown}</a>'
    return f'<span class="iri">{shown}</span>'


def _write_literal(literal: Literal) -> str:
    shown = escape_text(literal.value)
    if literal.language:
        tag = escape_text(literal.language)
        side = f"--{literal.direction.value}" if literal.direction else ""
        return f'<span lang="{tag}" dir="auto">{shown}</span> <small>@{tag}{side}</small>'
    datatype = literal.datatype.value
    if datatype == _PLAIN:
        return f'<span dir="auto">{shown}</span>'
    name = f"xsd:{datatype.removeprefix(XSD)}" if datatype.startswith(XSD) else f"<{datatype}>"
    return f"<span>{shown}</span> <small>^^{escape_text(name)}</small>"
