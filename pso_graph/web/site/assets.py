"""The files of the front end: stylesheet, marks, scripts, and what has been bundled."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.query.workers.compression import make_compressor

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDERS = tuple(Path(__file__).parents[1] / "frontend" / name for name in ("static", "dist"))
"""What is written by hand, and what is built; the second may be absent."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the front end.

    Args:
        body: its bytes.
        content_type: of the file.
        tag: entity tag.
    """

    body: bytes
    content_type: str
    tag: str


@cache
def read_assets() -> Mapping[str, Asset]:
    """Return all files of the front end by name, with slashes for folders."""
    assets = {}
    for folder in FOLDERS:
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            body = path.read_bytes()
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            tag = hashlib.sha256(body).hexdigest()[:32]
            assets[path.relative_to(folder).as_posix()] = Asset(body, kind, f'"{tag}"')
    return assets


@cache
def compress_asset(asset: Asset, coding: str) -> Asset:
    """Return a file of the front end compressed; compressed once, it is kept.

    Args:
        asset: the file.
        coding: one of ``CODINGS``.
    """
    compressor = make_compressor(coding)
    body = compressor.compress(asset.body) + compressor.flush()
    return Asset(body, asset.content_type, f'{asset.tag[:-1]}-{coding}"')


def has_editor() -> bool:
    """Return whether the editor of the SPARQL page has been built."""
    return "sparql.js" in read_assets()
