"""Every clause of the resolution: ``clauses_001``.

Not compared: ``gloss_en``, for the graph's glosses are in words of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOG
from pso_graph.readers import read_document
from tests.gold.comparison import DATA, READERS, Aspect, compare_rows
from tests.gold.reading import describe_read_units
from tests.gold.tables import DOCUMENTS, split_list, write_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gold.graph import Graph
    from tests.gold.tables import Row, Tables

TABLE = "clauses_001"
_DOCUMENT = DOCUMENTS["001"]
_MODES = {
    "stellt fest": "mode-finds",
    "sieht dringenden Bedarf": "mode-urgent-need",
    "sieht als erforderlich an": "mode-deems-necessary",
    "erwartet": "mode-expects",
    "dankt": "mode-thanks",
}
_TEXTUAL = ("parent", "order", "unit type", "mode", "offsets", "first words", "last words", "words")
# What the reader looks for: sessions of the BSPC, COM and Council numbers, articles of laws.
_OFFICIAL = re.compile(r"BSPC-\d+-\d{4}|COM\(\d{4}\)\d+|\d+/\d{2}|.*-Art\d+")
_LAWS = {"Allgemeine Deklaration der Menschenrechte Artikel ": "UDHR-Art"}


def compare_clauses(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of the table, told by the reader and by the data."""
    rows = tables.read(TABLE)
    text = tables.read_source("001")
    expected = {row["clause_id"]: _expect(row, graph) for row in rows}
    document = read_document(text)
    read = describe_read_units(document, text)
    for unit in read.values():
        unit["parent"] = unit["parent"] or [_DOCUMENT]
    for citation in document.citations:
        if citation.unit:
            read[citation.unit].setdefault("official numbers", []).append(_write_number(citation.number))
    yield from compare_rows(TABLE, READERS, (*_TEXTUAL, "official numbers"), expected, read)
    yield from compare_rows(
        TABLE, DATA, (*_TEXTUAL, "cited things", "cited bodies"), expected, _look_up(rows, text, graph)
    )


def _expect(row: Row, graph: Graph) -> dict[str, list[str]]:
    cited = split_list(row["cites"])
    things = [thing for name in cited for thing in graph.things(name)]
    mode = _MODES.get(row["section_mode"])
    return {
        "parent": [_DOCUMENT if row["parent_id"] == "doc-001" else row["parent_id"]],
        "order": [row["order"]],
        "unit type": [f"unit-{row['kind']}"],
        "mode": [mode] if mode else [],
        "offsets": [write_place(row)],
        "first words": [row["first_words"]],
        "last words": [row["last_words"]],
        "words": [row["n_words"]],
        "official numbers": [name for name in cited if _OFFICIAL.fullmatch(name)],
        "cited things": [thing for thing in things if not thing.startswith("actor/")],
        "cited bodies": [thing for thing in things if thing.startswith("actor/")],
    }


def _look_up(rows: list[Row], text: str, graph: Graph) -> dict[str, dict[str, list[str]]]:
    """Return what the data says of each unit; of mentioned bodies only those that the table has as cited."""
    listed = {thing for row in rows for name in split_list(row["cites"]) for thing in graph.things(name)}
    units = graph.describe_units(_DOCUMENT, text)
    for number, unit in units.items():
        iri = f"{_DOCUMENT}/{number}"
        unit["cited things"] = [
            thing
            for citation in graph.subjects(PSOG.citedIn, iri)
            for thing in graph.values(citation, PSOG.citedThing)
        ]
        unit["cited bodies"] = [actor for actor in graph.values(iri, PSOG.mentions) if actor in listed]
    return units


def _write_number(number: str) -> str:
    """Return an official number as the table writes it."""
    if session := re.fullmatch(r"(\d+)\. BSPC (\d{4})", number):
        return f"BSPC-{session[1]}-{session[2]}"
    for name, short in _LAWS.items():
        number = number.replace(name, short)
    return number.removesuffix(" final").replace(" ", "")
