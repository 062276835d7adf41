from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pso_graph.readers import read_statement

if TYPE_CHECKING:
    from pso_graph.model import Passage
    from tests.readers.conftest import ReadFixture, ReadGold, ReadSource

Ends = list[tuple[str, str]]

# clause, type, first and last word of each span of the answer: written by hand from the fixture.
ANSWERS: list[tuple[str, str, Ends]] = [
    ("1.a", "acknowledgement", [("Kenntnisnahme", "Kenntnisnahme")]),
    ("1.b", "acknowledgement", [("Wird", "genommen.")]),
    ("1.c", "empty", []),
    ("1.c.1", "substantive", [("Hafenamt:</u>", "Buch"), ("und", "b)")]),
    ("1.c.2", "substantive", [("Die", "be-"), ("zahlt.", "verwiesen.")]),
    ("2.a", "empty", []),
    ("2.b", "empty", []),
    ("2.b.1", "substantive", [("Die", "Netz.")]),
    ("2.b.2", "substantive", [("Die", "gedruckt."), ("Auch", "aus.")]),
    ("2.d", "substantive", [("Das", "nicht.")]),
]
QUOTATIONS: list[tuple[str, Ends]] = [
    ("chapeau", [("Das", "Ostsee")]),
    ("1", [("stellt", "dass")]),
    ("1.a", [("das", "ist,")]),
    ("1.b", [("die", "und"), ("(b)", "erfassen,")]),
    ("1.c", [("Fachleute", "nennen:")]),
    ("1.c.1", [("weniger", "ein,")]),
    ("1.c.2", [("neue", "2022).")]),
    ("2", [("erwartet", "Hafenmeistern,")]),
    ("2.a", [("jede", "messen;")]),
    ("2.b", [("vier", "zeigen:")]),
    ("2.b.1", [("Werte,", "Werte,")]),
    ("2.b.2", [("Karten.", "Karten.")]),
    ("2.d", [("Schulen", "einzuladen.")]),
]


def ends(text: str, passage: Passage | None) -> Ends:
    if passage is None:
        return []
    words = [text[span.start : span.end].split() for span in passage.spans]
    return [(part[0], part[-1]) for part in words]


def test_joins_rows_over_page_breaks(fixture: ReadFixture) -> None:
    text = fixture("statement_split.txt")
    responses = read_statement(text).responses
    assert [(row.clause, row.type, ends(text, row.answer)) for row in responses] == ANSWERS
    assert [row.order for row in responses] == list(range(1, 11))


def test_keeps_quotations_apart_from_answers(fixture: ReadFixture) -> None:
    text = fixture("statement_split.txt")
    quotations = read_statement(text).quotations
    assert [(quotation.clause, ends(text, quotation.passage)) for quotation in quotations] == QUOTATIONS


def test_asks_where_one_cell_answers_several_clauses(fixture: ReadFixture) -> None:
    questions = read_statement(fixture("statement_split.txt")).questions
    assert [(q.about, q.text) for q in questions if q.about] == [
        ("2.b.1", "One cell answers 2.b.1 and 2.b.2: confirm where the answer is split.")
    ]


def test_bold_heads_and_escaped_numbers_read_the_same(fixture: ReadFixture) -> None:
    text = fixture("statement_split.txt")
    bold = text.replace("Nr.\tInhalt der", "**Nr.**\tInhalt der").replace("b)\t", "**b\\)**\t")
    escaped = bold.replace("\na)\t", "\n<p>a)</p>\t").replace("1. stellt", "## **1\\. stellt")
    plain, odd = read_statement(text), read_statement(escaped)
    assert [(row.clause, row.type) for row in odd.responses] == [
        (row.clause, row.type) for row in plain.responses
    ]
    assert [quotation.clause for quotation in odd.quotations] == [q.clause for q in plain.quotations]


def test_asks_for_the_target_of_a_cross_reference_to_nothing(fixture: ReadFixture) -> None:
    text = fixture("statement_split.txt").replace("Ziffer 2 b)", "Ziffer 2 c)")
    questions = read_statement(text).questions
    assert ("1.c.1", "The cross reference to 2.c leads nowhere: state its target.") in [
        (q.about, q.text) for q in questions
    ]


