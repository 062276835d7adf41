"""The measures that the statement names under section 2: ``measures_002_section2``.

Not compared: ``label_en``, ``label_de`` and ``target_group``, for the graph has words of its own for them.
The reader knows no measures, but each must stand within the answer that it returns for the clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOC, PSOG
from pso_graph.readers import read_document
from tests.gold.comparison import DATA, READERS, Aspect, compare_rows
from tests.gold.graph import write_spans
from tests.gold.tables import DOCUMENTS, split_list, write_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.model import Document
    from tests.gold.graph import Graph
    from tests.gold.tables import Row, Tables

TABLE = "measures_002_section2"
_SECTION = f"{DOCUMENTS['002']}/2."
_STATUS = {"discontinued-reduced": "reduced"}
# The table's "state" pays as the state that acts elsewhere, its "federation" as the federation.
_PAYERS = {"state": "MV-Land", "federation": "Bund"}
_NAMES = (
    "clause", "also in", "status", "responsible", "legal basis", "funding", "amount", "date",
    "offsets", "first words", "last words", "target group",
)  # fmt: skip


def compare_measures(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of the table, told by the data, and what the reader can say of it."""
    rows = tables.read(TABLE)
    text = tables.read_source("002")
    yield _compare_answers(rows, read_document(text))
    expected = {row["measure_id"]: _expect(row, graph) for row in rows}
    yield from compare_rows(TABLE, DATA, _NAMES, expected, _look_up(graph))


def _compare_answers(rows: list[Row], document: Document) -> Aspect:
    """Compare a measure's clause with the clause within whose answer, as the reader returns it, it stands."""
    expected = {(row["measure_id"], row["clause_id"]) for row in rows}
    found = {
        (row["measure_id"], response.clause)
        for row in rows
        for response in document.responses
        if response.answer
        for first in [int(row["char_start"])]
        if any(span.start <= first < span.end for span in response.answer.spans)
        and any(span.start < int(row["char_end"]) <= span.end for span in response.answer.spans)
    }
    return Aspect(TABLE, READERS, "within answer to", frozenset(expected), frozenset(found))


def _expect(row: Row, graph: Graph) -> dict[str, list[str]]:
    def name(cell: str) -> list[str]:
        return [thing for part in split_list(row[cell]) for thing in graph.things(_PAYERS.get(part, part))]

    return {
        "clause": [row["clause_id"]],
        "also in": split_list(row["also_in"]),
        "status": [f"measure-{_STATUS.get(row['status'], row['status'])}"],
        "responsible": name("responsible_actor"),
        "legal basis": name("legal_basis"),
        "funding": name("funding_source"),
        "amount": [row["amount"]] if row["amount"] else [],
        "date": [_write_edtf(row["date_or_period"])] if row["date_or_period"] else [],
        "offsets": [write_place(row)],
        "first words": [row["first_words"]],
        "last words": [row["last_words"]],
        "target group": ["is said"] if row["target_group"] else [],
    }


def _write_edtf(words: str) -> str:
    """Return a date as the graph writes it: "since 2015" is 2015/.., "adopted 2019-09" is 2019-09."""
    found = re.fullmatch(r"(?:(since|from)|adopted|passed)?\s*(\d{4}(?:-\d\d){0,2})", words)
    if not found:
        return words
    return f"{found[2]}/.." if found[1] else found[2]


def _look_up(graph: Graph) -> dict[str, dict[str, list[str]]]:
    """Return what the data says of each measure with a main report under section 2, by its number."""
    found: dict[str, dict[str, list[str]]] = {}
    for report in graph.subjects(PSOG.mention, PSOC["mention-main"]):
        response = graph.value(report, PSOG.inResponse)
        if response.startswith(_SECTION):
            measure = graph.value(report, PSOG.measure)
            number = graph.value(measure, DCTERMS.identifier) or measure
            found.setdefault(number, {})
            for name, values in _describe(report, graph).items():
                found[number].setdefault(name, []).extend(values)
    return found


def _describe(report: str, graph: Graph) -> dict[str, list[str]]:
    response = graph.value(report, PSOG.inResponse)
    measure = graph.value(report, PSOG.measure)
    repeats = set(graph.subjects(PSOG.measure, measure))
    repeats &= set(graph.subjects(PSOG.mention, PSOC["mention-repeat"]))
    places = graph.segments(report)
    return {
        **graph.evidence(report),
        "offsets": [write_spans([(places[0][0], places[-1][1])])],
        "clause": graph.values(response, PSOG.clauseNumber),
        "also in": [
            number
            for repeat in repeats
            for number in graph.values(graph.value(repeat, PSOG.inResponse), PSOG.clauseNumber)
        ],
        "status": graph.values(report, PSOG.measureStatus),
        "responsible": graph.values(report, PSOG.responsibleActor),
        "legal basis": graph.values(report, PSOG.basedOn),
        "funding": graph.values(report, PSOG.fundedBy),
        "amount": [_write_amount(report, amount, graph) for amount in graph.values(report, PSOG.amount)],
        "date": graph.values(report, PSOG.dateText),
        "target group": ["is said"] if graph.values(measure, PSOG.targetGroup) else [],
    }


def _write_amount(report: str, amount: str, graph: Graph) -> str:
    per = graph.value(report, PSOG.amountPer).removeprefix("per-")
    return f"{amount} {graph.value(report, PSOG.currency)} per {per}"
