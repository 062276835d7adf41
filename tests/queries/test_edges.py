"""Where the shipped queries would be easy to be wrong: nothing to find, and traps.

Expected rows are read from the documents and the gold tables, not from output.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pso_graph.query.guard import check_query
from pso_graph.rdf.terms import QuerySolutions

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.store import EmbeddedStore
    from tests.asking import Ask
    from tests.queries.conftest import Find

STATEMENT = "document/mv-statement-pso-19-2024"
RESOLUTION = "document/pso-19-2023"
MOTION = "document/sh-motion-pso-19"
PARTY = "document/gruene-mv-wp8-2-2021"
POOLS = "measure/mv-language-mediator-pools"

# Things that are in the graph, with nothing to find for them, and why.
EMPTY: list[tuple[str, dict[str, str], str]] = [
    ("acknowledged-clauses", {"document": MOTION}, "nobody answered the motion"),
    ("actors-and-roles", {"thing": "document/bspc-website"}, "a website is neither adopted nor signed"),
    ("amounts", {"amountPer": "once"}, "both amounts are per project or per year"),
    ("citations-of-unit", {"from": f"{RESOLUTION}/2.c"}, "2.c cites nothing"),
    ("clauses-citing-document", {"document": "document/bspc-26-2017"}, "only the 28th and 29th are cited"),
    ("clauses-mentioning-actor", {"actor": "actor/im-mv"}, "only responses name the ministry"),
    ("clauses-not-reproduced", {"document": MOTION}, "no statement is on the motion"),
    ("coverage-per-section", {"document": MOTION}, "the motion has no sections and no answer"),
    ("document-clauses", {"document": "document/bspc-website"}, "its units are not recorded"),
    ("evidence-of-stance", {"clause": f"{RESOLUTION}/2.l"}, "the lead-in's answer is empty"),
    ("follow-up-of-decisions", {"resolution": "document/bspc-26-2017"}, "its decisions are not recorded"),
    ("internal-references", {"document": RESOLUTION}, "the resolution does not refer to itself"),
    ("lineage-backward", {"thing": "document/bspc-26-2017"}, "nothing earlier is recorded"),
    ("lineage-forward", {"thing": POOLS}, "nothing came of a measure"),
    ("links-of-demand", {"demand": f"{PARTY}/g-5"}, "a lead-in demands nothing itself"),
    ("list-documents", {"status": "rejected"}, "no document was seen to be rejected"),
    ("measures-dated-between", {"earliest": "1990-01-01", "latest": "1999-12-31"}, "none is that old"),
    ("measures-for-clause", {"clause": f"{RESOLUTION}/3.e.6"}, "A05: answered without a measure"),
    (
        "measures-funded-by",
        {"funder": "instrument/amif-2021-1147"},
        "cited in 1.e, but no measure is paid from it",
    ),
    ("open-report-requests", {"document": "document/mv-8-3400"}, "the statement complies with it"),
    ("origins-of-measure", {"measure": "document/bspc-website"}, "no measure"),
    (
        "path-between",
        {"one": f"{RESOLUTION}/2.c", "other": "document/bspc-28-2019"},
        "A03: 2.c cites nothing",
    ),
    ("quotation-changes", {"document": MOTION}, "nobody reproduces the motion"),
    ("reporting-deadlines", {"namedIn": MOTION}, "the motion sets no date"),
    ("response-matrix", {"document": MOTION}, "nobody answered the motion"),
    ("responses-declining", {"document": MOTION}, "nobody answered the motion"),
    ("responses-naming-actor", {"actor": "actor/landtag-sh"}, "named in 000 and 001 only"),
    ("responses-without-measure", {"statement": "document/mv-8-2106"}, "its units are not recorded"),
    ("signatories", {"document": MOTION}, "a motion is tabled, not signed"),
    ("timeline", {"latest": "1940-01-01"}, "the oldest instrument, a declaration, is of 1948"),
    ("topic-contents", {"topic": "trafficking", "document": MOTION}, "the motion does not speak of it"),
    ("unanswered-clauses", {"document": MOTION}, "no statement is on the motion"),
    ("what-motion-takes-up", {"motion": "document/hh-motion-19-pso"}, "its units are not recorded"),
]


@pytest.mark.parametrize(("name", "values", "why"), EMPTY, ids=[name for name, _, _ in EMPTY])
def test_nothing_to_find(ask: Ask, name: str, values: dict[str, str], why: str) -> None:
    assert ask(name, **values) == [], why


def test_motion_is_shown_as_proposed(ask: Ask) -> None:
    taken = ask("what-motion-takes-up", motion=MOTION)
    assert {row["status"] for row in taken} == {"proposed"}
    cited = ask("clauses-citing-document", document=RESOLUTION)
    assert {(row["citingDocument"], row["status"]) for row in cited} == {("sh-motion-pso-19", "proposed")}
    (bullet,) = ask("topic-contents", topic="recognition", document=MOTION)
    assert (bullet["number"], bullet["status"]) == ("m-6.4", "proposed")
    tabled = ask("actors-and-roles", role="tables", thing=MOTION)
    assert {row["status"] for row in tabled} == {"proposed"}
    assert len(tabled) == 5


def test_what_the_statements_of_the_motion_do(ask: Ask) -> None:
    rows = ask("what-motion-takes-up", motion=MOTION)
    # A request for a report is no lineage of its own: it is made by a report request.
    assert [
        (row["number"], row["relation"], row["target"]) for row in rows if row["unitType"] == "statement"
    ] == [
        ("m-3a", "welcomes", "pso-19-2023"),
        ("m-3b", "approves", "pso-19-2023"),
        ("m-4a", "supports", "pso-19-2023/3.a"),
        ("m-4b", None, None),
        ("m-5", "supports", "pso-19-2023/4.a"),
        ("m-6a", "requestsImplementationOf", "pso-19-2023"),
        ("m-6b", "requestsImplementationOf", "pso-19-2023"),
        ("m-6c", None, None),
    ]


def test_a_decision_without_follow_up_is_counted_with_zeros(ask: Ask) -> None:
    rows = {row["decision"]: row for row in ask("follow-up-of-decisions")}
    without = {row["decision"] for row in ask("decisions-without-follow-up", language="en")}
    assert without == {decision for decision, row in rows.items() if row["clauses"] == "0"}
    assert len(without) == 1
    # Gold: 2.l.1 alone takes up number 26, its answer names nine measures.
    row = rows["bspc-28-2019/26"]
    assert (row["clauses"], row["responses"], row["measures"]) == ("1", "1", "9")


def test_responses_that_quote_a_citation_are_no_citing_clauses(ask: Ask) -> None:
    cited = ask("clauses-citing-document", document="document/bspc-28-2019")
    assert {row["citingDocument"] for row in cited} == {"pso-19-2023"}


def test_unanswered_tells_lead_ins_from_recommendations(ask: Ask) -> None:
    rows = ask("unanswered-clauses", document=RESOLUTION, statement=STATEMENT)
    types = {str(row["number"]): row["type"] for row in rows}
    lead = ["chapeau", *"12345"]
    outside = [f"pre-{number}" for number in range(1, 8)] + [f"rec-{number}" for number in range(1, 5)]
    assert types == dict.fromkeys([*outside, *lead], "none") | {
        "2.l": "empty",
        "3.e": "empty",
        "5.1": "omitted",
    }
    assert {row["recommendation"] for row in rows} == {"false"}
    # Not answered and not reproduced are two things.
    reproduced = {row["number"] for row in rows if row["reproduced"] == "true"}
    assert reproduced == {"chapeau", "1", "2", "3", "4", "2.l", "3.e"}


def test_coverage_does_not_count_lead_ins_as_recommendations(ask: Ask) -> None:
    rows = ask("coverage-per-section", document=RESOLUTION)
    totals = {(row["number"], row["total"], row["totalRecommendations"]) for row in rows}
    # 2.l, 3.e and 4.e lead in; section 1 finds and section 5 thanks.
    assert totals == {
        ("1", "24", "0"),
        ("2", "18", "17"),
        ("3", "16", "15"),
        ("4", "8", "7"),
        ("5", "1", "0"),
    }
    assert sum(int(row["recommendations"] or 0) for row in rows) == 39


def test_counts_are_not_doubled_by_what_is_entailed(ask: Ask) -> None:
    rows = ask("list-documents")
    assert len(rows) == len({row["document"] for row in rows})
    counts = {row["document"]: (row["clauses"], row["responses"]) for row in rows}
    assert counts["pso-19-2023"] == ("84", "0")
    assert counts["mv-statement-pso-19-2024"] == ("0", "67")
    assert counts["sh-motion-pso-19"] == ("13", "0")
    assert {row["type"] for row in rows if row["document"] == "pso-19-2023"} == {"Resolution"}


def test_matrix_has_every_unit_once(ask: Ask) -> None:
    rows = ask("response-matrix", document=RESOLUTION)
    assert Counter(row["type"] for row in rows) == {
        "acknowledgement": 24,
        "substantive": 40,
        "empty": 2,
        "omitted": 1,
        "none": 17,
    }
    assert {row["respondent"] for row in rows} == {"actor/landesregierung-mv"}
    assert len({row["clause"] for row in rows}) == 84


def test_repeat_mentions_are_not_main(ask: Ask) -> None:
    mentions = {
        row["identifier"]: row["mention"] for row in ask("measures-for-clause", clause=f"{RESOLUTION}/2.l.4")
    }
    assert {key for key, mention in mentions.items() if mention == "repeat"} == {"M069"}
    main = ask("measures-for-clause", mention="main")
    assert len(main) == len({row["measure"] for row in main}) == 126
    paid = ask("measures-funded-by", funder="instrument/integrationsfonds-mv")
    found = sorted((str(row["mention"]), str(row["number"])) for row in paid if row["identifier"] == "M069")
    assert found == [("main", "2.l.6"), ("repeat", "2.l.2"), ("repeat", "2.l.4")]


def test_since_an_earlier_year_is_not_dated_in_a_later_one(ask: Ask) -> None:
    since = ask("measures-dated-between", earliest="2015-01-01", latest="2015-12-31")
    assert [(row["identifier"], row["dateText"]) for row in since] == [("M034", "2015/..")]
    later = ask("measures-dated-between", earliest="2024-01-01", latest="2024-12-31")
    assert "M034" not in {row["identifier"] for row in later}
    # The chair from July 2023 to June 2024 spans the turn of the year.
    spanning = ask("measures-dated-between", earliest="2023-12-01", latest="2024-01-31")
    assert "M074" in {row["identifier"] for row in spanning}


def test_hop_of_the_curator_has_no_claimant_and_no_words(ask: Ask) -> None:
    """What is unbound must not match every document and every anchor."""
    unit, decision = f"{RESOLUTION}/1.j.1", "document/bspc-29-2020/high-priority"
    (row,) = ask("path-between", one=unit, other=decision)
    assert (row["from"], row["relation"], row["to"]) == (unit.removeprefix("document/"), "takesUp", row["to"])
    assert (row["claimedIn"], row["status"], row["firstWords"], row["start"]) == (None, None, None, None)
    backward = [row for row in ask("lineage-backward", thing=unit) if row["relation"] == "takesUp"]
    assert [(row["claimedIn"], row["firstWords"]) for row in backward] == [(None, None)]


def test_path_runs_either_way_and_to_units_of_a_document(ask: Ask) -> None:
    rows = ask("path-between", one="document/bspc-28-2019/26", other=POOLS)
    hops = [(row["from"], row["relation"], row["to"], row["claimedIn"]) for row in rows]
    response, clause, claimant = (
        "mv-statement-pso-19-2024/2.l.1",
        "pso-19-2023/2.l.1",
        "mv-statement-pso-19-2024",
    )
    assert set(hops) == {
        (POOLS, "namedIn", response, claimant),
        (response, "answers", clause, claimant),
        (clause, "takesUp", "bspc-28-2019/26", claimant),
    }
    turned = ask("path-between", one=POOLS, other="document/bspc-28-2019")
    assert [(row["from"], row["relation"], row["to"], row["claimedIn"]) for row in turned] == hops


def test_topic_leaves_out_lead_ins_and_empty_answers(ask: Ask) -> None:
    things = {row["thing"] for row in ask("topic-contents", topic="recognition")}
    lead_ins = {
        "pso-19-2023/3.e",
        "pso-19-2023/3",
        "gruene-mv-wp8-2-2021/g-5",
        "mv-statement-pso-19-2024/3.e",
    }
    assert things.isdisjoint(lead_ins)


def test_requests_are_open_as_long_as_nothing_complies(ask: Ask) -> None:
    rows = ask("open-report-requests")
    assert {(row["document"], row["status"], row["dueDate"], row["recurrence"]) for row in rows} == {
        ("mv-8-2816", "adopted", "2024-03-31", "once"),
        ("mv-6-4498", "published", None, "standing"),
        ("sh-motion-pso-19", "proposed", None, None),
    }
    fulfilled = {row["document"]: row["fulfilledBy"] for row in ask("reporting-deadlines")}
    assert fulfilled == {"mv-8-2816": None, "mv-8-3400": "mv-statement-pso-19-2024"}


def test_one_clause_can_differ_in_several_ways(ask: Ask, find: Find) -> None:
    rows = ask("quotation-changes", document=RESOLUTION, quotingDocument=STATEMENT)
    assert {row["quotingDocument"] for row in rows} == {find("source-002")}
    changes = {(row["number"], row["change"]) for row in rows if row["number"] in {"2", "2.c"}}
    # 002 adds a verb and two commas to 2.c and leaves out the article of section line 2.
    assert changes == {("2", "word-dropped"), ("2.c", "comma"), ("2.c", "word-added")}


def test_roles_are_not_told_twice(ask: Ask) -> None:
    """A host is stated of the conference and as a participation."""
    rows = ask("actors-and-roles", actor="actor/buergerschaft-hh", thing="conference/pso-19")
    assert {(row["role"], row["startDate"], row["endDate"]) for row in rows} == {
        ("chairs", "2023-09-17", "2023-09-19"),
        ("hosts", "2023-09-17", "2023-09-19"),
    }
    assert len(rows) == 2
    (membership,) = ask("actors-and-roles", actor="actor/gebietsduma-kaliningrad", thing="actor/pso")
    assert (membership["role"], membership["endDate"]) == ("member", "2022-12-31")


def test_timeline_holds_a_thing_once_per_date(ask: Ask) -> None:
    rows = ask("timeline", earliest="2023-09-01", latest="2023-09-30")
    assert [(row["date"], row["kind"], row["thing"]) for row in rows if row["thing"] != "sh-pm-237-2023"] == [
        ("2023-09-17", "conference", "conference/pso-19"),
        ("2023-09-19", "document", "pso-19-2023"),
    ]
    due = ask("timeline", kind="due-date")
    assert [(row["date"], row["thing"]) for row in due] == [
        ("2024-03-31", "mv-8-2816/request"),
        ("2024-05-31", "mv-8-3400/request"),
    ]
    measures = [(row["thing"], row["date"]) for row in ask("timeline", kind="measure")]
    assert len(measures) == len(set(measures))


def test_misspelt_reference_points_to_what_is_meant(ask: Ask) -> None:
    rows = ask("internal-references", document=STATEMENT)
    assert [(row["asWritten"], row["toNumber"]) for row in rows if row["misspelt"] == "true"] == [
        ("siehe auch Ziffer 2 1) (4)", "2.l.4")
    ]


def test_graphs_of_documents_are_told(ask: Ask) -> None:
    graphs = {row["document"]: row["graph"] for row in ask("list-graphs") if row["document"]}
    expected = {"pso-19-2023", "sh-motion-pso-19", "mv-statement-pso-19-2024", "gruene-mv-wp8-2-2021"}
    assert set(graphs) == expected | {"mso-mv-resolution-2015"}
    assert str(graphs["pso-19-2023"]).endswith("/graph/document/pso-19-2023")


def test_tree_is_that_of_the_resolution(ask: Ask, shared: Path) -> None:
    with (shared / "gold" / "clauses_001.csv").open(encoding="utf-8", newline="") as file:
        gold = [(row["clause_id"], row["order"], row["parent_id"]) for row in csv.DictReader(file)]
    rows = ask("document-clauses", document=RESOLUTION)
    parents = {"pso-19-2023": "doc-001"}
    found = [
        (row["number"], row["order"], parents.get(str(row["parent"]), str(row["parent"]).rpartition("/")[2]))
        for row in rows
    ]
    assert found == gold


@pytest.mark.parametrize("language", ["de", "en"])
def test_labels_come_in_the_language_asked_for(ask: Ask, language: str) -> None:
    rows = ask("signatories", document=RESOLUTION, language=language)
    labels = {row["signatory"]: row["label"] for row in rows}
    expected = {"de": "Schleswig-Holsteinischer Landtag", "en": "State Parliament of Schleswig-Holstein"}
    assert labels["actor/landtag-sh"] == expected[language]
    assert len(rows) == 6


def test_published_text_runs_as_it_stands(store: EmbeddedStore, root: Path) -> None:
    """Without values a query lists all, in both languages."""
    text = (root / "queries" / "lineage" / "signatories.rq").read_text(encoding="utf-8")
    check_query(text, lambda _: False)
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    assert len(list(result)) == 12
