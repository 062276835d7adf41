"""A web process: it answers on the socket that it shares with others, from the newest snapshot."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import socket
import sys
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, cast

import uvicorn
import uvloop

from pso_graph.core.collecting import settle_objects
from pso_graph.core.errors import PsoGraphError
from pso_graph.core.tokens import TokenFile
from pso_graph.pipeline.writing import WriterProcess
from pso_graph.query.workers import QueryPool, Switchboard
from pso_graph.web.app import create_app
from pso_graph.web.endpoint.desks import BuiltDesk, ClosedDesk, OpenDesk
from pso_graph.web.http.clients import NetworkSet
from pso_graph.web.observing.tallies import Board, Tallies, describe_runner
from pso_graph.web.serving.connections import ConnectionGuard
from pso_graph.web.serving.plan import (
    CHANGE,
    CHANGED,
    READY,
    RELOADED,
    Plan,
    make_limits,
    make_write_limits,
)
from pso_graph.web.serving.reloading import Reloads
from pso_graph.web.serving.wire import GuardedProtocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from pso_graph.core.settings import Settings
    from pso_graph.web.endpoint.desks import Desk

_TICKS = 10  # the server's in a second
_OTHER_FILES = 256  # descriptors beside those of connections: pipes to workers, files, libraries
_log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """A server that tells when it answers, and stops when its supervisor is gone.

    Args:
        config: of the server.
        line: to the supervisor.
        switchboard: that changes when the supervisor says so.
        guard: of connections.
        board: on which the other processes see what this one has counted.
        reloads: that wait for the supervisor.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        line: socket.socket,
        switchboard: Switchboard,
        guard: ConnectionGuard,
        board: Board,
        reloads: Reloads,
    ) -> None:
        super().__init__(config)
        self._reloads = reloads
        self._guard = guard
        self._board = board
        self._line = line
        self._switchboard = switchboard
        self._changes: asyncio.Queue[None] = asyncio.Queue()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering."""
        await super().startup(sockets)
        self._line.setblocking(False)
        asyncio.get_running_loop().add_reader(self._line, self._hear)
        self._changing = asyncio.create_task(self._change())
        if self.started:
            self._line.send(READY)

    async def on_tick(self, counter: int) -> bool:
        """Look after the connections once a second; the server calls this ten times as often."""
        if counter % _TICKS == 0:
            self._guard.sweep()
            self._board.publish()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what has begun, and stop."""
        asyncio.get_running_loop().remove_reader(self._line)
        self._changing.cancel()
        await super().shutdown(sockets)

    def _hear(self) -> None:
        try:
            messages = self._line.recv(64)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            messages = b""
        if not messages:
            asyncio.get_running_loop().remove_reader(self._line)
            self.should_exit = True
        for _ in range(messages.count(CHANGE)):
            self._changes.put_nowait(None)
        if RELOADED in messages:
            self._reloads.hear()

    async def _change(self) -> None:
        while True:
            await self._changes.get()
            try:
                await self._switchboard.switch()
            except PsoGraphError as error:
                _log.error("The new data is not served yet: %s", error)
            self._line.send(CHANGED)


def make_switchboard(plan: Plan) -> Switchboard:
    """Return the runner of a web process, with its share of all workers.

    Args:
        plan: of the process.
    """
    settings = plan.settings
    limits = make_limits(settings)
    return Switchboard(
        lambda: QueryPool(
            plan.address,
            settings.worker_share,
            limits,
            queue=settings.queue_limit,
            patience=settings.queue_time,
        )
    )


def make_desk(plan: Plan, reloads: Reloads) -> Desk:
    """Return what takes the writes that come to a web process.

    Args:
        plan: of the process.
        reloads: with which a write waits until everybody is served with it.

    Raises:
        UnreadableError: if the file of tokens cannot be read.
    """
    settings, writes = plan.settings, plan.writes
    if writes is None or settings.tokens is None:
        return BuiltDesk(settings.body_limit) if plan.is_built else ClosedDesk(settings.body_limit)
    writer = WriterProcess(writes.home, writes.shapes, make_write_limits(settings))
    return OpenDesk(writer, TokenFile(settings.tokens), settings.write_limit, reloads.wait_for)


def make_config(app: ASGIApp, guard: ConnectionGuard, settings: Settings) -> uvicorn.Config:
    """Return how the web server is run.

    Args:
        app: that answers.
        guard: of connections.
        settings: of the server.
    """
    return uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", partial(GuardedProtocol, guard)),
        ws="none",
        proxy_headers=False,
        log_level="error",  # anyone can send what is no HTTP; it is counted, not told each time
        access_log=False,
        server_header=False,
        timeout_keep_alive=ceil(settings.idle_time),
        timeout_graceful_shutdown=ceil(settings.time_limit) + 1,
    )


def main() -> None:
    """Run as the process that a supervisor starts; its arguments are two descriptors: listener, line."""
    listener, line = (socket.socket(fileno=int(argument)) for argument in sys.argv[1:3])
    with line.makefile("rb", buffering=0) as file:
        plan = Plan.read(file)
    settings = plan.settings
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # it is for the supervisor, but easily sent to all
    _allow_connections(settings.connection_limit)
    switchboard = make_switchboard(plan)
    tallies = Tallies()
    guard = ConnectionGuard(settings, NetworkSet(settings.trusted_proxies), tallies)
    board = Board(
        tallies, lambda: {**describe_runner(switchboard), ("connections",): len(guard)}, plan.address.parent
    )
    reloads = Reloads(line, lambda: switchboard.digest)
    app = create_app(switchboard, settings, board, make_desk(plan, reloads))
    server = _Server(make_config(app, guard, settings), line, switchboard, guard, board, reloads)
    settle_objects()
    with listener, line, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve(sockets=[listener]))


def _allow_connections(number: int) -> None:
    """Allow this process as many open files as its connections need, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = number + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
