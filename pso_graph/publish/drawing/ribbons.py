"""Where the bars and ribbons of a flow stand (Sankey): ribbons are as broad as what flows is many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.publish.views.flow import Node

LEAST = 32
"""Pixels that each bar has for its lettering, however low it is."""

_GAP = 8  # pixels between two bars


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a node stands.

    Args:
        top: distance of its upper side from the top, in pixels.
        height: in pixels.
    """

    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Where a flow runs.

    Args:
        left: distance of its upper side from the top where it begins, in pixels.
        right: the same where it ends.
        breadth: in pixels, the same all along.
    """

    left: float
    right: float
    breadth: float


def place_flows(
    stages: Sequence[Sequence[Node]], links: Mapping[tuple[Node, Node], int], scale: float
) -> tuple[dict[Node, Bar], dict[tuple[Node, Node], Ribbon]]:
    """Return where bars and ribbons stand: bars of a stage below each other, ribbons side by side at a bar.

    Args:
        stages: nodes in their order.
        links: how much flows between nodes of neighbouring stages.
        scale: pixels for one.
    """
    passing: dict[Node, list[int]] = defaultdict(lambda: [0, 0])
    for (left, right), count in links.items():
        passing[left][1] += count
        passing[right][0] += count
    bars: dict[Node, Bar] = {}
    rooms = [[max(scale * max(passing[node]), LEAST) for node in stage] for stage in stages]
    totals = [sum(room) + _GAP * (len(room) - 1) for room in rooms]
    for stage, room, total in zip(stages, rooms, totals, strict=True):
        top = (max(totals) - total) / 2
        for node, space in zip(stage, room, strict=True):
            bars[node] = Bar(top, scale * max(passing[node]))
            top += space + _GAP
    return bars, _place_ribbons(bars, links, scale)


def _place_ribbons(
    bars: Mapping[Node, Bar], links: Mapping[tuple[Node, Node], int], scale: float
) -> dict[tuple[Node, Node], Ribbon]:
    """Return the ribbons, at each side of a bar in the order of their other ends: so they cross seldom."""
    starts: dict[tuple[Node, Node], float] = {}
    ends: dict[tuple[Node, Node], float] = {}
    for found, near, far in ((starts, 0, 1), (ends, 1, 0)):
        filled = {node: bar.top for node, bar in bars.items()}
        for _, link in sorted((bars[link[far]].top, link) for link in links):
            found[link] = filled[link[near]]
            filled[link[near]] += scale * links[link]
    return {link: Ribbon(starts[link], ends[link], scale * count) for link, count in links.items()}


def bend_ribbon(ribbon: Ribbon, left: float, right: float) -> str:
    """Return the outline of a ribbon (SVG 2, section 9.3).

    Args:
        ribbon: where it runs.
        left: x where it begins.
        right: x where it ends.
    """
    half = (left + right) / 2
    (a, b), breadth = (ribbon.left, ribbon.right), ribbon.breadth
    there = f"M{left:.0f} {a:.1f}C{half:.0f} {a:.1f} {half:.0f} {b:.1f} {right:.0f} {b:.1f}"
    a, b = a + breadth, b + breadth
    return there + f"V{b:.1f}C{half:.0f} {b:.1f} {half:.0f} {a:.1f} {left:.0f} {a:.1f}Z"
