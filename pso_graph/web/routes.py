"""The routes: each reads its request, asks, and writes the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from pso_graph.catalogue import find_query, read_folder
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import describe_lineage
from pso_graph.query.running import bind_values
from pso_graph.query.workers import Task
from pso_graph.query.workers.errors import WorkerLostError
from pso_graph.web.answers import answer_task
from pso_graph.web.formats import choose_forms
from pso_graph.web.protocol import read_seconds

if TYPE_CHECKING:
    from pso_graph.catalogue import Query as ShippedQuery
    from pso_graph.query.workers import QueryRunner
    from pso_graph.store import Store

_CORS = {"Access-Control-Allow-Origin": "*"}


def make_router(store: Store, runner: QueryRunner) -> APIRouter:
    """Return the routes beside the endpoint.

    Args:
        store: in which things are looked up.
        runner: of queries.
    """
    router = APIRouter()
    _add_lineage(router, store)
    _add_queries(router, store, runner)
    _add_state(router, store, runner)
    return router


def _add_state(router: APIRouter, store: Store, runner: QueryRunner) -> None:
    graphs = len(store.list_graphs())

    @router.get("/health", summary="Whether the server is up, and what it works with")
    async def health() -> dict[str, object]:
        return {"status": "ok", "graphs": graphs, **runner.describe()}

    @router.get("/ready", summary="Whether queries are answered now")
    async def ready() -> Response:
        if not await runner.check_ready():
            raise WorkerLostError("No worker answers.", fix="Ask again a little later.")
        return Response('{"status": "ready"}', media_type="application/json")


def _add_lineage(router: APIRouter, store: Store) -> None:
    @router.get("/lineage", summary="What became of a thing, and where it comes from")
    def lineage(
        id: Annotated[str, Query(description="An IRI or a short id, such as bspc-28-2019/26")],  # noqa: A002
        direction: Literal["back", "forward", "both"] = "both",
        depth: Annotated[int | None, Query(ge=1, description="Hops at most; unlimited if left out")] = None,
        scope: Literal["clause", "document", "both"] = "both",
        citations: bool = False,  # noqa: FBT001, FBT002 - a query parameter, always given by name
    ) -> Response:
        answer = trace_lineage(store, id, direction=direction, depth=depth, scope=scope, citations=citations)
        body = json.dumps(describe_lineage(answer), ensure_ascii=False)
        return Response(body, headers=_CORS, media_type="application/json")


def _add_queries(router: APIRouter, store: Store, runner: QueryRunner) -> None:
    @router.get("/queries", summary="The shipped queries")
    def queries() -> list[dict[str, object]]:
        return [_describe(query) for query in read_folder("lineage")]

    @router.get(
        "/queries/{name}",
        summary="Run a shipped query; its parameters are query parameters, beside format and timeout",
    )
    async def query(name: str, request: Request) -> Response:
        values = dict(request.query_params)
        wanted, seconds = values.pop("format", None), read_seconds(values.pop("timeout", None))
        found = await run_in_threadpool(find_query, name)
        terms = await run_in_threadpool(bind_values, store, found, values)
        table, graph = choose_forms(request.headers.get("accept"), wanted)
        task = Task(found.text, terms, table=table, graph=graph, seconds=seconds)
        return await answer_task(request, runner, task)


def _describe(query: ShippedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "summary": dict(query.summary),
        "description": dict(query.description),
        "tags": list(query.tags),
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "required": parameter.required,
                "default": parameter.default,
                "example": parameter.example,
                "description": dict(parameter.description),
            }
            for parameter in query.parameters
        ],
        "returns": dict(query.returns),
    }
