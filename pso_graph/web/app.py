"""The FastAPI application."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from pso_graph.core.errors import PsoGraphError
from pso_graph.web.problems import answer_error, answer_http_error
from pso_graph.web.routes import make_router

if TYPE_CHECKING:
    from pso_graph.store import Store


def create_app(store: Store) -> FastAPI:
    """Return the application that serves a store.

    Args:
        store: that its answers come from.
    """
    app = FastAPI(
        title="pso-graph",
        version=version("pso-graph"),
        summary="What became of the decisions of the parliaments around the southern Baltic Sea",
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)"},
        docs_url=None,  # the interactive pages would load scripts from another host
        redoc_url=None,
    )
    app.add_exception_handler(PsoGraphError, answer_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(Exception, answer_error)
    app.include_router(make_router(store))
    return app
