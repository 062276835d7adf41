"""The reader of clause-by-clause statements of a government."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pso_graph.model import Document, Genre, Passage, Question, Quotation, Response, Span
from pso_graph.readers.blocks import passage_of
from pso_graph.readers.citations import find_citations
from pso_graph.readers.entries import Entries, EntryReader
from pso_graph.readers.genre import refuse, require_marks
from pso_graph.readers.lines import read_lines
from pso_graph.readers.preamble import find_chapeau
from pso_graph.readers.table import Section, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.model import Citation
    from pso_graph.readers.entries import Piece
    from pso_graph.readers.lines import Line

_ACKNOWLEDGEMENT = re.compile(
    r"(?:(?:zustimmende|wird|wurde|ist|die landesregierung nimmt|dies|zustimmend) ){0,3}"
    r"(?:zur )?kenntnis(?:nahme| genommen)?"
)


def read_statement(text: str) -> Document:
    """Return a statement's responses, what it quotes, its citations and cross references.

    Header rows, tabs and the markup around a cell lie outside all passages; a row that a page
    break cuts is one passage with a span in each cell.

    Args:
        text: the decoded file, nothing removed.

    Raises:
        NotThisGenreError: if the text lacks a mark of the genre; the message names each.
    """
    require_marks(text, Genre.STATEMENT)
    sections = read_table(text)
    if not sections:
        raise refuse(Genre.STATEMENT, ["a numbered section head directly before the table"])
    table = EntryReader(text).read(sections)
    if not any(entry.answer for entry in table.entries):
        raise refuse(Genre.STATEMENT, ["a table row with a letter and an answer below a section head"])
    responses = tuple(_respond(text, table))
    quotations = tuple(_quote(text, sections, table))
    answers = {row.clause: row.answer for row in responses if row.answer}
    citations = find_citations(text, answers, quotations, cross_references=True)
    return Document(
        Genre.STATEMENT,
        responses=responses,
        quotations=quotations,
        citations=citations,
        questions=tuple(_ask(responses, table, citations)),
    )


def _join(pieces: list[Piece]) -> Passage | None:
    """The pieces as one span for each cell, so that the markup between two paragraphs stays inside."""
    if not pieces:
        return None
    cells = [[span for _, span in group] for _, group in groupby(pieces, key=lambda piece: piece[0])]
    return Passage(tuple(Span(spans[0].start, spans[-1].end) for spans in cells))


def _respond(text: str, table: Entries) -> Iterable[Response]:
    for order, entry in enumerate(table.entries, start=1):
        answer = _join(entry.answer)
        yield Response(entry.id, order, answer, _classify(text, answer))


def _classify(text: str, answer: Passage | None) -> str:
    if answer is None:
        return "empty"
    words = " ".join(re.findall(r"\w+", answer.read(text).lower()))
    return "acknowledgement" if _ACKNOWLEDGEMENT.fullmatch(words) else "substantive"


def _quote(text: str, sections: list[Section], table: Entries) -> Iterable[Quotation]:
    """Section heads, rows and the chapeau, in document order."""
    quotations = [Quotation(str(section.number), section.head) for section in sections]
    for entry in table.entries:
        passage = _join(entry.quoted)
        if passage:
            quotations.append(Quotation(entry.id, passage))
    chapeau = find_chapeau(text, _lines_before(text, sections[0]))
    if chapeau:
        quotations.append(Quotation("chapeau", passage_of(chapeau)))
    return sorted(quotations, key=lambda quotation: quotation.passage.spans)


def _lines_before(text: str, section: Section) -> list[Line]:
    # The head's passage begins after its number, on whose line no earlier word can stand.
    return [line for line in read_lines(text) if line.end < section.head.start]


def _ask(
    responses: tuple[Response, ...], table: Entries, citations: tuple[Citation, ...]
) -> Iterable[Question]:
    by_type = {
        kind: [row.clause for row in responses if row.type == kind] for kind in ("substantive", "empty")
    }
    yield Question(
        None, "State title, official number, date, government, answered document and report request."
    )
    if by_type["substantive"]:
        ids = ", ".join(by_type["substantive"])
        yield Question(
            None, f"State stance, actors, instruments and measures of these substantive answers: {ids}."
        )
    if by_type["empty"]:
        ids = ", ".join(by_type["empty"])
        yield Question(None, f"Confirm that these clauses have no answer of their own: {ids}.")
    yield Question(None, "State which clauses of the answered document the statement leaves out.")
    for clauses in table.shared:
        yield Question(
            clauses[0], f"One cell answers {' and '.join(clauses)}: confirm where the answer is split."
        )
    for clause in table.restarts:
        yield Question(clause, "The letters begin again without a section head: confirm the section.")
    known = {row.clause for row in responses}
    for citation in citations:
        if citation.kind == "crossreference" and citation.number not in known:
            yield Question(
                citation.unit, f"The cross reference to {citation.number} leads nowhere: state its target."
            )
