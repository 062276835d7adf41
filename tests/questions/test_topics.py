"""Questions on topics, with the answers of questions.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.asking import Ask as Answer

STATEMENT = "document/mv-statement-pso-19-2024"
RESOLUTION = "document/pso-19-2023"
MOTION = "document/sh-motion-pso-19"

# Recommendations, accepted, declined, with a measure of their own.
COVERAGE = {
    "participation": (6, 6, 0, 6),
    "civic-dialogue": (5, 4, 0, 5),
    "integration-policy": (5, 3, 0, 4),
    "labour-market": (5, 4, 0, 5),
    "municipalities": (5, 4, 1, 4),
    "baltic-cooperation": (4, 2, 0, 4),
    "monitoring": (4, 2, 0, 3),
    "arrival-advice": (3, 2, 1, 3),
    "childcare": (3, 1, 1, 2),
    "language": (3, 3, 0, 3),
    "school": (3, 1, 0, 3),
    "anti-discrimination": (2, 2, 0, 2),
    "diversity": (2, 2, 0, 2),
    "funding": (2, 2, 0, 2),
    "health": (2, 2, 0, 2),
    "reception": (2, 0, 0, 2),
    "recognition": (2, 1, 1, 1),
    "return": (2, 0, 0, 2),
    "volunteering": (2, 2, 0, 2),
    "asylum-procedure": (1, 0, 0, 1),
    "eu-policy": (1, 0, 0, 1),
    "gender-equality": (1, 1, 0, 1),
    "housing": (1, 1, 0, 1),
    "human-rights": (1, 0, 0, 1),
    "media": (1, 1, 0, 1),
    "psychosocial-support": (1, 1, 0, 1),
    "sport": (1, 1, 0, 1),
    "unaccompanied-minors": (1, 0, 0, 1),
    "violence-protection": (1, 1, 0, 1),
    "vocational-training": (1, 0, 0, 1),
}

# Statements of the motion, substantive responses of the government statement.
MOTION_TOPICS = {
    "baltic-cooperation": ("5", "5"),
    "integration-policy": ("5", "5"),
    "parliamentary-procedure": ("5", "1"),
    "municipalities": ("3", "4"),
    "eu-policy": ("2", "1"),
    "civic-dialogue": ("1", "5"),
    "participation": ("1", "4"),
    "labour-market": ("1", "3"),
    "gender-equality": ("1", "2"),
    "recognition": ("1", "2"),
    "asylum-procedure": ("1", "1"),
    "human-rights": ("1", "0"),
}


def test_b05_topics_asked_for_without_a_measure(answer: Answer) -> None:
    rows = answer("topics-without-measure")
    assert {(row["document"], row["topic"]): (row["asks"], row["totalAsks"]) for row in rows} == {
        ("pso-19-2023", "vocational-training"): ("1", "39"),
        ("pso-19-2023", "human-rights"): ("1", "39"),
        ("gruene-mv-wp8-2-2021", "vocational-training"): ("1", "8"),
        ("gruene-mv-wp8-2-2021", "human-rights"): ("1", "8"),
        ("mso-mv-resolution-2015", "vocational-training"): ("4", "9"),
        ("sh-motion-pso-19", "parliamentary-procedure"): ("3", "3"),
    }
    assert {row["status"] for row in rows if row["document"] == "sh-motion-pso-19"} == {"proposed"}


def test_b08_topic_coverage(answer: Answer) -> None:
    rows = answer("topic-coverage", document=RESOLUTION, statement=STATEMENT)
    counts = ("recommendations", "accepted", "declined", "withOwnMeasure")
    assert {row["topic"]: tuple(int(row[name] or 0) for name in counts) for row in rows} == COVERAGE
    assert all(row["answered"] == row["recommendations"] for row in rows)
    assert {row["totalRecommendations"] for row in rows} == {"39"}


def test_b08_findings_and_lead_ins_are_no_recommendations(answer: Answer) -> None:
    found = {row["topic"] for row in answer("topic-coverage")}
    assert "trafficking" not in found  # only the finding 1.j.5
    assert "skilled-migration" not in found  # only findings of section 1


def test_b09_topics_of_motion_and_statement(answer: Answer) -> None:
    rows = answer("topics-of-two-documents", one=MOTION, other=STATEMENT)
    shared = {row["topic"]: (row["oneUnits"], row["otherUnits"]) for row in rows if row["oneUnits"] != "0"}
    assert shared == MOTION_TOPICS
    assert {(row["oneTotal"], row["otherTotal"], row["oneStatus"]) for row in rows} == {
        ("13", "40", "proposed")
    }
    alone = {row["topic"]: row["otherUnits"] for row in rows if row["oneUnits"] == "0"}
    assert len(alone) == 22
    assert {topic for topic, count in alone.items() if int(count or 0) > 3} == {
        "language",
        "monitoring",
        "school",
        "volunteering",
    }


def test_b09_mere_acknowledgement_says_nothing_on_a_topic(answer: Answer) -> None:
    rows = answer("topics-of-two-documents", one=RESOLUTION, other=STATEMENT)
    trafficking = {(row["oneUnits"], row["otherUnits"]) for row in rows if row["topic"] == "trafficking"}
    assert trafficking == {("1", "0")}
