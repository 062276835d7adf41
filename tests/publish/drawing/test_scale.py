"""Days on a line, and marks in rows."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.scale import TimeScale, pack_rows

SCALE = TimeScale(2023, 2024, 731.0)  # pixels: as many as days, 2024 being a leap year


def test_a_day_is_a_pixel() -> None:
    assert SCALE.place(dt.date(2023, 1, 1)) == 0
    assert SCALE.place(dt.date(2024, 1, 1)) == pytest.approx(365)
    assert SCALE.span(dt.date(2024, 2, 1), dt.date(2024, 2, 29)) == pytest.approx((396, 425))
    assert SCALE.span(dt.date(2024, 12, 31), dt.date(2024, 12, 31)) == pytest.approx((730, 731))


def test_what_is_not_on_the_line_stands_at_its_end() -> None:
    assert SCALE.place(dt.date(1948, 12, 10)) == 0
    assert SCALE.span(dt.date(2024, 1, 1), None)[1] == 731
    assert SCALE.place(dt.date(2030, 1, 1)) == 731


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=20), st.integers(0, 9))
def test_no_mark_stands_on_another(found: list[tuple[int, int]], gap: int) -> None:
    stretches = [(float(start), float(start + length)) for start, length in found]
    rows = pack_rows(stretches, gap)
    assert set(rows) == set(range(max(rows, default=-1) + 1)), "no row is empty"
    for (row, (left, right)), (other, (start, end)) in combinations(zip(rows, stretches, strict=True), 2):
        assert row != other or right + gap <= start or end + gap <= left


def test_first_row_that_is_free_is_taken() -> None:
    assert pack_rows([(0, 10), (5, 15), (20, 30), (16, 18)], 1) == [0, 1, 0, 0]
