"""The reader of motions in German state parliaments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.model import Document, Genre, Passage, Question, Unit
from pso_graph.readers.blocks import is_cut
from pso_graph.readers.citations import find_citations
from pso_graph.readers.elements import read_elements
from pso_graph.readers.genre import refuse, require_marks
from pso_graph.readers.operative import Statement, read_operative, request_mode, trim_statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.readers.elements import Element
    from pso_graph.readers.operative import Operative


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
            ["an operative statement after the formula, such as 'Der Landtag begrüßt' or 'wird ersucht'"],
        )
    units = tuple(maker.units)
    cut = [id_ for id_, element in maker.sources.items() if is_cut(element.lines)]
    return Document(
        Genre.MOTION,
        units=units,
        citations=find_citations(text, {unit.id: unit.passage for unit in units}),
        questions=tuple(_ask(units, cut, maker.renumbered)),
    )


@dataclass(slots=True)
class _Place:
    """A paragraph or point below which items stand.

    Args:
        id: its id; empty where no items may stand.
        lead: mode that its items complete, as in ``Operative.lead``.
    """

    id: str = ""
    lead: str | None = None


class _UnitMaker:
    """Gives ids to statements; every id is new, whatever the numbers in the document do."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.units: list[Unit] = []
        self.sources: dict[str, Element] = {}
        self.renumbered: list[str] = []
        # How many items, or further units of the same number, an id has had.
        self._numbers: dict[str, int] = {}
        # Number of the last paragraph or top point; whether points are at the top.
        self._number = 0
        self._points = False
        # The paragraph or roman point, and the point below it or at the top.
        self._top = _Place()
        self._point = _Place()

    def add(self, element: Element, following: Element | None) -> None:
        """Make the units of an element; the following one shows whether its last sentence is a lead-in."""
        has_items = following is not None and following.kind in ("bullet", "letter", "point")
        if element.kind in ("bullet", "letter"):
            self._add_item(element)
            return
        point = element.kind != "paragraph"
        found = read_operative(self.text, element.start, element.end, point=point, has_items=has_items)
        if not point:
            self._add_paragraph(element, found, has_items=has_items)
        elif element.kind == "point" and self._top.id:
            self._add_lower_point(element, found)
        else:
            self._add_top_point(element, found, has_items=has_items)

    def _add_paragraph(self, element: Element, found: Operative, *, has_items: bool) -> None:
        if found:
            self._number += 1
            self._top, self._point = _Place(f"m-{self._number}", found.lead), _Place()
            self._emit(self._top.id, found.statements, element)
        elif has_items and self.text[element.end - 1] not in ".!?":
            # "Dazu gehören insbesondere" leads on from the paragraph before; it is none itself.
            self._top.lead = self._point.lead = None
        elif not self._points:
            self._number += 1
            self._top, self._point = _Place(), _Place()

    def _add_top_point(self, element: Element, found: Operative, *, has_items: bool) -> None:
        # Background paragraphs were counted, but the document's own numbers go first.
        self._number = max(self._number + 1, element.value) if self.units else element.value
        self._points = True
        place = _Place(f"m-{self._number}", found.lead)
        if self._number != element.value:
            self.renumbered.append(place.id)
        self._top, self._point = (place, _Place()) if element.kind == "roman" else (_Place(), place)
        if found:
            self._emit(place.id, found.statements, element)
        elif element.kind == "point" or not has_items:
            self._emit(place.id, self._whole(element, None), element)

    def _add_lower_point(self, element: Element, found: Operative) -> None:
        """A point below a lead-in completes it, as bullets do, unless it has a verb of its own."""
        above = self._top
        self._point = _Place(f"{above.id}.{element.value}", found.lead or above.lead)
        mode = self._complete(above.lead, element) if above.lead else None
        statements = found.statements if found else self._whole(element, mode)
        self._emit(self._point.id, statements, element, below=above.id)

    def _add_item(self, element: Element) -> None:
        place = self._point if self._point.id else self._top
        if not place.id:
            return
        if element.kind == "letter":
            id_ = f"{place.id}{_letter(element.value)}"
        else:
            id_ = f"{place.id}.{self._next_number(place.id)}"
        mode = self._complete(place.lead, element) if place.lead else "takes-up"
        self._emit(id_, self._whole(element, mode), element, below=place.id)

    def _next_number(self, place: str) -> int:
        self._numbers[place] = self._numbers.get(place, 0) + 1
        return self._numbers[place]

    def _complete(self, lead: str, element: Element) -> str:
        return request_mode(self.text[element.start : element.end]) if lead == "request" else lead

    def _whole(self, element: Element, mode: str | None) -> tuple[Statement, ...]:
        found = trim_statement(self.text, element.start, element.end)
        return (Statement(*found, mode),) if found else ()

    def _emit(
        self, place: str, statements: tuple[Statement, ...], element: Element, *, below: str = ""
    ) -> None:
        for number, statement in enumerate(statements, start=1):
            wanted = place if len(statements) == 1 else f"{place}{_letter(number)}"
            id_ = wanted
            while id_ in self.sources:
                # The document counts the same number twice.
                id_ = f"{wanted}-{self._next_number(wanted) + 1}"
            self.sources[id_] = element
            type_ = "bullet" if element.kind == "bullet" else "statement"
            parent = below if below in self.sources else None
            passage = Passage.of(statement.start, statement.end)
            self.units.append(Unit(id_, type_, len(self.units) + 1, passage, parent, statement.mode))


def _letter(number: int) -> str:
    """The n-th letter; after z comes aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _ask(units: tuple[Unit, ...], cut: list[str], renumbered: list[str]) -> Iterable[Question]:
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
    if renumbered:
        yield Question(None, f"Points have another number in the document: {', '.join(renumbered)}.")
