"""The process that workers are forked from: it loads the data once and has one thread only.

It is told by the server, over the one connection that it has, to fork a worker or to kill one, and
tells which workers it made and which have ended. When the server is gone it kills them all and goes.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import socket
import struct
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from pso_graph.query.workers.confinement import leave_network
from pso_graph.query.workers.worker import run_worker

if TYPE_CHECKING:
    from pso_graph.query.workers.snapshot import Snapshot
    from pso_graph.query.workers.task import Limits
    from pso_graph.store import EmbeddedStore

RECORD = struct.Struct("!cii")
"""A message: its kind, a process id, and for an end the status as ``waitstatus_to_exitcode`` has it."""

STARTED, FORK, FORKED, KILL, ENDED = b"S", b"F", b"f", b"K", b"e"
"""Kinds: started (status 1 if there is no network); fork and forked; kill; ended."""


class _Zygote:
    """Forks, kills and mourns workers.

    Args:
        control: connection to the server.
        snapshot: that workers answer from.
        limits: of each query.
    """

    def __init__(self, control: socket.socket, snapshot: Snapshot, limits: Limits) -> None:
        self._control = control
        self._snapshot = snapshot
        self._limits = limits
        self._loaded: EmbeddedStore | None = None
        self._workers: set[int] = set()

    def run(self) -> None:
        """Serve the server until it is gone."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
        offline = leave_network()
        self._loaded = self._snapshot.load()
        gc.freeze()  # the collector is not to touch, and so to copy, what workers share
        waking, woken = socket.socketpair()
        waking.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        self._tell(STARTED, os.getpid(), int(offline))
        try:
            while True:
                ready, _, _ = select.select([self._control, woken], [], [])
                if woken in ready:
                    woken.recv(4096)
                    self._mourn()
                if self._control in ready and not self._obey():
                    return
        finally:
            for worker in self._workers:
                os.kill(worker, signal.SIGKILL)

    def _obey(self) -> bool:
        """Do what the server asks next; False if it is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._control, RECORD.size, 1)
        if len(data) < RECORD.size:
            return False
        kind, process, _ = RECORD.unpack(data)
        if kind == FORK:
            self._fork(socket.socket(fileno=descriptors[0]))
        elif kind == KILL and process in self._workers:  # not yet mourned, so the id is still its own
            os.kill(process, signal.SIGKILL)
        return True

    def _fork(self, connection: socket.socket) -> None:
        parent = os.getpid()
        with connection:
            process = os.fork()
            if process == 0:
                self._become_worker(connection, parent)
        self._workers.add(process)
        self._tell(FORKED, process)

    def _become_worker(self, connection: socket.socket, parent: int) -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
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
                self._workers.discard(process)
                self._tell(ENDED, process, os.waitstatus_to_exitcode(status))

    def _tell(self, kind: bytes, process: int, status: int = 0) -> None:
        self._control.sendall(RECORD.pack(kind, process, status))


def main() -> None:
    """Run as the process that the server starts; its argument is the connection's descriptor."""
    control = socket.socket(fileno=int(sys.argv[1]))
    with suppress(BrokenPipeError, ConnectionResetError), control:
        with control.makefile("rb", buffering=0) as file:
            length = struct.unpack("!I", file.read(4) or b"\0\0\0\0")[0]
            content = file.read(length)
        if not content:
            return
        snapshot, limits = pickle.loads(content)  # noqa: S301 - the server that started us wrote it
        _Zygote(control, snapshot, limits).run()
