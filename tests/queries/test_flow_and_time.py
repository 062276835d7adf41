"""The queries behind flow and timeline: nothing to find, and traps; expected rows are read from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import ask_of

if TYPE_CHECKING:
    from tests.asking import Ask

VOCABULARY = """
psoc:mode-expects skos:notation "expects" .
psoc:response-substantive skos:notation "substantive" .
psoc:response-empty skos:notation "empty" .
psoc:stance-accept skos:notation "accept" .
psoc:measure-planned skos:notation "planned" .
psoc:status-proposed skos:notation "proposed" .
psoc:topic-a skos:notation "a" .
psoc:topic-b skos:notation "b" .
"""

ANSWERED = f"""{VOCABULARY}
<document/d> a psog:Document .
<c1> a psog:Clause ; psog:inDocument <document/d> ; psog:mode psoc:mode-expects ; psog:order 1 .
<r1> psog:answers <c1> ; psog:respondent <actor/g> ; psog:responseType psoc:response-substantive ;
  psog:stance psoc:stance-accept .
"""


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        (
            "decision-flows",
            {"topic": "higher-education"},
            "no leaf of the resolution and no decision is on it",
        ),
        ("timeline", {"kind": "instrument", "latest": "1948-12-09"}, "the declaration came a day later"),
        ("timeline", {"kind": "forum"}, "there is no such kind"),
    ],
)
def test_nothing_to_find(ask: Ask, name: str, values: dict[str, str], why: str) -> None:
    assert ask(name, **values) == [], why


def test_clause_has_a_row_for_each_measure(ask: Ask) -> None:
    rows = [row for row in ask("decision-flows") if row["number"] == "2.l.1"]
    assert len({row["measure"] for row in rows}) == len(rows) == 9  # M041 to M049 of the gold table
    assert {(row["origin"], row["resolution"], row["reply"], row["mode"]) for row in rows} == {
        ("bspc-28-2019/26", "bspc-28-2019", "declined-or-different", "urgent-need")
    }


def test_lead_ins_preamble_and_motions_do_not_count(ask: Ask) -> None:
    rows = ask("decision-flows")
    numbers = {row["number"] for row in rows}
    assert not numbers & {"1.j", "2.l", "3.e", "4.e", "2", "pre-1", "rec-1"}
    assert {row["document"] for row in rows} == {"pso-19-2023", None}


def test_decision_without_follow_up_stands_alone(ask: Ask) -> None:
    (row,) = [row for row in ask("decision-flows") if row["clause"] is None]
    assert row["origin"] == "bspc-28-2019/baltic-wide-agreement"
    assert {row[key] for key in ("document", "response", "reply", "measure", "recommendation")} == {None}


def test_response_without_measure_and_clause_without_response_have_one_row() -> None:
    rows = ask_of(
        ANSWERED
        + "<c2> a psog:Clause ; psog:inDocument <document/d> ; psog:mode psoc:mode-expects ; psog:order 2 ."
    )("decision-flows")
    assert [(row["clause"], row["response"], row["reply"], row["measure"]) for row in rows] == [
        ("c1", "r1", "accept", None),
        ("c2", None, "none", None),
    ]


def test_measure_without_status_is_a_path_too() -> None:
    rows = ask_of(
        ANSWERED
        + "<p> psog:inResponse <r1> ; psog:measure <m1> . "
        + "<q> psog:inResponse <r1> ; psog:measure <m2> ; psog:measureStatus psoc:measure-planned ."
    )("decision-flows")
    assert {(row["measure"], row["measureStatus"]) for row in rows} == {("m1", None), ("m2", "planned")}


def test_two_bodies_two_origins_two_documents() -> None:
    """Each combination is a path; a body that answers the document but not the clause gives none."""
    rows = ask_of(
        ANSWERED
        + """
        <c1> psog:takesUp <o1> , <o2> . <o1> psog:inDocument <document/b> .
        <c2> a psog:Clause ; psog:inDocument <document/d> ; psog:mode psoc:mode-expects ; psog:order 2 .
        <r2> psog:answers <c2> ; psog:respondent <actor/h> ; psog:responseType psoc:response-empty .
        <document/d> psog:documentStatus psoc:status-proposed .
        <other> a psog:Clause ; psog:inDocument <document/unanswered> ; psog:mode psoc:mode-expects .
        """
    )("decision-flows")
    assert {
        (row["clause"], row["origin"], row["resolution"], row["respondent"], row["reply"]) for row in rows
    } == {
        ("c1", "o1", "b", "actor/g", "accept"),
        ("c1", "o2", None, "actor/g", "accept"),
        ("c1", "o1", "b", "actor/h", "none"),
        ("c1", "o2", None, "actor/h", "none"),
        ("c2", None, None, "actor/g", "none"),
        ("c2", None, None, "actor/h", "empty"),
    }
    assert {row["status"] for row in rows} == {"proposed"}


def test_decision_that_only_a_lead_in_takes_up_stands_alone() -> None:
    rows = ask_of(
        ANSWERED
        + """
        <c0> a psog:Clause ; psog:inDocument <document/d> ; psog:mode psoc:mode-expects ; psog:takesUp <o> .
        <c1> dcterms:isPartOf <c0> .
        <o> a psog:BSPCDecision ; psog:inDocument <document/b> .
        """
    )("decision-flows")
    assert {(row["clause"], row["origin"]) for row in rows} == {("c1", None), (None, "o")}


def test_clause_with_two_topics_is_one_path_in_all_and_one_in_each() -> None:
    ask = ask_of(ANSWERED + "<c1> psog:topic psoc:topic-a , psoc:topic-b .")
    assert [len(ask("decision-flows", **values)) for values in ({}, {"topic": "a"}, {"topic": "b"})] == [
        1,
        1,
        1,
    ]


def test_timeline_tells_series_and_class(ask: Ask) -> None:
    rows = {row["thing"]: row for row in ask("timeline")}
    assert (rows["conference/bspc-28"]["group"], rows["conference/bspc-28"]["number"]) == ("actor/bspc", "28")
    assert (rows["conference/pso-2"]["date"], rows["conference/pso-2"]["number"]) == ("2004-09-20", "2")
    assert rows["instrument/tpd-2001-55"]["group"] == "EUInstrument"
    assert rows["instrument/amif-2021-1147"]["group"] == "Fund"
    assert rows["pso-19-2023"]["group"] is None


@pytest.mark.parametrize(
    ("graphs", "expected"),
    [
        (["reference"], None),
        (["reference-memory"], "memory"),
        (["reference-inferred"], "inferred"),
        (["reference", "reference-memory"], None),  # a better source has it too
        (["document/d", "reference-inferred"], None),
    ],
)
def test_doubt_is_that_of_the_day(graphs: list[str], expected: str | None) -> None:
    """A label from memory does not make a day doubtful."""
    day = '<conference/x> psog:startDate "2001-02-03"^^xsd:date .'
    root = "https://w3id.org/pso-graph/graph/"
    text = f'<{root}reference-memory> {{ <conference/x> a psog:Conference ; skos:prefLabel "x"@en }}\n'
    text += "\n".join(f"<{root}{graph}> {{ {day} }}" for graph in graphs)
    (row,) = ask_of(text)("timeline")
    assert (row["date"], row["sureness"]) == ("2001-02-03", expected)


def test_exact_day_comes_before_the_month_that_it_is_in() -> None:
    (row,) = ask_of(
        """
        <document/x> a psog:Document ; dcterms:date "2020-09-23"^^xsd:date ;
          psog:startDate "2020-09-01"^^xsd:date ; psog:dateText "2020-09" .
        """
    )("timeline")
    assert row["date"] == "2020-09-23"
