"""Questions on actors and on what they ask of one another, with the answers of questions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

STATEMENT = "document/mv-statement-pso-19-2024"
RESOLUTION = "document/pso-19-2023"


def test_b06_ministries(answer: Answer) -> None:
    rows = answer("actor-shares", statement=STATEMENT, type="Ministry")
    assert {row["actor"]: (row["responses"], row["measures"], row["mainMeasures"]) for row in rows} == {
        "actor/sm-mv": ("14", "22", "20"),
        "actor/im-mv": ("4", "4", "4"),
        "actor/jm-mv": ("3", "2", "2"),
        "actor/bm-mv": ("1", "2", "2"),
        "actor/bmi": ("2", "1", "1"),
        "actor/bmas": ("1", "1", "1"),
    }
    assert {(row["totalResponses"], row["totalMeasures"]) for row in rows} == {("64", "126")}


def test_b06_who_is_responsible_for_most_measures(answer: Answer) -> None:
    rows = answer("actor-shares", statement=STATEMENT)[:4]
    assert [(row["actor"], row["measures"], row["mainMeasures"]) for row in rows] == [
        ("actor/landesregierung-mv", "22", "22"),
        ("actor/sm-mv", "22", "20"),
        ("actor/region-mv", "17", "15"),
        ("actor/eae-betreiber", "12", "12"),
    ]


def test_b07_actors_across_documents(answer: Answer) -> None:
    found: dict[str | None, set[str | None]] = {}
    for row in answer("actors-across-documents"):
        assert row["totalDocuments"] == "5"
        if int(row["documents"] or 0) > 1:
            found.setdefault(row["actor"], set()).add(row["document"])
    motion, resolution, statement = "sh-motion-pso-19", "pso-19-2023", "mv-statement-pso-19-2024"
    party, migrants = "gruene-mv-wp8-2-2021", "mso-mv-resolution-2015"
    assert found == {
        "actor/bspc": {motion, resolution, statement},
        "actor/kommunen": {motion, resolution, statement},
        "actor/pso": {motion, resolution, statement},
        "actor/mso": {resolution, statement, party},
        "actor/landtag-mv": {resolution, statement, migrants},
        "actor/bundesregierung": {statement, migrants},
        "actor/bzi": {statement, migrants},
        "actor/eu": {resolution, statement},
        "actor/eu-ms": {resolution, statement},
        "actor/landesregierung-mv": {statement, migrants},
        "actor/landtag-sh": {motion, resolution},
        "actor/libeirat-mv": {statement, party},
    }


def test_b07_reproduced_words_do_not_name_anybody(answer: Answer) -> None:
    rows = answer("actors-across-documents", actor="actor/cor")
    assert [row["document"] for row in rows] == ["pso-19-2023"]


def test_b14_requests_per_signatory(answer: Answer) -> None:
    rows = answer("requests-per-signatory", document=RESOLUTION)
    assert {
        row["parliament"]: (row["requestedIn"], row["status"], row["dueDate"], row["fulfilledBy"])
        for row in rows
    } == {
        "actor/landtag-mv": ("mv-8-3400", "published", "2024-05-31", "mv-statement-pso-19-2024"),
        "actor/landtag-sh": ("sh-motion-pso-19", "proposed", None, None),
        "actor/buergerschaft-hh": (None, None, None, None),
        "actor/sejmik-pm": (None, None, None, None),
        "actor/sejmik-wm": (None, None, None, None),
        "actor/sejmik-zp": (None, None, None, None),
    }
    assert len(rows) == 6
    assert {row["totalSignatories"] for row in rows} == {"6"}


def test_b18_addressees_of_single_units(answer: Answer) -> None:
    rows = [row for row in answer("addressees") if row["units"] != "0"]
    assert {
        (row["document"], row["addressee"]): (row["units"], row["totalUnits"], row["inferred"])
        for row in rows
    } == {
        ("sh-motion-pso-19", "actor/landesregierung-sh"): ("8", "13", "true"),
        ("sh-motion-pso-19", "actor/landtag-sh"): ("5", "13", "false"),
        ("gruene-mv-wp8-2-2021", "actor/gruene-mv"): ("6", "10", "true"),
        ("gruene-mv-wp8-2-2021", "actor/region-mv"): ("1", "10", "false"),
        ("gruene-mv-wp8-2-2021", "actor/kommunen"): ("1", "10", "false"),
        ("mso-mv-resolution-2015", "actor/landesregierung-mv"): ("9", "11", "false"),
        ("mso-mv-resolution-2015", "actor/demokratische-parteien-landtag-mv"): ("8", "11", "false"),
        ("mso-mv-resolution-2015", "actor/bundesregierung"): ("1", "11", "false"),
        ("mso-mv-resolution-2015", "actor/bund"): ("1", "11", "true"),
    }


def test_b18_addressees_of_whole_documents(answer: Answer) -> None:
    rows = [row for row in answer("addressees") if row["wholeDocument"] == "true"]
    bodies = ["ep", "ec", "euco", "cor", "cbss", "vasab", "bspc", "bsssc", "bsc-cpmr", "ubc"]
    bodies += ["euroregion-pomerania", "euroregion-baltic"]
    assert {(row["document"], row["addressee"]) for row in rows} == {
        *(("pso-19-2023", f"actor/{body}") for body in bodies),
        ("sh-motion-pso-19", "actor/landesregierung-sh"),
    }
