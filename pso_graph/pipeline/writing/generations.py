"""The generations of a writable store: each write makes the next one, and none is ever changed."""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pso_graph.core.errors import BusyError, NoStoreError, ParameterError
from pso_graph.pipeline.versions import Versions
from pso_graph.pipeline.writing.log import Record, append_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"(\d{10})-[0-9a-f]{16}")
_RECORD = "record.json"
_STORE = "store"
_LOG = "writes.jsonl"
_GRACE = 120.0  # seconds for which those stay that queries may still read, however many follow


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of a store.

    Args:
        folder: that holds it.
    """

    folder: Path

    @property
    def name(self) -> str:
        """Its name; names sort as generations follow one another, and no two stores share one."""
        return self.folder.name

    @property
    def store(self) -> Path:
        """The folder of the store on disk."""
        return self.folder / _STORE

    def read_record(self) -> Record:
        """Return what the log says of the write that made it."""
        return Record(**json.loads((self.folder / _RECORD).read_text("utf-8")))


class Generations:
    """The generations in a folder of their own.

    Args:
        home: that folder.
        kept: how many of the last ones stay, the current one included.
    """

    def __init__(self, home: Path, kept: int = 5) -> None:
        self._kept = kept
        self._versions = Versions(home, "generations")

    @property
    def home(self) -> Path:
        """The folder."""
        return self._versions.home

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self._versions.pointer

    @property
    def log(self) -> Path:
        """The file with a line for each write."""
        return self.home / _LOG

    def exist(self) -> bool:
        """Return whether there is one already.

        Raises:
            ParameterError: if the folder holds something else.
        """
        if self.pointer.is_file():
            return True
        for path in self.home.glob("*"):
            if self._versions.is_own(path) or path == self.log:
                continue
            raise ParameterError(
                "This folder holds other things than a writable store.",
                where=str(path),
                fix="Name a folder that is empty or does not exist yet.",
            )
        return False

    def find_current(self) -> Generation:
        """Return the current generation.

        Raises:
            NoStoreError: if there is none.
        """
        generation = self.find(self._versions.current)
        if generation is None:
            raise NoStoreError(
                "There is no writable store here.",
                where=str(self.home),
                fix="Make one with `pso-graph serve --writable --store`.",
            )
        return generation

    def find(self, name: str) -> Generation | None:
        """Return a generation that is kept; None if it is not.

        Args:
            name: as a stranger may have written it.
        """
        folder = self._versions.folder / name
        return Generation(folder) if _NAME.fullmatch(name) and folder.is_dir() else None

    def find_marked(self, mark: str) -> Generation | None:
        """Return the generation that an order has made; None if it was not carried out, or long ago.

        Args:
            mark: of the order.
        """
        last = self._versions.current
        names = (name for name in self._list() if name.endswith(f"-{mark}") and name <= last)
        return next((self.find(name) for name in names), None)

    @contextmanager
    def lock(self, patience: float) -> Iterator[None]:
        """Let nobody else write, and make up for what an interrupted writer has left undone.

        Args:
            patience: seconds to wait for another writer.

        Raises:
            BusyError: if it does not end in time.
        """
        busy = BusyError("Another write goes on.", fix="Try again a little later.")
        with self._versions.lock(busy, patience):
            last = self._versions.current
            if last:
                self._versions.remove_others({name for name in self._list() if name <= last})
                append_record(self.log, self.find_current().read_record())
            yield

    @contextmanager
    def prepare(self) -> Iterator[Generation]:
        """Give the place of a generation to be; it goes unless it is published."""
        with self._versions.prepare() as building:
            yield Generation(building)

    def name_next(self, mark: str) -> str:
        """Return the name of the generation after the current one.

        Args:
            mark: 16 hex digits that nobody else has.
        """
        number = int(self._versions.current.partition("-")[0] or 0) + 1
        return f"{number:010}-{mark}"

    def publish(self, built: Generation, record: Record) -> Generation:
        """Make a finished generation the current one, log it, and remove those that nobody needs any more.

        Args:
            built: the generation in the place that ``prepare`` gave.
            record: of the write that has made it, with its name to be.
        """
        (built.folder / _RECORD).write_text(json.dumps(asdict(record)) + "\n", "utf-8")
        folder = self._versions.publish(built.folder, record.generation)
        self._versions.switch(record.generation)
        with suppress(OSError):  # the write counts; the next one makes up for this
            append_record(self.log, record)
            self._versions.remove_others(self._choose_kept())
        return Generation(folder)

    def _list(self) -> list[str]:
        return sorted(path.name for path in self._versions.folder.iterdir() if _NAME.fullmatch(path.name))

    def _choose_kept(self) -> set[str]:
        """Return the names of the last generations, and of those that were current until just now."""
        names = self._list()
        begin = time.time() - _GRACE
        recent = {
            name
            for name, successor in pairwise(names)
            if (self._versions.folder / successor).stat().st_mtime > begin
        }
        return recent | set(names[-self._kept :])
