"""What the data says of itself that answers about things depend on, asked once for each snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.web.describing.void import find_licences, find_metadata

if TYPE_CHECKING:
    from pso_graph.web.describing.summaries import Summaries


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand in a snapshot.

    Args:
        digest: of the snapshot.
        licences: IRIs of the licences that the dataset is said to have.
        withdrawn: IRIs of the things that are no more.
    """

    digest: str = ""
    licences: tuple[str, ...] = ()
    withdrawn: frozenset[str] = frozenset()


class StandingFinder:
    """Finds out how things stand.

    Args:
        summaries: of the data.
    """

    def __init__(self, summaries: Summaries) -> None:
        self._summaries = summaries
        self._known = Standing()

    async def find(self) -> Standing:
        """Return how things stand now.

        Raises:
            PsoGraphError: if the data cannot be asked now.
        """
        digest = self._summaries.digest
        if self._known.digest != digest:
            rows = await self._summaries.find_rows("withdrawn-things") or []
            licences = find_licences(await find_metadata(self._summaries))
            self._known = Standing(digest, tuple(licences), frozenset(row["thing"] for row in rows))
        return self._known
