"""Seeing each request and its answer pass, to log and count them."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from pso_graph.web.http.exchange import begin_exchange

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from pso_graph.web.http.clients import ClientFinder
    from pso_graph.web.observing.access import AccessLog
    from pso_graph.web.observing.tallies import Tallies


class Observer:
    """An application that is seen at work.

    Args:
        app: that answers.
        finder: of those who ask.
        tallies: to count in.
        log: to write to; None for none.
    """

    def __init__(self, app: ASGIApp, finder: ClientFinder, tallies: Tallies, log: AccessLog | None) -> None:
        self._app = app
        self._finder = finder
        self._tallies = tallies
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        client, is_vouched = self._finder.find(scope)
        exchange = begin_exchange(scope, client, is_vouched=is_vouched)
        has_body = scope["method"] != "HEAD"

        async def send_seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
            elif has_body:
                exchange.size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_seen)
        except BaseException:
            if exchange.outcome == "ok":
                exchange.note_end("broken off")
            raise
        finally:
            seconds = time.perf_counter() - begin
            if exchange.status >= HTTPStatus.BAD_REQUEST and exchange.outcome == "ok":
                exchange.note_end("refused")
            self._tallies.count(exchange, seconds)
            if self._log is not None:
                self._log.write(exchange, scope["method"], scope["path"], seconds)
