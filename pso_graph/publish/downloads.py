"""The whole dataset as files, compressed, with their checksums."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import UnknownThingError
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.serialization import write_canonical_quads, write_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.store import Store

FOLDER = "downloads"
"""Where they are, below the root of the site."""

DUMPS: Mapping[str, str] = {
    "dataset.nq.gz": "application/n-quads",
    "dataset.trig.gz": "application/trig",
    "dataset.jsonld.gz": "application/ld+json",
}
"""Media type of each dump, before it is compressed."""

CHECKSUMS = "SHA256SUMS"
"""Name of the file with their SHA-256, as ``sha256sum --check`` reads it."""

DOWNLOADS = (*DUMPS, CHECKSUMS)
"""Names of all files."""


@dataclass(frozen=True, slots=True)
class DownloadTask(Task):
    """A file of ``DOWNLOADS``.

    Args:
        name: of the file.
    """

    name: str

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the file on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such file.
            SizeLimitError: if it grows beyond the limits.
        """
        if self.name in DUMPS:
            form, body = "gzip", write_dump(store, self.name)
        elif self.name == CHECKSUMS:
            form, body = "text", write_checksums({name: write_dump(store, name) for name in DUMPS})
        else:
            raise UnknownThingError(
                "There is no such download.", where=self.name, fix=f"There are {', '.join(DOWNLOADS)}."
            )
        output = Output(receiver, limits, "document", form)
        output.write(body)
        output.finish()


def write_dump(store: Store, name: str) -> bytes:
    """Return the dataset as a compressed file; equal datasets are equal bytes.

    Args:
        store: that holds the data.
        name: of the file; its inner suffix names the format.
    """
    suffix = "." + name.split(".")[1]
    if suffix == ".nq":
        body = write_canonical_quads(store.find())
    else:
        ordered = sorted(store.find(), key=lambda quad: (str(quad.graph_name), str(quad)))
        body = write_dataset(ordered, suffix, read_prefixes())
    return gzip.compress(body, mtime=0)


def write_checksums(files: Mapping[str, bytes]) -> bytes:
    """Return a line with the SHA-256 of each file, as ``sha256sum`` writes it.

    Args:
        files: contents by name.
    """
    return "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()).encode()
