"""Git repositories for tests, made from texts by path."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
_IDENTITY = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")


def run_git(folder: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *_IDENTITY, *words],
        cwd=folder,
        env=environment | ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def write_files(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write texts by path; None removes the file."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def commit(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write files and commit them; the first time, the repository is made."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run_git(folder, "init", "--quiet")
    write_files(folder, files)
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "--message", "change")
