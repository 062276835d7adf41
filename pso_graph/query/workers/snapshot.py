"""The data that workers answer from, which does not change while they live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where the data lies: files that are loaded once and shared, or a store on disk.

    Args:
        files: RDF files, loaded into memory before workers are forked.
        folder: of a store on disk, which each worker opens for itself: its library keeps threads,
            and these do not outlive a fork. For the same reason a release is served from its
            ``dataset.nq`` and not copied from its store.
        union: whether the default graph is the union of all graphs.
    """

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    union: bool = True

    def load(self) -> EmbeddedStore | None:
        """Return the store in memory, or None if it is on disk."""
        return None if self.folder is not None else self.open()

    def open(self) -> EmbeddedStore:
        """Return the store; what is opened on disk must not be carried through a fork."""
        if self.folder is not None:
            return EmbeddedStore.open(self.folder, union=self.union)
        quads = (quad for path in self.files for quad in parse_file(path))
        return EmbeddedStore.in_memory(quads, union=self.union)
