"""Validating the project's data, or anybody's, against shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.dataset import list_files, read_dataset
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


def validate_as_part(data: Sequence[Path], root: Path) -> list[Finding]:
    """Return what the project's shapes find in data files as part of the project's data.

    The shapes look for vocabulary, reference data and what other documents say, so they are given all
    of it, without the project's own files in whose place the given ones stand. What they find only in
    the rest is left out.

    Args:
        data: RDF files: some of the project's, drafts of its documents under the same names, or others.
        root: the folder that holds ``ontology``, ``shapes`` and ``data``.

    Raises:
        PsoGraphError: if a file does not parse.
    """
    root = root.resolve()
    quads = _read_all(data)
    replaced = {_find_place(path.resolve(), root) for path in data}
    rest = _read_all([path for path, _ in list_files(root) if path not in replaced])
    known = _list_subjects(rest) - _list_subjects(quads)
    return [finding for finding in validate_quads(rest + quads, root) if finding.focus not in known]


def _find_place(path: Path, root: Path) -> Path:
    """Return which of the project's files another stands for: a draft, for the document of its name."""
    return path if path.is_relative_to(root / "data") else root / "data" / "documents" / path.name


def _list_subjects(quads: Sequence[Quad]) -> set[str]:
    return {str(getattr(quad.subject, "value", "")) for quad in quads}


def _read_all(paths: Sequence[Path]) -> list[Quad]:
    return [quad for path in paths for quad in parse_file(path)]
