"""The open connections of a web process: how many there are, whose, and whether they keep their times."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pso_graph.core.errors import Limit
from pso_graph.web.http.clients import group_address
from pso_graph.web.http.refusals import ClientCrowdedError, CrowdedError

if TYPE_CHECKING:
    from pso_graph.core.settings import Settings
    from pso_graph.web.http.clients import NetworkSet
    from pso_graph.web.http.refusals import RefusalError
    from pso_graph.web.observing.tallies import Tallies
    from pso_graph.web.serving.wire import GuardedProtocol


class ConnectionGuard:
    """Keeps the books of all connections of a web process.

    Args:
        settings: with the limits.
        proxies: which may have more connections than a client.
        tallies: where what is refused is counted.
    """

    def __init__(self, settings: Settings, proxies: NetworkSet, tallies: Tallies) -> None:
        self.settings = settings
        self._proxies = proxies
        self._tallies = tallies
        self._open: dict[GuardedProtocol, str] = {}
        self._clients: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, connection: GuardedProtocol, address: str) -> RefusalError | None:
        """Note a new connection; return why it is refused, if it is.

        Args:
            connection: the new one.
            address: that it comes from.
        """
        client = group_address(address)
        total, own = len(self._open), self._clients.get(client, 0)
        self._open[connection] = client
        self._clients[client] = own + 1
        if total >= self.settings.connection_limit:
            limit = Limit("connection_limit", self.settings.connection_limit)
            return CrowdedError("All connections are taken.", fix="Come back a little later.", limit=limit)
        if own >= self.settings.client_connection_limit and address not in self._proxies:
            limit = Limit("client_connection_limit", self.settings.client_connection_limit)
            fix = "Use those that you have, or close some."
            return ClientCrowdedError("You have too many connections open.", fix=fix, limit=limit)
        return None

    def release(self, connection: GuardedProtocol) -> None:
        """Note the end of a connection.

        Args:
            connection: that has ended.
        """
        client = self._open.pop(connection)
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]

    def count(self, reason: str) -> None:
        """Count a connection that is closed without a request to answer.

        Args:
            reason: one of few.
        """
        self._tallies.refuse_connection(reason)

    def sweep(self) -> None:
        """Look after all connections; to be called about once a second."""
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            connection.check(now)
