"""Anchors between the curator's words and the recorded places: reading one, writing the other."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pso_graph.build.dataset import ANCHORS
from pso_graph.core.errors import AnchorError, UnknownThingError
from pso_graph.model import Anchor, AnchorRequest, Passage, Span
from pso_graph.rdf.namespaces import BASE, GRAPHS, OA, PSOC, PSOG, RDF_TYPE, XSD
from pso_graph.rdf.terms import Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.store import Store

_HOLDERS = (PSOG.inResponse, PSOG.citedIn)
_QUOTED = PSOC["kind-quotation"]


def find_source_file(store: Store, slug: str) -> NamedNode:
    """Return the file that a document was read from.

    Args:
        store: with the document's data.
        slug: of the document.

    Raises:
        UnknownThingError: if there is no such document, or it has no file.
    """
    document = NamedNode(f"{BASE}document/{slug}")
    file = _read_object(store, document, PSOG.file)
    if not isinstance(file, NamedNode):
        raise UnknownThingError(
            "This document is not in the data, or has no psog:file.",
            where=slug,
            fix=f"State it in data/documents/{slug}.ttl.",
        )
    return file


def list_documents(store: Store) -> list[str]:
    """Return the slugs of the documents that have a source file, sorted."""
    return sorted(
        quad.subject.value.removeprefix(f"{BASE}document/")
        for quad in store.find(None, PSOG.file)
        if isinstance(quad.subject, NamedNode)
    )


def name_source(file: NamedNode) -> str:
    """Return the name of the text file that a file IRI stands for."""
    return PurePosixPath(file.value).name + ".txt"


def read_requests(store: Store, slug: str) -> list[AnchorRequest]:
    """Return what the curator says of each anchor of a document, sorted by IRI.

    Args:
        store: with the document's data.
        slug: of the document.

    Raises:
        AnchorError: if a psog:occurrence is no whole number.
    """
    graph = NamedNode(f"{GRAPHS}document/{slug}")
    anchors = [quad.subject for quad in store.find(None, RDF_TYPE, PSOG.Anchor, graph)]
    requests = [_read_request(store, node) for node in anchors if isinstance(node, NamedNode)]
    return sorted(requests, key=lambda request: request.iri)


def _read_request(store: Store, anchor: NamedNode) -> AnchorRequest:
    return AnchorRequest(
        iri=anchor.value,
        first_words=_read_text(store, anchor, PSOG.firstWords),
        last_words=_read_text(store, anchor, PSOG.lastWords),
        within=tuple(dict.fromkeys(_list_places(store, anchor))),
        occurrence=_read_occurrence(store, anchor, recorded=False),
    )


def _read_occurrence(store: Store, anchor: NamedNode, *, recorded: bool) -> int | None:
    """Return the occurrence that is recorded of an anchor, or the one that the curator states."""
    found = (
        quad.object
        for quad in store.find(anchor, PSOG.occurrence)
        if isinstance(quad.object, Literal) and (quad.graph_name == ANCHORS) is recorded
    )
    occurrence = next(found, None)
    try:
        return int(occurrence.value) if occurrence is not None else None
    except ValueError as error:
        raise AnchorError(
            "The psog:occurrence of this anchor is no whole number.",
            where=anchor.value,
            fix="Write which of the equal places is meant, from 1.",
        ) from error


def _list_places(store: Store, anchor: NamedNode) -> Iterator[str]:
    """Yield the keys of the passages in which an anchor's words should stand, the likeliest first."""
    for predicate in (PSOG.evidence, PSOG.stanceEvidence):
        for quad in store.find(None, predicate, anchor):
            subject = quad.subject
            quoted = _read_object(store, subject, PSOG.quotes)
            if isinstance(quoted, NamedNode):
                yield f"quotation/{_read_text(store, quoted, PSOG.clauseNumber)}"
                continue
            holder = next((held for p in _HOLDERS if (held := _read_object(store, subject, p))), subject)
            number = _read_text(store, holder, PSOG.clauseNumber)
            if next(store.find(subject, PSOG.mentionKind, _QUOTED), None) is not None:
                yield f"quotation/{number}"
            yield number


