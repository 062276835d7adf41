"""The owner's side of the zygote: starting it, again if it ends, and changing it for a newer one."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pso_graph.core.errors import PsoGraphError, WorkerLostError
from pso_graph.query.workers import frames
from pso_graph.query.workers.zygote import RETIRE

if TYPE_CHECKING:
    from pso_graph.query.workers.snapshot import Snapshot
    from pso_graph.query.workers.task import Limits, Task

_BACKLOG = 64
_PATIENCE = 5.0
_PAUSE = 1.0  # seconds before what has ended is started again
_PROGRAM = "from pso_graph.query.workers.zygote import main; main()"
_log = logging.getLogger(__name__)


class SnapshotHost:
    """Holds a snapshot ready, in a process of its own, under an address that stays the same.

    Args:
        snapshot: that workers answer from.
        limits: of each task.
        rehearsed: tasks that are run once when the snapshot is loaded: what they load and remember is there
            in each worker from the start.

    Raises:
        PsoGraphError: if the snapshot cannot be loaded.
    """

    def __init__(self, snapshot: Snapshot, limits: Limits, rehearsed: tuple[Task, ...] = ()) -> None:
        self._limits = limits
        self._rehearsed = rehearsed
        self._folder = Path(tempfile.mkdtemp(prefix="pso-graph-"))  # only this user may enter it
        self._held = self._hold(snapshot)

    @property
    def address(self) -> Path:
        """The socket on which pools connect."""
        return self._folder / "zygote"

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that pools which connect now answer from."""
        return self._held.snapshot

    def switch(self, snapshot: Snapshot) -> None:
        """Hold another snapshot from now on; the old one stays for the pools that are connected to it.

        Args:
            snapshot: the new one.

        Raises:
            PsoGraphError: if it cannot be loaded; then the old one stays.
        """
        old, self._held = self._held, self._hold(snapshot)
        old.retire()

    def close(self) -> None:
        """End the process, and with it all workers."""
        self._held.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hold(self, snapshot: Snapshot) -> _Held:
        """Start a process for a snapshot; the address leads to it once it has loaded."""
        listener = socket.socket(socket.AF_UNIX)
        place = self.address.with_suffix(".new")
        place.unlink(missing_ok=True)
        listener.bind(str(place))
        listener.listen(_BACKLOG)
        held = _Held(snapshot, pickle.dumps((snapshot, self._limits, self._rehearsed)), listener)
        place.rename(self.address)
        return held


class _Held:
    """One snapshot in its process, which is started again when it ends unasked.

    Args:
        snapshot: to load.
        plan: what the process is told.
        listener: on which pools connect; it outlives the process.

    Raises:
        PsoGraphError: if the snapshot cannot be loaded.
    """

    def __init__(self, snapshot: Snapshot, plan: bytes, listener: socket.socket) -> None:
        self.snapshot = snapshot
        self._plan = plan
        self._listener = listener
        self._left = threading.Event()
        try:
            self._start()
        except PsoGraphError:
            listener.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    def retire(self) -> None:
        """Let the process go: it ends with its last connection."""
        self._left.set()
        self._owner.sendall(RETIRE)
        self._listener.close()

    def end(self) -> None:
        """End the process now."""
        self._left.set()
        self._owner.close()
        self._listener.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self._owner, theirs = socket.socketpair()
        descriptors = [self._listener.fileno(), theirs.fileno()]
        with theirs:
            # In a session of its own Ctrl-C does not reach it: the owner decides when it ends.
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-c", _PROGRAM, *map(str, descriptors)],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # A traceback of the engine's would need memory where there is none left, and hang.
                env={**os.environ, "RUST_BACKTRACE": "0"},
                start_new_session=True,
            )
        try:
            self._owner.sendall(frames.pack(frames.TASK, self._plan))
            with self._owner.makefile("rb") as file:
                kind, content = frames.read_frame(file)
        except OSError:
            kind, content = b"", b""
        if kind != frames.READY:
            self._owner.close()
            self._process.wait()
            if kind == frames.ERROR:
                raise frames.read_error(content)
            raise WorkerLostError("The process that was to load the data has ended.", fix="See its messages.")

    def _watch(self) -> None:
        """Start the process again when it ends unasked; runs in a thread of its own."""
        while True:
            self._process.wait()
            self._owner.close()
            if self._left.is_set():
                return
            _log.error("The process that workers come from has ended; another is started.")
            if self._left.wait(_PAUSE):
                return
            try:
                self._start()
            except (PsoGraphError, OSError, ValueError) as error:  # the last if it was left meanwhile
                _log.error("It did not start: %s", error)
            if self._left.is_set():
                self._owner.close()
