"""Where a term of a triple stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.location.nodes import find_node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.positions import Place, PositionedQuad
    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.choosing import Part, Spot
    from pso_graph.validate.location.excerpts import Excerpts
    from pso_graph.validate.location.statements import Statements
    from pso_graph.validate.sources import SourceFile

_COARSE = {
    "de": "Zeile des Knotens; {format} kennt keine genaueren Stellen.",
    "en": "Line of the node; {format} keeps no finer place.",
}


class TokenPlace(NamedTuple):
    """Where a term is written.

    Args:
        source: the file.
        place: where in it; None if only the file is known.
        note: what to know of the place, by language.
    """

    source: SourceFile
    place: Place | None
    note: Mapping[str, str] = {}


def place_spot(spot: Spot, data: Statements, excerpts: Excerpts | None = None) -> TokenPlace:
    """Return where a term of a triple is written.

    Args:
        spot: the term.
        data: what the files say.
        excerpts: of long files, which may have the triple.
    """
    quad, source = spot.statement.quad, spot.statement.source
    if not source.has_positions:
        return _place_node(quad.subject, source, data)
    excerpt = excerpts.find(spot) if excerpts else None
    said = excerpt.find_triple(quad) if excerpt else None
    if excerpt and said:
        return TokenPlace(source, excerpt.restore(_choose(said, spot.part)))
    found = source.find(quad)
    return TokenPlace(source, _choose(found, spot.part) if found else None)


def _choose(said: PositionedQuad, part: Part) -> Place:
    return {"subject": said.subject, "predicate": said.predicate, "object": said.object_}[part]


def _place_node(node: Term, source: SourceFile, data: Statements) -> TokenPlace:
    """Return the line of a node, or, as a blank node has none, of the nearest one that leads to it."""
    name = {".jsonld": "JSON-LD"}.get(source.path.suffix.lower(), "RDF/XML")
    note = {language: text.format(format=name) for language, text in _COARSE.items()}
    seen: set[Term] = set()
    while not isinstance(node, NamedNode) and node not in seen:
        seen.add(node)
        leading = next((said for said in data.find_with(node) if said.source is source), None)
        node = leading.quad.subject if leading else node
    place = find_node(source.path, source.text, node.value) if isinstance(node, NamedNode) else None
    return TokenPlace(source, place, note)
