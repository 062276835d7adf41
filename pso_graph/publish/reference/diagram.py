"""A picture of the main classes and of the properties between them.

Where the boxes stand, and which properties are drawn, is chosen here; what they are called, and which
properties are lineage, is said by the ontology.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.rdf.namespaces import PSOG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from pso_graph.publish.languages import Language
    from pso_graph.publish.links import Links
    from pso_graph.publish.reference.terms import Term

PLACES: Mapping[str, tuple[int, int]] = {
    "Conference": (0, 0),
    "Document": (1, 0),
    "ReportRequest": (2, 0),
    "Actor": (3, 0),
    "BSPCDecision": (0, 1),
    "Clause": (1, 1),
    "Response": (2, 1),
    "Measure": (3, 1),
    "Instrument": (0, 2),
    "Citation": (1, 2),
    "Anchor": (2, 2),
    "MeasureReport": (3, 2),
}
"""Column and row of each class."""

EDGES: tuple[tuple[str, str, str], ...] = (
    ("Clause", "takesUp", "BSPCDecision"),
    ("Clause", "takesUp", "Instrument"),
    ("Response", "answers", "Clause"),
    ("Measure", "namedIn", "Response"),
    ("ReportRequest", "requestedIn", "Document"),
    ("Document", "fulfils", "ReportRequest"),
    ("Document", "adoptedAt", "Conference"),
    ("Clause", "inDocument", "Document"),
    ("ReportRequest", "requestedFrom", "Actor"),
    ("Response", "respondent", "Actor"),
    ("MeasureReport", "measure", "Measure"),
    ("MeasureReport", "inResponse", "Response"),
    ("Response", "evidence", "Anchor"),
    ("Citation", "evidence", "Anchor"),
    ("Citation", "citedIn", "Clause"),
    ("Citation", "citedThing", "Instrument"),
)
"""Subject, property and object, each by its local name."""

_WIDTH, _HEIGHT = 164, 54  # of a box
_COLUMN, _ROW = 300, 140  # from one box to the next
_MARGIN = 16
_APART = 15  # that each of two edges between the same boxes is off the middle
_TIP = 4  # that an edge ends before its box
_LABEL, _NAME = 22, 41  # from the top of a box to the lines of its text
_SMALL = 11
_ARROW = "M0 0 8 4 0 8z"


@dataclass(frozen=True, slots=True)
class _Line:
    x1: float
    y1: float
    x2: float
    y2: float

    def find_middle(self) -> tuple[float, float]:
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2


def draw_ontology(
    terms: Mapping[str, Term], links: Links, language: Language, say: Callable[[str], str]
) -> Picture:
    """Return the picture; classes and properties lead to where they are explained.

    Args:
        terms: of the ontology by local name.
        links: of the page.
        language: of the labels.
        say: returns a text of the area ``ontology``.
    """
    columns, rows = (max(place[axis] for place in PLACES.values()) for axis in (0, 1))
    edges = [_draw_edge(edge, terms[edge[1]], links, language) for edge in EDGES if edge[1] in terms]
    boxes = [_draw_box(name, terms[name], links, language) for name in PLACES if name in terms]
    return Picture(
        width=2 * _MARGIN + columns * _COLUMN + _WIDTH,
        height=2 * _MARGIN + rows * _ROW + _HEIGHT,
        title=say("diagram"),
        description=say("diagram-text"),
        body=(*map(_make_tip, ("mark", "soft")), *edges, *boxes),
    )


def _make_tip(colour: str) -> Markup:
    arrow = draw("path", d=_ARROW, fill=paint(colour))
    size = {"refX": 7, "refY": 4, "markerWidth": 8, "markerHeight": 8, "markerUnits": "userSpaceOnUse"}
    return draw("marker", arrow, id=f"tip-{colour}", viewBox="0 0 8 8", orient="auto", **size)


def _draw_box(name: str, term: Term, links: Links, language: Language) -> Markup:
    x, y = _find_corner(name)
    middle = x + _WIDTH / 2
    box = draw("rect", x=x, y=y, width=_WIDTH, height=_HEIGHT, rx=6, fill=paint("tint"), stroke=paint("soft"))
    label = draw("text", term.label.get(language, name), x=middle, y=y + _LABEL, font_weight=600)
    small = draw("text", f"psog:{name}", x=middle, y=y + _NAME, font_size=_SMALL, fill=paint("soft"))
    return draw("a", box, label, small, href=links.of(term.iri), text_anchor="middle")


def _draw_edge(edge: tuple[str, str, str], term: Term, links: Links, language: Language) -> Markup:
    line = _lead(edge)
    x, y = line.find_middle()
    is_lineage = PSOG.tracesTo.value in term.above
    colour = "mark" if is_lineage else "soft"
    drawn = draw(
        "line",
        x1=line.x1,
        y1=line.y1,
        x2=line.x2,
        y2=line.y2,
        stroke=paint(colour),
        stroke_width=2.5 if is_lineage else 1.2,
        marker_end=f"url(#tip-{colour})",
    )
    halo = {"stroke": paint("paper"), "stroke_width": 5, "paint_order": "stroke", "stroke_linejoin": "round"}
    label = draw(
        "text",
        term.label.get(language, term.name),
        x=x,
        y=y - 6,
        text_anchor="middle",
        fill=paint("mark" if is_lineage else "ink"),
        **halo,
    )
    return draw("g", drawn, draw("a", label, href=links.of(term.iri)))


def _find_corner(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return float(_MARGIN + column * _COLUMN), float(_MARGIN + row * _ROW)


def _lead(edge: tuple[str, str, str]) -> _Line:
    """Return the line from one box's side to the other's."""
    (x1, y1), (x2, y2) = (_find_corner(name) for name in (edge[0], edge[2]))
    across, down = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    has_other = any((other[2], other[0]) == (edge[0], edge[2]) for other in EDGES)
    shift = across * _APART if has_other else 0
    upright = 0 if across else down
    return _Line(
        x1 + (1 + across) * _WIDTH / 2,
        y1 + (1 + upright) * _HEIGHT / 2 + shift,
        x2 + (1 - across) * _WIDTH / 2 - across * _TIP,
        y2 + (1 - upright) * _HEIGHT / 2 - upright * _TIP + shift,
    )
