"""Questions on gaps and comparisons, with the answers of questions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

STATEMENT = "document/mv-statement-pso-19-2024"
RESOLUTION = "document/pso-19-2023"
MOTION = "document/sh-motion-pso-19"

NOT_IN_MOTION = [
    *(f"2.{letter}" for letter in "abcdefghijk"),
    *(f"2.l.{number}" for number in range(1, 7)),
    *("3.b", "3.c", "3.d"),
    *(f"3.e.{number}" for number in range(1, 9)),
    *("3.f", "3.g", "3.h"),
    *("4.e.1", "4.e.2", "4.f"),
]


def test_b10_recommendations_without_own_measure(answer: Answer) -> None:
    rows = answer("recommendations-without-own-measure", document=RESOLUTION, statement=STATEMENT)
    assert [(row["number"], row["repeats"], row["identifier"]) for row in rows] == [
        ("3.e.6", "0", None),
        ("3.g", "1", "M056"),
        ("4.d", "1", "M083"),
    ]
    assert {row["totalRecommendations"] for row in rows} == {"39"}


def test_b11_recommendations_not_in_motion(answer: Answer) -> None:
    rows = answer("recommendations-not-in-motion", motion=MOTION, document=RESOLUTION)
    assert [row["number"] for row in rows] == NOT_IN_MOTION
    assert len(rows) == 34
    assert {row["number"] for row in rows if row["leadInTakenUp"] == "true"} == {"4.e.1", "4.e.2"}
    assert {(row["status"], row["totalRecommendations"]) for row in rows} == {("proposed", "39")}


def test_b11_weak_nearness_is_no_taking_up(answer: Answer) -> None:
    near = {row["target"] for row in answer("links-of-demand", demand=f"{MOTION}/m-6.4")}
    assert near == {"pso-19-2023/3.e.2"}
    assert "3.e.2" in {row["number"] for row in answer("recommendations-not-in-motion")}


def test_b12_decisions_without_follow_up(answer: Answer) -> None:
    rows = answer("decisions-without-follow-up")
    assert [(row["decision"], row["number"], row["totalDecisions"]) for row in rows] == [
        ("bspc-28-2019/baltic-wide-agreement", None, "7")
    ]


def test_b13_motion_against_statement(answer: Answer) -> None:
    rows = answer("motion-against-statement", motion=MOTION, statement=STATEMENT)
    assert [
        (row["motionNumber"], row["relation"], row["number"], row["stance"], row["measures"]) for row in rows
    ] == [
        ("m-4a", "supports", "3.a", "informational", "1"),
        ("m-5", "supports", "4.a", "accept", "7"),
        ("m-6.1", "takesUp", "4.a", "accept", "7"),
        ("m-6.2", "takesUp", "4.b", "accept", "4"),
        ("m-6.3", "takesUp", "4.c", "accept", "3"),
        ("m-6.4", "takesUp", "4.d", "declined-or-different", "0"),
        ("m-6.5", "takesUp", "4.e", "accept", "0"),
    ]
    assert {(row["status"], row["responseType"]) for row in rows} == {("proposed", "substantive")}


def test_b15_opposed_positions(answer: Answer) -> None:
    rows = answer("opposed-positions")
    assert {(row["number"], row["kind"], row["targetNumber"], row["strength"]) for row in rows} == {
        ("g-5.1", "measure", "M034", "weak"),
        ("g-5.1", "measure", "M090", "weak"),
        ("g-5.4", "measure", "M046", "weak"),
        ("g-5.5", "measure", "M046", "strong"),
        ("k-3.4", "measure", "M035", "weak"),
        ("k-3.4", "measure", "M112", "strong"),
        ("k-3.7", "clause", "4.e.1", "weak"),
        ("k-3.7", "clause", "4.f", "strong"),
        ("k-3.7", "measure", "M123", "weak"),
        ("k-3.7", "measure", "M124", "strong"),
        ("k-3.7", "measure", "M126", "strong"),
    }
    assert {row["basis"] for row in rows} == {"inferred"}
    assert all(row["rationale"] for row in rows)
    assert {(row["document"], row["totalOpposed"]) for row in rows} == {
        ("gruene-mv-wp8-2-2021", "4"),
        ("mso-mv-resolution-2015", "7"),
    }


def test_b15_shows_both_statuses_of_a_contradictory_measure(answer: Answer) -> None:
    rows = answer("opposed-positions", document="document/gruene-mv-wp8-2-2021", strength="strong")
    assert [(row["targetNumber"], row["measureStatus"]) for row in rows] == [
        ("M046", "ongoing"),
        ("M046", "reduced"),
    ]
