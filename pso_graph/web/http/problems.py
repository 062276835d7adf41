"""Errors as RFC 9457 problem documents, or as pages for readers."""

from __future__ import annotations

import json
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING

from fastapi import Response
from fastapi.exceptions import RequestValidationError
from starlette.requests import ClientDisconnect

from pso_graph.core import errors
from pso_graph.pipeline.writing import InvalidChangeError
from pso_graph.web.http.documents import join_accepts
from pso_graph.web.http.exchange import LEFT, find_exchange
from pso_graph.web.http.formats import ACCEPTED, PAGES, PROBLEMS, choose_form, list_media_types
from pso_graph.web.http.origin import find_origin
from pso_graph.web.http.pages import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

PATH = "/problems"
"""Where errors are explained, each below its code."""

STATUS: Mapping[type[errors.PsoGraphError], HTTPStatus] = {
    errors.SyntaxProblemError: HTTPStatus.BAD_REQUEST,
    errors.RefusedQueryError: HTTPStatus.BAD_REQUEST,
    errors.ParameterError: HTTPStatus.BAD_REQUEST,
    errors.UnsupportedQueryError: HTTPStatus.BAD_REQUEST,
    errors.EncodingError: HTTPStatus.BAD_REQUEST,
    errors.UnknownThingError: HTTPStatus.NOT_FOUND,
    errors.NoStoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NoSuchFormError: HTTPStatus.NOT_ACCEPTABLE,
    errors.TimeLimitError: HTTPStatus.GATEWAY_TIMEOUT,
    errors.SizeLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.BodyLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.MediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.WorkerLostError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ClientQueueError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ClientBudgetError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.TokenError: HTTPStatus.UNAUTHORIZED,
    errors.ScopeError: HTTPStatus.FORBIDDEN,
    errors.ReadOnlyError: HTTPStatus.FORBIDDEN,
    errors.ConditionError: HTTPStatus.PRECONDITION_FAILED,
    errors.InvalidDataError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotWrittenError: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.NoIndexError: HTTPStatus.NOT_IMPLEMENTED,
}
"""The status that each kind of error has over HTTP."""

_PAUSE = 2.0  # seconds after which asking again may help
_STANDARD = {"type", "title", "status", "detail"}


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
        more: other members of the document, such as ``type`` and ``code``.
    """
    document = _make_document(status, detail, more or {})
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, {"Vary": "Accept", **(headers or {})}, PROBLEMS[0].media_type)


async def answer_error(request: Request, error: Exception, query: str = "") -> Response:
    """Return what a client is told of one of our errors.

    Args:
        request: that failed.
        error: one of ours; others are told without their insides.
        query: that was asked, to be mended on a page.
    """
    if isinstance(error, ClientDisconnect):
        find_exchange(request.scope).note_end("client left")
        return Response(status_code=LEFT)
    known = (
        error if isinstance(error, errors.PsoGraphError) else errors.PsoGraphError("Something went wrong.")
    )
    find_exchange(request.scope).note_end("refused", known)
    detail = " ".join(part for part in (known.message, known.fix) if part)
    status = _find_status(known)
    more = {"type": f"{find_origin(request)}{PATH}/{known.code}", **_list_members(known)}
    return _answer(request, status, detail, _list_headers(known), more, query)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Return what a client is told of an error of the framework, such as an unknown path.

    Args:
        request: that failed.
        error: an ``HTTPException``.
    """
    status = getattr(error, "status_code", 500)
    headers = getattr(error, "headers", None) or {}
    detail = str(getattr(error, "detail", ""))
    if status == HTTPStatus.NOT_FOUND:
        detail = "There is nothing at this address; /openapi.json describes what there is."
    elif status == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = f"There is no {request.method} here; Allow names the methods that there are."
    return _answer(request, status, detail, headers, {})


async def answer_invalid(request: Request, error: Exception) -> Response:
    """Return what a client is told of parameters that are not as the API description says.

    Args:
        request: that failed.
        error: of the framework.
    """
    found = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = [{"where": str(one["loc"][-1]), "detail": str(one["msg"])} for one in found]
    detail = "; ".join(f"{one['where']}: {one['detail']}" for one in wrong) or "A parameter is wrong."
    kind = errors.ParameterError
    more = {"type": f"{find_origin(request)}{PATH}/{kind.code}", "code": kind.code, "errors": wrong}
    find_exchange(request.scope).note_end("refused", kind(detail))
    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, {}, more)


def _answer(
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str],
    more: Mapping[str, object],
    query: str = "",
) -> Response:
    if choose_form(join_accepts(request), None, PROBLEMS) not in PAGES:
        return make_problem(status, detail, headers=headers, more=more)
    document = _make_document(status, detail, more)
    body = render_page(
        "problem.html",
        request.url.path,
        title=document["title"],
        status=status,
        detail=detail,
        members=[(name, _show(value)) for name, value in document.items() if name not in _STANDARD],
        code=more.get("code", ""),
        query=query,
    )
    return Response(body.encode(), status, {"Vary": "Accept", **headers}, media_type=PAGES[0].content_type)


def _make_document(status: int, detail: str, more: Mapping[str, object]) -> dict[str, object]:
    kind = errors.list_kinds().get(str(more.get("code")))
    title = kind.title if kind else HTTPStatus(status).phrase
    address = {"type": f"{PATH}/{kind.code}"} if kind else {}
    return {**address, "title": title, "status": int(status), "detail": detail, **more}


def _find_status(error: errors.PsoGraphError) -> int:
    """Return the status of an error: its own, or that of the kind that it is of."""
    own: int | None = getattr(error, "status", None)
    kinds = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return own or next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR)


def _list_members(error: errors.PsoGraphError) -> dict[str, object]:
    members: dict[str, object] = {"code": error.code}
    if error.where:
        members["where"] = error.where
    if error.position is not None:
        members |= error.position._asdict()
    if error.limit is not None:
        members["limit"] = error.limit._asdict()
    if isinstance(error, errors.NoSuchFormError):
        members["offers"] = list_media_types(error.where)
    if isinstance(error, InvalidChangeError):
        members["findings"] = json.loads(error.report.findings)
    return members


def _list_headers(error: errors.PsoGraphError) -> dict[str, str]:
    if isinstance(error, errors.MediaTypeError):
        return {"Accept-Post": ACCEPTED, "Accept-Encoding": "identity"}
    if isinstance(error, errors.TokenError | errors.ScopeError):
        return {"WWW-Authenticate": getattr(error, "challenge", "Bearer")}
    again = isinstance(error, errors.BusyError | errors.WorkerLostError)
    wait = error.wait if error.wait is not None else _PAUSE if again else None
    return {"Retry-After": str(max(ceil(wait), 1))} if wait is not None else {}


def _show(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_show(part)}" for name, part in value.items())
    return ", ".join(map(_show, value)) if isinstance(value, list) else str(value)
