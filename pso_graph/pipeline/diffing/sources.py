"""What can be compared: a file, a folder, a release, or what a git revision holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.core.errors import PsoGraphError, RevisionError
from pso_graph.pipeline.release import find_release
from pso_graph.pipeline.revisions import check_out, find_repository, list_work_files, resolve_revision
from pso_graph.rdf.namespaces import GRAPHS
from pso_graph.rdf.parsing import list_rdf_files, parse_file, place_in_graph
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Quad

_SHAPES = NamedNode(GRAPHS + "shapes")


def read_source(name: str) -> list[Quad]:
    """Return the quads of a file, a folder or a git revision.

    Args:
        name: a path if there is such a file or folder; else ``REVISION`` or ``REVISION:PATH``, the path
            from the top of the work tree that the current folder lies in. A folder that has the layout
            of this project counts as its ontology, data and shapes, each in its graph; one that holds a
            build, as that release; any other, as all its RDF files.

    Raises:
        RevisionError: if it is neither, or the revision has nothing there.
        PsoGraphError: if a file does not parse; a file of a revision is named as git names it.
    """
    if Path(name).exists():
        return _read_place(Path(name))
    revision, path = split_revision(name)
    repository = find_repository(Path.cwd())
    with check_out(repository, revision) as folder:
        place = (folder / path).resolve()
        if not (place.is_relative_to(folder) and place.exists()):
            raise RevisionError(
                "There is no RDF file here in this revision.", where=name, fix="Check path and revision."
            )
        try:
            return _read_place(place)
        except PsoGraphError as error:
            error.where = error.where.replace(f"{folder}/", f"{revision}:").replace(str(folder), revision)
            raise


def read_work_tree(name: str) -> list[Quad]:
    """Return what lies now where a git revision, or a path in it, was named.

    Files that git ignores do not count.

    Args:
        name: ``REVISION`` or ``REVISION:PATH``.

    Raises:
        RevisionError: if the current folder lies in no work tree.
        PsoGraphError: if a file does not parse.
    """
    top = find_repository(Path.cwd())
    place = (top / split_revision(name)[1]).resolve()
    if not place.is_relative_to(top):
        raise RevisionError("This path leads out of the work tree.", where=name, fix="Name one inside it.")
    if _is_project(place):
        return _read_place(place)
    return _read_files(path for path in list_work_files(top) if path.is_relative_to(place))


def split_revision(name: str) -> tuple[str, str]:
    """Return revision and path of ``REVISION:PATH``; the path is empty if there is none.

    Args:
        name: as typed.

    Raises:
        RevisionError: if there is neither such a path nor such a revision.
    """
    revision, _, path = name.partition(":")
    try:
        resolve_revision(find_repository(Path.cwd()), revision)
    except RevisionError as error:
        raise RevisionError(
            "This is neither a file, nor a folder, nor a git revision.",
            where=name,
            fix="Check path and name; a clone that CI makes may lack a revision (set its depth to 0).",
        ) from error
    return revision, path


def _read_place(place: Path) -> list[Quad]:
    if place.is_file():
        return parse_file(place)
    if _is_project(place):
        shapes = _read_files(sorted((place / "shapes").glob("*.ttl")))
        return read_dataset(place) + place_in_graph(shapes, _SHAPES)
    if (place / "releases").is_dir():
        return parse_file(find_release(place).dataset)
    if (place / "release.json").is_file():
        return parse_file(place / "dataset.nq")
    return _read_files(list_rdf_files(place))


def _is_project(folder: Path) -> bool:
    return (folder / "ontology" / "core.ttl").is_file()


def _read_files(paths: Iterable[Path]) -> list[Quad]:
    return [quad for path in paths for quad in parse_file(path)]
