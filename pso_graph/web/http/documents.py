"""Answers that are made once and stay as they are: with an entity tag, and negotiated."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fastapi import Response

from pso_graph.core.errors import NoSuchFormError
from pso_graph.web.http.cache import is_matched
from pso_graph.web.http.formats import choose_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import Request

    from pso_graph.web.http.negotiation import Offer


def choose_document(request: Request, wanted: str | None, offers: Sequence[Offer], kind: str) -> Offer:
    """Return the offer to answer with.

    Args:
        request: that says what it accepts.
        wanted: what ``?format=`` asks for; None if it does not.
        offers: the usual one first.
        kind: of the offers, for the error.

    Raises:
        NoSuchFormError: if none is accepted.
    """
    offer = choose_form(join_accepts(request), wanted, offers)
    if offer is None:
        raise NoSuchFormError(
            "This has none of the forms that you accept.", where=kind, fix="Accept one of the forms offered."
        )
    return offer


def join_accepts(request: Request) -> str:
    """Return all that a request accepts as one value (RFC 9110, section 5.3); empty if it says nothing."""
    return ", ".join(request.headers.getlist("accept"))


def make_document(
    request: Request, body: bytes, content_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a document as a response; one without body if the client has it already.

    Args:
        request: of the client.
        body: of the document.
        content_type: of the document.
        headers: to add.
    """
    tag = f'"{hashlib.sha256(content_type.encode() + body).hexdigest()[:32]}"'
    sent = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    if is_matched(tag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=sent)
    sent |= {"Content-Type": content_type, "Content-Length": str(len(body))}
    return Response(b"" if request.method == "HEAD" else body, headers=sent)
