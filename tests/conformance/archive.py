"""The W3C suites, read from the archive beside the checkout; nothing of it is unpacked into the project."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

ARCHIVE = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "w3c.tgz"
SITE = "https://w3c.github.io/"
"""Where the suites are published: a file's IRI is this and its path, and so is its base."""


@cache
def read_archive() -> dict[str, bytes]:
    """Return the files of the archive by their path below its one folder."""
    files = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                files[member.name.partition("/")[2]] = content.read()
    return files


def read_file(iri: str) -> str:
    """Return the text of a file by its IRI, line ends as they are."""
    return read_archive()[iri.removeprefix(SITE)].decode("utf-8")
