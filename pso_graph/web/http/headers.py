"""Header fields that every answer has, whatever made it: who may read it, and what a browser may do with it.

Reading is open to scripts of every origin (Fetch standard, section 3.2, "CORS protocol"); credentials are
never asked for, so the wildcard gives nothing away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.web.http.exchange import find_exchange

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Fields = list[tuple[bytes, bytes]]

_ALL: Fields = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Content-Encoding, Content-Location, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After",
    ),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
_DATA: Fields = [*_ALL, (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
_PAGE: Fields = [
    *_ALL,
    (
        b"content-security-policy",
        (
            b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
            b"img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
            b"frame-ancestors 'none'"
        ),
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
_PICTURE: Fields = [
    *_ALL,
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"),
]
_PREFLIGHT: Fields = [
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"vary", b"Access-Control-Request-Method, Access-Control-Request-Headers"),
]
_PAGES = (b"text/html", b"application/xhtml+xml")


class HeaderSender:
    """An application whose answers have all these fields; it answers preflight requests itself.

    Args:
        app: that answers; where it sets one of these fields itself, its own counts.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and _is_preflight(scope):
            await send({"type": "http.response.start", "status": 204, "headers": [*_PREFLIGHT, *_DATA]})
            await send({"type": "http.response.body"})
        else:

            async def send_all(message: Message) -> None:
                if message["type"] == "http.response.start":
                    account = find_exchange(scope).account
                    added = account.describe() if account is not None else []
                    message["headers"] = complete_fields([*message["headers"], *added])
                await send(message)

            await self._app(scope, receive, send_all)


def complete_fields(fields: Fields) -> Fields:
    """Return header fields with those that every answer has.

    Args:
        fields: of an answer; names in lower case.
    """
    given = dict(fields)
    kind = given.get(b"content-type", b"")
    added = _PAGE if kind.startswith(_PAGES) else _PICTURE if kind == b"image/svg+xml" else _DATA
    fields += [field for field in added if field[0] not in given]
    return fields


def _is_preflight(scope: Scope) -> bool:
    return any(name == b"access-control-request-method" for name, _ in scope["headers"])
