"""What the dataset holds, counted: things of each kind, and how those of a kind are divided."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.page import Visit
    from pso_graph.publish.partitions import Row

_WHOLES: Mapping[str, str] = {
    "BSPC decisions": "clauses",
    "recommendations": "clauses",
    "measures by section": "measures",
    "measures by status": "measures",
    "responses by stance": "responses",
    "responses by type": "responses",
}
"""Of what something is a part, where it is."""

_SCHEMES: Mapping[str, str] = {
    "measures by status": "measure",
    "responses by stance": "stance",
    "responses by type": "response",
}
"""The list whose values divide a kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """A count.

    Args:
        name: of what is counted.
        count: how many.
        whole: of what it is a part, and how many there are of that, in words; empty if of nothing.
    """

    name: str
    count: int
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts that belong together.

    Args:
        name: of what is divided, and of how many; of the first group, what it is.
        lines: the counts.
    """

    name: str
    lines: Sequence[Line]


def group_contents(rows: Iterable[Row], visit: Visit) -> list[Group]:
    """Return all counts: first the kinds, then how some of them are divided.

    Args:
        rows: of ``queries/site/dataset-counts.rq``: kind, value and count.
        visit: that the page is rendered for.
    """
    known = list(rows)
    totals = {kind: int(count) for kind, value, count in known if not value}
    kinds = [
        Line(_name_kind(kind, visit), count, _tell_whole(kind, totals, visit))
        for kind, count in totals.items()
    ]
    groups = [Group(visit.say("dataset.kinds"), sorted(kinds, key=lambda line: line.name.casefold()))]
    for kind, members in groupby((row for row in known if row[1]), key=lambda row: row[0]):
        lines = [Line(_name_value(kind, value, visit), int(count)) for _, value, count in members]
        missing = totals.get(_WHOLES.get(kind, ""), 0) - sum(line.count for line in lines)
        if missing > 0:
            lines.append(Line(visit.say("dataset.missing"), missing))
        whole = _tell_whole(kind, totals, visit)
        groups.append(
            Group(f"{_name_kind(kind, visit)}, {whole}" if whole else _name_kind(kind, visit), lines)
        )
    return groups


def write_contents(rows: Iterable[Row]) -> bytes:
    """Return all counts as CSV.

    Args:
        rows: as for ``group_contents``.
    """
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(("kind", "value", "count"))
    writer.writerows(rows)
    return written.getvalue().encode()


def _tell_whole(kind: str, totals: Mapping[str, int], visit: Visit) -> str:
    whole = _WHOLES.get(kind)
    if whole is None or whole not in totals:
        return ""
    return visit.say("dataset.of-whole", whole=totals[whole], name=_name_kind(whole, visit))


def _name_kind(kind: str, visit: Visit) -> str:
    return visit.say(f"dataset.count-{kind.lower().replace(' ', '-')}")


def _name_value(kind: str, value: str, visit: Visit) -> str:
    if kind in _SCHEMES:
        return visit.names.label(f"{PSOC.iri}{_SCHEMES[kind]}-{value}")
    return visit.say("dataset.section", number=value)
