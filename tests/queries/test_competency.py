"""The 20 competency questions, each answered by shipped queries.

The expected answers are those of the gold tables, written out by hand with the ids used there:
clauses by number, measures by identifier, actors and documents by notation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.asking import Ask
    from tests.queries.conftest import Find

STATEMENT = "document/mv-statement-pso-19-2024"
RESOLUTION = "document/pso-19-2023"


def test_a01_measures_that_answer_a_clause(ask: Ask) -> None:
    rows = ask("measures-for-clause", clause=f"{RESOLUTION}/2.l.4")
    expected = {"M056", "M057", "M058", "M059", "M060", "M061", "M062", "M063", "M069"}
    assert {row["identifier"] for row in rows} == expected
    assert len(rows) == 9


def test_a02_clauses_that_the_bullets_of_the_motion_take_up(ask: Ask) -> None:
    rows = ask("what-motion-takes-up", motion="document/sh-motion-pso-19")
    bullets = [row for row in rows if row["unitType"] == "bullet"]
    assert [(row["number"], row["targetNumber"]) for row in bullets] == [
        ("m-6.1", "4.a"),
        ("m-6.2", "4.b"),
        ("m-6.3", "4.c"),
        ("m-6.4", "4.d"),
        ("m-6.5", "4.e"),
    ]
    assert {row["relation"] for row in bullets} == {"takesUp"}


def test_a03_from_a_measure_back_to_the_older_decision(ask: Ask, find: Find) -> None:
    rows = ask("origins-of-measure", measure="measure/mv-language-mediator-pools")
    bspc, resolution = find("BSPC-28-2019"), find("doc-001")
    assert {row["identifier"] for row in rows} == {"M046"}
    assert [
        (row["mention"], row["number"], row["relation"], row["origin"], row["claimedIn"]) for row in rows
    ] == [
        ("main", "2.l.1", "cites", bspc, resolution),
        ("main", "2.l.1", "takesUp", f"{bspc}/26", find("source-002")),
        ("repeat", "2.c", None, None, None),
    ]


def test_a04_clauses_that_cite_a_document(ask: Ask, find: Find) -> None:
    rows = ask("clauses-citing-document", document="document/bspc-28-2019")
    assert {row["number"] for row in rows} == {"2.l.1", "2.l.2", "2.l.3", "2.l.4", "2.l.5", "4.e.2"}
    assert {row["citingDocument"] for row in rows} == {find("doc-001")}
    assert len(rows) == 6


def test_a05_substantive_responses_without_a_measure(ask: Ask) -> None:
    rows = ask("responses-without-measure", statement=STATEMENT)
    assert [row["number"] for row in rows] == ["3.e.6", "4.e"]


def test_a06_clauses_merely_acknowledged(ask: Ask) -> None:
    rows = ask("acknowledged-clauses", document=RESOLUTION)
    expected = [f"1.{letter}" for letter in "abcdefghij"]
    expected += [f"1.j.{number}" for number in range(1, 11)]
    expected += [f"1.{letter}" for letter in "klmn"]
    assert [row["number"] for row in rows] == expected
    assert len(rows) == 24


def test_a07_quotations_that_differ(ask: Ask) -> None:
    rows = ask("quotation-changes", document=RESOLUTION, quotingDocument=STATEMENT)
    expected = {"1.c", "1.i", "1.j.7", "1.j.8", "1.n", "2", "2.a", "2.b", "2.c", "2.h", "2.i", "3.e.7"}
    assert {row["number"] for row in rows} == expected


def test_a08_what_was_asked_for_does_not_exist(ask: Ask) -> None:
    rows = ask("responses-declining", statement=STATEMENT)
    assert [row["number"] for row in rows] == ["2.l.1", "3.e.6", "4.d"]


def test_a09_responses_per_section_and_type(ask: Ask) -> None:
    rows = ask("coverage-per-section", document=RESOLUTION, statement=STATEMENT)
    # Gold's note-only is acknowledgement; its no-entry is empty or omitted.
    assert [(row["number"], row["responseType"], row["count"]) for row in rows] == [
        ("1", "acknowledgement", "24"),
        ("2", "empty", "1"),
        ("2", "substantive", "17"),
        ("3", "empty", "1"),
        ("3", "substantive", "15"),
        ("4", "substantive", "8"),
        ("5", "omitted", "1"),
    ]
    assert sum(int(row["count"] or 0) for row in rows) == 67


def test_a10_clauses_not_reproduced(ask: Ask) -> None:
    rows = ask("clauses-not-reproduced", document=RESOLUTION, statement=STATEMENT)
    expected = [f"pre-{number}" for number in range(1, 8)] + [f"rec-{number}" for number in range(1, 5)]
    assert [row["number"] for row in rows] == [*expected, "5", "5.1"]


def test_a11_responses_that_name_the_interior_ministry(ask: Ask, find: Find) -> None:
    rows = ask("responses-naming-actor", actor=find("MV-IM"), statement=STATEMENT)
    assert [row["number"] for row in rows] == ["2.a", "2.b", "2.i", "4.a"]


def test_a12_parliaments_that_signed(ask: Ask, find: Find) -> None:
    rows = ask("signatories", document=RESOLUTION)
    expected = {
        "PL-Sejmik-Ermland-Masuren",
        "PL-Sejmik-Westpommern",
        "PL-Sejmik-Pommern",
        "MV-Landtag",
        "SH-Landtag",
        "HH-Bürgerschaft",
    }
    assert {row["signatory"] for row in rows} == {find(name) for name in expected}
    assert len(rows) == 6


def test_a13_measures_dated_in_a_year(ask: Ask) -> None:
    rows = ask("measures-dated-between", earliest="2024-01-01", latest="2024-12-31")
    assert {(row["identifier"], row["startDate"], row["endDate"]) for row in rows} == {
        ("M046", "2024-01-01", None),
        ("M059", "2024-03-01", "2024-03-31"),
        ("M074", "2023-07-01", "2024-06-30"),
        ("M090", "2024-04-01", None),
        ("M097", "2024-01-01", "2024-12-31"),
        ("M115", "2024-01-01", "2024-12-31"),
    }
    assert len(rows) == 6


def test_a14_reporting_deadlines(ask: Ask, find: Find) -> None:
    rows = ask("reporting-deadlines", namedIn=STATEMENT)
    assert [(row["dueDate"], row["subject"], row["start"], row["end"]) for row in rows] == [
        ("2024-03-31", find("bspc-32-resolution"), "65521", "65561"),
        ("2024-05-31", find("doc-001"), "534", "565"),
    ]


def test_a15_amounts_and_what_for(ask: Ask) -> None:
    rows = ask("amounts", statement=STATEMENT)
    found = [(row["amount"], row["amountPer"], row["identifier"], row["number"]) for row in rows]
    assert found == [("500", "project", "M033", "2.h"), ("100000", "year", "M065", "2.l.5")]
    assert {str(row["currency"]).rpartition("/")[2] for row in rows} == {"EUR"}


def test_a16_measures_paid_from_a_fund(ask: Ask, find: Find) -> None:
    rows = ask("measures-funded-by", funder=find("MV-Integrationsfonds"))
    assert {row["identifier"] for row in rows} == {"M017", "M051", "M069"}


def test_a17_contents_on_a_topic(ask: Ask, find: Find) -> None:
    rows = ask("topic-contents", topic="recognition")
    statement = find("source-002")
    assert {(row["document"], row["kind"], row["number"], row["stance"]) for row in rows} == {
        (find("doc-001"), "clause", "4.d", None),
        (find("doc-001"), "clause", "3.e.2", None),
        (find("source-000"), "clause", "m-6.4", None),
        (find("source-003"), "clause", "g-5.6", None),
        (statement, "response", "4.d", "declined-or-different"),
        (statement, "response", "3.e.2", "accept"),
        (statement, "measure", "M048", None),
        (statement, "measure", "M083", None),
        (statement, "measure", "M084", None),
        (statement, "measure", "M085", None),
        (statement, "measure", "M086", None),
    }
    assert ask("topic-contents", topic="recognition", document="document/mso-mv-resolution-2015") == []


def test_a18_strong_links_of_a_pledge(ask: Ask) -> None:
    rows = ask("links-of-demand", demand="document/gruene-mv-wp8-2-2021/g-5.5", strength="strong")
    assert {(row["targetNumber"], row["position"]) for row in rows} == {
        ("3.f", "same"),
        ("M046", "opposed"),
        ("M055", "same"),
        ("M087", "same"),
    }
    assert len(rows) == 4


def test_a19_where_it_is_said_that_there_is_no_contact_point(ask: Ask) -> None:
    (row,) = ask("evidence-of-stance", clause=f"{RESOLUTION}/2.l.1")
    assert (row["start"], row["end"]) == ("28341", "28383")
    assert row["firstWords"] == "Eine „zentrale Anlaufstelle“ gibt es nicht"
    assert (row["response"], row["stance"]) == ("mv-statement-pso-19-2024/2.l.1", "declined-or-different")


def test_a20_internal_cross_references(ask: Ask) -> None:
    rows = ask("internal-references", document=STATEMENT)
    assert [(row["fromNumber"], row["toNumber"], row["start"]) for row in rows] == [
        ("2.l.2", "2.b", "31015"),
        ("2.l.5", "2.b", "37288"),
        ("2.l.5", "2.l.4", "37335"),
        ("3.e.6", "3.e.5", "50280"),
        ("4.d", "3.e.2", "64872"),
    ]
