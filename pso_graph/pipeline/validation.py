"""Validating the project's data, or anybody's, against shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.shacl import validate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.finding import Finding


def validate_project(root: Path) -> list[Finding]:
    """Return what the project's shapes find in the project's data.

    Args:
        root: the folder that holds ``ontology``, ``shapes`` and ``data``.

    Raises:
        PsoGraphError: if a file does not parse.
    """
    return validate_quads(read_dataset(root), root)


def validate_quads(quads: list[Quad], root: Path) -> list[Finding]:
    """Return what the project's shapes find in quads.

    Args:
        quads: data and vocabulary.
        root: the folder that holds ``shapes``.
    """
    return validate(quads, _read_all(sorted((root / "shapes").glob("*.ttl"))))


def validate_files(data: Sequence[Path], shapes: Sequence[Path]) -> list[Finding]:
    """Return what shapes find in data files; the project's own data has no part in it.

    Args:
        data: RDF files.
        shapes: RDF files with shapes.

    Raises:
        PsoGraphError: if a file does not parse.
    """
    return validate(_read_all(data), _read_all(shapes))


def _read_all(paths: Sequence[Path]) -> list[Quad]:
    return [quad for path in paths for quad in parse_file(path)]
