"""The process that holds the data and the port, and keeps alive those that answer.

It never reads what strangers send. A new snapshot is loaded beside the old one; then all web processes
change to it, each finishing with the old one what it has begun.
"""

from __future__ import annotations

import logging
import selectors
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pso_graph.core.errors import PsoGraphError
from pso_graph.pipeline.serving import ReleaseSource
from pso_graph.publish.rehearsal import RehearsalTask
from pso_graph.query.workers import SnapshotHost
from pso_graph.web.serving.plan import CHANGE, CHANGED, READY, RELOAD, RELOADED, Plan, make_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pso_graph.core.settings import Settings
    from pso_graph.pipeline.serving import SnapshotSource
    from pso_graph.web.serving.plan import WritePlan

_LOOKED = 1.0  # seconds between two looks for a new build, and before what has ended is started again
_STOPPING = 5.0  # seconds that a web process has beyond its queries' time before it is killed
_PROGRAM = "from pso_graph.web.serving.process import main; main()"
_log = logging.getLogger(__name__)


class _WebProcess:
    """One process that answers, and the line to it.

    Args:
        listener: on which all of them accept.
        plan: what it is to do.
    """

    def __init__(self, listener: socket.socket, plan: Plan) -> None:
        self.line, theirs = socket.socketpair()
        descriptors = [listener.fileno(), theirs.fileno()]
        with theirs:
            # In a session of its own Ctrl-C does not reach it: it is told when to stop.
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-c", _PROGRAM, *map(str, descriptors)],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.line.sendall(plan.pack())
        self.is_ready = False
        self.changes = 0  # that it has been told, and has not answered yet

    def tell(self, message: bytes) -> None:
        """Send it a message; if it has ended, that is heard elsewhere."""
        with suppress(OSError):
            self.line.sendall(message)


class Supervisor:
    """Serves until told to stop.

    Args:
        source: of the data.
        settings: of the server.
        listener: on which to accept.
        writes: what may be written to; None if nothing.
    """

    def __init__(
        self,
        source: SnapshotSource,
        settings: Settings,
        listener: socket.socket,
        writes: WritePlan | None = None,
    ) -> None:
        self._writes = writes
        self._source = source
        self._settings = settings
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._processes: set[_WebProcess] = set()
        self._has_announced = False
        self._is_stopping = False
        self._wants_reload = False

    def run(self, announce: Callable[[], None]) -> None:
        """Serve.

        Args:
            announce: called once the server answers.

        Raises:
            PsoGraphError: if the data cannot be loaded.
        """
        with (
            _waking(self._take_signal) as woken,
            SnapshotHost(self._source.find(), make_limits(self._settings), (RehearsalTask(),)) as host,
        ):
            self._host = host
            self._state = self._source.look()
            self._announce = announce
            self._selector.register(woken, selectors.EVENT_READ)
            try:
                self._serve(woken)
            finally:
                self._stop()

    def _serve(self, woken: socket.socket) -> None:
        looked = 0.0
        while not self._is_stopping:
            for key, _ in self._selector.select(_LOOKED):
                if key.fileobj is woken:
                    woken.recv(4096)
                else:
                    self._hear(key.data)
            if time.monotonic() - looked >= _LOOKED:
                looked = time.monotonic()
                self._fill()
                self._wants_reload |= self._source.look() != self._state
            if self._wants_reload:
                self._reload()

    def _take_signal(self, number: int) -> None:
        if number == signal.SIGHUP:
            self._wants_reload = True
        else:
            self._is_stopping = True

    def _fill(self) -> None:
        """Start the web processes that are missing."""
        is_built = isinstance(self._source, ReleaseSource)
        plan = Plan(self._host.address, self._settings, self._writes, is_built=is_built)
        while len(self._processes) < self._settings.workers:
            web = _WebProcess(self._listener, plan)
            self._processes.add(web)
            self._selector.register(web.line, selectors.EVENT_READ, web)

    def _hear(self, web: _WebProcess) -> None:
        try:
            messages = web.line.recv(64)
        except OSError:
            messages = b""
        if not messages:
            self._bury(web)
        for message in (messages[i : i + 1] for i in range(len(messages))):
            if message == READY:
                web.is_ready = True
                if not self._has_announced:
                    self._has_announced = True
                    self._announce()
            elif message == RELOAD:
                self._wants_reload = True
            elif message == CHANGED:
                web.changes -= 1
                self._tell_reloaded()

    def _bury(self, web: _WebProcess) -> None:
        self._selector.unregister(web.line)
        web.line.close()
        self._processes.discard(web)
        status = web.process.wait()
        if not self._is_stopping:
            _log.error("A web process has ended (%s); another is started.", status)
        self._tell_reloaded()

    def _reload(self) -> None:
        """Load what is current now, and let all web processes change to it."""
        self._wants_reload = False
        self._state = self._source.look()
        try:
            snapshot = self._source.find()
            if snapshot != self._host.snapshot:
                self._host.switch(snapshot)
                for web in self._processes:
                    web.changes += 1
                    web.tell(CHANGE)
        except (PsoGraphError, OSError) as error:
            _log.error("The new data is not served: %s", error)
        self._tell_reloaded()

    def _tell_reloaded(self) -> None:
        """Say that all have changed, once that is so."""
        if not any(web.changes for web in self._processes):
            for web in self._processes:
                web.tell(RELOADED)

    def _stop(self) -> None:
        """Let the web processes finish what they have begun; who comes now is not kept waiting."""
        self._listener.close()
        for web in self._processes:
            web.process.terminate()
        end = time.monotonic() + self._settings.time_limit + _STOPPING
        for web in self._processes:
            try:
                web.process.wait(max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                web.process.kill()
                web.process.wait()
            web.line.close()
        self._selector.close()


@contextmanager
def _waking(take: Callable[[int], None]) -> Iterator[socket.socket]:
    """Give a socket that becomes readable with each signal to stop or to reload.

    Args:
        take: called with the number of each.
    """
    waking, woken = socket.socketpair()
    waking.setblocking(False)
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda number, _: take(number)) for number in numbers}
    descriptor = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
    try:
        with waking, woken:
            yield woken
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)
