"""Loading anybody's RDF files into a store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def load_files(paths: Iterable[Path]) -> EmbeddedStore:
    """Return a store in memory with the quads of RDF files.

    Args:
        paths: files whose suffixes name their formats.

    Raises:
        PsoGraphError: if one cannot be read or does not parse.
    """
    return EmbeddedStore.in_memory(quad for path in paths for quad in parse_file(path))
