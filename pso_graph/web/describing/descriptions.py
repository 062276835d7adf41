"""The descriptions of service and dataset, made once for each snapshot and form."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from pso_graph.core.errors import PsoGraphError
from pso_graph.rdf.html import write_page
from pso_graph.rdf.terms import SpelledTriples
from pso_graph.web.describing.description import ServiceFacts, describe_service
from pso_graph.web.describing.limits import list_limits
from pso_graph.web.describing.vocabulary import write_description
from pso_graph.web.describing.void import describe_dataset, find_facts, find_licences, find_metadata
from pso_graph.web.http.documents import choose_document, make_document
from pso_graph.web.http.formats import GRAPHS, PAGES
from pso_graph.web.http.origin import find_origin
from pso_graph.web.http.pages import list_links, render_page, split_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from fastapi import Request, Response

    from pso_graph.core.settings import Settings
    from pso_graph.web.describing.summaries import Summaries
    from pso_graph.web.http.negotiation import Offer

VOID_PATH = "/.well-known/void"
"""Where the dataset is described."""

_ENDPOINT = "/sparql"
_ORIGIN = "http://origin.invalid"  # RFC 2606: stands for the server's name in documents that are kept
_FIRST = """SELECT ?thing ?label
WHERE {
  ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label .
}
LIMIT 20"""


class Descriptions:
    """Answers with what there is to say of service and dataset.

    Args:
        summaries: of the data.
        settings: of the server.
        is_writable: whether updates are taken.
    """

    def __init__(self, summaries: Summaries, settings: Settings, *, is_writable: bool = False) -> None:
        self._is_writable = is_writable
        self._summaries = summaries
        self._settings = settings
        self._kept: dict[tuple[str, str], bytes] = {}
        self._digest = ""  # of the snapshot that these describe
        self._links = _write_links([])
        self._linked = ""  # digest of the snapshot whose licences these name
        self._linking: asyncio.Task[None] | None = None

    async def answer_service(self, request: Request, wanted: str | None) -> Response:
        """Return the description of the service, in the form that is asked for.

        Args:
            request: of the client.
            wanted: what ``?format=`` asks for; None if it does not.

        Raises:
            NoSuchFormError: if it accepts none that there is.
            PsoGraphError: if the data cannot be asked now.
        """
        return await self._answer(request, wanted, self._write_service)

    async def answer_dataset(self, request: Request, wanted: str | None) -> Response:
        """Return the description of the dataset; otherwise like ``answer_service``."""
        return await self._answer(request, wanted, self._write_dataset)

    @property
    def links(self) -> str:
        """The Link header of answers: where data and service are described, and the licence.

        No answer waits for it: after a change of the data it is a moment late.
        """
        if self._linked != self._summaries.digest and (self._linking is None or self._linking.done()):
            self._linking = asyncio.ensure_future(self.prepare())
        return self._links

    async def prepare(self) -> None:
        """Find out which licences the links name."""
        digest = self._summaries.digest
        with suppress(PsoGraphError):  # the next answer tries again
            self._links = _write_links(find_licences(await find_metadata(self._summaries)))
            self._linked = digest

    async def _answer(
        self, request: Request, wanted: str | None, write: Callable[[Offer], Awaitable[bytes]]
    ) -> Response:
        offer = choose_document(request, wanted, GRAPHS, "graph")
        key, digest = (request.url.path, offer.name), self._summaries.digest
        if digest != self._digest:
            self._kept, self._digest = {}, digest
        body = self._kept.get(key)
        if body is None:
            body = await write(offer)
            if digest == self._digest == self._summaries.digest:  # else it may speak of two snapshots
                self._kept[key] = body
        named = body.replace(_ORIGIN.encode(), find_origin(request).encode())
        return make_document(request, named, offer.content_type, {"Link": self.links})

    async def _write_service(self, offer: Offer) -> bytes:
        rows = await self._summaries.find_rows("list-graphs", "lineage") or []
        counts = {row["graph"]: int(row["triples"]) for row in rows}
        sizes = await self._summaries.find_rows("default-graph-size")
        facts = ServiceFacts(
            endpoint=_ORIGIN + _ENDPOINT,
            dataset=_ORIGIN + VOID_PATH,
            is_union=self._settings.default_graph == "union",
            is_writable=self._is_writable,
            graphs=[(name, counts.get(name)) for name in self._summaries.graphs],
            size=int(sizes[0]["triples"]) if sizes else None,
            limits=list_limits(self._settings),
        )
        if offer not in PAGES:
            return write_description(describe_service(facts), offer.name)
        return render_page(
            "service.html",
            _ENDPOINT,
            title="SPARQL endpoint",
            query=_FIRST,
            others=list_links([], GRAPHS),
            limits=facts.limits,
            graphs=facts.graphs,
            is_union=facts.is_union,
            size=facts.size,
        ).encode()

    async def _write_dataset(self, offer: Offer) -> bytes:
        facts = await find_facts(self._summaries, _ORIGIN + VOID_PATH, _ORIGIN + _ENDPOINT)
        triples = dict.fromkeys(describe_dataset(facts))
        if offer not in PAGES:
            return write_description(triples, offer.name)
        page = render_page("graph.html", VOID_PATH, title="The dataset", others=list_links([], GRAPHS))
        sink = BytesIO()
        write_page(SpelledTriples(iter(triples)), split_page(page, VOID_PATH), sink, lambda: None)
        return sink.getvalue()


def _write_links(licences: Iterable[str]) -> str:
    """Return links whose relations are registered ones (RFC 8288; RFC 8631; RFC 4946)."""
    links = [
        f'<{VOID_PATH}>; rel="describedby"',
        f'<{_ENDPOINT}>; rel="service-meta"',
        '</openapi.json>; rel="service-desc"',
        *(f'<{licence}>; rel="license"' for licence in licences),
    ]
    return ", ".join(links)
