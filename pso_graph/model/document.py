"""What the readers find in a document, before a curator has said anything about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.model.passage import Passage


class Genre(StrEnum):
    """The kinds of document that have a reader."""

    RESOLUTION = "resolution"
    STATEMENT = "statement"
    MOTION = "motion"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a document that has an id of its own.

    Args:
        id: local id within the document, such as ``2.l.1`` or ``pre-3``.
        type: value of the unit scheme: ``preamble``, ``recipient``, ``chapeau``, ``section``,
            ``letter``, ``number``, ``paragraph``, ``bullet``, ``demand`` or ``statement``.
        order: position in the document, from 1.
        passage: its own words, without those of its parts.
        parent: local id of the unit that it is part of; None below the document itself.
        mode: value of the mode scheme where its own words carry one (on sections, statements and bullets).
    """

    id: str
    type: str
    order: int
    passage: Passage
    parent: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A row of a clause-by-clause statement: what it answers to a clause.

    Args:
        clause: local id of the clause in the answered document, such as ``2.l.1``.
        order: position in the document, from 1.
        answer: the answer's words, or None if the row has no answer of its own.
        type: value of the response scheme: ``acknowledgement``, ``substantive`` or ``empty``.
    """

    clause: str
    order: int
    answer: Passage | None
    type: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of another document that a statement reproduces.

    Args:
        clause: local id of the quoted unit in the other document, such as ``2.l.1``, ``2`` or ``chapeau``.
        passage: the quoted words, without the number of the clause.
    """

    clause: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a document or provision by its official number.

    Args:
        unit: local id of the unit (or of the answered clause, in a statement) that mentions it;
            None where the mention stands outside all units.
        kind: ``bspc``, ``drucksache``, ``com``, ``council``, ``provision``, or ``crossreference``
            (the statement refers to another of its own answers).
        number: the number in a normal form: ``28. BSPC 2019``, ``8/3400``, ``COM(2020) 758 final``,
            ``15312/16``, ``SGB VIII § 34``, ``KiföG M-V § 3 Absatz 8``; of a cross reference the
            local id of the clause, ``2.l.4``.
        passage: the words that name it.
        quoted: True if the words stand in a quotation of another document.
    """

    unit: str | None
    kind: str
    number: str
    passage: Passage
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the reader cannot know and a curator must say.

    Args:
        about: local id of the unit concerned, or None for the document as a whole.
        text: what has to be said, in one English sentence.
    """

    about: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as its reader sees it.

    Args:
        genre: the kind of document.
        units: its units in document order (of a statement: none; its rows are the responses).
        responses: the rows of a statement in document order.
        quotations: what a statement reproduces of the answered document, rows and section heads
            alike, in document order.
        citations: mentions found by official number, in document order.
        questions: what a curator must still say.
    """

    genre: Genre
    units: tuple[Unit, ...] = ()
    responses: tuple[Response, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def passages(self) -> Mapping[str, Passage]:
        """What reads on in the document, by key.

        The own words of each unit, and of each response that has any, by local id; what is quoted
        of each clause by ``quotation/<local id>``.
        """
        own = {unit.id: unit.passage for unit in self.units}
        own |= {row.clause: row.answer for row in self.responses if row.answer is not None}
        own |= {f"quotation/{quoted.clause}": quoted.passage for quoted in self.quotations}
        return own
