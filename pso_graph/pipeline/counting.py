"""How much the graph holds, from one shipped query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.catalogue import find_query
from pso_graph.rdf.terms import Literal, QuerySolutions

if TYPE_CHECKING:
    from pso_graph.store import Store


def count_things(store: Store) -> list[tuple[str, str, int]]:
    """Return rows of kind, value (empty for all) and count, as ``queries/site/dataset-counts.rq`` gives them.

    Args:
        store: a built store.
    """
    result = store.query(find_query("dataset-counts", "site").text)
    rows = result if isinstance(result, QuerySolutions) else ()
    return [(_read(row["kind"]), _read(row["value"]), int(_read(row["count"]))) for row in rows]


def _read(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""


def write_counts(rows: list[tuple[str, str, int]]) -> str:
    """Return counts as a Markdown table, one row for each kind.

    Args:
        rows: kind, value and count.
    """
    totals = {kind: f"{count}" for kind, value, count in rows if not value}
    for kind in dict.fromkeys(kind for kind, value, _ in rows if value):
        parts = [f"{value} {count}" for other, value, count in rows if other == kind]
        totals[kind] = ", ".join(parts)
    lines = ["| what | how many |", "|---|---|"]
    lines += [f"| {kind} | {text} |" for kind, text in sorted(totals.items())]
    return "\n".join(lines) + "\n"
