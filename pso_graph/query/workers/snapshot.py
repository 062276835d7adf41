"""The data that workers answer from, which does not change while they live."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnreadableError
from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore, PreparedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable
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
        answers: file with answers that were prepared from the same data; None if there are none.
        search: file with the search index of the same data; likewise.
        digest: that tells this data from all other, for entity tags; empty if nobody needs it.
    """

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    union: bool = True
    answers: Path | None = None
    search: Path | None = None
    digest: str = ""

    def load(self) -> EmbeddedStore | None:
        """Return the store in memory, or None if it is on disk."""
        return None if self.folder is not None else self.open()

    def open(self) -> EmbeddedStore:
        """Return the store; what is opened on disk must not be carried through a fork."""
        if self.folder is not None:
            return EmbeddedStore.open(self.folder, union=self.union)
        quads = (quad for path in self.files for quad in parse_file(path))
        store = EmbeddedStore.in_memory(quads, union=self.union)
        if self.answers is not None:
            store.prepare(PreparedAnswers.read(self.answers))
        if self.search is not None and self.search.exists():
            store.search_index = self.search.read_bytes()
        return store


def digest_files(files: Iterable[Path]) -> str:
    """Return what tells the contents of files from all others, in lower-case hex.

    Args:
        files: in the order in which they are read.

    Raises:
        UnreadableError: if one cannot be read.
    """
    digest = hashlib.sha256()
    for path in files:
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise UnreadableError(
                f"This file cannot be read ({error.strerror}).", where=str(path), fix="Check its name."
            ) from error
    return digest.hexdigest()


def digest_folder(folder: Path) -> str:
    """Return what tells a store on disk from its earlier and later states, in lower-case hex.

    Reading all of a large store would take minutes; its library gives each state files of other names,
    sizes or times.

    Args:
        folder: of the store.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        status = path.stat()
        digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
