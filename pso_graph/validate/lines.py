"""The lines of files, for whoever shows or recognises them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import UnreadableError
from pso_graph.validate.files import TextFile, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class SourceLines:
    """The lines of files.

    Args:
        files: those that were read; another is read when its first line is asked for.
    """

    def __init__(self, files: Iterable[TextFile] = ()) -> None:
        self._files = {file.path: file for file in files}

    def read(self, path: Path, line: int) -> str:
        """Return a line without its end; empty if there is none, or the file cannot be read.

        Args:
            path: the file.
            line: from 1.
        """
        if path not in self._files:
            try:
                self._files[path] = read_file(path)
            except UnreadableError:
                self._files[path] = TextFile(path, "")
        try:
            return self._files[path].lines.read_line(line) if line > 0 else ""
        except IndexError:
            return ""
