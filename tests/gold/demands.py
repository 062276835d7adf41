"""Every demand of the party decision and of the migrants' conference: ``demands_003_004``.

Not compared: ``gloss_en``, for the graph's glosses are in words of its own, and ``topics``, free words
where the graph has a closed scheme. No reader knows these two genres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gold.comparison import DATA, Aspect, compare_rows
from tests.gold.tables import DOCUMENTS, split_list, write_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gold.graph import Graph
    from tests.gold.tables import Row, Tables

TABLE = "demands_003_004"
_FILES = ("003", "004")
_NAMES = (
    "document", "parent", "unit type", "mode", "lines", "offsets", "first words", "last words", "addressee",
)  # fmt: skip
_KINDS = {
    "demand": ("unit-demand", "mode-demands"),
    "pledge": ("unit-demand", "mode-pledges"),
    "statement": ("unit-statement", "mode-states"),
    "welcomes": ("unit-statement", "mode-welcomes"),
    "supports": ("unit-statement", "mode-supports"),
}
_ADDRESSEES = {
    "state and municipal level": ("actor/region-mv", "actor/kommunen"),
    "own party (we will)": ("actor/gruene-mv",),
    "nationwide (federal level implied)": ("actor/bund",),
    "Landesregierung": ("actor/landesregierung-mv",),
    "Bundesregierung": ("actor/bundesregierung",),
    "democratic parties in Landtag": ("actor/demokratische-parteien-landtag-mv",),
}


def compare_demands(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of the table, told by the data."""
    rows = {row["demand_id"]: row for row in tables.read(TABLE)}
    expected = {name: _expect(name, rows) for name in rows}
    found: dict[str, dict[str, list[str]]] = {}
    for file in _FILES:
        units = graph.describe_units(DOCUMENTS[file], tables.read_source(file))
        for unit in units.values():
            unit["document"] = [file]
        found |= units
    yield from compare_rows(TABLE, DATA, _NAMES, expected, found)


def _expect(name: str, rows: dict[str, Row]) -> dict[str, list[str]]:
    row = rows[name]
    parent = name.rpartition(".")[0]
    unit_type, mode = _find_kind(name, rows)
    return {
        "document": [row["file"]],
        "parent": [parent or DOCUMENTS[row["file"]]],
        "unit type": [unit_type],
        "mode": [mode],
        "lines": [f"{row['line_from']}-{row['line_to']}"] if row["line_from"] else [],
        "offsets": [write_place(row)],
        "first words": [row["first_words"]],
        "last words": [row["last_words"]],
        "addressee": [
            actor
            for words in split_list(row["addressee"])
            for actor in _ADDRESSEES.get(words, (f"?{words}",))
        ],
    }


def _find_kind(name: str, rows: dict[str, Row]) -> tuple[str, str]:
    """Return unit type and mode; a lead-in has the mode of its items."""
    kind = rows[name]["kind"]
    if kind != "lead-in":
        return _KINDS[kind]
    (mode,) = {_KINDS[row["kind"]][1] for item, row in rows.items() if item.startswith(f"{name}.")}
    return "unit-chapeau", mode
