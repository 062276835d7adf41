"""Serving on a port."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

from pso_graph.core.errors import BusyPortError
from pso_graph.web.serving.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.core.settings import Settings
    from pso_graph.pipeline.serving import SnapshotSource
    from pso_graph.web.serving.plan import WritePlan

_BACKLOG = 2048


def serve(
    source: SnapshotSource,
    settings: Settings,
    tell: Callable[[str], None],
    writes: WritePlan | None = None,
) -> None:
    """Serve data until interrupted; queries under way are finished, within their time.

    Args:
        source: of the data, now and after each change.
        settings: where to listen (port 0 takes a free one), and limits.
        tell: called with the server's address once it answers.
        writes: what may be written to; None if nothing.

    Raises:
        BusyPortError: if another program listens there, or the address is not of this machine.
        PsoGraphError: if the data cannot be loaded.
    """
    with _listen(settings.host, settings.port) as listener:
        address = f"[{settings.host}]" if ":" in settings.host else settings.host
        Supervisor(source, settings, listener, writes).run(
            lambda: tell(f"http://{address}:{listener.getsockname()[1]}")
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named so that asyncio switches Nagle's algorithm off for each connection: without
    # that an answer waits up to 40 ms for the client to acknowledge its head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
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
