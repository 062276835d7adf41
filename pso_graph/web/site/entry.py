"""Where requests for pages, things, their data and files of the front end come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request, Response

from pso_graph.core.errors import UnknownThingError
from pso_graph.web.endpoint.graph_store import DIRECT
from pso_graph.web.http.cache import is_matched
from pso_graph.web.http.formats import choose_codings
from pso_graph.web.http.problems import answer_error, make_problem
from pso_graph.web.site.addresses import is_thing_path
from pso_graph.web.site.assets import compress_asset, read_assets
from pso_graph.web.site.dereferencing import Dereferencer
from pso_graph.web.site.showing import PREFIX, TREES, PageShower
from pso_graph.web.site.standing import StandingFinder

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from pso_graph.publish.page import Site
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.describing.summaries import Summaries

_ASSETS = "/assets/"
_PAGE = "/page/"
_CHOSEN = ("/", "/search")  # in the language that the reader likes best, like pages of things
_COMPRESSED = ("text/", "image/svg", "application/json")
_FRESH = {"Cache-Control": "public, max-age=300"}
_METHODS = ("GET", "HEAD", "OPTIONS")
_ALLOWED = {"Allow": ", ".join(_METHODS)}


def is_site_path(path: str) -> bool:
    """Return whether a page, a thing, its data or a file of the front end is asked for.

    Args:
        path: of the address.
    """
    is_page = path[:PREFIX] in TREES or path.startswith(_PAGE) or path in _CHOSEN
    return is_page or path.startswith(_ASSETS) or is_thing_path(path)


def make_site(answerer: Answerer, site: Site, summaries: Summaries) -> ASGIApp:
    """Return the pages, and what leads to them, as an application.

    Args:
        answerer: of tasks.
        site: that the pages belong to.
        summaries: of the data.
    """
    dereferencer = Dereferencer(answerer, StandingFinder(summaries), site.base)
    shower = PageShower(answerer, site, dereferencer)

    async def answer(request: Request) -> Response:
        if request.method not in _METHODS:
            return make_problem(405, f"There is no {request.method} here.", headers=_ALLOWED)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_ALLOWED)
        path = request.scope["path"]
        if path.startswith(_ASSETS):
            return _answer_asset(request, path.removeprefix(_ASSETS))
        if is_thing_path(path) or path.startswith(DIRECT):
            return await dereferencer.answer(request)
        return await shower.show(request, path)

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await answer(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a problem document
            response = await answer_error(request, error)
        await response(scope, receive, send)

    return enter


def _answer_asset(request: Request, name: str) -> Response:
    asset = read_assets().get(name)
    if asset is None:
        raise UnknownThingError("There is no such file.", where=name)
    headers = {"Vary": "Accept-Encoding", **_FRESH, "Content-Type": asset.content_type}
    codings = choose_codings(request.headers.get("accept-encoding"))
    if codings and asset.content_type.startswith(_COMPRESSED):
        asset = compress_asset(asset, codings[0])
        headers["Content-Encoding"] = codings[0]
    headers["ETag"] = asset.tag
    if is_matched(asset.tag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(asset.body))
    return Response(b"" if request.method == "HEAD" else asset.body, headers=headers)
