"""Passages from the reader's own copy of the documents, shown only if they are the recorded ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pso_graph.build.anchoring import find_anchor, name_source
from pso_graph.core.errors import AnchorError, UnreadableError
from pso_graph.core.resources import read_text
from pso_graph.evidence.normalisation import hash_exactly
from pso_graph.rdf.namespaces import OA
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.store import Store

_DOCUMENTS = 16  # whose texts a worker keeps while it lives


def read_passage(store: Store, anchor: NamedNode, folder: Path) -> str | None:
    """Return the words of an anchor; None if the document is not there, or says something else at this place.

    Args:
        store: with the recorded places.
        anchor: IRI of the anchor.
        folder: with the documents' texts.
    """
    source = next(store.find(anchor, OA.hasSource), None)
    if source is None or not isinstance(source.object, NamedNode):
        return None
    try:
        path = folder / name_source(source.object)
        text = _read_document(path, path.stat().st_mtime_ns)
        found = find_anchor(store, anchor)
    except (OSError, UnreadableError, AnchorError):
        return None
    words = found.passage.read(text)
    return words if hash_exactly(words) == found.exact_hash else None


@lru_cache(maxsize=_DOCUMENTS)
def _read_document(path: Path, changed: int) -> str:
    """Return the text of a document; the time of its last change is there to notice a new one."""
    del changed
    return read_text(path)
