from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.readers import read_resolution

if TYPE_CHECKING:
    from pso_graph.model import Document
    from tests.readers.conftest import ReadFixture, ReadGold, ReadSource

MODES = {
    "stellt fest": "finds",
    "sieht dringenden Bedarf": "urgent-need",
    "sieht als erforderlich an": "deems-necessary",
    "erwartet": "expects",
    "dankt": "thanks",
}

# id, parent, first and last word, mode: written by hand from the fixtures.
Row = tuple[str, str | None, str, str, str | None]

PLAIN: list[Row] = [
    ("pre-1", None, "Das", "Beiträge.", None),
    ("pre-2", None, "Die", "sind.", None),
    ("pre-3", None, "Die", "an:", None),
    ("rec-1", "pre-3", "die", "Küstenländer,", None),
    ("rec-2", "pre-3", "den", "und", None),
    ("rec-3", "pre-3", "alle", "Segelvereine.", None),
    ("chapeau", None, "Das", "Ostsee", None),
    ("1", None, "stellt", "dass", "finds"),
    ("1.a", "1", "das", "ist,", None),
    ("1.b", "1", "die", "ändert,", None),
    ("1.c", "1", "Fachleute", "nennen:", None),
    ("1.c.1", "1.c", "weniger", "ein,", None),
    ("1.c.2", "1.c", "neue", "2022),", None),
    ("1.c.3", "1.c", "der", "früher.", None),
    ("1.d", "1", "alle", "können.", None),
    ("2", None, "erwartet", "Hafenmeistern,", "expects"),
    ("2.a", "2", "jede", "messen;", None),
    ("2.b", "2", "die", "zeigen.", None),
    ("3", None, "dankt", "2034.", "thanks"),
]
BOLD: list[Row] = [
    ("pre-1", None, "Das", "behandelt.", None),
    ("pre-2", None, "Wälder", "Küste.", None),
    ("chapeau", None, "Das", "Ostsee", None),
    ("1", None, "sieht", "Bedarf,", "urgent-need"),
    ("1.a", "1", "junge", "nutzen,", None),
    ("1.b", "1", "alte", "stehen.", None),
    ("1.c", "1", "folgende", "gehen:", None),
    ("1.c.1", "1.c", "Förster", "auszubilden,", None),
    ("1.c.2", "1.c", "Schulen", "Waldgesetzes).", None),
    ("2", None, "hält", "notwendig,", "deems-necessary"),
    ("2.a", "2", "das", "sägen.", None),
    ("3", None, "dankt**", "Förstern,", "thanks"),
    ("3.a", "3", "die", "pflanzen.", None),
    ("4", None, "fordert", "auf,", "demands"),
    ("4.a", "4", "mehr", "geben,", None),
    ("4.b", "4", "weniger", "drucken.", None),
]
MARKDOWN: list[Row] = [
    ("pre-1", None, "Die", "beraten.", None),
    ("pre-2", None, "Adressaten", "sind:", None),
    ("rec-1", "pre-2", "die", "Reedereien,", None),
    ("rec-2", "pre-2", "die", "Handel),", None),
    ("rec-3", "pre-2", "die", "Gäste.", None),
    ("chapeau", None, "Das", "Ostsee", None),
    ("1", None, "stellt", "dass", "finds"),
    ("1.a", "1", "Fähren", "werden,", None),
    ("1.b", "1", "Fahrpläne", "fehlen.", None),
    ("2", None, "erwartet", "erwartet", "expects"),
    ("2.a", "2", "von", "Reedereien:", None),
    ("2.a.1", "2.a", "pünktliche", "Abfahrten,", None),
    ("2.a.2", "2.a", "klare", "Preise;", None),
    ("2.b", "2", "von", "Straßen.", None),
    ("3", None, "13.", "Ostsee", "thanks"),
    ("3.1", "3", "Das", "auszurichten.", None),
    ("3.2", "3", "Es", "Reise.", None),
]
TYPES = {"pre": "preamble", "rec": "recipient", "chapeau": "chapeau"}


