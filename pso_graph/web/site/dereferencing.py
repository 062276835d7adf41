"""From the address of a thing to its page or its data (Cool URIs for the Semantic Web, section 4.2).

The address of a thing answers 303: a thing is no document. What is said of it has addresses of its own.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import Request, Response

from pso_graph.publish.description import DATA_FORMS, DataTask
from pso_graph.publish.finding import FindTask
from pso_graph.publish.links import ONTOLOGY
from pso_graph.web.http.documents import choose_document
from pso_graph.web.http.exchange import LEFT
from pso_graph.web.http.fields import decode_fields, gather_fields, select_one
from pso_graph.web.http.formats import DATA, PAGES, THINGS, choose_codings
from pso_graph.web.site.addresses import find_way_up, read_address, write_links
from pso_graph.web.site.languages import choose_language

if TYPE_CHECKING:
    from pso_graph.web.answering.answers import Answerer
    from pso_graph.web.http.negotiation import Offer
    from pso_graph.web.site.addresses import Address
    from pso_graph.web.site.standing import StandingFinder

_EXTENSIONS = {name: form for form, name in DATA_FORMS.items()}
_CONDITION = b"if-none-match"
_CHANGEABLE = (b"etag", b"cache-control")


class Dereferencer:
    """Answers at the addresses of things and of their data.

    Args:
        answerer: of tasks.
        standing: tells what is withdrawn, and the licences.
        base: what our IRIs begin with.
    """

    def __init__(self, answerer: Answerer, standing: StandingFinder, base: str) -> None:
        self._answerer = answerer
        self._standing = standing
        self._base = base

    async def answer(self, request: Request) -> Response:
        """Return the answer to a request at such an address.

        Args:
            request: of the client.

        Raises:
            UnknownThingError: if there is no such thing.
            NoSuchFormError: if it has none of the forms that are accepted.
        """
        address = read_address(request.scope["path"])
        fields = gather_fields(decode_fields(request.scope["query_string"]))
        wanted = address.form or select_one(fields, "format")
        if address.is_data:
            return await self._send_data(request, address, wanted)
        return await self._send_on(request, address, choose_document(request, wanted, THINGS, "thing"))

    async def link(self, request: Request, address: Address, response: Response, canonical: str) -> Response:
        """Return an answer about a thing with its links; one with status 410 if the thing is withdrawn.

        Args:
            request: of the client.
            address: of the thing.
            response: the answer.
            canonical: the address below the root that is preferred to this one; empty if there is none.
        """
        standing = await self._standing.find()
        up = find_way_up(request.scope)
        links = write_links(address, up, self._base, canonical, standing.licences)
        response.raw_headers.append((b"link", links.encode("latin-1")))
        if address.find_iri(self._base) in standing.withdrawn and response.status_code == HTTPStatus.OK:
            return _make_gone(response)
        return response

    async def unbind(self, request: Request, address: Address) -> Request:
        """Return a request without its condition if it is for a withdrawn thing (RFC 9110, section 13.2.1).

        Args:
            request: of the client.
            address: of the thing.
        """
        standing = await self._standing.find()
        if address.find_iri(self._base) not in standing.withdrawn:
            return request
        headers = [field for field in request.scope["headers"] if field[0] != _CONDITION]
        return Request({**request.scope, "headers": headers}, request.receive)

    async def _send_on(self, request: Request, address: Address, offer: Offer) -> Response:
        found = await self._answerer.answer(request, FindTask(address.thing, self._base))
        if found.status_code == LEFT:
            return found
        vary = "Accept"
        if offer in PAGES:
            target = address.find_page(self._base)
            if target.partition("#")[0] == ONTOLOGY:
                target = f"{choose_language(request.headers.get('accept-language'))}/{target}"
                vary += ", Accept-Language"
        else:
            target = address.find_data(_EXTENSIONS[offer.name])
        headers = {
            "Location": find_way_up(request.scope) + target,
            "Vary": vary,
            "Cache-Control": found.headers["cache-control"],
        }
        response = Response(status_code=HTTPStatus.SEE_OTHER, headers=headers)
        return await self.link(request, address, response, "")

    async def _send_data(self, request: Request, address: Address, wanted: str | None) -> Response:
        offer = choose_document(request, wanted, DATA, "data")
        codings = choose_codings(request.headers.get("accept-encoding"))
        task = DataTask(address.thing, offer.name, self._base, codings=codings)
        response = await self._answerer.answer(await self.unbind(request, address), task)
        if response.status_code == LEFT:
            return response
        if address.form is None:
            place = find_way_up(request.scope) + address.find_data(_EXTENSIONS[offer.name])
            response.raw_headers.append((b"content-location", place.encode("latin-1")))
        return await self.link(request, address, response, address.find_data())


def _make_gone(response: Response) -> Response:
    """Return the answer about a withdrawn thing: whole, since it is short, and not to be asked for again."""
    gone = Response(response.body, HTTPStatus.GONE)
    gone.raw_headers = [field for field in response.raw_headers if field[0] not in _CHANGEABLE]
    return gone
