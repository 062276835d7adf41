"""What happened when: the rows of ``timeline`` as entries with a beginning and an end, in lanes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pso_graph.rdf.namespaces import BASE, PSOC, PSOG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.views.question import Row

KINDS = ("conference", "document", "due-date", "measure", "instrument")
"""Of what is dated, as the query tells them apart, in the order of the lanes."""

Exactness = Literal["day", "month", "year", "period"]
"""How exactly a date is known; of a period, both ends."""

_EXACT: Mapping[int, Exactness] = {len("2024"): "year", len("2024-03"): "month"}
_OPEN = ".."
_LANES: Mapping[str, Sequence[str]] = {
    "conference": (BASE + "actor/bspc", BASE + "actor/pso"),
    "instrument": tuple(
        PSOG[name].value
        for name in (
            "EUInstrument",
            "InternationalInstrument",
            "NationalInstrument",
            "RegionalInstrument",
            "Programme",
            "Fund",
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is dated.

    Args:
        row: of the query.
        start: first day that it may fall on, or of its period.
        end: last one; None if the period is open.
        exactness: of the date.
    """

    row: Row
    start: dt.date
    end: dt.date | None
    exactness: Exactness

    @property
    def is_sure(self) -> bool:
        """Whether the day is neither inferred nor from memory."""
        return not self.row["sureness"]

    @property
    def is_proposed(self) -> bool:
        """Whether it is only proposed."""
        return self.row["status"] == "proposed"


@dataclass(frozen=True, slots=True)
class Lane:
    """Entries that stand side by side.

    Args:
        kind: of its entries.
        group: IRI of their forum or class; empty if the kind has no groups.
        entries: by their first day.
    """

    kind: str
    group: str
    entries: tuple[Entry, ...]


def read_lanes(rows: Iterable[Row]) -> tuple[Lane, ...]:
    """Return the rows of the query in lanes, those of forums and classes that we know first.

    Args:
        rows: by date.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows:
        found.setdefault((row["kind"], row["group"]), []).append(read_entry(row))

    def rank(lane: tuple[str, str]) -> tuple[int, int, str]:
        kind, group = lane
        groups = _LANES.get(kind, ())
        return KINDS.index(kind), groups.index(group) if group in groups else len(groups), group

    return tuple(Lane(*lane, tuple(found[lane])) for lane in sorted(found, key=rank))


def read_entry(row: Row) -> Entry:
    """Return what a row of the query dates.

    Args:
        row: whose ``dateText`` is EDTF (ISO 8601-2), empty where the day is known and no more was written.
    """
    start = dt.date.fromisoformat(row["date"])
    end = dt.date.fromisoformat(row["endDate"]) if row["endDate"] else start
    written = row["dateText"]
    if "/" in written:
        return Entry(row, start, None if written.endswith(_OPEN) else end, "period")
    return Entry(row, start, end, _EXACT.get(len(written), "day"))


def find_status(kind: str, notation: str) -> str:
    """Return the IRI of the status of what is dated.

    Args:
        kind: of the thing; measures have a scheme of their own.
        notation: of the status.
    """
    return PSOC[f"{'measure' if kind == 'measure' else 'status'}-{notation}"].value
