"""The content codings in which answers are compressed (RFC 9110, section 8.4.1; RFC 8878)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

_GZIP_LEVEL = 5
_ZSTD_LEVEL = 3
_GZIP_WINDOW = 31  # zlib's way to ask for a gzip head; it has no time stamp, so equal answers are equal bytes


class Compressor(Protocol):
    """Compresses what comes in pieces."""

    def compress(self, data: bytes, /) -> bytes:
        """Return what is ready after the next piece."""

    def flush(self) -> bytes:
        """Return the end."""


_MAKERS: dict[str, Callable[[], Compressor]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj(),
    "gzip": lambda: zlib.compressobj(_GZIP_LEVEL, wbits=_GZIP_WINDOW),
}

CODINGS = tuple(_MAKERS)
"""Their names in HTTP, the best first."""


def make_compressor(coding: str) -> Compressor:
    """Return a new compressor.

    Args:
        coding: one of ``CODINGS``.
    """
    return _MAKERS[coding]()
