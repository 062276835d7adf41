"""Boxes for things and lines for hops, as the picture of a lineage has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.picture import draw, paint
from pso_graph.rdf.namespaces import PSOG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from pso_graph.query.hops import Hop

WIDTH, CORRIDOR, GAP = 216, 92, 12
"""Pixels: how wide a box is, how far columns stand apart, and boxes of a column at least."""

PADDING, LINE, LINES = 9, 16, 3
"""Pixels: around the text of a box, and from line to line; and how many lines a name may have."""

SIZE, SMALL = 13, 11
"""Of the letters, in pixels: of names, and of what stands with them."""

ROOM = WIDTH - 2 * PADDING - 2
"""Pixels that a line of a box has."""

HALO: Mapping[str, object] = {
    "paint_order": "stroke",
    "stroke": paint("paper"),
    "stroke_width": 3,
    "stroke_linejoin": "round",
}
"""Attributes of text that stands on something: a rim of paper sets it off."""

_BAR = 4
_COLOURS: Mapping[str, str] = {
    PSOG.BSPCDecision.value: "info",
    PSOG.Clause.value: "accent",
    PSOG.Response.value: "good",
    PSOG.Measure.value: "mark",
}
CHAIN = tuple(_COLOURS)
"""Classes of the things that a lineage mostly leads through, the oldest first."""

_DASHES = {"claimed": None, "proposed": "6 4", "inferred": "1.5 3.5"}

MANNERS = tuple(_DASHES)
"""How surely a relation holds, the surest first."""


def choose_colour(class_: str | None) -> str:
    """Return the colour of the things of a class.

    Args:
        class_: its IRI; None where there is none.
    """
    return _COLOURS.get(class_ or "", "open")


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in the picture, or a fold of several.

    Args:
        colour: of its kind.
        kind: its class in words.
        short: its short id; empty for a fold.
        relations: what it is to those to its left; empty if the head of the corridor says it.
        lines: what it is called.
        address: of its page; of a fold, of the explorer.
        is_centre: whether the lineage is of it.
        x: of its left side.
        middle: y of its middle.
    """

    colour: str
    kind: str
    short: str
    relations: str
    lines: tuple[str, ...]
    address: str
    is_centre: bool = False
    x: int = 0
    middle: int = 0

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.short or " ".join(self.lines)

    @property
    def height(self) -> int:
        """In pixels, an even number."""
        return 2 * PADDING + LINE * (bool(self.short) + bool(self.relations) + len(self.lines))

    def draw(self) -> Markup:
        """Return it as SVG."""
        top = self.middle - self.height // 2
        return draw("a", *self._draw_frame(top), *self._draw_text(top), href=self.address, tabindex=-1)

    def _draw_frame(self, top: int) -> Iterator[Markup]:
        is_fold = not self.short
        yield draw("title", self.kind)
        yield draw(
            "rect",
            x=self.x,
            y=top,
            width=WIDTH,
            height=self.height,
            rx=3,
            fill=paint("tint" if self.is_centre else "paper"),
            stroke=paint(self.colour if self.is_centre else "soft" if is_fold else "line"),
            stroke_width=2 if self.is_centre else None,
            stroke_dasharray="3 3" if is_fold else None,
        )
        if not is_fold:
            yield draw("rect", x=self.x, y=top, width=_BAR, height=self.height, fill=paint(self.colour))

    def _draw_text(self, top: int) -> Iterator[Markup]:
        small = [(self.short, None), (self.relations, "italic")]
        styled = [(text, SMALL, "soft", style) for text, style in small if text]
        styled += [(text, SIZE, "ink" if self.short else "accent", None) for text in self.lines]
        for number, (text, size, colour, style) in enumerate(styled):
            y = top + PADDING + 12 + LINE * number
            yield write(text, self.x + 12, y, colour, size=size, font_style=style)


def write(
    text: str, x: float, y: float, colour: str = "ink", *, size: float = SIZE, **attributes: object
) -> Markup:
    """Return a line of text.

    Args:
        text: that fits.
        x: where it begins, or what its anchor says.
        y: of its base line.
        colour: token of the stylesheet.
        size: of the letters, in pixels.
        attributes: further ones of the element; see ``draw``.
    """
    return draw("text", text, x=x, y=y, fill=paint(colour), font_size=size, **attributes)


def draw_line(path: str, manner: str, *titles: str) -> Markup:
    """Return the line of a hop as SVG.

    Args:
        path: of its curve (SVG 2, section 9.3).
        manner: one of ``MANNERS``.
        titles: the hop in words, if anything.
    """
    return draw(
        "path",
        *(draw("title", title) for title in titles),
        d=path,
        fill="none",
        stroke=paint("open"),
        stroke_width=1.5,
        stroke_dasharray=_DASHES[manner],
        stroke_linecap="round" if manner == "inferred" else None,
    )


def bend_path(left: Box, right: Box, bends: Sequence[float]) -> str:
    """Return a smooth curve from box to box, level in the columns that it passes.

    Args:
        left: where it begins.
        right: where it ends.
        bends: y in each column between them.
    """
    x, y = left.x + WIDTH, left.middle
    path = [f"M{x} {y}"]
    for end in (*map(round, bends), right.middle):
        half = x + CORRIDOR // 2
        path += [f"C{half} {y} {half} {end} {x + CORRIDOR} {end}", f"H{x + CORRIDOR + WIDTH}"]
        x, y = x + CORRIDOR + WIDTH, end
    return "".join(path[:-1])


def find_manner(hops: Iterable[Hop]) -> str:
    """Return how surely a relation holds: as its surest claim does.

    Args:
        hops: its claims.
    """
    return min(map(_judge_claim, hops), key=MANNERS.index)


def _judge_claim(hop: Hop) -> str:
    if hop.claimed_in is None:
        return "inferred"
    return "proposed" if hop.status == "status-proposed" else "claimed"
