"""Running the application on a port."""

from __future__ import annotations

import errno
import socket
from math import ceil
from typing import TYPE_CHECKING

import uvicorn

from pso_graph.core.errors import BusyPortError
from pso_graph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.core.settings import Settings
    from pso_graph.query.workers import QueryRunner
    from pso_graph.store import Store


def serve(store: Store, runner: QueryRunner, settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve a store until interrupted; queries under way are finished, within their time.

    Args:
        store: in which things are looked up.
        runner: of queries over the same data.
        settings: where to listen (port 0 takes a free one), and limits.
        tell: called with the server's address once it listens.

    Raises:
        BusyPortError: if another program listens there, or the address is not of this machine.
    """
    with _listen(settings.host, settings.port) as listener:
        address = f"[{settings.host}]" if ":" in settings.host else settings.host
        tell(f"http://{address}:{listener.getsockname()[1]}")
        config = uvicorn.Config(
            create_app(store, runner, body_limit=settings.body_limit),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=ceil(settings.time_limit) + 1,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named so that asyncio switches Nagle's algorithm off for each connection: without
    # that an answer waits up to 40 ms for the client to acknowledge its head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        problem = (
            f"Another program listens on port {port}."
            if error.errno == errno.EADDRINUSE
            else f"This address cannot be listened on ({error.strerror})."
        )
        raise BusyPortError(
            problem, where=f"{host}:{port}", fix="Stop it, or choose another port with --port."
        ) from error
    return listener
