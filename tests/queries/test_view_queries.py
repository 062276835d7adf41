"""The queries behind the views: where there is nothing to find, and where it would be easy to be wrong.

Expected rows are read from the documents, or follow from a few triples written for the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.store import EmbeddedStore
from tests.asking import make_ask

if TYPE_CHECKING:
    from tests.asking import Ask, Row

RESOLUTION = "document/pso-19-2023"
MOTION = "document/sh-motion-pso-19"
STATEMENT = "document/mv-statement-pso-19-2024"

EMPTY = [
    ("follow-up-per-clause", {"document": STATEMENT}, "no unit of a document traces to a response"),
    ("report-requests", {"document": RESOLUTION}, "the resolution asks nobody to report"),
    ("report-requests", {"state": "open", "document": "document/mv-8-2816"}, "it is overdue, not open"),
    ("topics-by-document", {"topic": "trafficking", "document": MOTION}, "the motion does not speak of it"),
    ("response-matrix", {"document": RESOLUTION, "reply": "substantive"}, "each such response has a stance"),
]


VOCABULARY = """
psoc:recurrence-yearly skos:notation "yearly" .
psoc:recurrence-once skos:notation "once" .
psoc:response-empty skos:notation "empty" .
psoc:response-substantive skos:notation "substantive" .
psoc:topic-a skos:inScheme psoc:topic ; skos:notation "a" .
psog:takesUp rdfs:subPropertyOf psog:tracesTo .
psog:answers rdfs:subPropertyOf psog:tracesTo .
"""


def ask_of(text: str) -> Ask:
    """What asks a few triples, beside as much of the vocabulary as they need."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in read_prefixes().items())
    quads = parse_text(prefixes + VOCABULARY + text, ox.RdfFormat.TURTLE, where="case")
    return make_ask(EmbeddedStore.in_memory(quads))


@pytest.mark.parametrize(("name", "values", "why"), EMPTY, ids=[f"{name}-{why}" for name, _, why in EMPTY])
def test_nothing_to_find(ask: Ask, name: str, values: dict[str, str], why: str) -> None:
    assert ask(name, **values) == [], why


def test_state_of_each_request(ask: Ask) -> None:
    rows = ask("report-requests")
    assert {(row["document"], row["status"], row["state"], row["dueDate"]) for row in rows} == {
        ("mv-8-2816", "adopted", "overdue", "2024-03-31"),
        ("mv-8-3400", "published", "fulfilled", "2024-05-31"),
        ("mv-6-4498", "published", "recurring", None),
        (MOTION.removeprefix("document/"), "proposed", "open", None),
    }


REQUEST = """
<dataset/d> a void:Dataset ; dcterms:modified "2024-06-01"^^xsd:date .
<document/p> a psog:ParliamentaryPaper .
<r> a psog:ReportRequest ; psog:requestedIn <document/p> {} .
"""


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ("", "open"),
        ('; psog:dueDate "2024-06-01"^^xsd:date', "open"),  # the day itself is not over
        ('; psog:dueDate "2024-05-31"^^xsd:date', "overdue"),
        ("; psog:recurrence psoc:recurrence-yearly", "open"),
        ('; psog:recurrence psoc:recurrence-yearly ; psog:dueDate "2024-05-31"^^xsd:date', "overdue"),
        (". <s> psog:fulfils <r>", "fulfilled"),
        ('; psog:dueDate "2024-05-31"^^xsd:date . <s> psog:fulfils <r>', "fulfilled"),
        ("; psog:recurrence psoc:recurrence-once . <s> psog:fulfils <r>", "fulfilled"),
        ("; psog:recurrence psoc:recurrence-yearly . <s> psog:fulfils <r>", "recurring"),
    ],
)
def test_state_depends_on_the_day_of_the_data(more: str, state: str) -> None:
    (row,) = ask_of(REQUEST.format(more))("report-requests")
    assert (row["state"], row["asOf"]) == (state, "2024-06-01")


def test_nothing_is_overdue_in_data_without_a_day() -> None:
    text = '<r> a psog:ReportRequest ; psog:requestedIn <p> ; psog:dueDate "1999-01-01"^^xsd:date .'
    (row,) = ask_of(text)("report-requests")
    assert (row["state"], row["asOf"]) == ("open", None)


def count_rows(rows: list[Row], *columns: str) -> dict[tuple[str | None, ...], int]:
    found: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        found[key] = found.get(key, 0) + 1
    return found