def test_letters_that_begin_again_without_a_head_are_the_next_section(fixture: ReadFixture) -> None:
    text = fixture("statement_split.txt").replace("2. erwartet von den\nHafenmeistern,\n\n", "")
    document = read_statement(text)
    assert [row.clause for row in document.responses][-4:] == ["2.b", "2.b.1", "2.b.2", "2.d"]
    assert any(q.about == "2.a" and "without a section head" in q.text for q in document.questions)


@pytest.mark.sources
def test_source_has_one_response_for_each_row(source: ReadSource, gold: ReadGold) -> None:
    document = read_statement(source("002"))
    clauses = [row["clause_id"] for row in gold("clauses_001.csv") if row["kind"] in ("letter", "number")]
    assert [row.clause for row in document.responses] == clauses
    assert Counter(row.type for row in document.responses) == {
        "substantive": 40,
        "acknowledgement": 24,
        "empty": 2,
    }
    assert [row.clause for row in document.responses if row.answer is None] == ["2.l", "3.e"]
    assert all(row.clause.startswith("1.") == (row.type == "acknowledgement") for row in document.responses)


@pytest.mark.sources
def test_source_quotes_all_but_thirteen_units(source: ReadSource, gold: ReadGold) -> None:
    quoted = [quotation.clause for quotation in read_statement(source("002")).quotations]
    clauses = [row["clause_id"] for row in gold("clauses_001.csv")]
    assert quoted == [clause for clause in clauses if clause in quoted]
    assert [clause for clause in clauses if clause not in quoted] == [
        *(f"pre-{n}" for n in range(1, 8)),
        *(f"rec-{n}" for n in range(1, 5)),
        "5",
        "5.1",
    ]


@pytest.mark.sources
def test_source_passages_hold_no_header_row_tab_or_outer_markup(source: ReadSource) -> None:
    text = source("002")
    document = read_statement(text)
    passages = [row.answer for row in document.responses if row.answer]
    passages += [quotation.passage for quotation in document.quotations]
    for span in (span for passage in passages for span in passage.spans):
        words = text[span.start : span.end]
        assert "\t" not in words
        assert "Resolutionsinhalt" not in words
        assert words == words.strip()
        assert words[0] not in "<-"
        assert words[-1] != ">"


@pytest.mark.sources
def test_source_answers_hold_their_measures(source: ReadSource, gold: ReadGold) -> None:
    answers = read_statement(source("002")).passages
    measures = gold("measures_002_section2.csv")
    assert len(measures) == 71
    for row in measures:
        spans = answers[row["clause_id"]].spans
        first = [n for n, span in enumerate(spans) if span.start <= int(row["char_start"]) < span.end]
        last = [n for n, span in enumerate(spans) if span.start < int(row["char_end"]) <= span.end]
        assert len(first) == len(last) == 1, row["measure_id"]
        assert last[0] - first[0] == (row["crosses_page_break"] == "yes"), row["measure_id"]


@pytest.mark.sources
def test_source_row_cut_by_a_page_break_has_exact_spans(source: ReadSource) -> None:
    spans = read_statement(source("002")).passages["2.g"].spans
    assert [(span.start, span.end) for span in spans] == [(20375, 20565), (20631, 22391), (22458, 22710)]


@pytest.mark.sources
def test_source_shared_cell_is_split_after_its_first_paragraph(source: ReadSource) -> None:
    text = source("002")
    document = read_statement(text)
    first, second = (document.passages[clause] for clause in ("3.e.1", "3.e.2"))
    assert ends(text, first) == [("Ziel", "Mecklenburg-Vorpommern.")]
    assert ends(text, second)[0][0] == "Eine"
    assert second.end == text.index("</p>\n\t<p>(3) die Vorhaltung")
    (question,) = (q for q in document.questions if q.about)
    assert question.about == "3.e.1"


@pytest.mark.sources
def test_source_says_in_one_answer_that_there_is_no_contact_point(source: ReadSource) -> None:
    assert any(
        span.start <= 28341 and span.end >= 28383
        for span in read_statement(source("002")).passages["2.l.1"].spans
    )
