"""The layout of flows: what enters a bar leaves it, nothing overlaps, and breadth is what is counted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.ribbons import LEAST, Ribbon, bend_ribbon, place_flows

Link = tuple[tuple[str, str], tuple[str, str]]

paths = st.lists(st.tuples(*[st.sampled_from("xyz")] * 3), min_size=1, max_size=30)


def count(found: list[tuple[str, ...]]) -> tuple[list[list[tuple[str, str]]], dict[Link, int]]:
    links: dict[Link, int] = {}
    for path in found:
        nodes = [(str(stage), key) for stage, key in enumerate(path)]
        for link in pairwise(nodes):
            links[link] = links.get(link, 0) + 1
    stages = [sorted({(str(stage), path[stage]) for path in found}) for stage in range(3)]
    return stages, links


@given(paths)
def test_ribbons_fill_the_bars_on_both_sides(found: list[tuple[str, ...]]) -> None:
    stages, links = count(found)
    bars, ribbons = place_flows(stages, links, 2.5)
    for stage in stages:
        assert sum(bars[node].height for node in stage) == pytest.approx(2.5 * len(found))
        for upper, lower in pairwise(stage):
            assert bars[upper].top + max(bars[upper].height, LEAST) < bars[lower].top
    for node, bar in bars.items():
        leaving = sorted((ribbons[link].left, ribbons[link].breadth) for link in links if link[0] == node)
        entering = sorted((ribbons[link].right, ribbons[link].breadth) for link in links if link[1] == node)
        for side in (leaving, entering):
            ends = [bar.top]
            for start, breadth in side:
                assert start == pytest.approx(ends[-1]), "side by side, from the top"
                ends.append(start + breadth)
            assert not side or ends[-1] == pytest.approx(bar.top + bar.height)


@given(paths)
def test_ribbons_of_a_bar_do_not_cross(found: list[tuple[str, ...]]) -> None:
    stages, links = count(found)
    _, ribbons = place_flows(stages, links, 1.0)
    for node in stages[0]:
        leaving = sorted((link for link in links if link[0] == node), key=lambda link: ribbons[link].left)
        ends = [ribbons[link].right for link in leaving]
        assert ends == sorted(ends)


def test_what_ends_early_has_a_bar_too() -> None:
    taken, left = ("0", "taken"), ("0", "left")
    links = {(taken, ("1", "c")): 3, (left, ("1", "none")): 1, (("1", "c"), ("2", "r")): 3}
    bars, _ = place_flows([[taken, left], [("1", "c"), ("1", "none")], [("2", "r")]], links, 10.0)
    assert bars["1", "none"].height == 10
    assert bars["0", "taken"].height == bars["1", "c"].height == bars["2", "r"].height == 30


def test_outline_has_the_breadth_at_both_ends() -> None:
    path = bend_ribbon(Ribbon(10.0, 30.0, 5.0), 0, 100)
    assert path == "M0 10.0C50 10.0 50 30.0 100 30.0V35.0C50 35.0 50 15.0 0 15.0Z"
