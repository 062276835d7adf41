"""Reading a request of the SPARQL 1.1 Protocol (sections 2.1 and 2.2)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from pso_graph.core.errors import BodyLimitError, Limit, MediaTypeError, ParameterError
from pso_graph.query.running import Dataset
from pso_graph.web.http.fields import decode_fields, decode_text, gather_fields, read_content_type, select_one
from pso_graph.web.http.formats import DIRECT, FORM, UPDATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from pso_graph.web.endpoint.desks import Desk
    from pso_graph.web.http.fields import Fields

SHORT = 4000
"""Bytes of a request that can be read and checked while others wait: it takes a millisecond or two."""

_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE_DATASET = ("using-graph-uri", "using-named-graph-uri")
_FOREIGN_TO_QUERIES = {"update", *_UPDATE_DATASET}
_FOREIGN_TO_UPDATES = {"query", *_DATASET}
_OPERATIONS = _FOREIGN_TO_QUERIES | _FOREIGN_TO_UPDATES
_DIGITS = 18  # of a length that is a number at all
_CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A request to the endpoint as it came over HTTP.

    Args:
        text: the query; None if the request asks for the description of the service.
        dataset: the graphs that the request names.
        format: name or media type that ``?format=`` asks for; None if it does not.
        seconds: that ``?timeout=`` allows it; None if it does not say.
    """

    text: str | None
    dataset: Dataset
    format: str | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """A request to the endpoint that changes data.

    Args:
        text: the update.
        graphs: that the request names for the default graph of its patterns.
        named_graphs: that it names for their named graphs.
        token: name of the token that allows it.
    """

    text: str
    graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    token: str


async def read_request(request: Request, body_limit: int, desk: Desk) -> QueryRequest | UpdateRequest:
    """Return what a request asks for: GET, POST form or POST direct.

    Args:
        request: of HTTP.
        body_limit: bytes that its body may have.
        desk: that says who may send an update; the body of one that comes by itself is not read before.

    Raises:
        ParameterError: if there is nothing asked in a POST or more than one thing, or a parameter is wrong.
        EncodingError: if something is not encoded as it should be.
        MediaTypeError: if the body is of another type.
        BodyLimitError: if it is too long.
        TokenError: if it is an update without a valid token.
        ScopeError: if its token does not allow updates.
    """
    fields = decode_fields(request.scope["query_string"])
    if request.scope["method"] == "POST":
        kind = _check_type(request)
        if kind == UPDATE:
            token = desk.admit(request, "update")
            text = decode_text(await read_body(request, desk.body_limit))
            return _make_update([*fields, ("update", text)], token)
        body = await read_body(request, Limit("body_limit", body_limit))
        read = decode_fields if kind == FORM else _read_direct
        fields += await asyncio.to_thread(read, body) if len(body) > SHORT else read(body)
        if kind == FORM and any(name == "update" for name, _ in fields):
            return _make_update(fields, desk.admit(request, "update"))
    gathered = gather_fields(fields)
    if request.scope["method"] != "POST" and _OPERATIONS.isdisjoint(gathered):
        return QueryRequest(None, Dataset(), select_one(gathered, "format"), None)
    return _make_request(gathered)


def _make_update(received: Fields, token: str) -> UpdateRequest:
    fields = gather_fields(received)
    text = select_one(fields, "update")
    foreign = _find_foreign(fields, _FOREIGN_TO_UPDATES)
    if text is None or foreign is not None:
        raise ParameterError(
            "The request asks a query and an update.",
            where=foreign or "update",
            fix="Send one of them; the dataset of an update is named by using-graph-uri.",
        )
    graphs, named_graphs = (tuple(fields.get(name, ())) for name in _UPDATE_DATASET)
    return UpdateRequest(text, graphs, named_graphs, token)


def _find_foreign(fields: Mapping[str, list[str]], names: set[str]) -> str | None:
    return None if names.isdisjoint(fields) else next(name for name in fields if name in names)


def _make_request(fields: Mapping[str, list[str]]) -> QueryRequest:
    text = select_one(fields, "query")
    foreign = _find_foreign(fields, _FOREIGN_TO_QUERIES)
    if foreign is not None:
        raise ParameterError(
            "An update comes by POST, and its parameters have no meaning for a query.",
            where=foreign,
            fix=f"Send it in the body, as {UPDATE} or in a form.",
        )
    if text is None:
        raise ParameterError(
            "The request has no query.",
            where="query",
            fix="Send one query parameter, or the query as the body.",
        )
    return QueryRequest(
        text,
        Dataset(*[tuple(fields.get(name, ())) for name in _DATASET]),
        select_one(fields, "format"),
        read_seconds(select_one(fields, "timeout")),
    )


def read_seconds(written: str | None) -> float | None:
    """Return the seconds that a ``timeout`` parameter allows; None if there is none.

    Args:
        written: its value.

    Raises:
        ParameterError: if it is no positive number.
    """
    if written is None:
        return None
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and seconds > 0):
        raise ParameterError(
            f"{written!r} is no number of seconds.", where="timeout", fix="Write it like timeout=2.5."
        )
    return seconds


async def read_body(request: Request, limit: Limit) -> bytes:
    """Return the body of a request, without reading more of it than is allowed.

    Args:
        request: of HTTP.
        limit: bytes that it may have, and the setting that says so.

    Raises:
        BodyLimitError: if it is too long.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > _DIGITS or int(declared) > limit.value):
        raise _refuse_body(limit)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit.value:
            raise _refuse_body(limit)
    return bytes(body)


def _check_type(request: Request) -> str:
    """Return the media type of the body, if a query can come in it."""
    check_uncoded(request)
    _, kind = read_type(request)
    if kind not in {FORM, DIRECT, UPDATE}:
        raise MediaTypeError(
            f"A query cannot come as {kind or 'a body without a type'}.",
            where="Content-Type",
            fix=f"Send {FORM} or {DIRECT}.",
        )
    return kind


def check_uncoded(request: Request) -> None:
    """Let a request pass whose body is not compressed.

    Args:
        request: of HTTP.

    Raises:
        MediaTypeError: if it is.
    """
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        raise MediaTypeError(
            "A compressed body is not taken.", where="Content-Encoding", fix="Send it as it is."
        )


def read_type(request: Request) -> tuple[str, str]:
    """Return the Content-Type of a request as it is written, and the media type in it, in lower case.

    Args:
        request: of HTTP.

    Raises:
        MediaTypeError: if it does not parse, or names another charset than UTF-8.
    """
    written = ", ".join(request.headers.getlist("content-type"))
    kind, charset = read_content_type(written)
    if charset not in _CHARSETS:
        raise MediaTypeError(
            f"The charset {charset!r} is not taken.", where="Content-Type", fix="Send UTF-8."
        )
    return written, kind


def _read_direct(body: bytes) -> Fields:
    return [("query", decode_text(body))]


def _refuse_body(limit: Limit) -> BodyLimitError:
    return BodyLimitError(
        f"The body has more than {limit.value} bytes.", where="body", fix="Send less at once.", limit=limit
    )
