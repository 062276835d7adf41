"""The picture of what flowed from decisions into clauses, responses and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.drawing.boxes import HALO, SIZE, SMALL, write
from pso_graph.publish.drawing.lettering import cut_text
from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.drawing.ribbons import LEAST, bend_ribbon, place_flows
from pso_graph.publish.views.flow import INSTRUMENT, NONE, STAGES, UNTAKEN, name_node
from pso_graph.publish.views.replies import find_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from pso_graph.publish.drawing.ribbons import Bar, Ribbon
    from pso_graph.publish.page import Visit
    from pso_graph.publish.views.flow import Flows, Node

_WIDTH, _STEP, _BAR = 1140, 308, 12
_HEAD = 48
_TALLEST = 520  # pixels for all paths together
_BROADEST = 12  # pixels for one path
_LETTERS = _STEP - _BAR - 84


def draw_flow(visit: Visit, flows: Flows, description: str) -> Picture:
    """Return the picture.

    Args:
        visit: that it is for.
        flows: to draw.
        description: what is to be seen, in words.
    """
    scale = min(_TALLEST / len(flows.rows), _BROADEST)
    bars, ribbons = place_flows(flows.stages, flows.links, scale)
    height = max(bar.top + max(bar.height, LEAST) for bar in bars.values()) + _HEAD
    body = [
        *_draw_heads(visit, flows),
        *(_draw_ribbon(visit, flows, link, ribbon) for link, ribbon in ribbons.items()),
        *(part for node, bar in bars.items() for part in _draw_bar(visit, flows, node, bar)),
    ]
    return Picture(_WIDTH, height, visit.say("flow.title"), description, tuple(body))


def _draw_heads(visit: Visit, flows: Flows) -> Iterator[Markup]:
    for number, stage in enumerate(STAGES):
        x = number * _STEP
        yield write(visit.say(f"flow.{stage}"), x, 14, font_weight=600)
        yield write(str(flows.count(stage)), x, 31, "soft", size=12)


def _draw_ribbon(visit: Visit, flows: Flows, link: tuple[Node, Node], ribbon: Ribbon) -> Markup:
    left, right = link
    x = STAGES.index(left[0]) * _STEP + _BAR
    names = {"from": name_node(visit, left), "to": name_node(visit, right), "paths": flows.links[link]}
    colour = _choose_colour(right if right[0] == "response" else left)
    return draw(
        "path",
        draw("title", visit.say("flow.link", **names)),
        d=bend_ribbon(ribbon, x, x + _STEP - _BAR),
        transform=f"translate(0 {_HEAD})",
        fill=paint(colour),
        fill_opacity=0.25,
    )


def _draw_bar(visit: Visit, flows: Flows, node: Node, bar: Bar) -> Iterator[Markup]:
    x, y = STAGES.index(node[0]) * _STEP, bar.top + _HEAD
    yield draw("rect", x=x, y=y, width=_BAR, height=max(bar.height, 1.0), fill=paint(_choose_colour(node)))
    middle, left = y + max(bar.height, LEAST) / 2, x + _BAR + 6
    name = cut_text(name_node(visit, node), _LETTERS, SIZE)
    counts = visit.say("flow.counts", things=flows.things[node], paths=flows.paths[node])
    yield write(name, left, middle - 2, "ink", size=SIZE, **HALO)
    yield write(counts, left, middle + 13, "soft", size=SMALL, **HALO)


def _choose_colour(node: Node) -> str:
    stage, key = node
    if stage == "response":
        return find_reply(key).token or "open"
    if stage == "measure":
        return "open" if key == NONE else "mark"
    if stage == "clause":
        return "open" if key == UNTAKEN else "accent"
    return "open" if key in (NONE, INSTRUMENT) else "info"
