"""Connections that cannot be used to wear the server out: each has its times and its sizes.

The HTTP server parses requests and leaves open how long a head may take, how large it may be, how many
connections there may be, and what becomes of those that nobody reads from. ``GuardedProtocol`` adds that:

- A head arrives within its time and size, or is answered with 408, 414 or 431. A body has its time too.
- Trailer fields are dropped, and count like the frames of chunks: there may be only so many bytes of both.
- Requests that are sent without waiting for the answers before them (pipelining) are held to a few.
- A connection whose client reads nothing is cut, whatever the answer.
- When a client leaves, all its requests under way hear of it, not only the last.
- What is no HTTP is answered with 400, but never into the middle of another answer.
- An offer to change to another protocol, such as ``Upgrade: h2c``, is passed over (RFC 9110, section 7.8).
  The parser alone would lose the body of such a request, and Java's client always makes the offer.

Times are looked at once a second for all connections, which costs a request next to nothing.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from pso_graph.core.errors import Limit
from pso_graph.web.http.gate import REFUSAL
from pso_graph.web.http.headers import complete_fields
from pso_graph.web.http.problems import make_problem
from pso_graph.web.http.refusals import (
    HeadLimitError,
    MalformedRequestError,
    SlowRequestError,
    TargetLimitError,
)
from pso_graph.web.serving.sending import send_at_once

if TYPE_CHECKING:
    import asyncio

    from starlette.types import Scope
    from uvicorn import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

    from pso_graph.web.http.refusals import RefusalError
    from pso_graph.web.serving.connections import ConnectionGuard

_FIELDS = 100  # header fields that a request may have
_PIECE = 8 << 10  # bytes that are read at once: no more than can be read while others wait
_PIPELINED = 16  # requests that may wait for the answer to the one before them
_FRAMING = 256 << 10  # bytes that the frames of chunks and the trailers of a body may have
_UNREAD = 8  # times the size of a body that is read over on a connection, its requests being answered
_GRACE = 2.0  # seconds that others, who know more, have to end what is late
_OFFERS = (b"upgrade", b"http2-settings")


class _Nothing(list[tuple[bytes, bytes]]):
    """A list that stays empty."""

    def append(self, _: tuple[bytes, bytes]) -> None:
        """Do nothing."""


class GuardedProtocol(HttpToolsProtocol):
    """A connection that is held to its limits.

    Args:
        guard: of all connections.
        config: as for the server's own protocol, like the rest.
        server_state: likewise.
        app_state: likewise.
        _loop: likewise.
    """

    def __init__(
        self,
        guard: ConnectionGuard,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._guard = guard
        self._settings = guard.settings
        self._head_room = self._settings.target_limit + self._settings.head_limit
        self._room = self._head_room
        self._overhead = 0  # bytes since the last request that are no body
        self._unread = 0  # bytes that were read over
        self._is_receiving = False
        self._is_in_body = False
        self._is_idle = False
        self._is_parting = False
        self._deadline = inf
        self._sending_deadline = inf
        self._running: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a new connection, or refuse it."""
        super().connection_made(transport)
        self._deadline = self.loop.time() + self._settings.head_time
        refusal = self._guard.admit(self, self.client[0] if self.client else "")
        if refusal is not None:
            self._tell(refusal, "too many")
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell all requests under way that nobody waits for them any more."""
        self._guard.release(self)
        super().connection_lost(exc)
        if self._running is not None:
            self._running.disconnected = True
            self._running.message_event.set()
        self.pipeline.clear()

    def data_received(self, data: bytes) -> None:
        """Take what comes next, in pieces after which it can be refused."""
        if len(data) <= _PIECE:
            self._take(data)
            return
        for start in range(0, len(data), _PIECE):
            self._take(data[start : start + _PIECE])

    def _take(self, data: bytes) -> None:
        if self._is_parting:
            self._read_over(data)
            return
        if self._is_idle:
            self._is_idle = False
            self._deadline = self.loop.time() + self._settings.head_time
        self._overhead += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            self._pass_over_offer(data[offer.args[0] :])
        except httptools.HttpParserError:
            self._refuse("syntax", MalformedRequestError("This is no HTTP/1.1 request.", fix="Correct it."))
        else:
            is_in_head = self._is_receiving and not self._is_in_body
            if self._overhead > self._room or (is_in_head and len(self.headers) > _FIELDS):
                self._refuse("head too long", self._judge_size() or _refuse_head(self._settings.head_limit))

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._is_receiving = True
        if self._deadline == inf:
            self._deadline = self.loop.time() + self._settings.head_time

    def on_headers_complete(self) -> None:
        """Begin to answer, if only with a refusal."""
        if self.parser.should_upgrade():
            return  # the parser stops next, and begins anew without the offer
        if len(self.pipeline) >= _PIPELINED:
            raise ValueError(self.pipeline)
        refusal = self._judge_size() or self._judge_host()
        if refusal is not None:
            cast("Scope", self.scope)[REFUSAL] = refusal
        self._is_in_body = True
        self._deadline = self.loop.time() + self._settings.body_time + _GRACE
        self._overhead, self._room = 0, _FRAMING
        super().on_headers_complete()
        self.headers = _Nothing()  # for what comes after the body

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; once there is an answer, it is only read over."""
        self._overhead -= len(body)
        if self.cycle.response_complete:
            self._read_over(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        if self.parser.should_upgrade():
            return
        super().on_message_complete()
        self._is_receiving = self._is_in_body = False
        self._overhead, self._room = 0, self._head_room
        self._deadline = inf
        if self._running is None:
            self._rest()

    def on_response_complete(self) -> None:
        """Go on with the next request."""
        self._running = None
        self.server_state.total_requests += 1
        if not self.transport.is_closing():
            self.flow.resume_reading()
            if self.pipeline:
                self._start_asgi_task(*self.pipeline.pop())
            elif not self._is_receiving:
                self._rest()  # for which the server would set a timer each time
        if self.transport.get_write_buffer_size():
            self._sending_deadline = self.loop.time() + self._settings.sending_limit + _GRACE

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._sending_deadline = self.loop.time() + self._settings.sending_limit + _GRACE

    def resume_writing(self) -> None:
        """Write on: the client reads."""
        super().resume_writing()
        self._sending_deadline = inf

    def check(self, now: float) -> None:
        """Look whether the client has kept its times.

        Args:
            now: of the loop.
        """
        if now > self._sending_deadline:
            if self.transport.get_write_buffer_size():
                self._guard.count("not read")
                self.transport.abort()
            self._sending_deadline = inf
        elif now > self._deadline and not self.transport.is_closing():
            self._deadline = inf
            self._expire()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401 - as it is there
        self._running = cycle
        super()._start_asgi_task(cycle, cast("Any", send_at_once(app, cycle)))

    def _rest(self) -> None:
        self._is_idle = True
        self._deadline = self.loop.time() + self._settings.idle_time

    def _read_over(self, data: bytes) -> None:
        """Take what nobody wants, so that the client gets to read what it has been told; not for ever."""
        self._unread += len(data)
        if self._unread > self._settings.body_limit * _UNREAD:
            self.transport.close()

    def _expire(self) -> None:
        if self._running is not None and not self._is_parting:
            self.cycle.keep_alive = False
        elif self._is_receiving and not self._is_in_body and not self._is_parting:
            self._part(SlowRequestError.of("head", self._settings.head_time), "head too slow")
        else:
            self.transport.close()

    def _refuse(self, reason: str, error: RefusalError) -> None:
        """Refuse what comes, once what has come before is answered."""
        if self._running is None:
            self._part(error, reason)
        elif self._running is self.cycle and self._is_in_body and not self.cycle.response_started:
            self._part(error, reason)
            self.cycle.disconnected = True  # nobody hears what the application says now
            self.cycle.message_event.set()
        else:
            self.cycle.keep_alive = False
            self.flow.pause_reading()

    def _part(self, error: RefusalError, reason: str) -> None:
        """Say why the connection ends, and end it when that can have been read.

        To close it at once, with bytes unread, would make the system take back what has been said.
        """
        if not (self._is_in_body and self.cycle.response_complete):
            self._tell(error, reason)
        self._is_parting = True
        self._deadline = self.loop.time() + _GRACE
        self.transport.write_eof()

    def _tell(self, error: RefusalError, reason: str) -> None:
        self._guard.count(reason)
        response = make_problem(error.status, f"{error.message} {error.fix}", more={"code": error.code})
        fields = [*self.server_state.default_headers, *complete_fields(response.raw_headers)]
        lines = [b"%s: %s\r\n" % field for field in [*fields, (b"connection", b"close")]]
        content = [STATUS_LINE[response.status_code], *lines, b"\r\n", bytes(response.body)]
        self.transport.write(b"".join(content))

    def _judge_size(self) -> RefusalError | None:
        settings = self._settings
        if len(self.url) > settings.target_limit:
            return TargetLimitError(
                f"The target of the request has more than {settings.target_limit} bytes.",
                fix="Send the query by POST.",
                limit=Limit("target_limit", settings.target_limit),
            )
        size = sum(len(name) + len(value) for name, value in self.headers)
        return (
            _refuse_head(settings.head_limit)
            if size > settings.head_limit or len(self.headers) > _FIELDS
            else None
        )

    def _judge_host(self) -> RefusalError | None:
        """Refuse a request without the one Host field that it must have (RFC 9112, section 3.2)."""
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts == 1 or (hosts == 0 and self.parser.get_http_version() == "1.0"):
            return None
        return MalformedRequestError(f"The request has {hosts or 'no'} Host fields.", fix="Send one.")

    def _pass_over_offer(self, rest: bytes) -> None:
        """Take a request up again without its offer to change to another protocol."""
        method, version = self.parser.get_method(), self.parser.get_http_version()
        if method == b"CONNECT":
            self._refuse("syntax", MalformedRequestError("This is no proxy.", fix="Ask it directly."))
            return
        lines = [b"%s %s HTTP/%s\r\n" % (method, self.url, version.encode("ascii"))]
        for name, value in self.headers:
            if name == b"connection":
                options = [part for part in value.split(b",") if part.strip().lower() not in _OFFERS]
                lines.append(b"connection: %s\r\n" % b",".join(options))
            elif name not in _OFFERS:
                lines.append(b"%s: %s\r\n" % (name, value))
        self.parser = httptools.HttpRequestParser(self)
        self._overhead = 0
        self._take(b"".join([*lines, b"\r\n", rest]))


def _refuse_head(limit: int) -> HeadLimitError:
    return HeadLimitError(
        f"The header fields of the request are more than {_FIELDS}, or have more than {limit} bytes.",
        fix="Send fewer.",
        limit=Limit("head_limit", limit),
    )
