"""Sending an answer that is there as a whole with one write: head and body in one packet, if they fit.

The HTTP server writes the head as soon as the application tells it, and the body after it. For a small answer
the second write costs server and client as much again as the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

_UNUSUAL = (b"connection", b"transfer-encoding")


def send_at_once(app: ASGIApp, cycle: RequestResponseCycle) -> ASGIApp:
    """Return an application whose whole answers are written at once; all others the server sends as usual.

    Args:
        app: that answers.
        cycle: the server's side of the request.
    """

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        head: Message | None = None

        async def send_at_end(message: Message) -> None:
            nonlocal head
            if head is None and message["type"] == "http.response.start":
                head = message
                return
            if head is not None:
                first, head = head, None
                if _write(cycle, first, message):
                    return
                await send(first)
            await send(message)

        await app(scope, receive, send_at_end)

    return run


def _write(cycle: RequestResponseCycle, head: Message, message: Message) -> bool:
    """Write an answer, if this is all of it and there is nothing unusual about it."""
    fields: list[tuple[bytes, bytes]] = head["headers"]
    body: bytes = message.get("body", b"")
    given = dict(fields)
    if (
        message.get("more_body", False)
        or given.get(b"content-length") != b"%d" % len(body)
        or cycle.scope["method"] == "HEAD"
        or not cycle.keep_alive
        or cycle.disconnected
        or cycle.flow.write_paused
        or any(name in given for name in _UNUSUAL)
    ):
        return False
    lines = [b"%b: %b\r\n" % field for field in (*cycle.default_headers, *fields)]
    start = b"".join([STATUS_LINE[head["status"]], *lines, b"\r\n"])
    ends = len(lines) + 2  # what is one line is no more than one, whatever it holds (RFC 9112, section 11.1)
    if not start.count(b"\r\n") == start.count(b"\n") == start.count(b"\r") == ends or b"\0" in start:
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.transport.write(start + body)
    cycle.message_event.set()
    cycle.on_response()
    return True
