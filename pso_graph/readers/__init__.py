"""Readers: from the plain text of a document to what stands where in it.

Offsets count Unicode code points of the decoded file, from which nothing has been removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.model import Genre
from pso_graph.readers.citations import find_citations
from pso_graph.readers.genre import recognise_genre
from pso_graph.readers.motion import read_motion
from pso_graph.readers.resolution import read_resolution
from pso_graph.readers.statement import read_statement

if TYPE_CHECKING:
    from pso_graph.model import Document

_READERS = {
    Genre.RESOLUTION: read_resolution,
    Genre.STATEMENT: read_statement,
    Genre.MOTION: read_motion,
}


def read_document(text: str, genre: Genre | None = None) -> Document:
    """Return what a document says.

    Args:
        text: the decoded file, nothing removed.
        genre: its genre; recognised if None.

    Raises:
        NotThisGenreError: if the text has the marks of no genre, or lacks those of the given one;
            the message names each mark that is missing.
    """
    return _READERS[genre or recognise_genre(text)](text)


__all__ = [
    "find_citations",
    "read_document",
    "read_motion",
    "read_resolution",
    "read_statement",
    "recognise_genre",
]
