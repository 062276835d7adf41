"""The update operation of the SPARQL 1.1 Protocol (section 2.2), and how refused writes are told."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.pipeline.writing import InvalidChangeError, Update
from pso_graph.web.http.documents import join_accepts
from pso_graph.web.http.exchange import find_exchange
from pso_graph.web.http.formats import GRAPHS, PROBLEMS, choose_form

if TYPE_CHECKING:
    from fastapi import Request

    from pso_graph.web.endpoint.desks import Desk
    from pso_graph.web.endpoint.protocol import UpdateRequest

_TURTLE = GRAPHS[0]


async def answer_update(request: Request, asked: UpdateRequest, desk: Desk) -> Response:
    """Return the answer to an update: nothing, once it is made and everybody is served with it.

    Args:
        request: of HTTP.
        asked: what it asks for.
        desk: that takes writes.

    Raises:
        PsoGraphError: if it cannot be made.
    """
    exchange = find_exchange(request.scope)
    exchange.kind, exchange.text = "update", asked.text
    try:
        await desk.write(Update(asked.text, asked.graphs, asked.named_graphs), asked.token)
    except InvalidChangeError as error:
        return answer_findings(request, error)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def answer_findings(request: Request, error: InvalidChangeError) -> Response:
    """Return the validation report of a refused write in Turtle, if that is what the client likes best.

    Args:
        request: of HTTP.
        error: with the report.

    Raises:
        InvalidChangeError: otherwise; as a problem document it has the findings too.
    """
    if choose_form(join_accepts(request), None, (*PROBLEMS, _TURTLE)) is not _TURTLE:
        raise error
    find_exchange(request.scope).note_end("refused", error)
    return Response(
        error.report.turtle.encode(),
        HTTPStatus.UNPROCESSABLE_ENTITY,
        {"Vary": "Accept"},
        media_type=_TURTLE.content_type,
    )
