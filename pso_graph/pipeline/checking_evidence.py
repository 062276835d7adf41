"""Recorded places against the documents' texts, as findings at the anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.anchoring import find_source_file, list_documents, name_source, read_anchors
from pso_graph.core.errors import AnchorError, UnknownThingError, UnreadableError
from pso_graph.core.resources import read_text
from pso_graph.evidence.normalisation import hash_exactly
from pso_graph.evidence.verification import verify_anchors
from pso_graph.rdf.namespaces import BASE, PSOG
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.finding import RelatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pso_graph.evidence.verification import Mismatch
    from pso_graph.model import Anchor
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.finding import LocatedFinding


def check_evidence(corpus: Corpus, sources: Path) -> Iterator[LocatedFinding]:
    """Yield the anchors that the documents' texts do not bear out (PSO-V…).

    What lacks its words or its place, and places whose anchor is gone, are told by shapes.

    Args:
        corpus: vocabulary and data.
        sources: the folder with the documents' texts.
    """
    for slug in list_documents(corpus.store):
        try:
            file = find_source_file(corpus.store, slug)
            anchors = read_anchors(corpus.store, file)
        except (AnchorError, UnknownThingError):
            continue
        yield from _check_document(corpus, slug, file, anchors, sources / name_source(file))


def _check_document(
    corpus: Corpus, slug: str, file: NamedNode, anchors: list[Anchor], path: Path
) -> Iterator[LocatedFinding]:
    values = {"file": path.name, "slug": slug}
    try:
        text = read_text(path)
    except UnreadableError:
        yield from _tell(corpus, "PSO-V003", NamedNode(f"{BASE}document/{slug}"), PSOG.file, values)
        return
    recorded = [quad.object for _, quad in corpus.list_about(file) if quad.predicate == PSOG.fileHash]
    if recorded and Literal(hash_exactly(text)) not in recorded:
        yield from _tell(corpus, "PSO-V001", file, PSOG.fileHash, values)
    for anchor in anchors:
        for mismatch in _verify(text, anchor):
            where = {
                "line": str(mismatch.line),
                "start": str(anchor.passage.start),
                "end": str(anchor.passage.end),
            }
            related = (_relate(mismatch, path),)
            node = NamedNode(anchor.request.iri)
            yield from _tell(corpus, "PSO-V002", node, PSOG.firstWords, values | where, related)


def _verify(text: str, anchor: Anchor) -> list[Mismatch]:
    try:
        return verify_anchors(text, [anchor])
    except AnchorError:  # it has no words at all: a shape says so
        return []


def _relate(mismatch: Mismatch, path: Path) -> RelatedPlace:
    now = mismatch.now_at
    texts = {
        "de": f"Derselbe Text steht jetzt bei {now.start} bis {now.end}." if now else "Ermittelte Stelle.",
        "en": f"The same text now stands at {now.start} to {now.end}." if now else "Recorded place.",
    }
    return RelatedPlace(messages=texts, path=path, line=mismatch.line)


def _tell(
    corpus: Corpus,
    rule: str,
    thing: NamedNode,
    predicate: NamedNode,
    values: dict[str, str],
    related: Sequence[RelatedPlace] = (),
) -> Iterator[LocatedFinding]:
    """Yield a finding at a thing's first value of a property, else at its first statement."""
    about = corpus.list_about(thing)
    chosen = [(file, quad) for file, quad in about if quad.predicate == predicate] or about
    for file, quad in chosen[:1]:
        yield file.report(
            rule,
            file.place_object(quad),
            focus=thing.value,
            path=predicate.value,
            value=str(quad.object),
            related=related,
            values=values,
        )
