"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pso_graph.core.errors import UnreadableError


def write_atomically(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Replace a file's content in one step, for good: neither a crash nor a power cut leaves half of one.

    Args:
        path: the file; its folder is made if there is none.
        content: what it is to hold; text is written as UTF-8.
        mode: permissions that the file gets.

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
            temporary.chmod(mode)
            temporary.replace(path)
            sync(path.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableError(
            f"This file cannot be written ({error.strerror or 'unknown reason'}).",
            where=str(path),
            fix="Check the folder, its permissions and the free space.",
        ) from error


def sync(path: Path) -> None:
    """Have the system write down what it may still hold in memory.

    Args:
        path: a file, for its content; a folder, for the names in it.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
