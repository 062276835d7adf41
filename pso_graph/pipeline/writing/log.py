"""The log of writes: who changed what when, but neither tokens nor texts."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TAIL = 1 << 16  # bytes in which the last line is looked for; none is as long


@dataclass(frozen=True, slots=True)
class Record:
    """A write that has taken effect.

    Args:
        generation: name of the generation that it made.
        time: when, in UTC, as ISO 8601 has it.
        token: name of the token that allowed it; empty for the first.
        operation: ``create``, ``update``, ``put``, ``post`` or ``delete``.
        graph: IRI of the graph that it wrote to, ``default`` for the unnamed one, empty for several.
        sha256: of the update or the body, in lower-case hex; empty if there was none.
        before: number of quads.
        after: number of quads.
        created: whether a graph came into being.
    """

    generation: str
    time: str
    token: str
    operation: str
    graph: str
    sha256: str
    before: int
    after: int
    created: bool = False


def append_record(log: Path, record: Record) -> None:
    """Add a line to the log, unless its last line is that one already.

    A writer that is stopped after its write counts, and before it is logged, is made up for by the next.

    Args:
        log: a file with one JSON object in each line.
        record: to add.
    """
    descriptor = os.open(log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
    with os.fdopen(descriptor, "r+b") as file:
        start = max(file.seek(0, os.SEEK_END) - _TAIL, 0)
        file.seek(start)
        tail = file.read()
        last = tail.rstrip(b"\n").rpartition(b"\n")[2]
        if _read_generation(last) == record.generation:
            return
        torn = b"\n" if tail and not tail.endswith(b"\n") else b""
        file.write(torn + json.dumps(asdict(record), ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _read_generation(line: bytes) -> str:
    """Return the generation that a line names; empty if it is not whole."""
    try:
        return str(json.loads(line)["generation"])
    except (ValueError, KeyError, TypeError):
        return ""
