"""The routes: each reads its request, asks, and writes the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from pso_graph.catalogue import find_query, read_folder
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import describe_lineage
from pso_graph.query.running import run_shipped, run_text, serialize_result
from pso_graph.web.formats import list_offers
from pso_graph.web.negotiation import choose_offer
from pso_graph.web.problems import make_problem
from pso_graph.web.protocol import QueryRequest, UnsupportedTypeError, read_request

if TYPE_CHECKING:
    from pso_graph.catalogue import Query as ShippedQuery
    from pso_graph.store import Store

_CORS = {"Access-Control-Allow-Origin": "*"}


def make_router(store: Store) -> APIRouter:
    """Return the routes over a store.

    Args:
        store: that answers come from.
    """
    router = APIRouter()
    _add_sparql(router, store)
    _add_lineage(router, store)
    _add_queries(router, store)

    @router.get("/health", summary="Whether the server is up, and how many quads it serves")
    def health() -> dict[str, object]:
        return {"status": "ok", "graphs": len(store.list_graphs())}

    return router


def _add_sparql(router: APIRouter, store: Store) -> None:
    async def sparql(request: Request) -> Response:
        try:
            asked = await read_request(request)
        except UnsupportedTypeError as error:
            return make_problem(415, f"{error.message} {error.fix}", more={"code": error.code})
        return await run_in_threadpool(_answer, store, asked, request.headers.get("accept"))

    summary = "Ask a SPARQL 1.1 query (SPARQL 1.1 Protocol); read-only"
    asked = {
        "name": "query",
        "in": "query",
        "required": True,
        "schema": {"type": "string"},
        "example": "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    }
    bodies = {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
        },
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    router.get("/sparql", summary=summary, openapi_extra={"parameters": [asked]})(sparql)
    body = {"requestBody": {"required": True, "content": bodies}}
    router.post("/sparql", summary=summary, operation_id="post_sparql", openapi_extra=body)(sparql)


def _answer(store: Store, asked: QueryRequest, accept: str | None) -> Response:
    result = run_text(store, asked.text, asked.dataset)
    offers = list_offers(result)
    if asked.format is not None:
        chosen = next((offer for offer in offers if offer.name == asked.format), None)
    else:
        chosen = choose_offer(accept, offers)
    if chosen is None:
        types = [offer.media_type for offer in offers]
        return make_problem(406, f"This result is offered as: {', '.join(types)}.", more={"offers": types})
    headers = {**_CORS, "Vary": "Accept"}
    return Response(serialize_result(result, chosen.name), headers=headers, media_type=chosen.content_type)


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


def _add_queries(router: APIRouter, store: Store) -> None:
    @router.get("/queries", summary="The shipped queries")
    def queries() -> list[dict[str, object]]:
        return [_describe(query) for query in read_folder("lineage")]

    @router.get("/queries/{name}", summary="Run a shipped query; its parameters are query parameters")
    def query(name: str, request: Request) -> Response:
        found = find_query(name)
        result = run_shipped(store, found, dict(request.query_params))
        body = serialize_result(result, list_offers(result)[0].name)
        return Response(body, headers=_CORS, media_type=list_offers(result)[0].content_type)


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
