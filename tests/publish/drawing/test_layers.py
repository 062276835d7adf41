"""The layered layout: to the right, in order, and none over another, whatever the graph."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.layers import Layers, place_layers, rank_groups, separate

if TYPE_CHECKING:
    from random import Random

GAP = 7.0
names = st.integers(0, 11).map(lambda number: f"n{number}")
heights = st.dictionaries(names, st.sampled_from([20.0, 36.0, 52.0]), min_size=1, max_size=12)


@st.composite
def acyclic(draw: st.DrawFn) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """Nodes with heights, and edges that lead from lower to higher names."""
    sizes = draw(heights)
    pairs = list(combinations(sorted(sizes), 2))
    return sizes, draw(st.lists(st.sampled_from(pairs), max_size=16)) if pairs else []


def place(sizes: dict[str, float], edges: list[tuple[str, str]]) -> tuple[dict[str, int], Layers]:
    columns = rank_groups(sizes, edges, {name: name for name in sizes})
    return columns, place_layers(sizes, columns, edges, GAP)


@given(acyclic())
def test_edges_lead_to_the_right_and_boxes_stand_apart(
    graph: tuple[dict[str, float], list[tuple[str, str]]],
) -> None:
    sizes, edges = graph
    columns, layers = place(sizes, edges)
    assert all(columns[left] < columns[right] for left, right in edges)
    for one, other in combinations(sizes, 2):
        if columns[one] == columns[other]:
            apart = abs(layers.middles[one] - layers.middles[other])
            assert apart >= (sizes[one] + sizes[other]) / 2 + GAP - 1e-6
    assert all(layers.middles[name] >= size / 2 - 1e-6 for name, size in sizes.items())
    assert all(layers.middles[name] + size / 2 <= layers.height + 1e-6 for name, size in sizes.items())
    for left, right in edges:
        assert len(layers.bends[left, right]) == columns[right] - columns[left] - 1


@given(acyclic(), st.randoms(use_true_random=False))
def test_order_of_the_edges_changes_nothing(
    graph: tuple[dict[str, float], list[tuple[str, str]]], random: Random
) -> None:
    sizes, edges = graph
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert place(sizes, edges) == place(sizes, shuffled)


def test_chain_is_level_and_siblings_surround_what_they_came_of() -> None:
    sizes = dict.fromkeys(("decision", "clause", "response", "m1", "m2", "m3"), 20.0)
    edges = [("decision", "clause"), ("clause", "response")]
    edges += [("response", measure) for measure in ("m1", "m2", "m3")]
    _, layers = place(sizes, edges)
    middles = layers.middles
    assert middles["decision"] == middles["clause"] == middles["response"] == middles["m2"]
    assert middles["m3"] - middles["m2"] == middles["m2"] - middles["m1"] == 20 + GAP


def test_crossing_is_avoided() -> None:
    _, layers = place(dict.fromkeys("abcd", 20.0), [("a", "d"), ("b", "c")])
    assert (layers.middles["a"] < layers.middles["b"]) == (layers.middles["d"] < layers.middles["c"])


def test_group_stands_in_one_column() -> None:
    groups = {"d": "decision", "c1": "clause", "c2": "clause", "r1": "response", "r2": "response"}
    columns = rank_groups(groups, [("d", "c1"), ("c1", "r1"), ("c2", "r2")], groups)
    assert columns == {"d": 0, "c1": 1, "c2": 1, "r1": 2, "r2": 2}


def test_groups_in_each_others_way_are_given_up() -> None:
    groups = {"a": "x", "b": "y", "c": "x"}
    assert rank_groups(groups, [("a", "b"), ("b", "c")], groups) == {"a": 0, "b": 1, "c": 2}


def test_beginning_of_a_path_stands_next_to_what_comes_of_it() -> None:
    nodes = ("a", "b", "c", "late")
    columns = rank_groups(nodes, [("a", "b"), ("b", "c"), ("late", "c")], {node: node for node in nodes})
    assert columns["late"] == 1


def test_circle_ends() -> None:
    columns = rank_groups("ab", [("a", "b"), ("b", "a")], {"a": "a", "b": "b"})
    assert sorted(columns.values()) == [0, 1]


def test_nothing_to_place() -> None:
    assert place_layers({}, {}, [], GAP) == Layers({}, {}, 0.0)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([5.0], [5.0]),
        ([0.0, 100.0], [0.0, 100.0]),  # nothing is in the way
        ([50.0, 50.0], [45.0, 55.0]),  # both give way by the same
        ([0.0, 0.0, 9.0], [-7.0, 3.0, 13.0]),  # the first at the mean of 0, 0 - 10 and 9 - 20
    ],
)
def test_blocks_stand_at_the_mean(wanted: list[float], expected: list[float]) -> None:
    assert separate(wanted, [10.0] * len(wanted), 0.0) == pytest.approx(expected)


@given(st.lists(st.floats(-100, 100), max_size=8))
def test_separated_are_in_order_and_as_near_as_can_be(wanted: list[float]) -> None:
    found = separate(wanted, [10.0] * len(wanted), 1.0)
    assert all(later - earlier >= 11 - 1e-6 for earlier, later in pairwise(found))
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)  # least squares leave the mean where it was
