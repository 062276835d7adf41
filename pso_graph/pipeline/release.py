"""Releases: a finished store on disk, written beside the old one and switched to at the end."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.errors import NoStoreError
from pso_graph.core.files import write_atomically
from pso_graph.rdf.serialization import write_canonical_quads
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator

_POINTER = "current"
_PREFIX = ".building-"
_UNREADABLE = (OSError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Release:
    """A finished build.

    Args:
        folder: that holds ``store``, ``dataset.nq`` and ``release.json``.
        sha256: of the sorted N-Quads, in lower-case hex.
        quads: how many there are.
        entailed: how many of them were entailed.
    """

    folder: Path
    sha256: str
    quads: int
    entailed: int

    @property
    def store(self) -> Path:
        """The folder of the store on disk."""
        return self.folder / "store"

    @property
    def dataset(self) -> Path:
        """The file with the whole dataset as sorted N-Quads."""
        return self.folder / "dataset.nq"


def write_release(home: Path, store: EmbeddedStore, entailed: int) -> Release:
    """Write a store in memory as a release, and make it the current one.

    Until the last step, which replaces the pointer, the old release stays as it is; what an
    interrupted build left behind is removed by the next.

    Args:
        home: folder of the releases.
        store: with the whole dataset.
        entailed: how many of its quads were entailed.

    Raises:
        NoStoreError: if another build is running.
    """
    data = write_canonical_quads(store.find())
    digest = hashlib.sha256(data).hexdigest()
    with _lock(home):
        for left in home.glob(_PREFIX + "*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = home / "releases" / digest[:16]
        release = Release(folder, digest, len(store), entailed)
        if not _is_whole(release, data):
            _write(home, release, store, data)
        _switch(home, folder)
    return release


def _is_whole(release: Release, data: bytes) -> bool:
    """Return whether a release is on disk already, with nothing missing or damaged."""
    try:
        return (
            _read(release.folder) == release
            and release.dataset.read_bytes() == data
            and len(EmbeddedStore.open(release.store)) == release.quads
        )
    except (*_UNREADABLE, NoStoreError, RuntimeError):  # the last if the store turns out to be damaged
        return False


def _write(home: Path, release: Release, store: EmbeddedStore, data: bytes) -> None:
    building = Path(tempfile.mkdtemp(dir=home, prefix=_PREFIX))
    try:
        building.chmod(0o755)
        (building / "dataset.nq").write_bytes(data)
        EmbeddedStore.write(building / "store", store.find())
        facts = {key: value for key, value in asdict(release).items() if key != "folder"}
        (building / "release.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
        release.folder.parent.mkdir(exist_ok=True)
        shutil.rmtree(release.folder, ignore_errors=True)
        building.rename(release.folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NoStoreError(
                "Another build is running.", where=str(home), fix="Wait until it has ended."
            ) from error
        yield


def _switch(home: Path, current: Path) -> None:
    """Point at a release, and remove all others but the last, which a server may still read."""
    pointer = home / _POINTER
    last = pointer.read_text("utf-8", "replace").strip() if pointer.is_file() else ""
    if last == current.name:
        return
    write_atomically(pointer, current.name + "\n")
    for folder in current.parent.iterdir():
        if folder.name not in {current.name, last}:
            shutil.rmtree(folder, ignore_errors=True)


def find_release(home: Path) -> Release:
    """Return the current release.

    Args:
        home: folder of the releases.

    Raises:
        NoStoreError: if nothing has been built yet, or what was built is damaged.
    """
    if not (home / _POINTER).exists():
        raise NoStoreError("Nothing has been built yet.", where=str(home), fix="Run `pso-graph build`.")
    try:
        release = _read(home / "releases" / (home / _POINTER).read_text("utf-8").strip())
        release.dataset.stat()
    except _UNREADABLE as error:
        raise NoStoreError(
            "The current build is damaged.", where=str(home), fix="Run `pso-graph build`."
        ) from error
    return release


def _read(folder: Path) -> Release:
    facts = json.loads((folder / "release.json").read_text("utf-8"))
    return Release(folder, str(facts["sha256"]), int(facts["quads"]), int(facts["entailed"]))
