"""``/problems``: what each kind of error means and how to mend it, from the classes themselves."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter, Request, Response

from pso_graph.core.errors import UnknownThingError, list_kinds
from pso_graph.web.http.documents import choose_document, make_document
from pso_graph.web.http.formats import TEXTS
from pso_graph.web.http.pages import render_page
from pso_graph.web.http.problems import PATH, STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.web.http.negotiation import Offer


class Kind(NamedTuple):
    """What there is to say of a kind of error.

    Args:
        code: that stays the same.
        title: in a few words.
        meaning: what it is.
        remedy: how to mend it.
        status: of HTTP; None if it has no one status, or does not come over HTTP.
    """

    code: str
    title: str
    meaning: str
    remedy: str
    status: int | None


def make_kinds_router() -> APIRouter:
    """Return the routes that explain errors."""
    router = APIRouter()

    @router.get(PATH, summary="What can go wrong, and how to mend it")
    async def kinds(request: Request, format: str | None = None) -> Response:  # noqa: A002 - as in addresses
        return _answer(request, format, "Errors", [_describe(kind) for kind in list_kinds().values()])

    @router.get(PATH + "/{code}", summary="What a kind of error means, and how to mend it")
    async def kind(code: str, request: Request, format: str | None = None) -> Response:  # noqa: A002
        found = list_kinds().get(code.upper())
        if found is None:
            raise UnknownThingError(f"There is no error {code!r}.", fix=f"{PATH} lists them.")
        return _answer(request, format, found.title, [_describe(found)])

    return router


def write_markdown(kinds: Sequence[Kind]) -> str:
    """Return kinds of errors as a Markdown document.

    Args:
        kinds: to write.
    """
    parts = []
    for kind in kinds:
        status = f"\nStatus over HTTP: {kind.status}\n" if kind.status else ""
        parts.append(
            f"## {kind.code}: {kind.title}\n\n{kind.meaning}\n\n*How to mend it:* {kind.remedy}\n{status}"
        )
    return "\n".join(parts)


def _describe(kind: type[PsoGraphError]) -> Kind:
    meaning = (inspect.getdoc(kind) or "").partition("\n")[0]
    status = STATUS.get(kind)
    return Kind(kind.code, kind.title, meaning, kind.remedy, int(status) if status else None)


def _answer(request: Request, wanted: str | None, title: str, kinds: Sequence[Kind]) -> Response:
    offer = choose_document(request, wanted, TEXTS, "text")
    return make_document(request, _write(request, offer, title, kinds).encode(), offer.content_type)


def _write(request: Request, offer: Offer, title: str, kinds: Sequence[Kind]) -> str:
    if offer.name == "markdown":
        return write_markdown(kinds)
    if offer.name == "plain-json":
        members = [kind._asdict() for kind in kinds]
        return json.dumps(members if request.url.path == PATH else members[0], ensure_ascii=False)
    return render_page("kinds.html", request.url.path, title=title, kinds=kinds)
