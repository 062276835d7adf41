"""Versions of a dataset in one folder: each is written beside the others; a pointer names the current one.

A version is never changed once it is there, so that whoever reads one may go on while the next is made.
Whatever ends a writer, the pointer names the old version or the new one, and both are whole.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pso_graph.core.files import sync, write_atomically

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pso_graph.core.errors import PsoGraphError

_POINTER = "current"
_LOCK = ".lock"
_BUILDING = ".building-"
_PAUSE = 0.02


class Versions:
    """The versions in a folder.

    Args:
        home: that holds the pointer.
        kind: name of the folder in it that holds the versions.
    """

    def __init__(self, home: Path, kind: str) -> None:
        self.home = home
        self.folder = home / kind

    @property
    def pointer(self) -> Path:
        """The file that names the current version; it is replaced by each switch to another."""
        return self.home / _POINTER

    @property
    def current(self) -> str:
        """The name of the current version; empty if there is none."""
        return self.pointer.read_text("utf-8", "replace").strip() if self.pointer.is_file() else ""

    def is_own(self, path: Path) -> bool:
        """Return whether a path in the home folder is one that this class makes."""
        names = {_POINTER, _LOCK, self.folder.name}
        return path.name in names or path.name.startswith((_BUILDING, f".{_POINTER}."))

    @contextmanager
    def lock(self, refusal: PsoGraphError, patience: float = 0.0) -> Iterator[None]:
        """Let nobody else write; what an interrupted writer has left behind is removed.

        Args:
            refusal: raised if another writer does not end in time.
            patience: seconds to wait for it.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / _LOCK).open("w") as file:
            deadline = time.monotonic() + patience
            while not _try_lock(file):
                if time.monotonic() >= deadline:
                    raise refusal
                time.sleep(_PAUSE)
            for left in self.home.glob(_BUILDING + "*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    @contextmanager
    def prepare(self) -> Iterator[Path]:
        """Give an empty folder to write a version to; it is removed unless that is published."""
        building = Path(tempfile.mkdtemp(dir=self.home, prefix=_BUILDING))
        try:
            building.chmod(0o755)
            yield building
        finally:
            shutil.rmtree(building, ignore_errors=True)

    def publish(self, building: Path, name: str) -> Path:
        """Put a finished version where readers look for it, and return its folder; nobody is told yet.

        Args:
            building: that holds it.
            name: of the version; another of that name makes room.
        """
        folder = self.folder / name
        self.folder.mkdir(exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        for path in (*building.rglob("*"), building):
            sync(path)
        building.rename(folder)
        sync(self.folder)
        return folder

    def switch(self, name: str) -> None:
        """Make a version the current one.

        Args:
            name: of a version that is there.
        """
        write_atomically(self.pointer, name + "\n")

    def remove_others(self, kept: Collection[str]) -> None:
        """Remove versions that nobody needs any more.

        Args:
            kept: names of the versions that stay.
        """
        for folder in self.folder.iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
