"""The FastAPI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from pso_graph.core.errors import PsoGraphError
from pso_graph.core.settings import Settings
from pso_graph.publish.page import Site
from pso_graph.web.answering.answers import Answerer
from pso_graph.web.answering.fairness import FairUse, make_rules
from pso_graph.web.describing.descriptions import Descriptions
from pso_graph.web.describing.kinds import make_kinds_router
from pso_graph.web.describing.summaries import Summaries
from pso_graph.web.endpoint.desks import ClosedDesk, OpenDesk
from pso_graph.web.endpoint.graph_store import is_graph_path, make_graph_store
from pso_graph.web.endpoint.sparql import PATH, Endpoint
from pso_graph.web.http.clients import ClientFinder, NetworkSet
from pso_graph.web.http.gate import Gate
from pso_graph.web.http.headers import HeaderSender
from pso_graph.web.http.methods import MethodCompleter
from pso_graph.web.http.problems import answer_error, answer_http_error, answer_invalid
from pso_graph.web.observing.access import AccessLog
from pso_graph.web.observing.metrics import make_metrics_router
from pso_graph.web.observing.observer import Observer
from pso_graph.web.observing.tallies import Board, Tallies, describe_runner
from pso_graph.web.openapi import complete_description
from pso_graph.web.routes import make_router
from pso_graph.web.site.addresses import wants_graph_page
from pso_graph.web.site.assets import has_editor
from pso_graph.web.site.entry import is_site_path, make_site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from pso_graph.query.workers import QueryRunner
    from pso_graph.web.endpoint.desks import Desk


class _Application(FastAPI):
    """An application with an entry of its own before the framework.

    The endpoint is answered there: what the framework does for a request takes longer than many a query.
    """

    entry: ASGIApp
    is_writable = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        await self.entry(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """Return the API description."""
        if self.openapi_schema is None:
            self.openapi_schema = complete_description(super().openapi(), PATH, is_writable=self.is_writable)
        return self.openapi_schema


def create_app(
    runner: QueryRunner,
    settings: Settings | None = None,
    board: Board | None = None,
    desk: Desk | None = None,
) -> FastAPI:
    """Return the application that serves a dataset.

    Args:
        runner: of all that is asked of the data; it is started and closed with the application.
        settings: limits; None for the usual ones.
        board: to count on; None for one that no other process sees.
        desk: that takes writes; None for one that takes none.
    """
    chosen = settings or Settings()
    counted = board or Board(Tallies(), partial(describe_runner, runner))
    log = AccessLog(chosen.access_log, chosen.log_clients) if chosen.access_log else None
    is_writable = isinstance(desk, OpenDesk)
    freshness = 0 if is_writable else chosen.freshness  # what has been written is seen at once
    answerer = Answerer(runner, chosen.cache_room, freshness, FairUse(make_rules(chosen)))
    summaries = Summaries(runner)
    descriptions = Descriptions(summaries, chosen, is_writable=is_writable)

    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[None]:
        await runner.start()
        await descriptions.prepare()
        try:
            yield
        finally:
            await runner.close()
            if log is not None:
                log.close()

    app = _Application(
        title="pso-graph",
        version=version("pso-graph"),
        summary="What became of the decisions of the parliaments around the southern Baltic Sea",
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)"},
        docs_url=None,  # the interactive pages would load scripts from another host
        redoc_url=None,
        redirect_slashes=False,  # an address has one form
        lifespan=run,
    )
    app.is_writable = is_writable
    _handle_errors(app)
    app.include_router(make_router(answerer, descriptions))
    app.include_router(make_kinds_router())
    app.include_router(make_metrics_router(counted, NetworkSet(chosen.metrics_readers)))
    taking = desk or ClosedDesk(chosen.body_limit)
    inner = _join(
        Endpoint(answerer, descriptions, chosen.body_limit, taking),
        make_graph_store(answerer, taking, chosen.graph_base),
        make_site(
            answerer, Site(base=chosen.base, sources=chosen.sources, has_editor=has_editor()), summaries
        ),
        MethodCompleter(partial(FastAPI.__call__, app)),
        has_graph_pages=chosen.graph_base == f"{chosen.base}graph/",
    )
    finder = ClientFinder(NetworkSet(chosen.trusted_proxies), chosen.forwarding_header)
    app.entry = Observer(HeaderSender(Gate(inner, chosen.body_time)), finder, counted.tallies, log)
    return app


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(PsoGraphError, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(Exception, answer_error)


def _join(
    endpoint: ASGIApp, graph_store: ASGIApp, site: ASGIApp, framework: ASGIApp, *, has_graph_pages: bool
) -> ASGIApp:
    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = framework
        if scope["type"] == "http":
            if scope["path"] == PATH:
                chosen = endpoint
            elif is_graph_path(scope["path"]):
                chosen = site if has_graph_pages and wants_graph_page(scope) else graph_store
            elif is_site_path(scope["path"]):
                chosen = site
        await chosen(scope, receive, send)

    return enter
