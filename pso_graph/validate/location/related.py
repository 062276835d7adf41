"""Places that a finding has to do with besides its own: its shape, and the words of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.namespaces import BASE, OA, PSOG
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.finding import RelatedPlace
from pso_graph.validate.location.choosing import Spot
from pso_graph.validate.location.tokens import place_spot
from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.files import TextFile
    from pso_graph.validate.location.shapes import Shape
    from pso_graph.validate.location.statements import Statements

FindText: TypeAlias = "Callable[[NamedNode], TextFile | None]"
"""Gives the text of a document by the IRI of its file; None where it is not at hand."""

_FILES = BASE + "file/"
_PAGE_END = "\f"  # which conversions from PDF write


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


def find_spans(thing: Term, data: Statements, find_text: FindText) -> Iterator[RelatedPlace]:
    """Yield the words of a source document that prove a thing, or that an anchor means.

    Args:
        thing: the thing.
        data: with its evidence and the recorded places.
        find_text: gives the text of a document's file.
    """
    proofs = (data.find_about(thing, predicate) for predicate in (PSOG.evidence, PSOG.stanceEvidence))
    anchors = dict.fromkeys([thing, *(said.quad.object for proof in proofs for said in proof)])
    for anchor in anchors:
        file = next((said.quad.object for said in data.find_about(anchor, OA.hasSource)), None)
        if not isinstance(file, NamedNode) or not file.value.startswith(_FILES):
            continue
        for segment in (said.quad.object for said in data.find_about(anchor, PSOG.segment)):
            start, end = (
                _read_number(segment, offset, data) for offset in (PSOG.startOffset, PSOG.endOffset)
            )
            if start is not None and end is not None:
                yield _relate(file, start, end, find_text(file))


def _relate(file: NamedNode, start: int, end: int, text: TextFile | None) -> RelatedPlace:
    """Return a span of a document; its page is known where the text has the form feeds of its pages."""
    slug = file.value.removeprefix(_FILES).partition("/")[0]
    page = text.text.count(_PAGE_END, 0, start) + 1 if text and _PAGE_END in text.text else 0
    messages = {
        "de": f"Dokument {slug}, {f'Seite {page}, ' * bool(page)}Zeichen {start}-{end}",
        "en": f"document {slug}, {f'page {page}, ' * bool(page)}characters {start}-{end}",
    }
    return text.relate(messages, text.lines.place(start, end)) if text else RelatedPlace(messages=messages)


def _read_number(node: Term, predicate: NamedNode, data: Statements) -> int | None:
    values = (said.quad.object for said in data.find_about(node, predicate))
    written = next((value.value for value in values if isinstance(value, Literal)), "")
    return int(written) if written.isdecimal() else None