def _read_object(store: Store, subject: object, predicate: NamedNode) -> object:
    if not isinstance(subject, NamedNode):
        return None
    return next((quad.object for quad in store.find(subject, predicate)), None)


def _read_text(store: Store, subject: object, predicate: NamedNode) -> str:
    value = _read_object(store, subject, predicate)
    return value.value if isinstance(value, Literal) else ""


def describe_requests(anchors: Iterable[Anchor]) -> Iterator[Triple]:
    """Yield the triples with which a curator says what anchors mean.

    Args:
        anchors: that a reader found.
    """
    for anchor in anchors:
        node = NamedNode(anchor.request.iri)
        yield Triple(node, RDF_TYPE, PSOG.Anchor)
        yield Triple(node, PSOG.firstWords, Literal(anchor.request.first_words))
        yield Triple(node, PSOG.lastWords, Literal(anchor.request.last_words))
        if anchor.request.occurrence is not None:
            yield Triple(node, PSOG.occurrence, write_integer(anchor.request.occurrence))


def describe_anchors(file: NamedNode, file_hash: str, anchors: Iterable[Anchor]) -> Iterator[Triple]:
    """Yield the triples that record where anchors stand.

    Args:
        file: the file they stand in.
        file_hash: SHA-256 of its bytes, in lower-case hex.
        anchors: found in that file.
    """
    yield Triple(file, RDF_TYPE, PSOG.File)
    yield Triple(file, PSOG.fileHash, Literal(file_hash))
    for anchor in anchors:
        node = NamedNode(anchor.request.iri)
        yield Triple(node, OA.hasSource, file)
        yield Triple(node, PSOG.exactHash, Literal(anchor.exact_hash))
        yield Triple(node, PSOG.textHash, Literal(anchor.text_hash))
        if anchor.occurrence is not None and anchor.request.occurrence is None:
            yield Triple(node, PSOG.occurrence, write_integer(anchor.occurrence))
        for number, span in enumerate(anchor.passage.spans, start=1):
            segment = NamedNode(f"{anchor.request.iri}/segment/{number}")
            yield Triple(node, PSOG.segment, segment)
            yield Triple(segment, RDF_TYPE, PSOG.Segment)
            yield Triple(segment, PSOG.segmentOrder, write_integer(number))
            yield Triple(segment, PSOG.startOffset, write_integer(span.start))
            yield Triple(segment, PSOG.endOffset, write_integer(span.end))


def write_integer(number: int) -> Literal:
    """Return a whole number as an RDF term."""
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def read_anchors(store: Store, file: NamedNode) -> list[Anchor]:
    """Return the recorded anchors of a file, sorted by IRI.

    Args:
        store: with the data and the recorded places.
        file: the file.

    Raises:
        AnchorError: if the recorded place of an anchor is not complete.
    """
    anchors = [quad.subject for quad in store.find(None, OA.hasSource, file)]
    return sorted(
        (find_anchor(store, node) for node in anchors if isinstance(node, NamedNode)),
        key=lambda anchor: anchor.request.iri,
    )


def find_anchor(store: Store, node: NamedNode) -> Anchor:
    """Return one recorded anchor.

    Args:
        store: with the data and the recorded places.
        node: IRI of the anchor.

    Raises:
        AnchorError: if its recorded place is not complete.
    """
    return Anchor(
        request=_read_request(store, node),
        passage=_read_passage(store, node),
        exact_hash=_read_text(store, node, PSOG.exactHash),
        text_hash=_read_text(store, node, PSOG.textHash),
        occurrence=_read_occurrence(store, node, recorded=True),
    )


def _read_passage(store: Store, anchor: NamedNode) -> Passage:
    offsets = (PSOG.segmentOrder, PSOG.startOffset, PSOG.endOffset)
    segments = [quad.object for quad in store.find(anchor, PSOG.segment)]
    try:
        numbered = sorted(
            tuple(int(_read_text(store, segment, offset)) for offset in offsets) for segment in segments
        )
        return Passage(tuple(Span(start, end) for _, start, end in numbered))
    except ValueError as error:
        raise AnchorError(
            "The recorded place of this anchor is not complete.",
            where=anchor.value,
            fix="Run `pso-graph anchor` for its document again.",
        ) from error
