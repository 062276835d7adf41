"""Anchoring and verifying documents against a folder that holds their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.build.anchoring import (
    describe_anchors,
    find_source_file,
    list_documents,
    name_source,
    read_anchors,
    read_requests,
)
from pso_graph.build.dataset import read_dataset
from pso_graph.core.errors import AnchorError, NotThisGenreError
from pso_graph.core.files import write_atomically
from pso_graph.core.resources import read_text
from pso_graph.evidence.location import SourceText
from pso_graph.evidence.normalisation import hash_exactly
from pso_graph.evidence.verification import Mismatch, verify_anchors
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal
from pso_graph.rdf.turtle import TurtleWriter
from pso_graph.readers import read_document
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pso_graph.model import Passage

_ERRORS_SHOWN = 20


def anchor_document(root: Path, slug: str, sources: Path) -> int:
    """Find every anchor of a document, write ``data/anchors/<slug>.ttl``, and return how many there are.

    Args:
        root: the folder that holds ``ontology`` and ``data``.
        slug: of the document.
        sources: the folder with the documents' texts.

    Raises:
        UnknownThingError: if the document is not in the data.
        UnreadableError: if its text is not in the folder.
        AnchorError: if some words are nowhere or in several places; all of them are named, and
            nothing is written.
    """
    store = EmbeddedStore.in_memory(read_dataset(root))
    file = find_source_file(store, slug)
    path = sources / name_source(file)
    text = read_text(path)
    source = SourceText(path.name, text, read_passages(text))
    anchors, problems = [], []
    for request in read_requests(store, slug):
        try:
            anchors.append(source.locate(request))
        except AnchorError as error:
            problems.append(error)
    if problems:
        listing = "\n".join(str(problem) for problem in problems[:_ERRORS_SHOWN])
        raise AnchorError(
            f"{len(problems)} of {len(problems) + len(anchors)} anchors cannot be placed:\n{listing}\n",
            where=slug,
            fix="Nothing was written.",
        )
    triples = describe_anchors(file, hash_exactly(text), anchors)
    written = TurtleWriter(read_prefixes()).write(triples)
    write_atomically(root / "data" / "anchors" / f"{slug}.ttl", written)
    return len(anchors)


def read_passages(text: str) -> Mapping[str, Passage]:
    """Return the passages of a document that read on, by key; none if no reader knows its genre.

    Args:
        text: of the document.
    """
    try:
        return read_document(text).passages
    except NotThisGenreError:
        return {}


@dataclass(frozen=True, slots=True)
class Verification:
    """How a document's anchors stand against its text.

    Args:
        slug: of the document.
        file: name of the text file.
        anchors: how many were checked.
        same_file: whether the file is, byte for byte, the one that was anchored.
        mismatches: the anchors that it does not bear out.
    """

    slug: str
    file: str
    anchors: int
    same_file: bool
    mismatches: tuple[Mismatch, ...]


def verify_documents(root: Path, sources: Path) -> list[Verification]:
    """Return how the recorded anchors of every document stand against its text.

    Args:
        root: the folder that holds ``ontology`` and ``data``.
        sources: the folder with the documents' texts.

    Raises:
        UnreadableError: if a text is not in the folder.
        AnchorError: if a document has anchors without a recorded place or without words, or places
            without an anchor.
    """
    store = EmbeddedStore.in_memory(read_dataset(root))
    return [_verify(store, slug, sources) for slug in list_documents(store)]


def _verify(store: EmbeddedStore, slug: str, sources: Path) -> Verification:
    file = find_source_file(store, slug)
    path = sources / name_source(file)
    text = read_text(path)
    anchors = read_anchors(store, file)
    stated = {request.iri for request in read_requests(store, slug)}
    places = {anchor.request.iri for anchor in anchors}
    _compare(slug, "Anchors without a recorded place", stated - places)
    _compare(slug, "Recorded places without an anchor in the document", places - stated)
    recorded = {q.object.value for q in store.find(file, PSOG.fileHash) if isinstance(q.object, Literal)}
    return Verification(
        slug=slug,
        file=path.name,
        anchors=len(anchors),
        same_file=hash_exactly(text) in recorded,
        mismatches=tuple(verify_anchors(text, anchors)),
    )


def _compare(slug: str, problem: str, iris: set[str]) -> None:
    if iris:
        raise AnchorError(
            f"{problem}: {len(iris)}, such as {min(iris)}.",
            where=slug,
            fix=f"Run `pso-graph anchor {slug} --sources DIR`.",
        )
