"""The SPARQL endpoint: the operations of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fastapi import Request, Response

from pso_graph.query.running import check_text
from pso_graph.query.workers import QueryTask
from pso_graph.web.endpoint.protocol import SHORT, UpdateRequest, read_request
from pso_graph.web.endpoint.remembered import Remembered, make_key
from pso_graph.web.endpoint.updates import answer_update
from pso_graph.web.http.cache import make_tag
from pso_graph.web.http.documents import join_accepts
from pso_graph.web.http.exchange import find_exchange
from pso_graph.web.http.formats import ACCEPTED, UPDATE, choose_codings, choose_forms, is_page
from pso_graph.web.http.pages import make_frame
from pso_graph.web.http.problems import answer_error, make_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from pso_graph.rdf.html import Frame
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.describing.descriptions import Descriptions
    from pso_graph.web.endpoint.desks import Desk
    from pso_graph.web.endpoint.protocol import QueryRequest

PATH = "/sparql"
"""Where the endpoint is."""

_METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def make_endpoint(answerer: Answerer, descriptions: Descriptions, body_limit: int, desk: Desk) -> ASGIApp:
    """Return the endpoint as an application of its own.

    Args:
        answerer: of queries.
        descriptions: of the service, for those who ask nothing.
        body_limit: bytes that the body of a request may have.
        desk: that takes updates.
    """
    remembered: Remembered[_Known] = Remembered()

    accepted = f"{ACCEPTED}, {UPDATE}" if desk.offers_writing else ACCEPTED
    allowed = {"Allow": ", ".join(_METHODS), "Accept-Post": accepted}

    async def sparql(request: Request, note: Callable[[str], None]) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allowed)
        if request.method not in _METHODS:
            return make_problem(405, f"There is no {request.method} here.", headers=allowed)
        known = remembered.find(make_key(request.scope, answerer.runner.digest))
        if known is not None:
            note(known.task.text)
            find_exchange(request.scope).note_query(known.task.text)
            return _link(await answerer.answer(request, known.task, known.tag), descriptions)
        asked = await read_request(request, body_limit, desk)
        if isinstance(asked, UpdateRequest):
            return await answer_update(request, asked, desk)
        if asked.text is None:
            return await descriptions.answer_service(request, asked.format)
        note(asked.text)
        find_exchange(request.scope).note_query(asked.text)
        graphs = answerer.runner.graphs
        if len(asked.text) > SHORT:  # others are not to wait for it
            await answerer.work(request, partial(check_text, graphs, asked.text, asked.dataset))
        else:
            check_text(graphs, asked.text, asked.dataset)
        task = _make_task(request, asked, asked.text)
        digest = answerer.runner.digest  # which may have changed meanwhile
        tag = make_tag(digest, task)
        remembered.keep(make_key(request.scope, digest), _Known(task, tag))
        return _link(await answerer.answer(request, task, tag), descriptions)

    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        queries: list[str] = []
        try:
            response = await sparql(request, queries.append)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a problem document
            response = await answer_error(request, error, *queries)
        await response(scope, receive, send)

    return endpoint


class _Known(NamedTuple):
    """A query that has been read and has passed the guard, and the entity tag of its answer."""

    task: QueryTask
    tag: str | None


def _link(response: Response, descriptions: Descriptions) -> Response:
    response.raw_headers.append((b"link", descriptions.links.encode("latin-1")))
    return response


def _make_task(request: Request, asked: QueryRequest, text: str) -> QueryTask:
    table, graph = choose_forms(join_accepts(request), asked.format)
    return QueryTask(
        text,
        asked.dataset,
        table,
        graph,
        seconds=asked.seconds,
        codings=choose_codings(request.headers.get("accept-encoding")),
        frame=_make_frame(asked, text) if is_page(table) or is_page(graph) else None,
    )


def _make_frame(asked: QueryRequest, text: str) -> Frame:
    kept = [
        *(("default-graph-uri", iri) for iri in asked.dataset.default_graphs),
        *(("named-graph-uri", iri) for iri in asked.dataset.named_graphs),
        *((("timeout", f"{asked.seconds:g}"),) if asked.seconds else ()),
    ]
    return make_frame(PATH, "Result", text, [("query", text), *kept], kept=kept)
