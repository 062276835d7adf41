"""Which files of the project a graph is made from, for those who would change it."""

from __future__ import annotations

from os.path import commonpath
from typing import TYPE_CHECKING

from pso_graph.build.dataset import ALIGNED, ENTAILED, list_files
from pso_graph.core.resources import find_resource_root
from pso_graph.rdf.namespaces import GRAPHS
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOCUMENT = GRAPHS + "document/"
_MADE = {ENTAILED: "queries/rules/", ALIGNED: "queries/rules/"}


def list_sources(mentioned: str) -> list[str]:
    """Return the files or folders to edit, relative to the project's folder, sorted.

    Args:
        mentioned: a text with the IRIs of graphs in angle brackets.

    Returns:
        ``data/`` alone if it names no graph of the project.
    """
    return sorted({source for graph, source in _list_all(mentioned) if str(graph) in mentioned}) or ["data/"]


def _list_all(mentioned: str) -> Iterator[tuple[NamedNode, str]]:
    """Yield each graph with where it comes from, also of documents that are still to be written."""
    root = find_resource_root()
    files: dict[NamedNode, list[str]] = {}
    for path, graph in list_files(root):
        files.setdefault(graph, []).append(path.relative_to(root).as_posix())
    for graph, paths in files.items():
        yield graph, paths[0] if len(paths) == 1 else f"{commonpath(paths)}/"
    yield from _MADE.items()
    for part in mentioned.split(f"<{_DOCUMENT}")[1:]:
        slug = part.partition(">")[0]
        if slug and slug.replace("-", "").isalnum() and slug.isascii():
            yield NamedNode(_DOCUMENT + slug), f"data/documents/{slug}.ttl"
