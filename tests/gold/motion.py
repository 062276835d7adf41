"""Every statement and bullet of the motion: ``motion_000``.

Not compared: ``gloss_en``, for the graph's glosses are in words of its own, and ``paragraph_id``, for
paragraphs of the motion are no units: a statement's id names its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOC, PSOG
from pso_graph.readers import read_document
from tests.gold.comparison import DATA, READERS, Aspect, compare_rows
from tests.gold.reading import describe_read_units
from tests.gold.tables import DOCUMENTS, split_list, write_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gold.graph import Graph
    from tests.gold.tables import Row, Tables

TABLE = "motion_000"
_DOCUMENT = DOCUMENTS["000"]
_RESOLUTION = DOCUMENTS["001"]
_TEXTUAL = ("unit type", "mode", "offsets", "first words", "last words")
_RELATIONS = ("welcomes", "approves", "supports", "takesUp", "requestsImplementationOf")
_NAMES = {
    "welcomes": "welcomes",
    "supports": "supports",
    "takes-up": "takesUp",
    "requests-implementation": "requestsImplementationOf",
    "requests-report": "requestsReportOn",
}
_ADDRESSEES = {
    "Landtag Schleswig-Holstein (self)": "actor/landtag-sh",
    "Landesregierung Schleswig-Holstein": "actor/landesregierung-sh",
}


def compare_motion(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of the table, told by the reader and by the data."""
    text = tables.read_source("000")
    expected = {row["statement_id"]: _expect(row) for row in tables.read(TABLE)}
    found = {
        number: unit | _look_up(f"{_DOCUMENT}/{number}", graph)
        for number, unit in graph.describe_units(_DOCUMENT, text).items()
    }
    yield from compare_rows(
        TABLE, READERS, _TEXTUAL, expected, describe_read_units(read_document(text), text)
    )
    names = (*_TEXTUAL, "relation and target", "weak target", "addressee")
    yield from compare_rows(TABLE, DATA, names, expected, found)


def _expect(row: Row) -> dict[str, list[str]]:
    return {
        "unit type": ["unit-bullet" if "." in row["statement_id"] else "unit-statement"],
        "mode": [f"mode-{row['relation']}"],
        "offsets": [write_place(row)],
        "first words": [row["first_words"]],
        "last words": [row["last_words"]],
        "relation and target": [f"{_name(row)} {_expand(row['target'])}"] if row["target"] else [],
        "weak target": [_expand(target) for target in split_list(row["weak_targets"])],
        "addressee": [_ADDRESSEES.get(row["addressed"], f"?{row['addressed']}")],
    }


def _name(row: Row) -> str:
    """Return our relation: what the table calls "agrees" approves a document but supports a clause."""
    if row["relation"] == "agrees":
        return "approves" if row["target"] == "doc-001" else "supports"
    return _NAMES.get(row["relation"], f"?{row['relation']}")


def _expand(target: str) -> str:
    return _RESOLUTION if target == "doc-001" else f"{_RESOLUTION}/{target}"


def _look_up(unit: str, graph: Graph) -> dict[str, list[str]]:
    targets = [f"{name} {target}" for name in _RELATIONS for target in graph.values(unit, PSOG[name])]
    targets += [
        f"requestsReportOn {target}"
        for request in graph.subjects(PSOG.requestedIn, unit)
        for target in graph.values(request, PSOG.requestsReportOn)
    ]
    weak = set(graph.subjects(PSOG["from"], unit))
    weak &= set(graph.subjects(PSOG.relation, PSOG.relatesTo))
    weak &= set(graph.subjects(PSOG.strength, PSOC["strength-weak"]))
    return {
        "relation and target": targets,
        "weak target": [target for link in weak for target in graph.values(link, PSOG.to)],
    }
