"""What the supervisor and the web processes tell each other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pso_graph.core.settings import Settings
from pso_graph.pipeline.writing import WriteLimits
from pso_graph.query.workers import Limits, frames

READY, CHANGED, RELOAD = b"R", b"C", b"L"
"""From a web process: it answers; it answers from the newest snapshot; there is newer data to load."""

CHANGE, RELOADED = b"c", b"l"
"""To a web process: change to the newest snapshot; all of them have."""


@dataclass(frozen=True, slots=True)
class WritePlan:
    """What may be written to, and what it must conform to.

    Args:
        home: folder of the generations of a writable store.
        shapes: files with shapes.
    """

    home: Path
    shapes: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a web process is to do.

    Args:
        address: of the zygote.
        settings: of the server.
        writes: None if nothing may be written.
        is_built: whether the data is built from the project's files.
    """

    address: Path
    settings: Settings
    writes: WritePlan | None = None
    is_built: bool = False

    def pack(self) -> bytes:
        """Return the plan as a message."""
        writes = [str(path) for path in (self.writes.home, *self.writes.shapes)] if self.writes else []
        content = [str(self.address), self.settings.model_dump(mode="json"), writes, self.is_built]
        return frames.pack(frames.TASK, json.dumps(content).encode())

    @classmethod
    def read(cls, file: frames.BinaryFile) -> Plan:
        """Return the plan from the line to the supervisor.

        Args:
            file: to read from.
        """
        _, content = frames.read_frame(file)
        address, settings, writes, is_built = json.loads(content)
        home, *shapes = map(Path, writes) if writes else (None,)
        plan = WritePlan(home, tuple(shapes)) if home else None
        return cls(Path(address), Settings.model_validate(settings), plan, is_built=is_built)


def make_write_limits(settings: Settings) -> WriteLimits:
    """Return what each write may use.

    Args:
        settings: of the server.
    """
    return WriteLimits(
        seconds=settings.write_time_limit,
        memory=settings.write_memory_limit,
        queue=settings.write_queue,
        patience=settings.queue_time,
        kept=settings.generations,
    )


def make_limits(settings: Settings) -> Limits:
    """Return what each query may use.

    Args:
        settings: of the server.
    """
    return Limits(
        seconds=settings.time_limit,
        memory=settings.memory_limit,
        rows=settings.row_limit,
        bytes=settings.byte_limit,
        sending=settings.sending_limit,
    )
