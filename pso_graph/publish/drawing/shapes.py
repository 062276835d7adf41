"""Lines of text and boxes, as the pictures of the views have them."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.lettering import cut_text, wrap_text
from pso_graph.publish.drawing.picture import COLOURS, draw, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

NOTE = 17
"""Height of a line of a note."""
ENTRY = 26
"""Height of a row of a legend."""
_MOST = 6  # lines of a note


def write(
    text: str,
    left: float,
    base: float,
    *,
    size: float = 13,
    weight: int | None = None,
    colour: str = "ink",
    anchor: str | None = None,
    room: float | None = None,
) -> Markup:
    """Return a line of text.

    Args:
        text: to write.
        left: where it begins, or what ``anchor`` says, in pixels.
        base: of the letters, in pixels from the top.
        size: of the font, in pixels.
        weight: of the font; None for the usual one.
        colour: token of it.
        anchor: what is at ``left`` if it is not the beginning: ``middle`` or ``end``.
        room: pixels after which it is cut; None for no end.
    """
    return draw(
        "text",
        text if room is None else cut_text(text, room, size),
        x=left,
        y=base,
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
        fill=paint(colour),
    )


def keep_clear(*texts: Markup) -> Markup:
    """Return texts that stand over lines, with a margin in which the lines are not seen.

    Args:
        texts: what ``write`` returns.
    """
    return draw("g", *texts, stroke=paint("paper"), stroke_width=4, paint_order="stroke")


def write_note(text: str, top: float, room: float) -> list[Markup]:
    """Return the lines of a text that explains a picture, each ``NOTE`` pixels high.

    Args:
        text: to write.
        top: of the first line, in pixels.
        room: for each line, in pixels.
    """
    lines = wrap_text(text, room, 12, _MOST)
    return [
        write(line, 0, top + NOTE * (index + 1) - 4, size=12, colour="soft")
        for index, line in enumerate(lines)
    ]


def draw_legend(entries: Sequence[tuple[str, str, str]], top: float, room: float) -> list[Markup]:
    """Return what the signs and colours of a picture mean, in rows of three that are ``ENTRY`` pixels high.

    Args:
        entries: colour, sign and meaning of each.
        top: of the first row, in pixels.
        room: for each row, in pixels.
    """
    drawn = []
    width = room / 3
    for index, (token, sign, meaning) in enumerate(entries):
        left, upper = index % 3 * width, top + index // 3 * ENTRY
        drawn.append(draw_box(left, upper, 28, 22, token))
        drawn.append(
            write(sign, left + 14, upper + 16, size=14, weight=700, colour=token or "soft", anchor="middle")
        )
        drawn.append(write(meaning, left + 36, upper + 16, room=width - 40))
    return drawn


def measure_legend(entries: int) -> float:
    """Return how high a legend is, in pixels.

    Args:
        entries: in it.
    """
    return ceil(entries / 3) * ENTRY


def draw_box(
    left: float,
    top: float,
    width: float,
    height: float,
    token: str,
    *,
    outline: float = 0.75,
    dash: str | None = None,
) -> Markup:
    """Return a box in the tint of a colour, with the colour as outline.

    Args:
        left: of the box, in pixels.
        top: of the box, in pixels.
        width: in pixels, with the outline.
        height: in pixels, with the outline.
        token: of the colour; empty for a box with nothing in it.
        outline: how strong it is, in pixels.
        dash: pattern of the outline; None for a solid one.
    """
    tint = f"{token}-tint" if f"{token}-tint" in COLOURS else "tint" if token else "paper"
    return draw(
        "rect",
        x=left + 1,
        y=top + 1,
        width=width - 2,
        height=height - 2,
        rx=min(3, width / 8),
        fill=paint(tint),
        stroke=paint(token or "line"),
        stroke_width=outline,
        stroke_dasharray=dash,
    )
