"""Questions on citations, evidence and the history of the forums, with the answers of questions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOG

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

ACROSS = {
    "instrument/landeskonzeption-2019": "9",
    "bspc-28-2019": "7",
    "pso-19-2023": "6",
    "instrument/eusbsr": "5",
    "instrument/eusbsr-action-plan-2021": "4",
    "bspc-decisions": "3",
    "bspc-website": "2",
    "instrument/amif-2021-1147": "2",
    "instrument/charta-vielfalt": "2",
    "instrument/gg": "2",
}


def test_b17_things_cited_across_documents(answer: Answer) -> None:
    rows = answer("most-cited-things")
    assert {row["thing"]: row["mentions"] for row in rows if row["documents"] == "2"} == ACROSS
    assert max(int(row["documents"] or 0) for row in rows) == 2
    assert {(row["totalMentions"], row["totalDocuments"]) for row in rows} == {("140", "5")}
    assert sum(int(row["mentions"] or 0) for row in rows) == 140


def test_b17_most_cited_things(answer: Answer) -> None:
    rows = answer("most-cited-things")
    most = {row["thing"]: row["mentions"] for row in rows if int(row["mentions"] or 0) > 6}
    assert most == {"instrument/landeskonzeption-2019": "9", "instrument/intg-mv": "9", "bspc-28-2019": "7"}
    # The statement names the 29th BSPC only in clauses that it reproduces.
    (row,) = [row for row in rows if row["thing"] == "bspc-29-2020"]
    assert (row["documents"], row["mentions"], row["quoted"]) == ("1", "4", "4")


def test_b17_misspelt_citations(answer: Answer) -> None:
    rows = answer("misspelt-citations")
    assert {row["document"] for row in rows} == {"mv-statement-pso-19-2024"}
    assert [(row["number"], row["asWritten"]) for row in rows] == [
        (None, "www.bspsc.net"),
        ("2.j", "Landeskonzepktion"),
        ("2.l.5", "siehe auch Ziffer 2 1) (4)"),
        ("3.e.1", "Landeskonzption"),
        ("4.a", "Flüchtlingsaufnahmegesetzes Mecklenburg-Vorpommern (FIAG)"),
        ("4.e.2", "Landeskonzption"),
    ]


def test_b19_evidence_per_document(answer: Answer) -> None:
    rows = answer("evidence-per-document")
    found = {(row["document"], row["kind"]): (row["things"], row["proved"], row["share"]) for row in rows}
    citations = [key for key in found if key[1] == "citation"]
    assert len(citations) == 5
    for key in citations:
        things, proved, _ = found.pop(key)
        assert things == proved
    assert found == {
        ("sh-motion-pso-19", "clause"): ("13", "13", "100"),
        ("pso-19-2023", "clause"): ("84", "84", "100"),
        ("gruene-mv-wp8-2-2021", "clause"): ("11", "11", "100"),
        ("mso-mv-resolution-2015", "clause"): ("12", "12", "100"),
        ("mv-statement-pso-19-2024", "response"): ("67", "64", "95.5"),
        ("mv-statement-pso-19-2024", "report"): ("164", "164", "100"),
        ("mv-statement-pso-19-2024", "quotation"): ("71", "71", "100"),
    }


def test_b19_inferred_links(answer: Answer) -> None:
    rows = answer("inferred-links", relation=PSOG.takesUp.value)
    assert [(row["from"], row["to"]) for row in rows] == [
        ("pso-19-2023/1.j.1", "bspc-29-2020/high-priority"),
        ("pso-19-2023/1.j.2", "bspc-29-2020/major-issue-challenges"),
        ("pso-19-2023/1.j.3", "bspc-29-2020/international-cooperation"),
        ("pso-19-2023/1.j.4", "bspc-29-2020/unaccompanied-minors-vulnerable"),
        ("pso-19-2023/1.j.5", "bspc-29-2020/anti-trafficking"),
    ]
    assert {(row["inferred"], row["total"]) for row in rows} == {("5", "6")}
    assert all(row["rationale"] for row in rows)


def test_b19_inferred_identities_and_nearness(answer: Answer) -> None:
    rows = answer("inferred-links")
    found = {(row["relation"], row["from"], row["to"]) for row in rows if row["relation"] != "relatesTo"}
    pledges = ["g-5", *(f"g-5.{number}" for number in range(1, 7))]
    assert {entry for entry in found if entry[0] != "takesUp"} == {
        *(("addressee", f"gruene-mv-wp8-2-2021/{pledge}", "actor/gruene-mv") for pledge in pledges),
        ("addressee", "mso-mv-resolution-2015/k-1", "actor/bund"),
        ("addressee", "sh-motion-pso-19", "actor/landesregierung-sh"),
        ("adoptedBy", "gruene-mv-wp8-2-2021", "actor/ldk-gruene-mv"),
        ("issuedBy", "gruene-mv-wp8-2-2021", "actor/gruene-mv"),
        ("issuedBy", "sh-motion-pso-19", "actor/landtag-sh"),
    }
    near = [row for row in rows if row["relation"] == "relatesTo"]
    assert len([row for row in near if (row["from"] or "").startswith("sh-motion-pso-19/")]) == 10


def test_b20_conferences_per_host(answer: Answer) -> None:
    rows = answer("conferences-per-host")
    assert {
        (row["forum"], row["host"]): (row["meetings"], row["inferredHosts"], row["total"]) for row in rows
    } == {
        ("actor/pso", "actor/landtag-mv"): ("4", "0", "22"),
        ("actor/pso", "actor/landtag-sh"): ("4", "1", "22"),
        ("actor/pso", "actor/sejmik-pm"): ("4", "3", "22"),
        ("actor/pso", "actor/sejmik-zp"): ("4", "2", "22"),
        ("actor/pso", "actor/sejmik-wm"): ("2", "0", "22"),
        ("actor/pso", "actor/buergerschaft-hh"): ("2", "0", "22"),
        ("actor/pso", "actor/gebietsduma-kaliningrad"): ("1", "1", "22"),
        ("actor/pso", None): ("1", "0", "22"),
        ("actor/bspc", "actor/bundestag"): ("1", "0", "34"),
        ("actor/bspc", None): ("33", "0", "34"),
    }


def test_b20_one_host_does_not_get_the_meetings_of_nobody(answer: Answer) -> None:
    rows = answer("conferences-per-host", host="actor/bundestag")
    assert [(row["forum"], row["meetings"]) for row in rows] == [("actor/bspc", "1")]


def test_b20_years_without_meeting(answer: Answer) -> None:
    rows = answer("years-without-meeting")
    assert [
        (row["forum"], row["firstYear"], row["lastYear"], row["before"], row["after"]) for row in rows
    ] == [
        ("actor/bspc", "1993", "1993", "conference/bspc-2", "conference/bspc-3"),
        ("actor/pso", "2020", "2021", "conference/pso-17", "conference/pso-18"),
    ]
    # Two meetings in 2004 leave no year out; from 1991 to 2025 and from 2004 to 2026.
    assert [row["years"] for row in rows] == ["35", "23"]
