"""Topics as pictures: how often each occurs in which document, and one topic as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.drawing.lettering import wrap_text
from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.drawing.shapes import NOTE, write, write_note
from pso_graph.publish.views.documents import name_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.topics import Column, Topic, TopicTable

STEPS = 5
"""Shades beside none."""
_NAMES = 300  # pixels for the names of topics
_WIDTH = 92
_ROW = 26
_LINES = 5
_HEAD = 16 * (_LINES + 2)
_BAR = 480.0
_BARS = 960


def choose_shade(share: float) -> int:
    """Return how dark a cell is, from 0 for nothing to ``STEPS``.

    Args:
        share: of the things in the column, from 0 to 1; a quarter and more is darkest.
    """
    return min(STEPS, 1 + int(share * 4 * STEPS)) if share else 0


def draw_topics(visit: Visit, table: TopicTable, description: str) -> Picture:
    """Return the picture of topics by documents.

    Args:
        visit: that it is for.
        table: to draw.
        description: what is to be seen, in words.
    """
    body = [part for index, column in enumerate(table.columns) for part in _draw_head(visit, column, index)]
    for index, topic in enumerate(table.topics):
        top = _HEAD + index * _ROW
        row = _draw_row(visit, table.columns, topic, top)
        body.append(draw("a", *row, href=visit.links.to(f"views/topics/{topic.key}"), tabindex=-1))
    width = _NAMES + _WIDTH * len(table.columns)
    bottom = _HEAD + _ROW * len(table.topics) + 4
    note = write_note(visit.say("topics.note"), bottom, width)
    height = bottom + NOTE * len(note) + 4
    return Picture(width, height, visit.say("topics.title"), description, (*body, *note))


def draw_topic(visit: Visit, columns: Sequence[Column], topic: Topic, description: str) -> Picture:
    """Return the picture of one topic: for each document and kind its share as a bar.

    Args:
        visit: that it is for.
        columns: in order.
        topic: to draw.
        description: what is to be seen, in words.
    """
    body: list[Markup] = []
    for index, column in enumerate(columns):
        top = index * 44 + 4
        count = topic.counts.get(column, 0)
        body.append(
            write(
                f"{visit.say(f'topics.{column.kind}')} · {name_document(visit, column.document)}", 0, top + 14
            )
        )
        width = _BAR * topic.measure_share(column)
        body.append(draw("rect", x=0, y=top + 20, width=_BAR, height=12, fill=paint("tint")))
        body.append(draw("rect", x=0, y=top + 20, width=width, height=12, fill=paint("accent")))
        said = visit.say("topics.of", part=count, whole=column.total)
        body.append(write(said, _BAR + 10, top + 30, weight=600))
    title = visit.names.label(topic.concept)
    return Picture(_BARS, len(columns) * 44 + 8, title, description, tuple(body))


def _draw_head(visit: Visit, column: Column, index: int) -> Iterator[Markup]:
    left = _NAMES + index * _WIDTH + 4
    yield write(visit.say(f"topics.{column.kind}"), left, 14, size=12, weight=600)
    for line, text in enumerate(wrap_text(name_document(visit, column.document), _WIDTH - 8, 9.5, _LINES)):
        yield write(text, left, 28 + 12 * line, size=9.5, colour="soft")
    said = visit.say("topics.in-all", total=column.total)
    yield write(said, left, _HEAD - 8, size=10.5, colour="soft")


def _draw_row(visit: Visit, columns: Sequence[Column], topic: Topic, top: int) -> Iterator[Markup]:
    name = visit.names.label(topic.concept)
    yield write(name, 0, top + 17, room=_NAMES - 8)
    for index, column in enumerate(columns):
        left = _NAMES + index * _WIDTH
        count = topic.counts.get(column, 0)
        shade = choose_shade(topic.measure_share(column))
        box = {"x": left + 1, "y": top + 1, "width": _WIDTH - 2, "height": _ROW - 2}
        if shade:
            yield draw("rect", **box, fill=paint("accent"), fill_opacity=0.08 * shade)
            yield write(str(count), left + _WIDTH / 2, top + 17, anchor="middle")
        else:
            yield draw("rect", **box, fill="none", stroke=paint("line"), stroke_width=0.5)
