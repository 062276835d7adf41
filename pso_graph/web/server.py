"""Running the application on a port."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import uvicorn

from pso_graph.core.errors import BusyPortError
from pso_graph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.store import Store


def serve(store: Store, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a store until interrupted.

    Args:
        store: that answers come from.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        tell: called with the server's address once it listens.

    Raises:
        BusyPortError: if another program listens there, or the address is not of this machine.
    """
    with _listen(host, port) as listener:
        address = f"[{host}]" if ":" in host else host
        tell(f"http://{address}:{listener.getsockname()[1]}")
        config = uvicorn.Config(create_app(store), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
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
