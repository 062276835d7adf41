"""Answering requests for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.links import quote_path
from pso_graph.publish.task import PageTask, find_page_kind
from pso_graph.web.endpoint.remembered import Remembered, make_key
from pso_graph.web.http.cache import make_tag
from pso_graph.web.http.exchange import LEFT
from pso_graph.web.http.fields import decode_fields
from pso_graph.web.http.formats import choose_codings
from pso_graph.web.site.addresses import Address
from pso_graph.web.site.languages import choose_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request, Response

    from pso_graph.publish.languages import Language
    from pso_graph.publish.page import Site
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.site.dereferencing import Dereferencer

TREES: Mapping[str, Language] = {f"/{language}/": language for language in LANGUAGES}
"""The language of each tree of pages."""

PREFIX = 4
"""Characters of the name of a tree: ``/de/``."""

_THINGS = "page/"


class PageShower:
    """Answers with pages.

    Args:
        answerer: of tasks.
        site: that the pages belong to.
        dereferencer: that knows how things stand that pages are about.
    """

    def __init__(self, answerer: Answerer, site: Site, dereferencer: Dereferencer) -> None:
        self._answerer = answerer
        self._site = site
        self._dereferencer = dereferencer
        self._remembered: Remembered[tuple[PageTask, str | None]] = Remembered()

    async def show(self, request: Request, path: str) -> Response:
        """Return the page at an address, in the language of its tree, else in the one that is liked best.

        Args:
            request: of the client.
            path: of the address.

        Raises:
            UnknownThingError: if there is no such page.
        """
        task, tag = self._read(request, path)
        address = Address(task.path.removeprefix(_THINGS)) if task.path.startswith(_THINGS) else None
        asked = await self._dereferencer.unbind(request, address) if address else request
        response = await self._answerer.answer(asked, task, tag)
        if response.status_code == LEFT:
            return response
        headers = MutableHeaders(raw=response.raw_headers)
        headers["Content-Language"] = task.language
        if task.is_chosen:
            headers["Vary"] = f"{headers['Vary']}, Accept-Language"
        if not task.is_public:
            headers["Cache-Control"] = "private, no-store"
        if address is None:
            return response
        canonical = f"{task.language}/{quote_path(task.path)}"
        return await self._dereferencer.link(request, address, response, canonical)

    def _read(self, request: Request, path: str) -> tuple[PageTask, str | None]:
        """Return what is asked for, and the entity tag of the answer."""
        digest = self._answerer.runner.digest
        key = make_key(request.scope, f"{digest} {path}", (b"accept-language",))
        known = self._remembered.find(key)
        if known is None:
            task = self._make_task(request, path)
            known = (task, make_tag(digest, task))
            self._remembered.keep(key, known)
        return known

    def _make_task(self, request: Request, path: str) -> PageTask:
        tree = TREES.get(path[:PREFIX])
        rest = path[PREFIX:] if tree else path[1:]
        if rest in ("index", "index.html"):
            rest = ""
        page, _, _, _ = find_page_kind(rest)
        language = tree or choose_language(request.headers.get("accept-language"))
        fields = decode_fields(request.scope["query_string"])
        wanted = tuple((name, value) for name, value in fields if name in page.fields)
        codings = choose_codings(request.headers.get("accept-encoding"))
        return PageTask(rest, language, tree is None, wanted, self._site, codings=codings)
