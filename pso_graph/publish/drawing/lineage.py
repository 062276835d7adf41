"""The picture of a lineage: what is older to the left, what came of it to the right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from pso_graph.publish.drawing.boxes import (
    CORRIDOR,
    GAP,
    LINE,
    LINES,
    MANNERS,
    ROOM,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    bend_path,
    choose_colour,
    draw_line,
    find_manner,
    write,
)
from pso_graph.publish.drawing.folding import select_hops
from pso_graph.publish.drawing.layers import place_layers, rank_groups
from pso_graph.publish.drawing.lettering import cut_text, measure_text, wrap_text
from pso_graph.publish.drawing.picture import Picture, draw, paint
from pso_graph.publish.links import find_page
from pso_graph.publish.wording import write_text
from pso_graph.rdf.namespaces import shorten_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pso_graph.publish.drawing.folding import Selection
    from pso_graph.publish.drawing.layers import Edge
    from pso_graph.publish.languages import Language
    from pso_graph.publish.links import Links
    from pso_graph.publish.names import Names
    from pso_graph.query.hops import Hop
    from pso_graph.query.lineage import Lineage

_STEP = WIDTH + CORRIDOR
_EDGE = 2  # pixels that the frames of boxes need beside them
_HEADING = 48
_LEGEND = 34
_SAMPLE = 36  # pixels of a line in the legend


def draw_lineage(lineage: Lineage, names: Names, links: Links, language: Language) -> Markup:
    """Return the picture of a lineage as part of a page; nothing where there are no hops.

    Of many siblings it shows some, and leads on to the explorer.

    Args:
        lineage: the answer.
        names: of things and terms, in the language.
        links: of the page that it stands in.
        language: of its words.
    """
    picture = picture_lineage(lineage, names, links, language)
    return Markup('<div class="lifesize">{}</div>').format(picture.in_page()) if picture else Markup()


def picture_lineage(
    lineage: Lineage, names: Names, links: Links, language: Language, *, is_whole: bool = False
) -> Picture | None:
    """Return the picture of a lineage; None where there are no hops.

    Args:
        lineage: the answer.
        names: of things and terms, in the language.
        links: of the page that it stands in.
        language: of its words.
        is_whole: whether it shows everything, not only what there is room for in another page.
    """
    body: list[Markup] = []
    manners: set[str] = set()
    width = height = 0
    for scope in ("clause", "document"):
        hops = [hop for hop in lineage.hops if hop.scope == scope and hop.direction != "context"]
        if hops:
            selection = select_hops(lineage.of, hops, is_whole=is_whole)
            panel = _Panel(lineage.of, selection, names, links, language)
            drawn, height = panel.draw(height, write_text("lineage.document", language) if body else "")
            body += drawn
            manners |= panel.manners
            width = max(width, panel.width)
    if not body:
        return None
    name, short = names.label(lineage.of), shorten_iri(lineage.of)
    legend = _draw_legend([manner for manner in MANNERS if manner in manners], height + _LEGEND, language)
    return Picture(
        width,
        height + _LEGEND,
        write_text("lineage.title", language, name=short if name == short else f"{short}, {name}"),
        write_text("lineage.desc", language),
        (*body, *legend),
    )


class _Panel:
    """One drawing of the picture: of hops between parts of documents, or of hops through whole documents.

    Args:
        of: IRI of the thing that the lineage is of.
        selection: what is shown.
        names: of things and terms.
        links: of the page.
        language: of the words.
    """

    def __init__(self, of: str, selection: Selection, names: Names, links: Links, language: Language) -> None:
        self._of, self._selection, self._names, self._links = of, selection, names, links
        self._language: Language = language
        self._hops: dict[Edge, list[Hop]] = defaultdict(list)
        for hop in selection.hops:
            self._hops[hop.to, hop.from_].append(hop)
        self._folds = {f"fold {number}": fold for number, fold in enumerate(selection.folds)}
        for node, fold in self._folds.items():
            if fold.near:
                edge = (fold.near, node) if fold.is_newer else (node, fold.near)
                self._hops[edge] += fold.hops
        groups = {thing: self._group(thing) for thing in selection.things}
        groups |= {node: self._group(fold.things[0]) for node, fold in self._folds.items()}
        self._columns = rank_groups(list(groups), list(self._hops), groups)
        self._relations = self._name_corridors()
        self._boxes = {
            node: replace(self._make_box(node), x=column * _STEP + _EDGE)
            for node, column in self._columns.items()
        }

    @property
    def width(self) -> int:
        """In pixels."""
        return max(self._columns.values()) * _STEP + WIDTH + 2 * _EDGE

    @property
    def manners(self) -> set[str]:
        """How surely its relations hold."""
        return {find_manner(hops) for hops in self._hops.values()}

    def draw(self, top: int, heading: str) -> tuple[list[Markup], int]:
        """Return its elements, and where it ends.

        Args:
            top: where it begins.
            heading: above it; empty for none.
        """
        drawn = []
        if heading:
            drawn.append(draw("path", d=f"M0 {top + _HEADING // 2 - GAP}H{self.width}", stroke=paint("line")))
            drawn.append(write(heading, 0, top + _HEADING - GAP, size=15, font_weight=600))
            top += _HEADING
        heights = {node: box.height for node, box in self._boxes.items()}
        layers = place_layers(heights, self._columns, self._hops, GAP)
        kinds = self._list_kinds()
        y = top + LINE * max(map(len, kinds.values())) + GAP
        for node, box in self._boxes.items():
            self._boxes[node] = replace(box, middle=int(round(y + layers.middles[node], 1)))
        drawn += self._draw_heads(kinds, top + LINE)
        for edge in sorted(self._hops):
            drawn.append(self._draw_hop(edge, [y + bend for bend in layers.bends[edge]]))
        drawn += [box.draw() for box in self._boxes.values()]
        return drawn, round(y + layers.height)

    def _make_box(self, node: str) -> Box:
        fold = self._folds.get(node)
        iri = fold.things[0] if fold else node
        colour, kind = choose_colour(self._names.describe(iri).type), self._names.kind(iri)
        if fold:
            path = find_page(fold.near or self._of, self._links.base) or ""
            more = write_text("lineage.more", self._language, count=len(fold.things))
            return Box(colour, kind, "", "", (more,), self._links.to("explore" + path.removeprefix("page")))
        short, label = shorten_iri(iri), self._names.label(iri)
        told = ""
        if len(self._relations[self._columns[node]]) > 1:
            told = ", ".join(self._name_relations(hop for hop in self._selection.hops if hop.from_ == iri))
        return Box(
            colour,
            kind,
            cut_text(short, ROOM, SMALL),
            cut_text(f"← {told}", ROOM, SMALL) if told else "",
            wrap_text(label, ROOM, SIZE, LINES) if label != short else (),
            self._links.of(iri),
            is_centre=iri == self._of,
        )

    def _group(self, iri: str) -> str:
        """Return what things stand in one column with: those of one kind in one document."""
        return f"{self._names.describe(iri).type} {shorten_iri(iri).partition('/')[0]}"

    def _name_corridors(self) -> Mapping[int, Collection[str]]:
        """Return the names of all relations that end at each column from its left."""
        found: dict[int, dict[str, None]] = defaultdict(dict)
        for (_, right), hops in sorted(self._hops.items()):
            found[self._columns[right]] |= dict.fromkeys(self._name_relations(hops))
        return found

    def _name_relations(self, hops: Iterable[Hop]) -> list[str]:
        return list(dict.fromkeys(self._names.label(hop.relation) for hop in hops))

    def _list_kinds(self) -> Mapping[int, Mapping[str, str]]:
        """Return the kinds of each column in words, with their colours."""
        columns: dict[int, dict[str, str]] = defaultdict(dict)
        for box in self._boxes.values():
            columns[box.x][box.kind] = box.colour
        return columns

    def _draw_heads(self, kinds: Mapping[int, Mapping[str, str]], base: int) -> Iterator[Markup]:
        for x, colours in sorted(kinds.items()):
            for number, (kind, colour) in enumerate(colours.items()):
                y = base + LINE * number
                yield draw("rect", x=x, y=y - 9, width=9, height=9, fill=paint(colour))
                name = cut_text(kind[:1].upper() + kind[1:], WIDTH - 20, SIZE + 0.5)  # for bold letters
                yield write(name, x + 15, y, font_weight=600)
        for column, relations in sorted(self._relations.items()):
            if len(relations) == 1:
                said = cut_text(f"← {next(iter(relations))}", CORRIDOR, SMALL)
                middle = column * _STEP - CORRIDOR / 2
                yield write(said, middle, base, "soft", size=SMALL, font_style="italic", text_anchor="middle")

    def _draw_hop(self, edge: Edge, bends: Sequence[float]) -> Markup:
        left, right, hops = self._boxes[edge[0]], self._boxes[edge[1]], self._hops[edge]
        said = ", ".join(self._name_relations(hops))
        curator = write_text("lineage.curator", self._language)
        claims = {shorten_iri(hop.claimed_in) if hop.claimed_in else curator for hop in hops}
        values = {"hop": f"{right.name} {said} {left.name}", "claim": ", ".join(sorted(claims))}
        title = write_text("lineage.hop", self._language, **values)
        return draw_line(bend_path(left, right, bends), find_manner(hops), title)


def _draw_legend(manners: Iterable[str], base: int, language: Language) -> Iterator[Markup]:
    x = 0.0
    for manner in manners:
        name = write_text(f"lineage.{manner}", language)
        yield draw_line(f"M{x:.0f} {base - 9}h{_SAMPLE}", manner)
        yield write(name, x + _SAMPLE + 8, base - 5, "soft", size=SMALL)
        x += _SAMPLE + 32 + measure_text(name, SMALL)
