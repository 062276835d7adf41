"""Every actor that the five documents name: ``actors``.

Not compared: ``label``, for the table's labels are working titles in two languages, and the counts, for a
unit mentions an actor once in the graph however often its words name it. No reader knows actors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.namespaces import PSOG
from tests.gold.comparison import DATA, Aspect, compare_rows
from tests.gold.tables import DOCUMENTS, split_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gold.graph import Graph
    from tests.gold.tables import Row, Tables

TABLE = "actors"

Places: TypeAlias = list[tuple[int, int, str]]
"""Start and end of a segment in code points, and the short id of what stands there."""


def compare_actors(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of the table, told by the data."""
    rows = tables.read(TABLE)
    places = {number: _list_places(document, graph) for number, document in DOCUMENTS.items()}
    owners = {row["actor_id"]: _find_owner(row, places) for row in rows}
    expected = {
        row["actor_id"]: {
            "files": split_list(row["files"]),
            "generic": [row["generic"]],
            "first mention": [owners[row["actor_id"]]],
        }
        for row in rows
    }
    found = _look_up(graph)
    for name, actor in found.items():
        if owners.get(name) in actor["mentioned by"]:
            actor["first mention"] = [owners[name]]
    yield from compare_rows(TABLE, DATA, ("files", "generic", "first mention"), expected, found)


def _list_places(document: str, graph: Graph) -> Places:
    """Return where the words of each unit and of each quotation of a document stand."""
    holders = [*graph.units(document), *graph.quotations(document)]
    return [(start, end, holder) for holder in holders for start, end in graph.segments(holder)]


def _find_owner(row: Row, places: dict[str, Places]) -> str:
    """Return the unit or quotation in whose words an actor is first named; the document if it is in none."""
    number, start, end = row["first_file"], int(row["first_char_start"]), int(row["first_char_end"])
    owners = (owner for first, last, owner in places[number] if first <= start and end <= last)
    return next(owners, DOCUMENTS[number])


def _look_up(graph: Graph) -> dict[str, dict[str, list[str]]]:
    """Return what the data says of each actor that a document names, by the table's id if it has one.

    What a quotation reproduces names what the quoted clause names: the data says that once, of the clause.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for number, document in DOCUMENTS.items():
        named = [(unit, unit) for unit in [document, *graph.units(document)]]
        named += [
            (quotation, clause)
            for quotation in graph.quotations(document)
            for clause in graph.values(quotation, PSOG.quotes)
        ]
        for unit, source in named:
            for actor in graph.values(source, PSOG.mentions):
                for name in graph.notations(actor) or [actor]:
                    seen = found.setdefault(name, {"files": [], "mentioned by": [], "generic": []})
                    seen["files"].append(number)
                    seen["mentioned by"].append(unit)
                    seen["generic"] = ["no" if graph.classes(actor) - {"Actor"} else "yes"]
    return found
