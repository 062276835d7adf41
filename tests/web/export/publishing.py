"""Static copies, written by the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.web.running import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path


def publish(folder: Path, home: Path, *options: str, seed: int = 0) -> subprocess.CompletedProcess[str]:
    """Write a static copy of a build, and return how the command ended.

    Args:
        folder: to write into.
        home: folder of the builds.
        options: more of ``pso-graph publish``.
        seed: of the hashes of strings, which order sets.
    """
    command = [sys.executable, "-c", PROGRAM, "publish", str(folder), "--home", str(home), *options]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


def read_copy(folder: Path) -> dict[str, bytes]:
    """Return the content of each file of a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
