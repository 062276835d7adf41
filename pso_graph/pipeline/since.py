"""Validating only what has changed since a git revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.build.dataset import list_files
from pso_graph.core.errors import RevisionError, SyntaxProblemError
from pso_graph.pipeline.revisions import check_out, find_repository
from pso_graph.rdf.comparison import compare_quads
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.affected import find_affected, restrict_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pso_graph.rdf.terms import Quad


def restrict_to_changes(
    revision: str,
    quads: Iterable[Quad],
    shapes: Sequence[Quad],
    *,
    files: Sequence[Path],
    shape_files: Sequence[Path],
    root: Path | None = None,
) -> list[Quad]:
    """Return the shapes, targeting only focus nodes whose findings may differ from those of a revision.

    They stay as they are where the shapes themselves have changed, or a file of the revision does not
    parse: then every focus node may be concerned.

    Args:
        revision: as in gitrevisions(7).
        quads: of the data as it is now.
        shapes: of the shapes as they are now.
        files: with the data; those that the revision lacks are new.
        shape_files: with the shapes.
        root: the folder that holds ``ontology`` and ``data``, if its files are validated: those that it
            has lost since the revision count too.

    Raises:
        RevisionError: if there is no such revision, or a file lies in no repository or in another.
    """
    top = find_repository(next(iter(files)).parent)
    with check_out(top, revision) as folder:
        try:
            before = {_find_old(path, top, folder) for path in files}
            if root is not None:
                before |= {path for path, _ in list_files(_find_old(root, top, folder))}
            old = _read(before)
            old_shapes = _read({_find_old(path, top, folder) for path in shape_files})
        except SyntaxProblemError:
            return list(shapes)
    if compare_quads(old_shapes, shapes):
        return list(shapes)
    return restrict_shapes(shapes, find_affected(old, quads, shapes))


def _find_old(path: Path, top: Path, folder: Path) -> Path:
    """Return where a file of the work tree lies in the folder with the revision."""
    place = path.resolve()
    if not place.is_relative_to(top):
        raise RevisionError(
            "This file does not lie in the repository.", where=str(path), fix=f"Name files below {top}."
        )
    return folder / place.relative_to(top)


def _read(paths: Iterable[Path]) -> list[Quad]:
    return [quad for path in sorted(paths) if path.is_file() for quad in parse_file(path)]
