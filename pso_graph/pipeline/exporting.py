"""Exporting the whole dataset of the current build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import ParameterError
from pso_graph.core.files import write_atomically
from pso_graph.pipeline.release import find_release
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.serialization import list_dataset_suffixes, write_dataset

if TYPE_CHECKING:
    from pathlib import Path

_MERGING = (".ttl", ".nt")


def export_dataset(home: Path, file: Path) -> bool:
    """Write the dataset of the current build, and return whether its graphs had to be merged.

    Args:
        home: folder of the builds.
        file: to write; its suffix names the format.

    Raises:
        ParameterError: if the suffix names no format.
        NoStoreError: if nothing has been built yet.
    """
    suffix = file.suffix.lower()
    if suffix not in list_dataset_suffixes():
        raise ParameterError(
            f"The suffix {file.suffix or '(none)'!r} names no format for a dataset.",
            where=str(file),
            fix=f"Use one of {', '.join(list_dataset_suffixes())}.",
        )
    release = find_release(home)
    if suffix == ".nq":
        write_atomically(file, release.dataset.read_bytes())
    else:
        write_atomically(file, write_dataset(parse_file(release.dataset), suffix, read_prefixes()))
    return suffix in _MERGING
