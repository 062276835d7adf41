"""Report requests as a picture: a lane for each, from the day it was made to the day it was due and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.drawing.shapes import NOTE, draw_box, keep_clear, write, write_note
from pso_graph.publish.things.dates import write_time
from pso_graph.publish.views.requests import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.requests import Fulfilment, Request, Requests

WIDTH = 960
_MARGIN = 12.0
_LANE = 62
_AXIS = 40
_STATE = 190  # pixels for the state of a request
_SMALL = 11.5


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days stand.

    Args:
        first: first year.
        last: last year.
    """

    first: int
    last: int

    def place(self, day: dt.date) -> float:
        """Return how far from the left a day is, in pixels."""
        start, end = dt.date(self.first, 1, 1), dt.date(self.last, 12, 31)
        return _MARGIN + (WIDTH - 2 * _MARGIN) * (day - start).days / max(1, (end - start).days)


def choose_scale(requests: Requests) -> Scale | None:
    """Return a scale that holds all days of the requests; None if there are none.

    Args:
        requests: to show.
    """
    days = [
        day
        for request in requests.requests
        for day in (request.made, request.due, *chain(*((f.start, f.end) for f in request.fulfilments)))
        if day
    ]
    days += [requests.day] if requests.day else []
    return Scale(min(days).year, max(days).year) if days else None


def draw_requests(visit: Visit, requests: Requests, description: str) -> Picture:
    """Return the picture.

    Args:
        visit: that it is for.
        requests: to draw.
        description: what is to be seen, in words.
    """
    scale = choose_scale(requests)
    bottom = _AXIS + _LANE * len(requests.requests) + 26
    body: list[Markup] = []
    if scale:
        body += _draw_axis(visit, requests, scale, bottom)
    for index, request in enumerate(requests.requests):
        lane = _draw_lane(visit, request, requests.day, scale, _AXIS + index * _LANE)
        body.append(draw("a", *lane, href=visit.links.of(request.iri), tabindex=-1))
    note = write_note(visit.say("requests.note"), bottom + 4, WIDTH)
    body += note
    height = bottom + NOTE * len(note) + 8
    return Picture(WIDTH, height, visit.say("requests.title"), description, tuple(body))


def _draw_axis(visit: Visit, requests: Requests, scale: Scale, height: float) -> Iterator[Markup]:
    for year in range(scale.first, scale.last + 1):
        left = scale.place(dt.date(year, 1, 1))
        yield draw("path", d=f"M{left:.1f} 22V{height - 26}", stroke=paint("line"))
        yield write(str(year), left + 4, 16, size=_SMALL, colour="soft")
    if requests.day:
        left = scale.place(requests.day)
        yield draw("path", d=f"M{left:.1f} 22V{height - 18}", stroke=paint("mark"), stroke_width=1.5)
        said = visit.say("requests.day", day=write_time(requests.day.isoformat(), visit.language))
        yield write(said, left, height - 4, size=_SMALL, anchor="end")


def _draw_lane(
    visit: Visit, request: Request, day: dt.date | None, scale: Scale | None, top: float
) -> Iterator[Markup]:
    sign, token = STATES[request.state]
    state = visit.say(f"requests.{request.state}")
    if request.is_proposed:
        state = f"{state} ({visit.say('requests.only-proposed')})"
    yield draw("title", f"{state}: {request.label}")
    yield keep_clear(
        write(f"{sign} {state}", 0, top + 16, size=12, weight=600, colour=token),
        write(request.label, _STATE, top + 16, size=12, room=WIDTH - _STATE),
    )
    base = top + 38
    if request.made is None:
        said = visit.say("requests.undated")
        yield keep_clear(write(said, _MARGIN, base + 4, size=_SMALL, colour="soft"))
    if scale:
        yield from _draw_track(visit, request, day, scale, base)


def _draw_track(
    visit: Visit, request: Request, day: dt.date | None, scale: Scale, base: float
) -> Iterator[Markup]:
    made, due = request.made, request.due
    until = due or day
    if made and until:
        dash = None if due else "4 4"
        yield _draw_line(scale.place(made), scale.place(until), base, "soft", dash, 2)
    if request.state == "overdue" and due and day:
        yield _draw_line(scale.place(due), scale.place(day), base, "no", None, 5)
    for fulfilment in request.fulfilments:
        yield from _draw_fulfilment(fulfilment, scale, base)
    if made:
        yield draw("circle", cx=scale.place(made), cy=base, r=4.5, fill=paint("ink"))
    if due:
        yield from _draw_due(visit, due, scale, base)


def _draw_fulfilment(fulfilment: Fulfilment, scale: Scale, base: float) -> Iterator[Markup]:
    if fulfilment.start is None:
        return
    left = scale.place(fulfilment.start)
    width = max(8.0, scale.place(fulfilment.end or fulfilment.start) - left)
    yield draw_box(left, base - 9, width, 18, "good")
    yield write("✓", left + width - 4, base + 5, colour="good", anchor="end", weight=700)


def _draw_due(visit: Visit, due: dt.date, scale: Scale, base: float) -> Iterator[Markup]:
    left = scale.place(due)
    yield draw("path", d=f"M{left:.1f} {base - 6}l6 6l-6 6l-6-6z", fill=paint("paper"), stroke=paint("ink"))
    said = visit.say("requests.due-day", day=write_time(due.isoformat(), visit.language))
    yield keep_clear(write(said, left, base + 20, size=_SMALL, colour="soft", anchor="middle"))


def _draw_line(start: float, end: float, base: float, colour: str, dash: str | None, width: float) -> Markup:
    return draw(
        "path",
        d=f"M{start:.1f} {base}H{end:.1f}",
        stroke=paint(colour),
        stroke_width=width,
        stroke_dasharray=dash,
    )
