"""What shipped queries say of the data that is served: each is run once for a snapshot and kept."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from typing import TYPE_CHECKING

from pso_graph.catalogue import find_query
from pso_graph.core.errors import SizeLimitError, TimeLimitError
from pso_graph.query.workers import ShippedTask, read_whole

if TYPE_CHECKING:
    from pso_graph.query.workers import QueryRunner

Row = dict[str, str]
"""Values of a row by column; columns that are not bound are left out."""

_KEPT = 64  # results of queries; a few for each of two snapshots


class Summaries:
    """Asks the queries in ``queries/site``, once for each snapshot.

    Args:
        runner: of tasks.
    """

    def __init__(self, runner: QueryRunner) -> None:
        self._runner = runner
        self._asked: OrderedDict[tuple[str, str], asyncio.Task[bytes | None]] = OrderedDict()

    @property
    def digest(self) -> str:
        """What tells the snapshot that is served now from all other."""
        return self._runner.digest

    @property
    def graphs(self) -> list[str]:
        """The IRIs of its named graphs, sorted."""
        return sorted(self._runner.graphs.names)

    async def find_rows(self, name: str, folder: str = "site") -> list[Row] | None:
        """Return the rows of a query; None if it is beyond the limits for this data.

        Args:
            name: of the query.
            folder: below ``queries``.

        Raises:
            PsoGraphError: if it cannot be asked now.
        """
        body = await self._find(name, folder)
        if body is None:
            return None
        bindings = json.loads(body)["results"]["bindings"]
        return [{column: term["value"] for column, term in row.items()} for row in bindings]

    async def find_graph(self, name: str) -> bytes | None:
        """Return the triples of a query in ``queries/site``, as N-Triples; otherwise like ``find_rows``."""
        return await self._find(name, "site")

    async def _find(self, name: str, folder: str) -> bytes | None:
        runner = self._runner.pin()
        key = (runner.digest, name)
        task = self._asked.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._asked[key] = asyncio.ensure_future(_run(runner, name, folder))
            while len(self._asked) > _KEPT:
                self._asked.popitem(last=False)
        return await asyncio.shield(task)  # others may wait for it too when this one leaves


async def _run(runner: QueryRunner, name: str, folder: str) -> bytes | None:
    task = ShippedTask(find_query(name, folder), table="json", graph="ntriples")
    try:
        return await read_whole(runner, task)
    except (TimeLimitError, SizeLimitError):
        return None
