"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.core import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

_STATUS: Mapping[type[errors.PsoGraphError], int] = {
    errors.SyntaxProblemError: 400,
    errors.RefusedQueryError: 400,
    errors.ParameterError: 400,
    errors.UnknownThingError: 404,
    errors.NoStoreError: 503,
}
_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    413: "Too large",
    415: "Unsupported media type",
    500: "Internal error",
    503: "Not available",
}


def make_problem(
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    """Return an RFC 9457 problem document as a response.

    Args:
        status: of HTTP.
        detail: what is wrong and how to mend it.
        headers: to add.
        more: members of the document beyond those of the RFC, such as ``code``.
    """
    document = {"title": _TITLES.get(status, "Error"), "status": status, "detail": detail, **(more or {})}
    body = json.dumps(document, ensure_ascii=False).encode("utf-8")
    return Response(body, status, dict(headers or {}), media_type="application/problem+json")


async def answer_error(request: Request, error: Exception) -> Response:
    """Return the problem document of one of our errors.

    Args:
        request: that failed.
        error: one of ours.
    """
    del request
    if not isinstance(error, errors.PsoGraphError):
        return make_problem(500, "Something went wrong here.", more={"code": "PSO-E000"})
    detail = " ".join(part for part in (error.message, error.fix) if part)
    more = {"code": error.code} | ({"where": error.where} if error.where else {})
    return make_problem(_STATUS.get(type(error), 500), detail, more=more)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Return the problem document of an error of the framework, such as an unknown path.

    Args:
        request: that failed.
        error: an ``HTTPException``.
    """
    del request
    status = getattr(error, "status_code", 500)
    headers = getattr(error, "headers", None)
    return make_problem(status, str(getattr(error, "detail", "")), headers=headers)
