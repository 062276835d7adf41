"""The process that workers are forked from: it loads the data once and has one thread only.

Servers connect to it and ask it to fork a worker or to kill one; it tells each which of its workers
have ended. The workers of a server that is gone are killed. It ends with its owner, which started it,
or, once the owner has let it go for a newer one, with the last connection.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import socket
import struct
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from pso_graph.core.collecting import settle_objects
from pso_graph.core.errors import PsoGraphError
from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import leave_network
from pso_graph.query.workers.worker import run_worker

if TYPE_CHECKING:
    from pso_graph.query.workers.snapshot import Snapshot
    from pso_graph.query.workers.task import Head, Limits, Task
    from pso_graph.store import EmbeddedStore

RECORD = struct.Struct("!cii")
"""A message: its kind, a process id, and for an end the status as ``waitstatus_to_exitcode`` has it."""

STARTED, FORK, FORKED, KILL, ENDED = b"S", b"F", b"f", b"K", b"e"
"""Kinds: started (status 1 if there is no network); fork and forked; kill; ended."""

RETIRE = b"R"
"""What the owner tells it when it is let go."""


class _Zygote:
    """Forks, kills and mourns workers.

    Args:
        listener: on which servers connect.
        owner: connection to the process that started this one.
        snapshot: that workers answer from.
        limits: of each task.
        rehearsed: tasks that are run once, so that workers begin with what these load and remember.
    """

    def __init__(
        self,
        listener: socket.socket,
        owner: socket.socket,
        snapshot: Snapshot,
        limits: Limits,
        rehearsed: tuple[Task, ...] = (),
    ) -> None:
        self._listener = listener
        self._owner = owner
        self._snapshot = snapshot
        self._limits = limits
        self._rehearsed = rehearsed
        self._offline = False
        self._loaded: EmbeddedStore | None = None
        self._servers: set[socket.socket] = set()
        self._workers: dict[int, socket.socket] = {}
        self._is_retired = False

    def run(self) -> None:
        """Serve until the owner is gone, or nobody needs this process any more."""
        for number in (signal.SIGINT, signal.SIGHUP):  # they are for the owner, which ends or changes us
            signal.signal(number, signal.SIG_IGN)
        self._offline = leave_network()
        try:
            self._loaded = self._snapshot.load()
        except PsoGraphError as error:
            self._owner.sendall(frames.pack_error(error))
            return
        self._rehearse()
        settle_objects()
        waking, woken = socket.socketpair()
        waking.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        self._owner.sendall(frames.pack(frames.READY))
        try:
            while not (self._is_retired and not self._servers):
                ready = self._wait(woken)
                if woken in ready:
                    woken.recv(4096)
                    self._mourn()
                if self._owner in ready and not self._hear_owner():
                    return
                if self._listener in ready:
                    self._greet()
                for server in self._servers.intersection(ready):
                    if not self._obey(server):
                        self._dismiss(server)
        finally:
            signal.set_wakeup_fd(-1)  # the ends of those that are killed now are not mourned
            for worker in self._workers:
                os.kill(worker, signal.SIGKILL)

    def _rehearse(self) -> None:
        """Run the tasks that are to be run once; data that has no answer to one is served all the same.

        A store on disk is opened by each worker, so nothing can be asked of it here.
        """
        if self._loaded is None:
            return
        for task in self._rehearsed:
            with suppress(PsoGraphError):
                task.run(self._loaded, self._limits, _Nobody())

    def _wait(self, woken: socket.socket) -> set[socket.socket]:
        """Return which connections have something to say; descriptors may have any number."""
        listening = [] if self._is_retired else [self._listener]
        with selectors.PollSelector() as selector:
            for connection in (self._owner, woken, *listening, *self._servers):
                selector.register(connection, selectors.EVENT_READ)
            return {key.fileobj for key, _ in selector.select() if isinstance(key.fileobj, socket.socket)}

    def _hear_owner(self) -> bool:
        """Read what the owner says; False if it is gone, unless it has let this process go before."""
        with suppress(ConnectionResetError):
            if self._owner.recv(1) == RETIRE:
                self._is_retired = True
                return True
        return False

    def _greet(self) -> None:
        server, _ = self._listener.accept()
        self._servers.add(server)
        self._tell(server, STARTED, os.getpid(), int(self._offline))

    def _dismiss(self, server: socket.socket) -> None:
        """End the workers of a server that is gone."""
        self._servers.discard(server)
        server.close()
        for worker, asker in self._workers.items():
            if asker is server:
                os.kill(worker, signal.SIGKILL)

    def _obey(self, server: socket.socket) -> bool:
        """Do what a server asks next; False if it is gone."""
        try:
            data, descriptors, _, _ = socket.recv_fds(server, RECORD.size, 1)
        except ConnectionResetError:
            return False
        if len(data) < RECORD.size:
            return False
        kind, process, _ = RECORD.unpack(data)
        if kind == FORK:
            self._fork(server, socket.socket(fileno=descriptors[0]))
        elif kind == KILL and self._workers.get(process) is server:
            os.kill(process, signal.SIGKILL)  # not yet mourned, so the id is still its own
        return True

    def _fork(self, server: socket.socket, connection: socket.socket) -> None:
        parent = os.getpid()
        with connection:
            process = os.fork()
            if process == 0:
                self._become_worker(connection, parent)
        self._workers[process] = server
        self._tell(server, FORKED, process)

    def _become_worker(self, connection: socket.socket, parent: int) -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in (self._listener, self._owner, *self._servers):
                other.close()
            run_worker(connection, self._snapshot, self._limits, self._loaded, parent)
            code = 0
        except (BrokenPipeError, ConnectionResetError):
            code = 0  # the server is gone
        except BaseException:  # noqa: BLE001 - also a panic of the engine; nothing may climb into the zygote
            traceback.print_exc()
        finally:
            os._exit(code)

    def _mourn(self) -> None:
        with suppress(ChildProcessError):
            while True:
                process, status = os.waitpid(-1, os.WNOHANG)
                if process == 0:
                    return
                server = self._workers.pop(process)
                if server in self._servers:
                    self._tell(server, ENDED, process, os.waitstatus_to_exitcode(status))

    @staticmethod
    def _tell(server: socket.socket, kind: bytes, process: int, status: int = 0) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # it is gone, which is heard next
            server.sendall(RECORD.pack(kind, process, status))


class _Nobody:
    """Takes an answer that nobody waits for."""

    def begin(self, head: Head) -> None:
        """Do nothing."""

    def take(self, piece: bytes) -> None:
        """Do nothing."""


def main() -> None:
    """Run as the process that an owner starts; its arguments are two descriptors: listener, owner."""
    listener, owner = (socket.socket(fileno=int(argument)) for argument in sys.argv[1:3])
    with suppress(BrokenPipeError, ConnectionResetError), listener, owner:
        with owner.makefile("rb", buffering=0) as file:
            kind, content = frames.read_frame(file)
        if kind != frames.TASK:
            return
        plan = pickle.loads(content)  # noqa: S301 - the owner that started us wrote it
        _Zygote(listener, owner, *plan).run()
