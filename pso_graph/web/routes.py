"""The routes: each reads its request, asks, and writes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from pso_graph.catalogue import find_query, read_folder
from pso_graph.core.errors import WorkerLostError
from pso_graph.publish.downloads import FOLDER, DownloadTask
from pso_graph.query.workers import LineageTask, ShippedTask
from pso_graph.web.describing.descriptions import VOID_PATH
from pso_graph.web.endpoint.protocol import read_seconds
from pso_graph.web.http.documents import join_accepts
from pso_graph.web.http.fields import Fields, decode_fields, gather_fields, select_one
from pso_graph.web.http.formats import choose_codings, choose_forms, is_page
from pso_graph.web.http.pages import make_frame

if TYPE_CHECKING:
    from pso_graph.catalogue import Query as ShippedQuery
    from pso_graph.query.workers import QueryRunner
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.describing.descriptions import Descriptions


def make_router(answerer: Answerer, descriptions: Descriptions) -> APIRouter:
    """Return the routes beside the endpoint.

    Args:
        answerer: of tasks.
        descriptions: of the data.
    """
    router = APIRouter(dependencies=[Depends(read_fields)])
    _add_lineage(router, answerer, descriptions)
    _add_queries(router, answerer, descriptions)
    _add_dataset(router, answerer, descriptions)
    _add_state(router, answerer.runner)
    return router


def read_fields(request: Request) -> Fields:
    """Return the parameters of a request, decoded as strictly as those of the endpoint.

    Args:
        request: of the client.

    Raises:
        EncodingError: if they are not encoded as they should be.
        ParameterError: if one is there twice.
    """
    fields = decode_fields(request.scope["query_string"])
    gathered = gather_fields(fields)
    for name in gathered:
        select_one(gathered, name)
    return fields


def _add_dataset(router: APIRouter, answerer: Answerer, descriptions: Descriptions) -> None:
    @router.get(VOID_PATH, summary="What the dataset is and holds (VoID)", response_class=Response)
    async def void(request: Request, format: str | None = None) -> Response:  # noqa: A002 - as in addresses
        return await descriptions.answer_dataset(request, format)

    @router.get(
        f"/{FOLDER}/{{name}}",
        summary="The whole dataset as a compressed file, or the checksums",
        response_class=Response,
    )
    async def download(name: str, request: Request) -> Response:
        response = await answerer.answer(request, DownloadTask(name))
        response.headers["Link"] = descriptions.links
        return response


def _add_state(router: APIRouter, runner: QueryRunner) -> None:
    @router.get("/health", summary="Whether the server is up, and what it works with")
    async def health() -> dict[str, object]:
        return {"status": "ok", "graphs": len(runner.graphs.names), **runner.describe()}

    @router.get("/ready", summary="Whether queries are answered now")
    async def ready() -> Response:
        if not await runner.check_ready():
            raise WorkerLostError("No worker answers.", fix="Ask again a little later.")
        return Response('{"status": "ready"}', media_type="application/json")


def _add_lineage(router: APIRouter, answerer: Answerer, descriptions: Descriptions) -> None:
    @router.get("/lineage", summary="What became of a thing, and where it comes from")
    async def lineage(
        request: Request,
        id: Annotated[str, Query(description="An IRI or a short id, such as bspc-28-2019/26")],  # noqa: A002
        direction: Literal["back", "forward", "both"] = "both",
        depth: Annotated[int | None, Query(ge=1, description="Hops at most; unlimited if left out")] = None,
        scope: Literal["clause", "document", "both"] = "both",
        citations: bool = False,  # noqa: FBT001, FBT002 - a query parameter, always given by name
    ) -> Response:
        codings = choose_codings(request.headers.get("accept-encoding"))
        task = LineageTask(id, direction, depth, scope, citations, codings=codings)
        response = await answerer.answer(request, task)
        response.headers["Link"] = descriptions.links
        return response


def _add_queries(router: APIRouter, answerer: Answerer, descriptions: Descriptions) -> None:
    @router.get("/queries", summary="The shipped queries")
    def queries() -> list[dict[str, object]]:
        return [_describe(query) for query in read_folder("lineage")]

    @router.get(
        "/queries/{name}",
        summary="Run a shipped query; its parameters are query parameters, beside format and timeout",
    )
    async def query(name: str, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        found = await run_in_threadpool(find_query, name)
        response = await answerer.answer(request, _make_task(request, found, dict(fields)))
        response.headers["Link"] = descriptions.links
        return response


def _make_task(request: Request, query: ShippedQuery, values: dict[str, str]) -> ShippedTask:
    wanted, seconds = values.pop("format", None), read_seconds(values.pop("timeout", None))
    table, graph = choose_forms(join_accepts(request), wanted)
    codings = choose_codings(request.headers.get("accept-encoding"))
    frame = None
    if is_page(table) or is_page(graph):
        title, description = query.summary["en"], query.description["en"]
        frame = make_frame(request.url.path, title, query.text, list(values.items()), description=description)
    return ShippedTask(
        query, tuple(sorted(values.items())), table, graph, seconds=seconds, codings=codings, frame=frame
    )


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
