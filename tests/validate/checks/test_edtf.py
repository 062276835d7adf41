"""Date texts as the days that bound them (ISO 8601-2)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.validate.checks.edtf import read_bounds


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("2023-09-19", "2023-09-19 2023-09-19", "2023-09-19 2023-09-19"),
        ("2024-02", "2024-02-01 2024-02-29", "2024-02-01 2024-02-29"),
        ("2023", "2023-01-01 2023-12-31", "2023-01-01 2023-12-31"),
        ("2023~", "2023-01-01 2023-12-31", "2023-01-01 2023-12-31"),
        ("2021-21", "2021-03-01 2021-05-31", "2021-03-01 2021-05-31"),
        ("2019-24", "2019-12-01 2020-02-29", "2019-12-01 2020-02-29"),
        ("2015/..", "2015-01-01 2015-12-31", ""),
        ("/2021-06", "", "2021-06-01 2021-06-30"),
        ("../2021", "", "2021-01-01 2021-12-31"),
        ("2023-07-01/2024", "2023-07-01 2023-07-01", "2024-01-01 2024-12-31"),
    ],
)
def test_bounds(text: str, opens: str, closes: str) -> None:
    expected = tuple(tuple(map(day, side.split())) or None for side in (opens, closes))
    assert read_bounds(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "2023-13", "2023-02-29", "23", "2023-9", "2023/2024/2025"])
def test_what_is_no_date_text_has_none(text: str) -> None:
    assert read_bounds(text) in {None, (None, None)} if text == "" else read_bounds(text) is None


@given(st.dates())
def test_a_day_lies_in_its_month_and_year(date: dt.date) -> None:
    iso = date.isoformat()
    for text in (iso, iso[:7], iso[:4]):
        bounds = read_bounds(text)
        assert bounds is not None
        assert bounds[0] is not None
        assert bounds[0][0] <= date <= bounds[0][1]
