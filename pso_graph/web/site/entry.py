"""Where requests for pages and files of the front end come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders

from pso_graph.core.errors import UnknownThingError
from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.task import PageTask, find_page_kind
from pso_graph.web.cache import is_matched, make_tag
from pso_graph.web.fields import decode_fields
from pso_graph.web.formats import choose_codings
from pso_graph.web.problems import answer_error, make_problem
from pso_graph.web.remembered import Remembered, make_key
from pso_graph.web.site.assets import read_assets
from pso_graph.web.site.languages import choose_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from pso_graph.publish.languages import Language
    from pso_graph.publish.page import Site
    from pso_graph.web.answers import Answerer

_ASSETS = "/assets/"
_TREES: Mapping[str, Language] = {f"/{language}/": language for language in LANGUAGES}
_FRESH = {"Cache-Control": "public, max-age=300"}
_METHODS = ("GET", "HEAD", "OPTIONS")
_ALLOWED = {"Allow": ", ".join(_METHODS)}
_PREFIX = 4  # characters of ``/de/``


def is_site_path(path: str) -> bool:
    """Return whether a page or a file of the front end is asked for.

    Args:
        path: of the address.
    """
    return path[:_PREFIX] in _TREES or path.startswith((_ASSETS, "/page/")) or path == "/"


def make_site(answerer: Answerer, site: Site) -> ASGIApp:
    """Return the pages as an application.

    Args:
        answerer: of tasks.
        site: that the pages belong to.
    """
    remembered: Remembered[tuple[PageTask, str | None]] = Remembered()

    async def show(request: Request) -> Response:
        if request.method not in _METHODS:
            return make_problem(
                405, f"There is no {request.method} here.", headers={"Allow": "GET, HEAD, OPTIONS"}
            )
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_ALLOWED)
        path = request.scope["path"]
        if path.startswith(_ASSETS):
            return _answer_asset(request, path.removeprefix(_ASSETS))
        return await _answer_page(request, path)

    async def _answer_page(request: Request, path: str) -> Response:
        key = make_key(request.scope, f"{answerer.runner.digest} {path}", (b"accept-language",))
        known = remembered.find(key)
        if known is None:
            task = _make_task(request, path, site)
            known = (task, make_tag(answerer.runner.digest, task))
            remembered.keep(key, known)
        task, tag = known
        response = await answerer.answer(request, task, tag)
        headers = MutableHeaders(raw=response.raw_headers)
        headers["Content-Language"] = task.language
        if task.is_chosen:
            headers["Vary"] = f"{headers['Vary']}, Accept-Language"
        return response

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await show(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets a problem document
            response = await answer_error(request, error)
        await response(scope, receive, send)

    return enter


def _make_task(request: Request, path: str, site: Site) -> PageTask:
    tree = _TREES.get(path[:_PREFIX])
    rest = path[_PREFIX:] if tree else path[1:]
    if rest in ("index", "index.html"):
        rest = ""
    page, _, _, _ = find_page_kind(rest)
    language = tree or choose_language(request.headers.get("accept-language"))
    wanted = tuple(
        (name, value) for name, value in decode_fields(request.scope["query_string"]) if name in page.fields
    )
    codings = choose_codings(request.headers.get("accept-encoding"))
    return PageTask(rest, language, tree is None, wanted, site, codings=codings)


def _answer_asset(request: Request, name: str) -> Response:
    asset = read_assets().get(name)
    if asset is None:
        raise UnknownThingError("There is no such file.", where=name)
    headers = {"ETag": asset.tag, **_FRESH, "Content-Type": asset.content_type}
    if is_matched(asset.tag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(asset.body))
    return Response(b"" if request.method == "HEAD" else asset.body, headers=headers)
