"""The SPARQL endpoint: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import Response
from starlette.routing import Route

from pso_graph.query.running import GraphNames, check_text
from pso_graph.query.workers import Task
from pso_graph.web.answers import answer_task
from pso_graph.web.formats import choose_forms
from pso_graph.web.protocol import read_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from pso_graph.query.workers import QueryRunner
    from pso_graph.store import Store

PATH = "/sparql"
"""Where the endpoint is."""

_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_OPTIONS = {
    "Allow": ", ".join(_METHODS),
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_SHORT = 4000  # characters of a query that the guard reads in less than a millisecond or two


def make_sparql_route(store: Store, runner: QueryRunner, body_limit: int) -> Route:
    """Return the route of the endpoint.

    It is a plain one: the framework's own would say in ``Allow`` only half of what is allowed.

    Args:
        store: whose graphs may be named.
        runner: of queries.
        body_limit: bytes that the body of a request may have.
    """
    graphs = GraphNames.of(store)

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_OPTIONS)
        asked = await read_request(request, body_limit)
        if len(asked.text) > _SHORT:  # others are not to wait for it
            await asyncio.to_thread(check_text, graphs, asked.text, asked.dataset)
        else:
            check_text(graphs, asked.text, asked.dataset)
        table, graph = choose_forms(request.headers.get("accept"), asked.format)
        task = Task(
            asked.text,
            default_graphs=asked.dataset.default_graphs,
            named_graphs=asked.dataset.named_graphs,
            table=table,
            graph=graph,
            seconds=asked.seconds,
        )
        return await answer_task(request, runner, task)

    return Route(PATH, sparql, methods=list(_METHODS))


def describe_sparql() -> Mapping[str, object]:
    """Return what the API description (OpenAPI 3.1) says of the endpoint."""
    query = {
        "name": "query",
        "in": "query",
        "required": True,
        "schema": {"type": "string"},
        "example": "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    }
    timeout = {
        "name": "timeout",
        "in": "query",
        "description": "Seconds after which to give up; the server's own limit counts where it is lower",
        "schema": {"type": "number", "exclusiveMinimum": 0},
    }
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
    bodies = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    answers = {
        "200": {"description": "The result, in the form that Accept or format= asks for"},
        "400": {"description": "The query does not parse or is refused"},
        "406": {"description": "The result has no form that is accepted"},
        "413": {"description": "The query needs more memory, or its answer more room, than it may"},
        "503": {"description": "No worker is free"},
        "504": {"description": "The query takes longer than it may"},
    }
    summary = "Ask a SPARQL 1.1 query (SPARQL 1.1 Protocol); read-only"
    asked = {"summary": summary, "responses": answers}
    body = {"required": True, "content": bodies}
    return {
        "get": {**asked, "operationId": "get_sparql", "parameters": [query, timeout]},
        "post": {**asked, "operationId": "post_sparql", "requestBody": body},
    }
