"""The picture of what happened when: a lane for each kind, a mark for each date, as broad as it is vague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.boxes import write
from pso_graph.publish.drawing.lettering import cut_text, measure_text
from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.drawing.scale import TimeScale, pack_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.timeline import Entry, Lane

_WIDTH, _MARGIN = 1140, 14
_FIRST = 1991  # of the conferences; what is earlier stands at the left edge
_AXIS, _HEAD, _ROW, _BEAD = 24, 30, 17, 23
_SIZE, _LETTERS = 11.5, 420
_GAP = 8  # pixels at least between one lettered mark and the next; beads may stand close
_COLOURS: Mapping[str, str] = {
    "conference": "info",
    "document": "accent",
    "due-date": "no",
    "measure": "mark",
    "instrument": "open",
}
_DECADE, _TICK = 10, 5


@dataclass(frozen=True, slots=True)
class _Mark:
    """An entry in its row.

    Args:
        entry: to draw.
        left: where its span begins.
        right: where its span ends.
        text: beside it; of a meeting, in it.
        is_text_left: whether the text stands before it.
    """

    entry: Entry
    left: float
    right: float
    text: str
    is_text_left: bool

    @property
    def is_bead(self) -> bool:
        """Whether it is a meeting with a number."""
        return bool(self.entry.row["number"])

    @property
    def stretch(self) -> tuple[float, float]:
        """What it takes of its row."""
        if self.is_bead:
            middle = (self.left + self.right) / 2
            return middle - _BEAD / 2, middle + _BEAD / 2
        room = measure_text(self.text, _SIZE) + 8
        return (self.left - room, self.right) if self.is_text_left else (self.left, self.right + room)


def draw_timeline(visit: Visit, lanes: Sequence[Lane], description: str) -> Picture:
    """Return the picture.

    Args:
        visit: that it is for.
        lanes: from top to bottom; at least one.
        description: what is to be seen, in words.
    """
    entries = [entry for lane in lanes for entry in lane.entries]
    first = max(_FIRST, min(entry.start.year for entry in entries))
    last = max(first, *((entry.end or entry.start).year for entry in entries))
    scale = TimeScale(first, last, _WIDTH - 2 * _MARGIN)
    body: list[Markup] = []
    top = float(_AXIS)
    for lane in lanes:
        drawn, top = _draw_lane(visit, scale, lane, top)
        body += drawn
    axis = _draw_axis(scale, top + 8)
    return Picture(_WIDTH, top + _AXIS + 8, visit.say("timeline.title"), description, (*axis, *body))


def name_lane(visit: Visit, lane: Lane) -> str:
    """Return what a lane is called.

    Args:
        visit: that it is for.
        lane: to name.
    """
    kind = visit.say(f"timeline.{lane.kind}")
    return f"{kind}: {visit.names.label(lane.group)}" if lane.group else kind


def _draw_axis(scale: TimeScale, bottom: float) -> Iterator[Markup]:
    step = 1 if len(scale.years) <= _DECADE + _TICK else _TICK
    for year in (*scale.years, scale.last + 1):
        x = _MARGIN + scale.width * (year - scale.first) / len(scale.years)
        is_ticked = year % step == 0 or year == scale.first
        yield draw(
            "path",
            d=f"M{x:.1f} {_AXIS - 4}V{bottom:.0f}",
            stroke=paint("line"),
            stroke_width=1 if is_ticked else 0.4,
        )
        if is_ticked and year in scale.years:
            middle = x + scale.width / len(scale.years) / 2
            for y in (_AXIS - 10, bottom + 13):
                yield write(str(year), middle, y, "soft", size=_SIZE, text_anchor="middle")


def _draw_lane(visit: Visit, scale: TimeScale, lane: Lane, top: float) -> tuple[list[Markup], float]:
    marks = [_make_mark(visit, scale, entry) for entry in lane.entries]
    rows = pack_rows([mark.stretch for mark in marks], 0 if any(mark.is_bead for mark in marks) else _GAP)
    height = _BEAD if any(mark.is_bead for mark in marks) else _ROW
    drawn = [write(name_lane(visit, lane), 0, top + 20, font_weight=600)]
    drawn.append(draw("path", d=f"M0 {top + 4:.0f}H{_WIDTH}", stroke=paint("line")))
    for mark, row in zip(marks, rows, strict=True):
        y = top + _HEAD + height * row + height / 2
        title = draw("title", _tell(visit, mark.entry))
        parts = _draw_bead(mark, y) if mark.is_bead else _draw_mark(mark, y, scale)
        drawn.append(draw("a", title, *parts, href=visit.links.of(mark.entry.row["thing"]), tabindex=-1))
    return drawn, top + _HEAD + height * (max(rows) + 1) + 6


def _make_mark(visit: Visit, scale: TimeScale, entry: Entry) -> _Mark:
    left, right = (_MARGIN + x for x in scale.span(entry.start, entry.end))
    label = entry.row["label"] or visit.names.label(entry.row["thing"])
    said = [cut_text(label, _LETTERS, _SIZE)]
    said += ["?"] * (not entry.is_sure)
    said += [f"({visit.say('timeline.proposed')})"] * entry.is_proposed
    if entry.start.year < scale.first:
        said.insert(0, f"‹ {entry.start.year}")
    text = " ".join(said)
    return _Mark(entry, left, right, text, is_text_left=left - measure_text(text, _SIZE) - 8 >= 0)


def _draw_bead(mark: _Mark, y: float) -> Iterator[Markup]:
    entry, middle = mark.entry, (mark.left + mark.right) / 2
    colour = paint(_COLOURS[entry.row["kind"]])
    if entry.exactness != "period" and mark.right - mark.left > _BEAD / 4:
        yield draw("path", d=f"M{mark.left:.1f} {y:.0f}H{mark.right:.1f}", stroke=colour)
    dashes = None if entry.is_sure else "2 2"
    fill = colour if entry.is_sure else paint("paper")
    yield draw("circle", cx=middle, cy=y, r=10, fill=fill, stroke=colour, stroke_dasharray=dashes)
    ink = "paper" if entry.is_sure else "ink"
    yield write(entry.row["number"], middle, y + 4, ink, size=10.5, text_anchor="middle")


def _draw_mark(mark: _Mark, y: float, scale: TimeScale) -> Iterator[Markup]:
    entry, x = mark.entry, mark.left
    colour = paint(_COLOURS[entry.row["kind"]])
    is_filled = entry.is_sure and not entry.is_proposed and entry.exactness in ("day", "period")
    look = {
        "fill": colour if is_filled else paint("paper"),
        "stroke": colour,
        "stroke_dasharray": None if entry.is_sure and not entry.is_proposed else "2 2",
    }
    if entry.start.year < scale.first:
        yield draw("path", d=f"M{x:.1f} {y - 4:.1f}v8l-6 -4z", **look)
    elif entry.row["kind"] == "due-date":
        yield draw("path", d=f"M{x - 4:.1f} {y - 4:.1f}h8l-4 8z", **look)
    elif entry.exactness == "day":
        yield draw("circle", cx=x, cy=y, r=4, fill=look["fill"], stroke=colour)  # too small for dashes
    elif entry.end is None:
        end = mark.right - 6
        path = f"M{x:.1f} {y - 3:.1f}H{end:.1f}v-3l6 6l-6 6v-3H{x:.1f}z"
        yield draw("path", d=path, fill_opacity=0.45, **look)
    else:
        width = max(mark.right - x, 4.0)
        yield draw("rect", x=x, y=y - 4, width=width, height=8, rx=2, **look)
    text_x = x - 7 if mark.is_text_left else max(mark.right, x + 4) + 6
    yield write(mark.text, text_x, y + 4, size=_SIZE, text_anchor="end" if mark.is_text_left else None)


def _tell(visit: Visit, entry: Entry) -> str:
    row = entry.row
    when = row["dateText"] or row["date"]
    name = row["label"] or visit.names.label(row["thing"])
    doubt = f" ({visit.say('timeline.' + row['sureness'])})" if row["sureness"] else ""
    return f"{when}{doubt}: {name}"
