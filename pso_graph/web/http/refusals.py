"""Requests that are refused for the way in which they come, before anybody looks at what they ask."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar, Self

from pso_graph.core.errors import Limit, RequestError


class RefusalError(RequestError):
    """A request that is refused for the way in which it comes, with a status of HTTP."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST


class MalformedRequestError(RefusalError):
    """A request that is not as HTTP/1.1 has it (RFC 9112)."""


class TargetLimitError(RefusalError):
    """A request whose target is longer than it may be."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG


class HeadLimitError(RefusalError):
    """A request whose header fields are longer than they may be, or too many."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class SlowRequestError(RefusalError):
    """A request that does not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT

    @classmethod
    def of(cls, part: str, seconds: float) -> Self:
        """Return the error of a part that is late.

        Args:
            part: ``head`` or ``body``.
            seconds: in which it had to arrive.
        """
        return cls(
            f"The {part} of the request has not arrived within {seconds:g} seconds.",
            fix="Send it without a pause.",
            limit=Limit(f"{part}_time", seconds),
        )


class CrowdedError(RefusalError):
    """A connection beyond those that may be open."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class ClientCrowdedError(RefusalError):
    """A connection beyond those that its client may have open."""

    status = HTTPStatus.TOO_MANY_REQUESTS
