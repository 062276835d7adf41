"""The way into the application: what is refused for how it comes goes no further, and bodies have a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import Request

from pso_graph.web.http.problems import answer_error
from pso_graph.web.http.refusals import SlowRequestError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REFUSAL = "pso_graph.refusal"
"""Where a request's scope has the error that it is to be answered with."""

_BODIES = ("POST", "PUT", "PATCH")


class Gate:
    """An application behind the limits on requests: it answers those that are refused, and times bodies.

    Args:
        app: that answers the others.
        body_time: seconds in which a body must arrive.
    """

    def __init__(self, app: ASGIApp, body_time: float) -> None:
        self._app = app
        self._body_time = body_time

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        refusal = scope.get(REFUSAL)
        if refusal is not None:
            response = await answer_error(Request(scope), refusal)
            await response(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in _BODIES:
            await self._app(scope, self._limit(receive), send)
        else:
            await self._app(scope, receive, send)

    def _limit(self, receive: Receive) -> Receive:
        deadline = asyncio.get_running_loop().time() + self._body_time
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise SlowRequestError.of("body", self._body_time) from None
            is_whole = not message.get("more_body", False)
            return message

        return receive_in_time
