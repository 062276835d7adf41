"""Text that has to fit: lines are no longer than their room, and what is left out is seen to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.lettering import cut_text, measure_text, wrap_text


@given(st.text(max_size=60), st.integers(30, 300), st.integers(1, 4))
def test_lines_fit(text: str, width: int, lines: int) -> None:
    wrapped = wrap_text(text, width, 13, lines)
    assert len(wrapped) <= lines
    assert all(measure_text(line, 13) <= width for line in wrapped)


@given(st.text(alphabet="ab cd", max_size=40))
def test_text_that_fits_loses_nothing(text: str) -> None:
    assert " ".join(wrap_text(text, 1000, 13, 1)) == " ".join(text.split())
    assert cut_text(text, 1000, 13) == text


def test_breaks_between_words() -> None:
    room = measure_text("one-stop shops", 13)
    assert wrap_text("one-stop shops offering", room, 13, 3) == ("one-stop shops", "offering")


def test_last_line_says_that_there_is_more() -> None:
    room = measure_text("abcde fgh", 13)
    first, last = wrap_text("abcde fgh ijklm nop qrs", room, 13, 2)
    assert first == "abcde fgh"
    assert last.startswith("ijklm")
    assert last.endswith("…")


def test_long_word_is_cut() -> None:
    assert wrap_text("Donaudampfschifffahrt", 60, 13, 2)[0].endswith("…")
    assert cut_text("a, bcdefg", measure_text("a, …", 13), 13) == "a…"


def test_wide_letters_take_more_room() -> None:
    assert measure_text("WWW", 10) > measure_text("iii", 10) * 2
    assert measure_text("abc", 20) == 2 * measure_text("abc", 10)
