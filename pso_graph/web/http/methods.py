"""HEAD and OPTIONS for routes that know only GET (RFC 9110, sections 9.3.2 and 9.3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHOD_NOT_ALLOWED, _NO_CONTENT = 405, 204


class MethodCompleter:
    """An application whose resources can be asked for their head and their methods too.

    Args:
        app: that answers; where it refuses a method, it says in ``Allow`` which ones it knows.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http" or scope["method"] == "GET":
            await self._app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _strip(send))
        else:
            await self._app(scope, receive, _complete(send, is_question=scope["method"] == "OPTIONS"))


def _strip(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_head


def _complete(send: Send, *, is_question: bool) -> Send:
    is_answered = False

    async def send_completed(message: Message) -> None:
        nonlocal is_answered
        if message["type"] == "http.response.start" and message["status"] == _METHOD_NOT_ALLOWED:
            headers = [
                (name, _name_all(value) if name == b"allow" else value) for name, value in message["headers"]
            ]
            message = {**message, "headers": headers}
            if is_question:
                is_answered = True
                allowed = [header for header in headers if header[0] == b"allow"]
                message = {**message, "status": _NO_CONTENT, "headers": allowed}
        elif is_answered:
            message = {**message, "body": b""}
        await send(message)

    return send_completed


def _name_all(methods: bytes) -> bytes:
    known = {method.strip() for method in methods.split(b",")} | {b"OPTIONS"}
    return b", ".join(sorted(known | ({b"HEAD"} if b"GET" in known else set())))
