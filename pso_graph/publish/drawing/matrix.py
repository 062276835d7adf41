"""The response matrix as a picture: for each section and body a strip of cells, one for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.drawing.picture import Picture, draw
from pso_graph.publish.drawing.shapes import NOTE, draw_box, draw_legend, measure_legend, write, write_note
from pso_graph.publish.views.replies import list_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.matrix import Cell, Line, Matrix, Section

WIDTH = 960
CELL = (52, 36)
"""Width and height of a cell."""
GAP = 4
COLUMNS = (WIDTH + GAP) // (CELL[0] + GAP)
_TITLE = 30
_HEADING = 24
_NAME = 18


def draw_matrices(visit: Visit, matrices: Sequence[Matrix], description: str) -> Picture:
    """Return the picture.

    Args:
        visit: that it is for.
        matrices: to draw, one below the other.
        description: what is to be seen, in words.
    """
    body: list[Markup] = []
    top = 0
    for matrix in matrices:
        body.append(write(visit.names.label(matrix.document), 0, top + 18, size=15, weight=600, room=WIDTH))
        top += _TITLE
        for section in matrix.sections:
            if len(matrix.sections) > 1:
                body.append(write(_name_section(visit, section), 0, top + 16, colour="soft", room=WIDTH))
                top += _HEADING
            for respondent in matrix.respondents:
                if len(matrix.respondents) > 1:
                    name = visit.names.label(respondent)
                    body.append(write(name, 0, top + 12, size=11, colour="soft", room=WIDTH))
                    top += _NAME
                body += _draw_strip(visit, section.units, respondent, top)
                top += measure_strip(len(section.units)) + GAP
    used = {key for matrix in matrices for key in matrix.tally.units}
    legend = list_entries(visit, used)
    body += draw_legend(legend, top + 8, WIDTH)
    top += 8 + int(measure_legend(len(legend)))
    note = write_note(visit.say("matrix.note"), top, WIDTH)
    height = top + NOTE * len(note) + 4
    return Picture(WIDTH, height, visit.say("matrix.title"), description, (*body, *note))


def place_cell(index: int, top: int) -> tuple[int, int]:
    """Return where the left upper corner of a cell is.

    Args:
        index: of the cell in its strip, from 0.
        top: of the strip.
    """
    row, column = divmod(index, COLUMNS)
    return column * (CELL[0] + GAP), top + row * (CELL[1] + GAP)


def measure_strip(cells: int) -> int:
    """Return how high a strip is.

    Args:
        cells: in it.
    """
    return -(-cells // COLUMNS) * (CELL[1] + GAP)


def _draw_strip(visit: Visit, lines: Sequence[Line], respondent: str, top: int) -> Iterator[Markup]:
    for index, line in enumerate(lines):
        left, upper = place_cell(index, top)
        for cell in line.cells.get(respondent, ())[:1]:
            address = visit.links.of(cell.response or line.unit)
            yield draw("a", *_draw_cell(visit, line, cell, left, upper), href=address, tabindex=-1)


def _draw_cell(visit: Visit, line: Line, cell: Cell, left: int, top: int) -> Iterator[Markup]:
    reply = cell.reply
    colour = reply.token or "soft"
    middle = left + CELL[0] / 2
    yield draw("title", f"{line.number} {line.label}: {reply.name(visit)}")
    yield draw_box(left, top, *CELL, reply.token, outline=2 if line.is_recommendation else 0.75)
    yield write(line.number, middle, top + 14, size=10.5, colour=colour, anchor="middle", room=CELL[0])
    yield write(reply.sign, middle, top + 29, size=15, weight=700, colour=colour, anchor="middle")


def _name_section(visit: Visit, section: Section) -> str:
    if section.head is None:
        return visit.say("matrix.no-section")
    return f"{section.head.number} {section.head.label}"
