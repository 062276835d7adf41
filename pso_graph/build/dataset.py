"""The project's files as one dataset: which file is which named graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import GRAPHS
from pso_graph.rdf.parsing import parse_file, place_in_graph
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.rdf.terms import Quad

VOCABULARY = NamedNode(GRAPHS + "vocabulary")
ANCHORS = NamedNode(GRAPHS + "anchors")
ENTAILED = NamedNode(GRAPHS + "entailed")
ALIGNED = NamedNode(GRAPHS + "aligned")


def list_files(root: Path) -> Iterator[tuple[Path, NamedNode]]:
    """Yield each Turtle file of the dataset with the IRI of its graph, sorted by path.

    Args:
        root: the folder that holds ``ontology`` and ``data``.
    """
    for path in sorted((root / "ontology").rglob("*.ttl")):
        if path.name != "prefixes.ttl":
            yield path, VOCABULARY
    for path in sorted((root / "data").rglob("*.ttl")):
        yield path, NamedNode(GRAPHS + _name_graph(path.relative_to(root / "data")))


def _name_graph(path: Path) -> str:
    """Return the local name of the graph of a file below ``data``."""
    if path.parts[0] == "documents":
        return f"document/{path.stem}"
    return "-".join(path.parts[:-1]) or path.stem


def read_dataset(root: Path) -> list[Quad]:
    """Return all quads of the project's vocabulary and data, each in the graph of its file.

    Args:
        root: the folder that holds ``ontology`` and ``data``.

    Raises:
        UnreadableError: if a file cannot be read.
        SyntaxProblemError: if a file is not well-formed Turtle.
    """
    quads: list[Quad] = []
    for path, graph in list_files(root):
        quads += place_in_graph(parse_file(path), graph)
    return quads
