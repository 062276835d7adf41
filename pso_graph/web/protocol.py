"""Reading a request of the SPARQL 1.1 Protocol (section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pso_graph.core.errors import ParameterError
from pso_graph.query.running import Dataset

if TYPE_CHECKING:
    from fastapi import Request

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


class UnsupportedTypeError(ParameterError):
    """A body of a type that a query cannot come in."""


class BodyLimitError(ParameterError):
    """A body that is longer than it may be."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it came over HTTP.

    Args:
        text: the query.
        dataset: the graphs that the request names.
        format: our name of the format that ``?format=`` asks for; None if it does not.
        seconds: that ``?timeout=`` allows it; None if it does not say.
    """

    text: str
    dataset: Dataset
    format: str | None
    seconds: float | None


async def read_request(request: Request, body_limit: int) -> QueryRequest:
    """Return the query of a request: GET, POST form or POST direct.

    Args:
        request: of HTTP.
        body_limit: bytes that its body may have.

    Raises:
        ParameterError: if there is no query or more than one, or the text is not UTF-8.
        UnsupportedTypeError: if the body is of another type.
        BodyLimitError: if it is too long.
    """
    fields = _decode_fields(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _read_body(request, body_limit)
        if kind == FORM:
            fields += _decode_fields(body)
        elif kind == DIRECT:
            fields.append(("query", _decode(body)))
        else:
            raise UnsupportedTypeError(
                f"A query cannot come as {kind or 'a body without a type'}.",
                where="Content-Type",
                fix=f"Send {FORM} or {DIRECT}.",
            )
    queries = _select(fields, "query")
    if len(queries) != 1:
        raise ParameterError(
            f"The request has {len(queries) or 'no'} queries; exactly one is needed.",
            where="query",
            fix="Send one query parameter, or the query as the body.",
        )
    dataset = Dataset(_select(fields, "default-graph-uri"), _select(fields, "named-graph-uri"))
    wanted = next(iter(_select(fields, "format")), None)
    return QueryRequest(
        queries[0], dataset, wanted, read_seconds(next(iter(_select(fields, "timeout")), None))
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


async def _read_body(request: Request, limit: int) -> bytes:
    """Return the body, without reading more of it than is allowed."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise BodyLimitError(
                f"The body has more than {limit} bytes.", where="body", fix="Send a shorter query."
            )
    return bytes(body)


def _select(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)


def _decode_fields(raw: bytes) -> list[tuple[str, str]]:
    """Decode percent-encoded fields once, as strict UTF-8."""
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except (UnicodeDecodeError, ValueError) as error:
        raise _refuse_encoding() from error


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse_encoding() from error


def _refuse_encoding() -> ParameterError:
    return ParameterError("The request is not UTF-8.", where="query", fix="Encode it as UTF-8.")