def test_clause_that_nobody_follows_has_one_row(ask: Ask) -> None:
    rows = [row for row in ask("follow-up-per-clause", document=RESOLUTION) if row["number"] == "pre-1"]
    (row,) = rows
    assert (row["source"], row["unit"], row["measure"], row["unitLabel"]) == (None, None, None, None)
    assert row["label"]


def test_measures_of_a_response_are_rows_of_their_own(ask: Ask) -> None:
    rows = [row for row in ask("follow-up-per-clause", document=RESOLUTION) if row["number"] == "2.l.1"]
    assert len(rows) == 9  # M038 to M046 of the gold table
    assert {(row["relation"], row["reply"]) for row in rows} == {("answers", "declined-or-different")}
    assert all(row["measureLabel"] for row in rows)


def test_follow_up_of_a_decision_is_the_later_clause(ask: Ask) -> None:
    rows = ask("follow-up-per-clause", document="document/bspc-28-2019")
    found = count_rows([row for row in rows if row["number"] == "26"], "source", "unit", "relation")
    assert set(found) == {("pso-19-2023", "pso-19-2023/2.l.1", "takesUp")}


def test_unit_without_label_or_words_still_counts() -> None:
    """Where a gloss is missing in one language, nobody may seem to be silent."""
    (whole, row) = ask_of(
        """
        <document/d> a psog:Document . <c> a psog:Clause ; psog:inDocument <document/d> ; psog:order 1 .
        <u> psog:takesUp <c> ; psog:tracesTo <c> ; psog:inDocument <document/e> .
        """
    )("follow-up-per-clause")
    assert (row["clause"], row["unit"], row["relation"]) == ("c", "u", "takesUp")
    assert (row["unitLabel"], row["firstWords"], row["measure"]) == (None, None, None)
    assert (whole["clause"], whole["source"]) == ("d", None)


def test_measure_that_is_only_repeated_is_not_named() -> None:
    rows = ask_of(
        """
        <document/d> a psog:Document . <c> a psog:Clause ; psog:inDocument <document/d> ; psog:order 1 .
        <u> psog:answers <c> ; psog:tracesTo <c> ; psog:inDocument <document/e> .
        <r1> psog:inResponse <u> ; psog:measure <m1> ; psog:mention psoc:mention-repeat .
        <r2> psog:inResponse <u> ; psog:measure <m2> ; psog:mention psoc:mention-main .
        """
    )("follow-up-per-clause")
    assert [row["measure"] for row in rows if row["unit"]] == ["m2"]


def test_reply_is_the_stance_of_what_is_said_in_substance(ask: Ask) -> None:
    rows = ask("response-matrix", document=RESOLUTION)
    for row in rows:
        assert row["reply"] == (row["stance"] if row["type"] == "substantive" else row["type"])
    by_number = {row["number"]: row for row in rows}
    assert by_number["1.a"]["reply"] == "acknowledgement"  # its stance is informational, as of 3.a
    assert by_number["3.a"]["reply"] == "informational"
    assert by_number["2.l.1"]["parent"] == "pso-19-2023/2.l"
    assert by_number["2"]["unitType"] == "section"


def test_topics_leave_out_lead_ins_and_silence() -> None:
    rows = ask_of(
        """
        <lead> a psog:Clause ; psog:inDocument <document/d> ; psog:topic psoc:topic-a .
        <leaf> a psog:Clause ; psog:inDocument <document/d> ; psog:topic psoc:topic-a .
        <leaf> dcterms:isPartOf <lead> .
        <other> a psog:Clause ; psog:inDocument <document/d> .
        <b> a psog:Clause , psog:BSPCDecision ; psog:inDocument <document/d> ; psog:topic psoc:topic-a .
        <said> psog:responseType psoc:response-substantive ; psog:topic psoc:topic-a .
        <mute> psog:responseType psoc:response-empty ; psog:topic psoc:topic-a .
        <said> psog:inDocument <document/s> . <mute> psog:inDocument <document/s> .
        <m> psog:namedIn <said> , <mute> ; psog:topic psoc:topic-a .
        """
    )("topics-by-document")
    assert [(row["document"], row["kind"], row["count"], row["total"]) for row in rows] == [
        ("d", "clause", "1", "2"),
        ("d", "decision", "1", "1"),
        ("s", "measure", "1", "1"),
        ("s", "response", "1", "1"),
    ]


def test_counts_of_topics_are_those_of_their_contents(ask: Ask) -> None:
    counts = {
        (row["topic"], row["document"], row["kind"]): int(row["count"] or 0)
        for row in ask("topics-by-document")
    }
    assert counts == count_rows(ask("topic-contents"), "topic", "document", "kind")
