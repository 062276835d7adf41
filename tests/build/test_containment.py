"""A place belongs to the smallest whole in which each of its ranges lies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pso_graph.build.containment import find_wholes

# The head of a page lies at 40–50, the quoted column at 100–120.
PLACES = {
    "section": [(0, 40), (50, 100)],
    "letter": [(20, 40), (50, 60)],
    "number": [(52, 60)],
    "word": [(54, 56)],
    "over": [(38, 40), (50, 51)],
    "head": [(42, 45)],
    "across": [(30, 60)],
    "half": [(58, 60), (100, 110)],
    "quoted": [(100, 110)],
}


def test_the_smallest_whole_that_holds_every_range_is_meant() -> None:
    assert find_wholes(PLACES, ["section", "letter", "number"]) == {
        "section": "section",
        "letter": "letter",
        "number": "number",
        "word": "number",
        "over": "letter",
    }


def test_of_equal_wholes_a_place_is_its_own() -> None:
    places = {"a": [(0, 9)], "b": [(0, 9)], "c": [(3, 5)]}
    assert find_wholes(places, ["b", "a"]) == {"a": "a", "b": "b", "c": "a"}


ranges = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(st.lists(ranges, min_size=1, max_size=3), max_size=12), st.sets(st.integers(0, 11)))
def test_sweeping_finds_what_comparing_each_with_each_finds(
    spans: list[list[tuple[int, int]]], chosen: set[int]
) -> None:
    places = {f"{number:02}": place for number, place in enumerate(spans)}
    wholes = [name for name in places if int(name) in chosen]

    def holds(whole: str, name: str) -> bool:
        return all(any(a <= start and end <= b for a, b in places[whole]) for start, end in places[name])

    def size(whole: str) -> int:
        return sum(end - start for start, end in places[whole])

    expected = {}
    for name in places:
        found = [whole for whole in wholes if holds(whole, name)]
        if found:
            expected[name] = min(found, key=lambda whole: (size(whole), whole != name, whole))
    assert find_wholes(places, wholes) == expected
