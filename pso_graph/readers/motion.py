"""The reader of motions in German state parliaments."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from pso_graph.model import Document, Genre, Passage, Question, Unit
from pso_graph.readers.blocks import is_cut
from pso_graph.readers.citations import find_citations
from pso_graph.readers.elements import Element, read_elements
from pso_graph.readers.genre import refuse, require_marks
from pso_graph.readers.operative import Statement, read_operative, request_mode, trim_statement

if TYPE_CHECKING:
    from collections.abc import Iterable

_ITEMS = ("bullet", "letter", "point")


def read_motion(text: str) -> Document:
    """Return a motion's statements and bullets.

    Paragraphs after the formula are counted from 1, background included, or have the number of
    their point; the units are the operative statements in them: ``m-5`` if a paragraph holds one,
    ``m-3a`` and ``m-3b`` if it holds two, ``m-6.1`` for the first item below paragraph 6. A unit
    has a parent only where its paragraph is a unit itself.

    Args:
        text: the decoded file, nothing removed.

    Raises:
        NotThisGenreError: if the text lacks a mark of the genre; the message names each.
    """
    require_marks(text, Genre.MOTION)
    elements = read_elements(text)
    maker = _UnitMaker(text)
    for position, element in enumerate(elements):
        following = elements[position + 1] if position + 1 < len(elements) else None
        maker.add(element, following)
    if not maker.units:
        raise refuse(
            Genre.MOTION,
            [
                "an operative statement after the formula, such as 'Der Landtag begrüßt' or 'wird ersucht, … zu'"
            ],
        )
    units = tuple(maker.units)
    cut = [id_ for id_, element in maker.sources.items() if is_cut(element.lines)]
    return Document(
        Genre.MOTION,
        units=units,
        citations=find_citations(text, {unit.id: unit.passage for unit in units}),
        questions=tuple(_ask(units, cut)),
    )


class _UnitMaker:
    """Gives ids to statements; every id is new, whatever the numbers in the document do."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.units: list[Unit] = []
        self.sources: dict[str, Element] = {}
        # Number of the last paragraph or top point, and whether points stand below a paragraph.
        self._number = 0
        self._below = ""
        # Id of the place below which items stand, and the mode that they complete.
        self._place = ""
        self._lead: str | None = None

    def add(self, element: Element, following: Element | None) -> None:
        if element.kind == "paragraph":
            self._add_paragraph(element, following)
        elif element.kind == "roman":
            self._number = max(self._number + 1, element.value) if self.units else element.value
            self._below = f"m-{self._number}"
            self._add_point(self._below, element, following)
        elif element.kind == "point":
            if not self._below:
                self._number = max(self._number + 1, element.value) if self.units else element.value
            place = self._below
            self._add_point(f"{place}.{element.value}" if place else f"m-{self._number}", element, following)
        elif self._place:
            self._add_item(element)

    def _add_paragraph(self, element: Element, following: Element | None) -> None:
        has_items = following is not None and following.kind in _ITEMS
        found = read_operative(self.text, element.start, element.end, point=False, has_items=has_items)
        if found:
            self._number += 1
            self._below = self._place = f"m-{self._number}"
            self._lead = found.lead
            self._emit(self._place, found.statements, element)
        elif has_items and self.text[element.end - 1] not in ".!?":
            # "Dazu gehören insbesondere" leads on from the paragraph before; it is none itself.
            self._lead = None
        else:
            self._number += 1
            self._place, self._lead = "", None

    def _add_point(self, place: str, element: Element, following: Element | None) -> None:
        has_items = following is not None and following.kind in _ITEMS
        found = read_operative(self.text, element.start, element.end, point=True, has_items=has_items)
        # Points below a lead-in complete it, as bullets do.
        lead = self._lead if self._below and element.kind == "point" and place != self._below else None
        if lead and not found:
            self._emit(place, self._whole(element, self._complete(lead, element)), element)
            return
        self._place = place
        if element.kind == "roman" or not self._below:
            self._lead = found.lead
        if found:
            self._emit(place, found.statements, element)
        elif element.kind == "point" or not has_items:
            self._emit(place, self._whole(element, None), element)

    def _add_item(self, element: Element) -> None:
        mode = self._complete(self._lead, element) if self._lead else "takes-up"
        if element.kind == "bullet":
            number = 1
            while f"{self._place}.{number}" in self.sources:
                number += 1
            id_ = f"{self._place}.{number}"
        else:
            id_ = f"{self._place}{_letter(element.value)}"
        self._emit(id_, self._whole(element, mode), element)

    def _complete(self, lead: str, element: Element) -> str:
        return request_mode(self.text[element.start : element.end]) if lead == "request" else lead

    def _whole(self, element: Element, mode: str | None) -> tuple[Statement, ...]:
        found = trim_statement(self.text, element.start, element.end)
        return (Statement(*found, mode or ""),) if found else ()

    def _emit(self, place: str, statements: Iterable[Statement], element: Element) -> None:
        statements = tuple(statements)
        for number, statement in enumerate(statements, start=1):
            id_ = place if len(statements) == 1 else f"{place}{_letter(number)}"
            # A document may count the same number twice.
            for again in count(2):
                if id_ not in self.sources:
                    break
                id_ = f"{place}-{again}"
            above = self._place if self._place != id_ and self._place in self.sources else None
            self.sources[id_] = element
            self.units.append(
                Unit(
                    id_,
                    "bullet" if element.kind == "bullet" else "statement",
                    len(self.units) + 1,
                    Passage.of(statement.start, statement.end),
                    parent=above,
                    mode=statement.mode or None,
                )
            )


def _letter(number: int) -> str:
    """The n-th letter; after z comes aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _ask(units: tuple[Unit, ...], cut: list[str]) -> Iterable[Question]:
    yield Question(
        None, "State title, Drucksache, date, parliament, moving groups and whether it was adopted."
    )
    yield Question(None, f"Write a gloss in German and English for each of the {len(units)} units.")
    ids = ", ".join(unit.id for unit in units)
    yield Question(
        None, f"State which document or clause each unit welcomes, supports, requests or takes up: {ids}."
    )
    requests = [unit.id for unit in units if (unit.mode or "").startswith("requests")]
    if requests:
        yield Question(None, f"State who is asked, and by when a report is due: {', '.join(requests)}.")
    for unit in units:
        if unit.mode is None:
            yield Question(unit.id, "No known operative verb was found: state the unit's mode.")
    if cut:
        yield Question(None, f"Check the ends of the units that an empty line cuts: {', '.join(cut)}.")
