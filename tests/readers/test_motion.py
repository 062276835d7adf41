from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.readers import read_motion

if TYPE_CHECKING:
    from tests.readers.conftest import ReadFixture, ReadGold, ReadSource

# id, type, first and last word, mode: written by hand from the fixtures.
Row = tuple[str, str, str, str, str | None]
IMPLEMENT, REPORT = "requests-implementation", "requests-report"

POINTS: list[Row] = [
    ("m-1a", "statement", "begrüßt", "9/987)", "welcomes"),
    ("m-1b", "statement", "dankt", "Gastgebern", "thanks"),
    ("m-2a", "statement", "teilt", "brauchen", "agrees"),
    ("m-2b", "statement", "Lärm", "werden", "takes-up"),
    ("m-3", "statement", "unterstützt", "einzubauen", "supports"),
    ("m-4a", "statement", "die", "hören", IMPLEMENT),
    ("m-4b", "statement", "den", "geben", IMPLEMENT),
    ("m-4c", "statement", "dem", "berichten", REPORT),
]
ROMAN: list[Row] = [
    ("m-1.1", "statement", "Fähren", "Küsten", "finds"),
    ("m-1.2", "statement", "Der", "Winter", "finds"),
    ("m-2a", "statement", "Die", "Parlamentsforums", "supports"),
    ("m-2b", "statement", "schließt", "an", "agrees"),
    ("m-3.1", "bullet", "mit", "sprechen", IMPLEMENT),
    ("m-3.2", "bullet", "der", "erstatten", REPORT),
]
PARAGRAPHS: list[Row] = [
    ("m-2a", "statement", "Der", "aus", "supports"),
    ("m-2b", "statement", "Ferner", "wird", "expects"),
    ("m-3a", "statement", "die", "ersetzen", IMPLEMENT),
    ("m-3b", "statement", "die", "einzubeziehen", IMPLEMENT),
    ("m-3c", "statement", "den", "unterrichten", REPORT),
    ("m-3.1", "bullet", "Messungen", "Hafen", "takes-up"),
    ("m-3.2", "bullet", "Gespräche", "Vereinen", "takes-up"),
    ("m-4", "statement", "Der", "Kenntnis", "states"),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("motion_points.txt", POINTS), ("motion_roman.txt", ROMAN), ("motion_plain.txt", PARAGRAPHS)],
)
def test_reads_a_motion_however_it_counts(fixture: ReadFixture, name: str, expected: list[Row]) -> None:
    text = fixture(name)
    units = read_motion(text).units
    assert [
        (unit.id, unit.type, (words := unit.passage.read(text).split())[0], words[-1], unit.mode)
        for unit in units
    ] == expected
    assert {unit.parent for unit in units} == {None}


def test_a_paragraph_with_one_statement_is_the_parent_of_its_bullets(fixture: ReadFixture) -> None:
    text = fixture("motion_plain.txt").replace(
        ", die Vereine einzubeziehen\nsowie den Landtag zu unterrichten.", "."
    )
    parents = {unit.id: unit.parent for unit in read_motion(text).units}
    assert parents == {"m-2a": None, "m-2b": None, "m-3": None, "m-3.1": "m-3", "m-3.2": "m-3", "m-4": None}


def test_the_reasons_give_no_units(fixture: ReadFixture) -> None:
    text = fixture("motion_points.txt")
    assert all(unit.passage.end <= text.index("Begründung") for unit in read_motion(text).units)


def test_asks_who_is_to_do_what_by_when(fixture: ReadFixture) -> None:
    questions = [question.text for question in read_motion(fixture("motion_points.txt")).questions]
    assert "State who is asked, and by when a report is due: m-4a, m-4b, m-4c." in questions


def test_a_point_without_a_known_verb_is_a_unit_whose_mode_is_asked_for(fixture: ReadFixture) -> None:
    text = fixture("motion_points.txt").replace("3. unterstützt das Ziel,", "3. Es ist ein Ziel,")
    document = read_motion(text)
    assert {unit.id: unit.mode for unit in document.units}["m-3"] is None
    assert [question.about for question in document.questions if question.about] == ["m-3"]


@pytest.mark.sources
def test_reproduces_every_row_of_the_gold_table(source: ReadSource, gold: ReadGold) -> None:
    units = read_motion(source("000")).units
    expected = [
        (
            row["statement_id"],
            "bullet" if "." in row["statement_id"] else "statement",
            [(int(row["char_start"]), int(row["char_end"]))],
            row["relation"],
        )
        for row in gold("motion_000.csv")
    ]
    assert len(expected) == 13
    assert [
        (unit.id, unit.type, [(span.start, span.end) for span in unit.passage.spans], unit.mode)
        for unit in units
    ] == expected
    assert {unit.parent for unit in units} == {None}
