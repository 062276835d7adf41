"""What the server says of itself and of the dataset, for a static copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pso_graph.web.app import create_app
from pso_graph.web.describing.descriptions import VOID_PATH
from pso_graph.web.describing.summaries import Summaries
from pso_graph.web.describing.vocabulary import write_description
from pso_graph.web.describing.void import describe_dataset, find_facts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pso_graph.query.workers import QueryRunner
    from pso_graph.web.export.publication import Publication

_API = "openapi.json"


async def list_descriptions(
    runner: QueryRunner, publication: Publication
) -> AsyncIterator[tuple[str, bytes]]:
    """Yield path and content of the description of the dataset, and of that of a server with its data.

    Args:
        runner: of tasks.
        publication: that they belong to; without an address it is taken to stand where its IRIs lead.
    """
    path = VOID_PATH.removeprefix("/")
    address = (publication.address or publication.site.base) + path
    facts = await find_facts(Summaries(runner), address, publication.site.endpoint)
    yield path, write_description(describe_dataset(facts), "turtle")
    described = create_app(runner).openapi()
    yield _API, json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode()
