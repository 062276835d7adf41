"""A document beside others as a picture: a column for each of its clauses, a strip for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.drawing.shapes import NOTE, draw_box, draw_legend, measure_legend, write, write_note
from pso_graph.publish.views.documents import find_status, is_proposed, name_document
from pso_graph.publish.views.replies import list_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.comparison import Comparison, Line, Remark

WIDTH = 960
_WIDEST = 28.0  # pixels of a clause
_HEIGHT = 26
_NUMBERS = 48  # pixels for numbers that stand upright
_LINE = 22
_TAKEN_UP = "●"


def draw_comparisons(visit: Visit, comparisons: Sequence[Comparison], description: str) -> Picture:
    """Return the picture.

    Args:
        visit: that it is for.
        comparisons: to draw, one below the other.
        description: what is to be seen, in words.
    """
    body: list[Markup] = []
    top = 0
    for comparison in comparisons:
        step = measure_step(len(comparison.lines))
        name = visit.names.label(comparison.document)
        body.append(write(name, 0, top + 18, size=15, weight=600, room=WIDTH))
        top += _LINE + 6
        if any(line.number for line in comparison.lines):
            body += _draw_numbers(comparison.lines, step, top + _NUMBERS)
            top += _NUMBERS + 4
        for source in comparison.sources:
            name = name_document(visit, source)
            body.append(write(name, 0, top + 15, size=12, colour="soft", room=WIDTH))
            top += _LINE
            dash = "2 2" if is_proposed(find_status(visit.store, source)) else None
            for index, line in enumerate(comparison.lines):
                body.append(_draw_clause(visit, line, source, (index * step, top, step), dash))
            top += _HEIGHT + 6
        top += 14
    legend = _list_entries(visit, comparisons)
    body += draw_legend(legend, top, WIDTH)
    top += int(measure_legend(len(legend)))
    note = write_note(visit.say("comparison.note"), top, WIDTH)
    height = top + NOTE * len(note) + 4
    return Picture(WIDTH, height, visit.say("comparison.title"), description, (*body, *note))


def measure_step(clauses: int) -> float:
    """Return how wide the column of a clause is, in pixels.

    Args:
        clauses: that stand side by side.
    """
    return min(_WIDEST, WIDTH / max(1, clauses))


def _list_entries(visit: Visit, comparisons: Sequence[Comparison]) -> list[tuple[str, str, str]]:
    remarks = [
        remark
        for comparison in comparisons
        for line in comparison.lines
        for found in line.remarks.values()
        for remark in found
    ]
    entries = list_entries(visit, {remark.reply.key for remark in remarks if remark.reply})
    if any(remark.reply is None for remark in remarks):
        entries.insert(0, ("accent", _TAKEN_UP, visit.say("comparison.taken-up")))
    return [*entries, ("", "", visit.say("comparison.silent"))]


def _draw_numbers(lines: Sequence[Line], step: float, base: float) -> Iterator[Markup]:
    for index, line in enumerate(lines):
        left = index * step + step / 2 + 3
        yield draw(
            "text",
            line.number,
            transform=f"translate({left:.1f} {base:g}) rotate(-90)",
            font_size=9,
            font_weight=700 if line.is_recommendation else None,
            fill=paint("ink" if line.is_recommendation else "soft"),
        )


def _draw_clause(
    visit: Visit, line: Line, source: str, place: tuple[float, float, float], dash: str | None
) -> Markup:
    """Return what a document says of a clause, or an empty box; ``place`` is left, top and width."""
    left, top, width = place
    remarks = line.remarks.get(source)
    if not remarks:
        return draw_box(left, top, width, _HEIGHT, "")
    drawn = _draw_remark(visit, line, remarks[0], place, dash)
    return draw("a", *drawn, href=visit.links.of(remarks[0].unit), tabindex=-1)


def _draw_remark(
    visit: Visit, line: Line, remark: Remark, place: tuple[float, float, float], dash: str | None
) -> Iterator[Markup]:
    left, top, width = place
    reply = remark.reply
    name = reply.name(visit) if reply else visit.names.label(remark.relation)
    token = reply.token if reply else "accent"
    sign = reply.sign if reply else _TAKEN_UP
    yield draw("title", f"{line.number} {name}: {remark.label}")
    yield draw_box(left, top, width, _HEIGHT, token, dash=dash)
    size, colour = min(12, width), token or "soft"
    yield write(sign, left + width / 2, top + 17, size=size, weight=700, colour=colour, anchor="middle")
