"""The folder of a static copy: nothing in it changes until all is made, and what is not ours stays.

All files that differ from those that are there are first written aside. Then the list of our files is
written with old and new ones, what no longer belongs is removed, the new files are moved to their places,
and the list is written with the new ones alone. So an interruption leaves a folder that the next export
takes up, and readers see each file as it was or as it is.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pso_graph.core.errors import ExportFolderError, PageError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = ".pso-graph-export"
"""Name of the list of our files."""

_ASIDE = ".pso-graph-new-"
_KEPT = {".git"}  # where a copy is published from a branch


@dataclass(frozen=True, slots=True)
class Changes:
    """What an export did.

    Args:
        written: files that are new or have changed.
        kept: files that were there already.
        removed: files of an earlier export that no longer belong.
    """

    written: int
    kept: int
    removed: int


class ExportFolder:
    """Takes the files of a static copy; see ``open_folder``.

    Args:
        folder: of the copy.
        aside: folder on the same file system, for what has changed.
        earlier: paths of the files of the earlier export.
    """

    def __init__(self, folder: Path, aside: Path, earlier: frozenset[str]) -> None:
        self._folder = folder
        self._aside = aside
        self._earlier = earlier
        self._files: set[str] = set()
        self._changed: set[str] = set()
        self._made: set[Path] = set()

    def put(self, path: str, body: bytes) -> None:
        """Take a file.

        Args:
            path: below the folder, with slashes.
            body: its content.

        Raises:
            PageError: if two files have the same path, or one leads out of the folder.
            ExportFolderError: if somebody else's file is in its place.
        """
        if path in self._files:
            raise PageError("Two pages of the static copy have the same path.", where=path)
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != path:
            raise PageError("This is no path within a folder.", where=path)
        self._files.add(path)
        place = self._folder / path
        try:
            there = _read(place)
            if there == body:
                return
            if there is not None and path not in self._earlier:
                raise ExportFolderError(
                    "This file is in the way: no earlier export wrote it.",
                    where=str(place),
                    fix="Move it away, or name another folder.",
                )
            self._changed.add(path)
            staged = self._aside / path
            self._make_folder(staged.parent)
            staged.write_bytes(body)
        except OSError as error:
            raise _refuse(place, error) from error

    def publish(self) -> Changes:
        """Put all files in their places, remove those that no longer belong, and return what has changed.

        Raises:
            UnreadableError: if the folder cannot be written to.
        """
        gone = sorted(self._earlier - self._files)
        try:
            self._write_manifest(self._earlier | self._files)
            for path in gone:
                self._remove(path)
            for path in sorted(self._changed):
                place = self._folder / path
                self._make_folder(place.parent)
                (self._aside / path).replace(place)
            self._write_manifest(self._files)
        except OSError as error:
            raise _refuse(self._folder, error) from error
        return Changes(len(self._changed), len(self._files) - len(self._changed), len(gone))

    def _make_folder(self, place: Path) -> None:
        if place not in self._made:
            place.mkdir(parents=True, exist_ok=True)
            self._made.add(place)

    def _remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        place = self._folder / path
        place.unlink(missing_ok=True)
        with suppress(OSError):  # one that is not empty, or not there
            for parent in PurePosixPath(path).parents[:-1]:
                (self._folder / parent).rmdir()

    def _write_manifest(self, files: frozenset[str] | set[str]) -> None:
        staged = self._aside / MANIFEST
        staged.write_text(json.dumps(sorted(files), indent=0, ensure_ascii=False) + "\n", "utf-8")
        staged.replace(self._folder / MANIFEST)


@contextmanager
def open_folder(folder: Path) -> Iterator[ExportFolder]:
    """Give the folder of a static copy, which is made if there is none; what was not published is gone.

    Args:
        folder: of the copy.

    Raises:
        ExportFolderError: if it holds something else than an earlier export.
        UnreadableError: if it cannot be read or written to.
    """
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_lock(folder))
            earlier = _read_manifest(folder)
            for left in folder.glob(f"{_ASIDE}*"):  # by an export that was interrupted
                shutil.rmtree(left)
            aside = stack.enter_context(tempfile.TemporaryDirectory(prefix=_ASIDE, dir=folder))
        except OSError as error:
            raise _refuse(folder, error) from error
        yield ExportFolder(folder, Path(aside), earlier)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let no other export write into a folder.

    Raises:
        ExportFolderError: if another one does.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if not _try_lock(descriptor):
            raise ExportFolderError(
                "Another export writes into this folder.", where=str(folder), fix="Wait until it has ended."
            )
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_manifest(folder: Path) -> frozenset[str]:
    """Return the paths of the files of the earlier export; none if the folder is empty."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        if all(path.name in _KEPT or path.name.startswith(_ASIDE) for path in folder.iterdir()):
            return frozenset()
        raise ExportFolderError(
            "This folder holds something else than an earlier static copy.",
            where=str(folder),
            fix="Name an empty folder, or one that does not exist yet.",
        )
    try:
        files = json.loads(manifest.read_text("utf-8"))
        return frozenset(path for path in files if isinstance(path, str) and _is_inside(path))
    except (ValueError, TypeError) as error:
        raise ExportFolderError(
            "The list of what the earlier export wrote is damaged.",
            where=str(manifest),
            fix="Remove the whole folder, and export anew.",
        ) from error


def _read(place: Path) -> bytes | None:
    """Return the content of a file; None if there is no file."""
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _refuse(place: Path, error: OSError) -> UnreadableError:
    return UnreadableError(
        f"This cannot be read or written ({error.strerror or 'unknown reason'}).",
        where=str(error.filename or place),
        fix="Check the folder, its permissions and the free space.",
    )
