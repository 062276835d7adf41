"""Drawing a graph in layers: a column for each thing, its order in it, and its height.

The usual three steps (Sugiyama, Tagawa and Toda, 1981), each small and without chance: columns by longest
paths, order by barycentres, heights by the least squares that keep order and distance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SWEEPS = 8
_BEND = 10.0  # the height of the room that an edge has where it passes a column

Edge = tuple[str, str]
"""From the node to the left to the node to the right."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Where nodes and edges stand.

    Args:
        middles: distance of the middle of each node from the top.
        bends: for each edge, its distances from the top in the columns that it passes, from left to right.
        height: of the whole.
    """

    middles: Mapping[str, float]
    bends: Mapping[Edge, tuple[float, ...]]
    height: float


def rank_groups(nodes: Iterable[str], edges: Iterable[Edge], groups: Mapping[str, str]) -> dict[str, int]:
    """Return the column of each node, from 0 at the left: that of its group where that is possible.

    Args:
        nodes: to place.
        edges: between them; each leads to the right, but for one of each circle.
        groups: of the nodes; where groups are in each other's way, each node goes its own.
    """
    nodes, edges = list(nodes), list(edges)
    between = [(groups[left], groups[right]) for left, right in edges]
    ranks = _rank(dict.fromkeys(groups[node] for node in nodes), between)
    if all(ranks[left] < ranks[right] for left, right in between):
        return {node: ranks[groups[node]] for node in nodes}
    return _rank(nodes, edges)


def place_layers(
    heights: Mapping[str, float], columns: Mapping[str, int], edges: Iterable[Edge], gap: float
) -> Layers:
    """Return places for nodes in their columns such that edges cross seldom.

    Args:
        heights: of the nodes, in the order that they have where nothing speaks against it.
        columns: of the nodes.
        edges: between them.
        gap: least distance between two nodes of a column.
    """
    chains = {edge: _pass_columns(edge, columns) for edge in sorted(set(edges))}
    sizes = dict(heights) | {bend: _BEND for nodes in chains.values() for bend in nodes[1:-1]}
    order: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for node in heights:
        order[columns[node]].append(node)
    for edge, nodes in chains.items():
        for number, bend in enumerate(nodes[1:-1], columns[edge[0]] + 1):
            order[number].append(bend)
    near = _list_neighbours(chains.values())
    middles = _set_heights(_order_nodes(order, *near), *near, sizes, gap)
    return Layers(
        {node: middles[node] for node in heights},
        {edge: tuple(middles[bend] for bend in nodes[1:-1]) for edge, nodes in chains.items()},
        max((middles[node] + sizes[node] / 2 for node in middles), default=0.0),
    )


def _rank(nodes: Iterable[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Return the length of the longest path to each node; of a circle, one edge does not count."""
    before, after = _list_neighbours(edges)
    ranks: dict[str, int] = {}
    open_: set[str] = set()

    def rank(node: str) -> int:
        if node not in ranks:
            open_.add(node)
            ranks[node] = max((rank(other) + 1 for other in before[node] if other not in open_), default=0)
            open_.remove(node)
        return ranks[node]

    found = {node: rank(node) for node in nodes}
    for node in found:  # what begins a path stands next to what comes of it
        if not before[node] and after[node]:
            found[node] = max(min(found[other] for other in after[node]) - 1, 0)
    return found


def _pass_columns(edge: Edge, columns: Mapping[str, int]) -> list[str]:
    """Return the ends of an edge, and between them a name for each column that it passes."""
    left, right = edge
    passed = range(columns[left] + 1, columns[right])
    return [left, *(f"{left} {right} {number}" for number in passed), right]


def _list_neighbours(
    chains: Iterable[Sequence[str]],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return the neighbours of each node to the left, and to the right."""
    before, after = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for nodes in chains:
        for left, right in pairwise(nodes):
            after[left].append(right)
            before[right].append(left)
    return before, after


def _order_nodes(
    order: list[list[str]], before: Mapping[str, list[str]], after: Mapping[str, list[str]]
) -> list[list[str]]:
    """Return the columns ordered by the means of the neighbours' places: the best ordering met."""
    best, least = order, _count_crossings(order, after)
    for sweep in range(_SWEEPS):
        if not least:
            break
        order = [list(column) for column in order]
        near = after if sweep % 2 else before
        for column in reversed(order) if sweep % 2 else order:
            places = {node: float(place) for other in order for place, node in enumerate(other)}
            means = {node: _mean([places[other] for other in near[node]], places[node]) for node in column}
            column.sort(key=means.__getitem__)
        crossings = _count_crossings(order, after)
        if crossings < least:
            best, least = order, crossings
    return best


def _count_crossings(order: Sequence[Sequence[str]], after: Mapping[str, list[str]]) -> int:
    crossings = 0
    for left, right in pairwise(order):
        places = {node: place for place, node in enumerate(right)}
        ends = [sorted(places[other] for other in after[node] if other in places) for node in left]
        seen = [0] * len(right)
        for row in ends:
            crossings += sum(sum(seen[end + 1 :]) for end in row)
            for end in row:
                seen[end] += 1
    return crossings


def _set_heights(
    order: Sequence[Sequence[str]],
    before: Mapping[str, list[str]],
    after: Mapping[str, list[str]],
    sizes: Mapping[str, float],
    gap: float,
) -> dict[str, float]:
    """Return the distances of the nodes' middles from the top: near those of their neighbours."""
    middles: dict[str, float] = {}
    for column in order:
        start = separate([0.0] * len(column), [sizes[node] for node in column], gap)
        middles |= zip(column, start, strict=True)
    for sweep in range(_SWEEPS):
        near = after if sweep % 2 else before
        for column in reversed(order) if sweep % 2 else order:
            wanted = [_mean([middles[other] for other in near[node]], middles[node]) for node in column]
            middles |= zip(column, separate(wanted, [sizes[node] for node in column], gap), strict=True)
    top = min((middles[node] - sizes[node] / 2 for node in chain.from_iterable(order)), default=0.0)
    return {node: middle - top for node, middle in middles.items()}


def separate(wanted: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Return middles that keep order and distance and differ least, by squares, from those wanted.

    Pool adjacent violators: what would overlap becomes a block, which stands at the mean of what its members
    want.

    Args:
        wanted: middle of each, in order.
        sizes: of each.
        gap: least distance between two.
    """
    offsets = [0.0]
    for size, following in pairwise(sizes):
        offsets.append(offsets[-1] + size / 2 + gap + following / 2)
    blocks: list[tuple[float, int]] = []
    for place, offset in zip(wanted, offsets[: len(wanted)], strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        blocks.append((mean, count))
    means = chain.from_iterable([mean] * count for mean, count in blocks)
    return [mean + offset for mean, offset in zip(means, offsets[: len(wanted)], strict=True)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
