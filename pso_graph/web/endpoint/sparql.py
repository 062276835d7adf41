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
    from starlette.types import Receive, Scope, Send

    from pso_graph.rdf.html import Frame
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.describing.descriptions import Descriptions
    from pso_graph.web.endpoint.desks import Desk
    from pso_graph.web.endpoint.protocol import QueryRequest

PATH = "/sparql"
"""Where the endpoint is."""

_METHODS = ("GET", "HEAD", "OPTIONS", "POST")


class _Known(NamedTuple):
    """A query that has been read and has passed the guard, and the entity tag of its answer."""

    task: QueryTask
    tag: str | None


class Endpoint:
    """The endpoint as an application of its own.

    Args:
        answerer: of queries.
        descriptions: of the service, for those who ask nothing.
        body_limit: bytes that the body of a request may have.
        desk: that takes updates.
    """

    def __init__(self, answerer: Answerer, descriptions: Descriptions, body_limit: int, desk: Desk) -> None:
        self._answerer = answerer
        self._descriptions = descriptions
        self._body_limit = body_limit
        self._desk = desk
        self._remembered: Remembered[_Known] = Remembered()
        accepted = f"{ACCEPTED}, {UPDATE}" if desk.offers_writing else ACCEPTED
        self._allowed = {"Allow": ", ".join(_METHODS), "Accept-Post": accepted}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a problem document
            response = await answer_error(request, error, find_exchange(scope).text)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        method = request.scope["method"]
        if method == "OPTIONS":
            return Response(status_code=204, headers=self._allowed)
        if method not in _METHODS:
            return make_problem(405, f"There is no {method} here.", headers=self._allowed)
        outcome = await self._read(request)
        if isinstance(outcome, Response):
            return outcome
        response = await self._answerer.answer(request, outcome.task, outcome.tag)
        response.raw_headers.append((b"link", self._descriptions.links.encode("latin-1")))
        return response

    async def _read(self, request: Request) -> _Known | Response:
        """Return what is asked, or the answer where that is no query."""
        runner, exchange = self._answerer.runner, find_exchange(request.scope)
        digest = runner.digest
        key = make_key(request.scope, digest)
        known = self._remembered.find(key)
        if known is not None:
            exchange.note_query(known.task.text)
            return known
        asked = await read_request(request, self._body_limit, self._desk)
        if isinstance(asked, UpdateRequest):
            return await answer_update(request, asked, self._desk)
        if asked.text is None:
            return await self._descriptions.answer_service(request, asked.format)
        exchange.note_query(asked.text)
        check = partial(check_text, runner.graphs, asked.text, asked.dataset)
        if len(asked.text) > SHORT:  # others are not to wait for it
            await self._answerer.work(request, check)
        else:
            check()
        task = _make_task(request, asked, asked.text)
        if digest != runner.digest:  # the data has changed meanwhile
            return _Known(task, None)
        known = _Known(task, make_tag(digest, task))
        self._remembered.keep(key, known)
        return known


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
