"""Where a server's data comes from, and how it sees that there is newer data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pso_graph.pipeline.release import find_pointer, find_release
from pso_graph.pipeline.writing import Generations
from pso_graph.query.workers import Snapshot, digest_files, digest_folder

if TYPE_CHECKING:
    from pathlib import Path


class SnapshotSource(Protocol):
    """Gives the snapshot to serve."""

    def find(self) -> Snapshot:
        """Return the snapshot that is current now.

        Raises:
            PsoGraphError: if there is none.
        """

    def look(self) -> object:
        """Return a value that changes when there is newer data; it costs next to nothing."""


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """The current build.

    Args:
        home: folder of the builds.
        union: whether the default graph is the union of all graphs.
    """

    home: Path
    union: bool

    def find(self) -> Snapshot:
        """Return the current build; see ``SnapshotSource.find``."""
        release = find_release(self.home)
        return Snapshot(
            files=(release.dataset.resolve(),),
            union=self.union,
            answers=release.answers.resolve() if self.union else None,
            search=release.search.resolve(),
            digest=f"{release.sha256} {self.union}",
        )

    def look(self) -> object:
        """Return what the pointer to the current build says."""
        try:
            return find_pointer(self.home).read_bytes()
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class FileSource:
    """RDF files, which are read again when the server is told to.

    Args:
        files: in the order in which they are read.
        union: as for ``ReleaseSource``.
    """

    files: tuple[Path, ...]
    union: bool

    def find(self) -> Snapshot:
        """Return the files as they are now; see ``SnapshotSource.find``."""
        return Snapshot(files=self.files, union=self.union, digest=f"{digest_files(self.files)} {self.union}")

    def look(self) -> object:
        """Return that nothing changes by itself."""
        return None


@dataclass(frozen=True, slots=True)
class StoreSource:
    """A finished store on disk.

    Args:
        folder: of the store.
        union: as for ``ReleaseSource``.
    """

    folder: Path
    union: bool

    def find(self) -> Snapshot:
        """Return the store; see ``SnapshotSource.find``."""
        snapshot = Snapshot(
            folder=self.folder, union=self.union, digest=f"{digest_folder(self.folder)} {self.union}"
        )
        snapshot.open()  # what cannot be opened is told here, not by each worker
        return snapshot

    def look(self) -> object:
        """Return that nothing changes by itself."""
        return None


@dataclass(frozen=True, slots=True)
class WritableSource:
    """The current generation of a writable store.

    Args:
        home: folder of its generations.
        union: as for ``ReleaseSource``.
    """

    home: Path
    union: bool

    def find(self) -> Snapshot:
        """Return the current generation; see ``SnapshotSource.find``. Digests sort as generations do."""
        generation = Generations(self.home).find_current()
        return Snapshot(folder=generation.store, union=self.union, digest=f"{generation.name} {self.union}")

    def look(self) -> object:
        """Return what the pointer to the current generation says."""
        try:
            return Generations(self.home).pointer.read_bytes()
        except OSError:
            return None
