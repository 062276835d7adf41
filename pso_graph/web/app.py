"""The FastAPI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from pso_graph.core.errors import PsoGraphError
from pso_graph.query.workers import LocalRunner
from pso_graph.web.problems import answer_error, answer_http_error
from pso_graph.web.routes import make_router
from pso_graph.web.sparql import PATH, describe_sparql, make_sparql_route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pso_graph.query.workers import QueryRunner
    from pso_graph.store import Store

BODY_LIMIT = 1 << 20
"""Bytes that the body of a request may have, where nothing else is said."""


class _Application(FastAPI):
    """An application whose description has the endpoint too, which is a plain route."""

    def openapi(self) -> dict[str, Any]:
        """Return the API description."""
        description = super().openapi()
        description["paths"][PATH] = describe_sparql()
        return description


def create_app(store: Store, runner: QueryRunner | None = None, *, body_limit: int = BODY_LIMIT) -> FastAPI:
    """Return the application that serves a store.

    Args:
        store: in which things are looked up.
        runner: of queries, over the same data; None runs them in this process, where nothing can
            stop one that takes long.
        body_limit: bytes that the body of a request may have.
    """
    chosen: QueryRunner = runner if runner is not None else LocalRunner(store)

    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[None]:
        await chosen.start()
        try:
            yield
        finally:
            await chosen.close()

    app = _Application(
        title="pso-graph",
        version=version("pso-graph"),
        summary="What became of the decisions of the parliaments around the southern Baltic Sea",
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)"},
        docs_url=None,  # the interactive pages would load scripts from another host
        redoc_url=None,
        lifespan=run,
    )
    app.add_exception_handler(PsoGraphError, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(Exception, answer_error)
    app.routes.append(make_sparql_route(store, chosen, body_limit))
    app.include_router(make_router(store, chosen))
    return app