def rows(document: Document, text: str) -> list[Row]:
    return [
        (unit.id, unit.parent, (words := unit.passage.read(text).split())[0], words[-1], unit.mode)
        for unit in document.units
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("resolution_plain.txt", PLAIN), ("resolution_bold.txt", BOLD), ("resolution_markdown.txt", MARKDOWN)],
)
def test_reads_a_resolution_however_it_is_set(fixture: ReadFixture, name: str, expected: list[Row]) -> None:
    text = fixture(name)
    document = read_resolution(text)
    assert rows(document, text) == expected
    assert [unit.order for unit in document.units] == list(range(1, len(expected) + 1))
    assert all(len(unit.passage.spans) == 1 for unit in document.units)


def test_unit_types_follow_the_level(fixture: ReadFixture) -> None:
    types = {unit.id: unit.type for unit in read_resolution(fixture("resolution_markdown.txt")).units}
    assert types["pre-1"] == "preamble"
    assert types["rec-3"] == "recipient"
    assert types["chapeau"] == "chapeau"
    assert types["2"] == "section"
    assert types["2.b"] == "letter"
    assert types["2.a.2"] == "number"
    assert types["3.2"] == "paragraph"


def test_asks_for_the_ends_of_cut_units(fixture: ReadFixture) -> None:
    questions = [question.text for question in read_resolution(fixture("resolution_plain.txt")).questions]
    (cut,) = (text for text in questions if "cuts" in text)
    assert cut.endswith(": pre-2, 1.d.")


def test_a_missing_letter_is_bridged_and_asked_for(fixture: ReadFixture) -> None:
    text = fixture("resolution_bold.txt").replace("  - b) alte", "  - alte")
    document = read_resolution(text)
    assert [unit.id for unit in document.units if unit.parent == "1"] == ["1.a", "1.c"]
    assert any("missing in the sequence after these units: 1.a." in q.text for q in document.questions)


def test_a_letter_read_as_a_digit_is_the_letter(fixture: ReadFixture) -> None:
    letters = "".join(f"{letter}) Satz über {letter}.\n" for letter in "abcdefghijk1mn")
    text = fixture("resolution_plain.txt").replace(
        "a) jede Woche zu messen;\nb) die Werte offen zu zeigen.\n", letters
    )
    ids = [unit.id for unit in read_resolution(text).units if unit.parent == "2"]
    assert ids == [f"2.{letter}" for letter in "abcdefghijklmn"]


def test_numbers_below_words_without_a_colon_are_items_if_a_second_follows(fixture: ReadFixture) -> None:
    text = fixture("resolution_plain.txt")
    two = text.replace("b) die Werte offen zu zeigen.", "b) zwei Werte zu zeigen\n   (1) Nord\n   (2) Süd")
    one = text.replace("b) die Werte offen zu zeigen.", "b) Werte nach Regel\n   (1) zu zeigen")
    assert [unit.id for unit in read_resolution(two).units if unit.parent == "2.b"] == ["2.b.1", "2.b.2"]
    assert [unit.id for unit in read_resolution(one).units if unit.parent == "2.b"] == []


def test_a_number_out_of_sequence_is_text_and_asked_for(fixture: ReadFixture) -> None:
    text = fixture("resolution_bold.txt").replace("- (1) Förster", "- (1) Förster\n- (7) und\n- (2) Lehrer")
    document = read_resolution(text)
    assert "1.c.7" not in {unit.id for unit in document.units}
    assert any("out of sequence" in q.text and "1.c.1" in q.text for q in document.questions)


@pytest.mark.sources
def test_reproduces_every_row_of_the_gold_table(source: ReadSource, gold: ReadGold) -> None:
    document = read_resolution(source("001"))
    expected = [
        (
            row["clause_id"],
            None if row["parent_id"] == "doc-001" else row["parent_id"],
            int(row["order"]),
            [(int(row["char_start"]), int(row["char_end"]))],
            row["kind"],
            MODES[row["section_mode"]] if row["kind"] == "section" else None,
        )
        for row in gold("clauses_001.csv")
    ]
    found = [
        (u.id, u.parent, u.order, [(s.start, s.end) for s in u.passage.spans], u.type, u.mode)
        for u in document.units
    ]
    assert len(found) == 84
    assert found == expected


@pytest.mark.sources
def test_asks_for_exactly_the_cut_units_of_the_source(source: ReadSource) -> None:
    (cut,) = (q.text for q in read_resolution(source("001")).questions if "cuts" in q.text)
    assert cut.endswith(": pre-1, pre-5, 1.j.7, 2.a, 2.l.1.")
