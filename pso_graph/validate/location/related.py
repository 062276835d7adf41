"""Places that a finding has to do with besides its own: its shape, and the words of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import BASE, OA, PSOG
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.finding import RelatedPlace
from pso_graph.validate.location.choosing import Spot
from pso_graph.validate.location.tokens import place_spot
from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.shapes import Shape
    from pso_graph.validate.location.statements import Statements

_FILES = BASE + "file/"


def find_shape(shape: Shape, shapes: Statements) -> Iterator[RelatedPlace]:
    """Yield where the shape of a finding is written.

    Args:
        shape: the shape.
        shapes: what the files with shapes say.
    """
    said = next(shapes.find_about(shape.node), None) if shape.node else None
    if said:
        prefixes = said.source.prefixes
        name = shorten(shape.node.value, prefixes) if isinstance(shape.node, NamedNode) else "[ ]"
        messages = {"de": f"Shape {name}", "en": f"shape {name}"}
        yield said.source.relate(messages, place_spot(Spot(said, "subject"), shapes).place)


def find_spans(thing: Term, data: Statements) -> Iterator[RelatedPlace]:
    """Yield the words of a source document that prove a thing, or that an anchor means.

    Args:
        thing: the thing.
        data: with its evidence and the recorded places.
    """
    proofs = (data.find_about(thing, predicate) for predicate in (PSOG.evidence, PSOG.stanceEvidence))
    anchors = dict.fromkeys([thing, *(said.quad.object for proof in proofs for said in proof)])
    for anchor in anchors:
        slug = _name_document(anchor, data)
        for segment in (said.quad.object for said in data.find_about(anchor, PSOG.segment)):
            start, end = (
                _read_number(segment, offset, data) for offset in (PSOG.startOffset, PSOG.endOffset)
            )
            if slug and start and end:
                messages = {
                    "de": f"Dokument {slug}, Zeichen {start}-{end}",
                    "en": f"document {slug}, characters {start}-{end}",
                }
                yield RelatedPlace(messages=messages)


def _name_document(anchor: Term, data: Statements) -> str:
    """Return the slug of the document in whose file an anchor stands."""
    file = next((said.quad.object for said in data.find_about(anchor, OA.hasSource)), None)
    if not isinstance(file, NamedNode) or not file.value.startswith(_FILES):
        return ""
    return file.value.removeprefix(_FILES).partition("/")[0]


def _read_number(node: Term, predicate: NamedNode, data: Statements) -> str:
    values = (said.quad.object for said in data.find_about(node, predicate))
    return next((value.value for value in values if isinstance(value, Literal)), "")
