"""Pictures: well-formed whatever they hold, in the colours of the stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.picture import COLOURS, Picture, draw, paint
from pso_graph.publish.drawing.shapes import draw_box, keep_clear, write

if TYPE_CHECKING:
    from pathlib import Path

# What XML 1.0 allows in a document (section 2.2), less the carriage return, which parsers normalise.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")))


def test_colours_are_those_of_the_stylesheet(root: Path) -> None:
    style = (root / "pso_graph/web/frontend/static/style.css").read_text("utf-8")
    light = style.partition(":root {")[2].partition("}")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    assert {name: tokens.get(name) for name in COLOURS} == dict(COLOURS)


def test_unknown_colours_are_refused() -> None:
    with pytest.raises(KeyError):
        paint("gold")


@given(texts, texts)
def test_what_is_drawn_is_escaped(text: str, value: str) -> None:
    element = ET.fromstring(draw("text", text, id=value))  # noqa: S314 - our own
    assert (element.text or "") == text
    assert (element.get("id") or "").split() == value.split()


def test_attributes_are_written_as_svg_has_them() -> None:
    written = draw("rect", class_="a", stroke_width=1.50, rx=None, x=2, y=3.14159)
    assert written == '<rect class="a" stroke-width="1.5" x="2" y="3.14"></rect>'
    assert draw("g", draw("a", "<b>")) == "<g><a>&lt;b&gt;</a></g>"


def test_file_and_page_differ_in_colours_only() -> None:
    picture = Picture(10, 20, "A <title>", "It’s & so", (draw_box(0, 0, 8, 8, "good"), write("x", 1, 2)))
    file = picture.as_file().decode()
    assert "var(" not in file
    assert COLOURS["good-tint"] in file
    element = ET.fromstring(file)  # noqa: S314 - our own
    assert element.get("viewBox") == "0 0 10 20"
    assert [child.tag.rpartition("}")[2] for child in element] == ["title", "desc", "rect", "rect", "text"]
    shown = str(picture.in_page())
    assert "var(--good-tint)" in shown
    names = re.search(r'aria-labelledby="([^"]+)"', shown)
    assert names is not None
    assert all(f'id="{name}"' in shown for name in names[1].split())


def test_text_is_cut_where_there_is_no_room() -> None:
    assert "…" in write("a very long line of text", 0, 0, room=40)
    assert "…" not in write("a very long line of text", 0, 0)
    assert keep_clear(write("x", 0, 0)).startswith('<g stroke="var(--paper)"')


def test_box_for_nothing_is_paper_with_an_outline() -> None:
    assert 'fill="var(--paper)"' in draw_box(0, 0, 8, 8, "")
    assert 'stroke="var(--line)"' in draw_box(0, 0, 8, 8, "")
    assert 'fill="var(--tint)"' in draw_box(0, 0, 8, 8, "accent"), (
        "colours without a tint have the common one"
    )
