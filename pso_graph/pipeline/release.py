"""Releases: a finished store on disk, written beside the old one and switched to at the end."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import NoStoreError
from pso_graph.pipeline.versions import Versions
from pso_graph.rdf.serialization import write_canonical_quads
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANSWERS = "answers.json"
"""The file with the answers to queries that go through the whole graph."""

SEARCH = "search.sqlite"
"""The file with the search index."""

_DATASET = "dataset.nq"
_UNREADABLE = (OSError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Release:
    """A finished build.

    Args:
        folder: that holds ``store``, ``dataset.nq``, what was made of it, and ``release.json``.
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
        return self.folder / _DATASET

    @property
    def answers(self) -> Path:
        """See ``ANSWERS``."""
        return self.folder / ANSWERS

    @property
    def search(self) -> Path:
        """See ``SEARCH``."""
        return self.folder / SEARCH


def write_release(
    home: Path, store: EmbeddedStore, entailed: int, made: Mapping[str, bytes] | None = None
) -> Release:
    """Write a store in memory as a release, and make it the current one.

    Until the last step, which replaces the pointer, the old release stays as it is; what an
    interrupted build left behind is removed by the next.

    Args:
        home: folder of the releases.
        store: with the whole dataset.
        entailed: how many of its quads were entailed.
        made: other files made of it, by name.

    Raises:
        NoStoreError: if another build is running.
    """
    data = write_canonical_quads(store.find())
    digest = hashlib.sha256(data).hexdigest()
    files = {_DATASET: data, **(made or {})}
    name = hashlib.sha256(b"".join(files.values())).hexdigest()[:16]
    versions = _find_versions(home)
    busy = NoStoreError("Another build is running.", where=str(home), fix="Wait until it has ended.")
    with versions.lock(busy):
        release = Release(versions.folder / name, digest, len(store), entailed)
        if not _is_whole(release, files):
            _write(versions, release, store, files)
        last = versions.current
        if last != name:
            versions.switch(name)
            versions.remove_others({name, last})  # a server may still read the last one
    return release


def _is_whole(release: Release, files: Mapping[str, bytes]) -> bool:
    """Return whether a release is on disk already, with nothing missing or damaged."""
    try:
        return (
            _read(release.folder) == release
            and all((release.folder / name).read_bytes() == data for name, data in files.items())
            and len(EmbeddedStore.open(release.store)) == release.quads
        )
    except (*_UNREADABLE, NoStoreError, RuntimeError):  # the last if the store turns out to be damaged
        return False


def _write(versions: Versions, release: Release, store: EmbeddedStore, files: Mapping[str, bytes]) -> None:
    with versions.prepare() as building:
        for name, data in files.items():
            (building / name).write_bytes(data)
        EmbeddedStore.write(building / "store", store.find())
        facts = {key: value for key, value in asdict(release).items() if key != "folder"}
        (building / "release.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
        versions.publish(building, release.folder.name)


def _find_versions(home: Path) -> Versions:
    return Versions(home, "releases")


def find_pointer(home: Path) -> Path:
    """Return the file that names the current release; it is replaced by each build that changes something.

    Args:
        home: folder of the releases.
    """
    return _find_versions(home).pointer


def find_release(home: Path) -> Release:
    """Return the current release.

    Args:
        home: folder of the releases.

    Raises:
        NoStoreError: if nothing has been built yet, or what was built is damaged.
    """
    versions = _find_versions(home)
    if not versions.pointer.exists():
        raise NoStoreError("Nothing has been built yet.", where=str(home), fix="Run `pso-graph build`.")
    try:
        release = _read(versions.folder / versions.current)
        release.dataset.stat()
    except _UNREADABLE as error:
        raise NoStoreError(
            "The current build is damaged.", where=str(home), fix="Run `pso-graph build`."
        ) from error
    return release


def _read(folder: Path) -> Release:
    facts = json.loads((folder / "release.json").read_text("utf-8"))
    return Release(folder, str(facts["sha256"]), int(facts["quads"]), int(facts["entailed"]))
