"""Formatting Turtle files in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import UnreadableError
from pso_graph.core.files import write_atomically
from pso_graph.core.resources import find_resource_root, read_text
from pso_graph.rdf.formatting import format_turtle
from pso_graph.rdf.prefixes import read_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FOLDERS = ("ontology", "shapes", "data")


def format_files(paths: Iterable[Path] | None, *, write: bool) -> tuple[int, list[Path]]:
    """Return how many files were looked at, and those that were not in canonical form.

    Args:
        paths: Turtle files or folders; None for all of the project's.
        write: whether to bring them into it.

    Raises:
        PsoGraphError: if a file cannot be read or does not parse; it is left as it is.
    """
    files = list(_list_files(paths))
    changed = []
    for path in files:
        text = read_text(path)
        formatted = format_turtle(text, read_prefixes(), where=str(path))
        if formatted != text:
            changed.append(path)
            if write:
                write_atomically(path, formatted)
    return len(files), changed


def _list_files(paths: Iterable[Path] | None) -> Iterable[Path]:
    root = find_resource_root()
    for path in paths or [root / folder for folder in _FOLDERS]:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.ttl") if p.name != "prefixes.ttl")
        elif path.is_file():
            yield path
        else:
            raise UnreadableError("There is no such file or folder.", where=str(path), fix="Check the path.")
