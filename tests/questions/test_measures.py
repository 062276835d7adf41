"""Questions on money, time and contradictions, with the answers of questions.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

STATEMENT = "document/mv-statement-pso-19-2024"
POOLS = "measure/mv-language-mediator-pools"


def test_b01_measures_per_funder(answer: Answer) -> None:
    rows = answer("measures-per-funder", statement=STATEMENT)
    assert {row["funder"]: row["measures"] for row in rows} == {
        None: "108",
        "actor/region-mv": "6",
        "actor/sm-mv": "4",
        "instrument/integrationsfonds-mv": "3",
        "actor/bund": "1",
        "actor/landesregierung-mv": "1",
        "instrument/demokratie-leben": "1",
        "instrument/esf": "1",
        "instrument/ids": "1",
        "instrument/kita-sprachfoerderung-mv": "1",
        "instrument/landeshaushalt-mv": "1",
        "instrument/sozialer-wohnungsbau": "1",
        "instrument/staedtebau-sozialer-zusammenhalt": "1",
    }
    assert {(row["withFunder"], row["totalMeasures"]) for row in rows} == {("18", "126")}


def test_b01_the_measures_themselves(answer: Answer) -> None:
    funded = {row["identifier"] for row in answer("measures-funded-by")}
    state = {"M022", "M032", "M043", "M046", "M055", "M070"}
    ministry = {"M046", "M080", "M096", "M102"}
    fund = {"M017", "M051", "M069"}
    assert funded == state | ministry | fund | {"M044", "M065", "M067", "M068", "M094", "M095"}
    assert {row["identifier"] for row in answer("measures-funded-by", funder="actor/region-mv")} == state
    assert {row["identifier"] for row in answer("measures-funded-by", funder="actor/sm-mv")} == ministry


def test_b01_one_funder_does_not_get_the_measures_of_nobody(answer: Answer) -> None:
    (row,) = answer("measures-per-funder", funder="instrument/integrationsfonds-mv")
    assert (row["measures"], row["totalMeasures"]) == ("3", "126")


def test_b02_programmes_of_the_union_and_of_nationwide_level(answer: Answer) -> None:
    rows = answer("responses-naming-programmes", statement=STATEMENT)
    named = {(row["number"], row["programme"], row["level"]) for row in rows}
    assert {entry for entry in named if entry[2] in {"eu", "national"}} == {
        ("2.c", "instrument/integrationskurs", "national"),
        ("2.l.6", "instrument/staedtebau-sozialer-zusammenhalt", "national"),
        ("3.c", "instrument/integrationsmonitoring", "national"),
        ("3.e.2", "instrument/integrationskurs", "national"),
        ("3.e.2", "instrument/berufssprachkurs", "national"),
        ("3.e.2", "instrument/triple-win", "national"),
        ("3.e.7", "instrument/sprach-kitas", "national"),
        ("3.e.8", "instrument/ids", "national"),
        ("3.h", "instrument/demokratie-leben", "national"),
        ("3.h", "instrument/esf", "eu"),
        ("4.a", "instrument/amif-2021-1147", "eu"),
        ("4.c", "instrument/integrationskurs", "national"),
        ("4.c", "instrument/integrationsturbo", "national"),
    }
    assert {row["totalResponses"] for row in rows} == {"64"}


def test_b02_what_only_the_reproduced_clause_names_does_not_count(answer: Answer) -> None:
    rows = answer("responses-naming-programmes")
    assert "1.e" not in {row["number"] for row in rows}
    assert "instrument/esfplus-2021-1057" not in {row["programme"] for row in rows}
    jobs = [row["asWritten"] for row in rows if row["programme"] == "instrument/integrationsturbo"]
    assert sorted(filter(None, jobs)) == ["Integrationsturbo", "Turbo"]


def test_b03_measures_older_than_the_resolution(answer: Answer) -> None:
    rows = answer("measures-older-than-document", document="document/pso-19-2023")
    assert [(row["identifier"], row["dateText"]) for row in rows] == [
        ("M034", "2015/.."),
        ("M069", "2016/.."),
        ("M041", "2019-04-09"),
        ("M056", "2019-09"),
        ("M118", "/2021"),
        ("M080", "2022/.."),
        ("M093", "2022/.."),
        ("M074", "2023-07-01/2024-06-30"),
    ]
    assert {(row["documentDate"], row["dated"], row["totalMeasures"]) for row in rows} == {
        ("2023-09-19", "14", "126")
    }


def test_b04_planned_measures(answer: Answer) -> None:
    rows = answer("measures-by-status", status="planned", statement=STATEMENT)
    reports = {row["identifier"]: (row["reports"], row["totalReports"], row["agreed"]) for row in rows}
    alone = ["M060", "M063", "M072", "M081", "M099", "M100", "M101", "M112", "M115", "M122"]
    assert reports == {
        "M039": ("2", "2", "true"),
        "M059": ("1", "7", "false"),
        "M090": ("1", "2", "false"),
        **dict.fromkeys(alone, ("1", "1", "true")),
    }
    assert {row["totalMeasures"] for row in rows} == {"126"}


def test_b04_every_measure_has_a_status(answer: Answer) -> None:
    rows = answer("measures-by-status", statement=STATEMENT)
    assert len({row["measure"] for row in rows}) == 126
    statuses = {row["status"] for row in rows if row["identifier"] == "M046"}
    assert statuses == {"ongoing", "reduced"}


def test_b16_contradictory_measures(answer: Answer) -> None:
    rows = answer("contradictory-measures", statement=STATEMENT)
    found: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    for row in rows:
        found[row["identifier"]][row["status"]] += 1
    assert found == {
        "M046": {"ongoing": 1, "reduced": 1},
        "M056": {"existing": 7, "ongoing": 1},
        "M059": {"existing": 5, "ongoing": 1, "planned": 1},
        "M090": {"existing": 1, "planned": 1},
    }
    assert {(row["contradictory"], row["totalMeasures"]) for row in rows} == {("4", "126")}
    others = {
        (row["identifier"], row["status"], row["number"]) for row in rows if row["status"] != "existing"
    }
    assert others == {
        ("M046", "ongoing", "2.c"),
        ("M046", "reduced", "2.l.1"),
        ("M056", "ongoing", "2.l.6"),
        ("M059", "ongoing", "4.b"),
        ("M059", "planned", "2.l.6"),
        ("M090", "planned", "2.i"),
    }


def test_b16_shows_the_words_of_both_sides(answer: Answer) -> None:
    rows = answer("contradictory-measures", measure=POOLS)
    assert [(row["number"], row["start"], row["end"]) for row in rows][1] == ("2.l.1", "29938", "30160")
    assert all(row["firstWords"] and row["lastWords"] for row in rows)
