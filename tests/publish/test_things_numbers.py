"""Numbers for readers of both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.things.numbers import write_number


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("500", "500", "500"),
        ("500.0", "500", "500"),
        ("100000", "100.000", "100,000"),
        ("1234567.50", "1.234.567,5", "1,234,567.5"),
        ("-1000.05", "-1.000,05", "-1,000.05"),
        ("+007", "7", "7"),
        ("0", "0", "0"),
        ("0.25", "0,25", "0.25"),
        ("viel", "viel", "viel"),
        ("", "", ""),
    ],
)
def test_numbers_are_written_for_readers(text: str, german: str, english: str) -> None:
    assert (write_number(text, "de"), write_number(text, "en")) == (german, english)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_no_number_changes(number: object) -> None:
    written = write_number(f"{number}", "en").replace(",", "")
    assert float(written) == float(f"{number}")
