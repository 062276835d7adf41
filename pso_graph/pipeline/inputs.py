"""The files of one run of validation, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.build.dataset import list_files
from pso_graph.rdf.parsing import list_rdf_files
from pso_graph.validate.checks.queries import QueryFile, read_query_file
from pso_graph.validate.sources import SourceFile, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pso_graph.validate.files import TextFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a validation is given.

    Args:
        data: the files to check.
        shapes: the files with shapes.
        rest: files to know of, in which nothing is told.
        queries: the project's query files, if they count.
        root: the project's folder, if all its files are checked.
    """

    data: tuple[SourceFile, ...]
    shapes: tuple[SourceFile, ...]
    rest: tuple[SourceFile, ...] = ()
    queries: tuple[QueryFile, ...] = ()
    root: Path | None = None

    def list_all(self) -> Iterator[TextFile]:
        """Yield every file."""
        yield from (*self.data, *self.rest, *self.shapes, *self.queries)


def read_project(root: Path) -> Inputs:
    """Return all of the project's files.

    Args:
        root: the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.

    Raises:
        UnreadableError: if a file cannot be read.
    """
    return Inputs(
        data=tuple(read_source(path, graph) for path, graph in list_files(root)),
        shapes=_read_all(list_shapes(root)),
        queries=_read_queries(root),
        root=root,
    )


def read_files(data: Sequence[Path], shapes: Sequence[Path]) -> Inputs:
    """Return anybody's files; the project's own have no part in it.

    Args:
        data: RDF files, and folders with such.
        shapes: RDF files with shapes, and folders with such.

    Raises:
        UnreadableError: if a file cannot be read, or a folder has none.
    """
    return Inputs(data=_read_all(_list_all(data)), shapes=_read_all(_list_all(shapes)))


def read_as_part(data: Sequence[Path], root: Path) -> Inputs:
    """Return files as part of the project's data.

    Shapes and other checks look for vocabulary, reference data and what other documents say, so they are
    given all of it, without the project's own files in whose place the given ones stand.

    Args:
        data: RDF files, and folders with such: some of the project's, drafts of its documents under the
            same names, or others.
        root: the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.

    Raises:
        UnreadableError: if a file cannot be read, or a folder has none.
    """
    root, files = root.resolve(), _list_all(data)
    replaced = {_find_place(path.resolve(), root) for path in files}
    return Inputs(
        data=_read_all(files),
        shapes=_read_all(list_shapes(root)),
        rest=tuple(read_source(path, graph) for path, graph in list_files(root) if path not in replaced),
        queries=_read_queries(root),
    )


def list_shapes(root: Path) -> list[Path]:
    """Return the project's files with shapes.

    Args:
        root: the folder that holds ``shapes``.
    """
    return sorted((root / "shapes").glob("*.ttl"))


def _list_all(paths: Iterable[Path]) -> list[Path]:
    """Return files and those of folders, each once."""
    files = (file for path in paths for file in (list_rdf_files(path) if path.is_dir() else [path]))
    return list(dict.fromkeys(files))


def _find_place(path: Path, root: Path) -> Path:
    """Return which of the project's files another stands for: a draft, for the document of its name."""
    return path if path.is_relative_to(root / "data") else root / "data" / "documents" / path.name


def _read_queries(root: Path) -> tuple[QueryFile, ...]:
    return tuple(map(read_query_file, sorted((root / "queries").rglob("*.rq"))))


def _read_all(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    return tuple(map(read_source, paths))
