"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.core import errors
from pso_graph.query.workers import errors as worker_errors
from pso_graph.web.formats import list_media_types
from pso_graph.web.protocol import BodyLimitError, UnsupportedTypeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

_STATUS: Mapping[type[errors.PsoGraphError], HTTPStatus] = {
    errors.SyntaxProblemError: HTTPStatus.BAD_REQUEST,
    errors.RefusedQueryError: HTTPStatus.BAD_REQUEST,
    errors.ParameterError: HTTPStatus.BAD_REQUEST,
    errors.UnsupportedQueryError: HTTPStatus.BAD_REQUEST,
    errors.UnknownThingError: HTTPStatus.NOT_FOUND,
    errors.NoStoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    worker_errors.NoSuchFormError: HTTPStatus.NOT_ACCEPTABLE,
    worker_errors.TimeLimitError: HTTPStatus.GATEWAY_TIMEOUT,
    worker_errors.SizeLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    worker_errors.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    worker_errors.WorkerLostError: HTTPStatus.SERVICE_UNAVAILABLE,
    BodyLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnsupportedTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
_RETRY_AFTER = "2"  # seconds


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
    title = HTTPStatus(status).phrase
    document = {"title": title, "status": int(status), "detail": detail, **(more or {})}
    body = json.dumps(document, ensure_ascii=False).encode("utf-8")
    sent = {"Access-Control-Allow-Origin": "*", **(headers or {})}
    return Response(body, status, sent, media_type="application/problem+json")


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
    more: dict[str, object] = {"code": error.code}
    if error.where:
        more["where"] = error.where
    status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status == HTTPStatus.NOT_ACCEPTABLE:
        more["offers"] = list_media_types(error.where)
    again = isinstance(error, worker_errors.BusyError | worker_errors.WorkerLostError)
    return make_problem(status, detail, headers={"Retry-After": _RETRY_AFTER} if again else None, more=more)


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
