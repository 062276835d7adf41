"""SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read by anybody and written by those with a token.

A graph is named by ``/store?graph=IRI`` or ``/store?default``, or by its own address below ``/graph/``, which
stands for the IRI that begins with the setting ``graph_base``. ``?default`` is the unnamed graph also where
queries see the union of all graphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import unquote
from uuid import uuid4

from fastapi import Request, Response

from pso_graph.core.errors import EncodingError, MediaTypeError, ParameterError
from pso_graph.pipeline.writing import (
    DATASET_TYPES,
    GRAPH_TYPES,
    Condition,
    GraphChange,
    InvalidChangeError,
    Upload,
    check_type,
    is_dataset_type,
)
from pso_graph.query.workers import GraphTask
from pso_graph.rdf.terms import NamedNode
from pso_graph.web.endpoint.protocol import check_uncoded, read_body, read_type
from pso_graph.web.endpoint.updates import answer_findings
from pso_graph.web.http.cache import read_generations
from pso_graph.web.http.documents import join_accepts
from pso_graph.web.http.exchange import find_exchange
from pso_graph.web.http.fields import decode_fields, gather_fields, select_one
from pso_graph.web.http.formats import GRAPHS, choose_codings, choose_form, is_page
from pso_graph.web.http.pages import list_links, render_page, split_page
from pso_graph.web.http.problems import answer_error, make_problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from pso_graph.core.errors import Limit
    from pso_graph.rdf.html import Frame
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.endpoint.desks import Desk

PATH = "/store"
"""Where graphs are named by parameters."""

DIRECT = "/graph/"
"""Below which graphs have addresses of their own."""

_ACCEPTED = ", ".join((*GRAPH_TYPES, *DATASET_TYPES))
_READING = ("GET", "HEAD", "OPTIONS")
_WRITING = ("PUT", "POST", "DELETE")
_DOTS = {".", ".."}  # which clients and proxies take for steps in a tree


def is_graph_path(path: str) -> bool:
    """Return whether a request for a path is one of this protocol.

    Args:
        path: of its target, without the query.
    """
    return path == PATH or path.startswith(DIRECT)


@dataclass(frozen=True, slots=True)
class _Target:
    """What a request is about.

    Args:
        graph: IRI of a graph; None for the unnamed one.
        is_store: whether it names no graph, but the store itself.
        format: that ``?format=`` asks for; None if it does not.
    """

    graph: str | None
    is_store: bool = False
    format: str | None = None


def make_graph_store(answerer: Answerer, desk: Desk, base: str) -> ASGIApp:
    """Return the protocol as an application of its own.

    Args:
        answerer: of tasks.
        desk: that takes writes.
        base: what the IRIs of graphs with addresses of their own begin with.
    """
    methods = _READING + (_WRITING if desk.offers_writing else ())
    allowed = {"Allow": ", ".join(methods)}

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=allowed)
        if request.method not in methods:
            detail = f"There is no {request.method} here; this server only reads, or has no such method."
            return make_problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers=allowed)
        target = _read_target(request, base)
        if request.method in _READING:
            return await _read(request, target, answerer)
        return await _write(request, target, desk, base)

    async def graph_store(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await answer(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a problem document
            response = await answer_error(request, error)
            if isinstance(error, MediaTypeError):
                response.headers["Accept-Post"] = _ACCEPTED
        await response(scope, receive, send)

    return graph_store


async def _read(request: Request, target: _Target, answerer: Answerer) -> Response:
    if target.is_store:
        raise ParameterError(
            "The request names no graph.", where="graph", fix="Write ?graph=IRI or ?default after /store."
        )
    offer = choose_form(join_accepts(request), target.format, GRAPHS)
    name = offer.name if offer else None
    codings = choose_codings(request.headers.get("accept-encoding"))
    frame = _make_frame(request, target) if is_page(name) else None
    return await answerer.answer(request, GraphTask(target.graph, name, codings=codings, frame=frame))


def _make_frame(request: Request, target: _Target) -> Frame:
    """Return the page around a graph, with links to its other forms."""
    fields = [("default", "")] if target.graph is None else [("graph", target.graph)]
    links = list_links(fields if request.url.path == PATH else [], GRAPHS)
    title = target.graph or "Default graph"
    return split_page(
        render_page("graph.html", request.url.path, title=title, others=links), request.url.path
    )


async def _write(request: Request, target: _Target, desk: Desk, base: str) -> Response:
    find_exchange(request.scope).kind = "graph-store"
    token = desk.admit(request, "graph-store")
    method = cast("Literal['put', 'post', 'delete']", request.method.lower())
    condition = _read_condition(request)
    if target.is_store and method != "post":
        raise ParameterError(
            f"{request.method} is of one graph, and the request names none.",
            where="graph",
            fix="Write ?graph=IRI or ?default after /store.",
        )
    upload = await _read_upload(request, desk.body_limit, target) if method != "delete" else None
    is_dataset = target.is_store and upload is not None and is_dataset_type(upload.media_type)
    graph = f"{base}{uuid4()}" if target.is_store and not is_dataset else target.graph
    change = GraphChange(method, graph, upload, is_dataset=is_dataset)
    try:
        record = await desk.write(change, token, condition)
    except InvalidChangeError as error:
        return answer_findings(request, error)
    if not record.created:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    location = {"Location": graph} if target.is_store and graph else {}
    return Response(status_code=HTTPStatus.CREATED, headers=location)


async def _read_upload(request: Request, limit: Limit, target: _Target) -> Upload:
    """Return the body of a request; what its type rules out is not read."""
    check_uncoded(request)
    written, media_type = read_type(request)
    check_type(media_type, has_graphs=target.is_store and is_dataset_type(media_type))
    return Upload(media_type, written, await read_body(request, limit))


def _read_target(request: Request, base: str) -> _Target:
    fields = gather_fields(decode_fields(request.scope["query_string"]))
    wanted = select_one(fields, "format")
    graph, default = select_one(fields, "graph"), select_one(fields, "default")
    path = request.scope["path"]
    if path != PATH:
        if graph is not None or default is not None:
            raise ParameterError(
                "The address and a parameter both name a graph.", where="graph", fix="Leave one of them out."
            )
        return _Target(_check_iri(base + _read_name(request)), format=wanted)
    if graph is not None and default is not None:
        raise ParameterError(
            "The request names the default graph and another.", where="graph", fix="Name one of them."
        )
    if graph is None:
        return _Target(None, is_store=default is None, format=wanted)
    return _Target(_check_iri(graph), format=wanted)


def _read_name(request: Request) -> str:
    """Return what follows in an address as it is written: escapes belong to an IRI."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    try:
        name = raw.partition(b"?")[0].decode("ascii").removeprefix(DIRECT)
    except UnicodeDecodeError as error:
        raise EncodingError("The address is not ASCII.", fix="Escape its other characters.") from error
    if not name or _DOTS & set(unquote(name).split("/")):
        raise ParameterError(
            "This address names no graph.", where=request.scope["path"], fix="Write the graph's own name."
        )
    return name


def _check_iri(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise ParameterError(f"{iri!r} is no IRI.", where="graph", fix="Write a whole IRI.") from error


def _read_condition(request: Request) -> Condition:
    """Return what a request says of the state that it writes to (RFC 9110, section 13.1)."""
    match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
    if none_match is not None and none_match.strip() != "*":
        raise ParameterError(
            "Only If-None-Match: * has a meaning where something is written.",
            where="If-None-Match",
            fix="Send If-Match with the ETag of the graph as you know it.",
        )
    exists = match is not None and match.strip() == "*"
    seen = read_generations(match) if match is not None and not exists else None
    return Condition(seen, exists=exists, is_new=none_match is not None)
