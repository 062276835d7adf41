"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pso_graph.core.errors import UnreadableError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file's content in one step.

    Args:
        path: the file; its folder is made if there is none.
        content: what it is to hold; text is written as UTF-8.

    Raises:
        UnreadableError: if the folder cannot be written to.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableError(
            f"This file cannot be written ({error.strerror or 'unknown reason'}).",
            where=str(path),
            fix="Check the folder, its permissions and the free space.",
        ) from error
