"""Side by side: what the motion and the statement say of the resolution, read from the gold tables."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.comparison import WIDTH, measure_step
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.pages.comparison import DocumentComparisonPage
from pso_graph.publish.views.comparison import read_comparisons
from pso_graph.publish.views.documents import find_language, find_slug, find_status, list_unread
from pso_graph.publish.views.question import Question
from pso_graph.rdf.namespaces import BASE, PSOG
from tests.publish.visiting import HTML, SVG, read_page, read_table, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.publish.views.comparison import Comparison
    from pso_graph.publish.views.question import Row
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

RESOLUTION = BASE + "document/pso-19-2023"
MOTION = BASE + "document/sh-motion-pso-19"
STATEMENT = BASE + "document/mv-statement-pso-19-2024"


def make_row(clause: str, unit: str = "", **more: str) -> Row:
    row = {"document": "d", "clause": clause, "number": clause, "label": "", "recommendation": "true"}
    row |= {"source": "s" if unit else "", "unit": unit, "unitNumber": unit, "unitLabel": "", "relation": "r"}
    row |= {"reply": "", "firstWords": "", "lastWords": "", "measure": "", "measureLabel": ""}
    return {**row, **more}


@pytest.fixture(scope="module")
def comparison(dataset: EmbeddedStore) -> Comparison:
    values = {"document": RESOLUTION, "language": "en"}
    (found,) = read_comparisons(Question(dataset, "follow-up-per-clause", values).rows)
    return found


def test_motion_takes_up_what_the_gold_table_says(comparison: Comparison) -> None:
    found = [
        (remark.number, remark.relation.removeprefix(PSOG.iri), line.number)
        for line in comparison.lines
        for remark in line.remarks.get(MOTION, ())
    ]
    assert sorted(found) == [
        ("m-4a", "supports", "3.a"),
        ("m-5", "supports", "4.a"),
        ("m-6.1", "takesUp", "4.a"),
        ("m-6.2", "takesUp", "4.b"),
        ("m-6.3", "takesUp", "4.c"),
        ("m-6.4", "takesUp", "4.d"),
        ("m-6.5", "takesUp", "4.e"),
    ]


def test_what_is_said_of_the_whole_is_said_of_no_clause(comparison: Comparison) -> None:
    assert comparison.whole is not None
    said = [(r.number, r.relation.removeprefix(PSOG.iri)) for r in comparison.whole.remarks[MOTION]]
    assert said == [
        ("m-3a", "welcomes"),
        ("m-3b", "approves"),
        ("m-6a", "requestsImplementationOf"),
        ("m-6b", "requestsImplementationOf"),
    ]
    assert STATEMENT not in comparison.whole.remarks
    assert len(comparison.lines) == 84


def test_counts_name_what_they_are_counts_of(comparison: Comparison, show: Show) -> None:
    assert comparison.recommendations == 39
    # 3.a and 4.a to 4.e; 4.e is the lead-in of two and no recommendation itself.
    assert comparison.count(MOTION) == (6, 5)
    # 67 responses less two empty and one omitted, which say nothing.
    assert comparison.count(STATEMENT) == (64, 39)
    text = read_text(read_page(show("views/comparison/pso-19-2023", "de")))
    assert "zu 6 von 84 Einheiten, darunter 5 von 39 Empfehlungen" in text
    assert "zu 64 von 84 Einheiten, darunter 39 von 39 Empfehlungen" in text


def test_measures_are_those_named_mainly(comparison: Comparison, shared: Path) -> None:
    with (shared / "gold" / "measures_002_section2.csv").open(encoding="utf-8") as file:
        expected = Counter(row["clause_id"] for row in csv.DictReader(file))
    found = {
        line.number: sum(len(remark.measures) for remark in line.remarks.get(STATEMENT, ()))
        for line in comparison.lines
        if line.number.startswith("2.")
    }
    assert {number: count for number, count in found.items() if count} == expected


def test_page_says_what_is_missing(show: Show) -> None:
    page = read_page(show("views/comparison/pso-19-2023"))
    (table,) = page.iter(f"{HTML}table")
    heads = [read_text(cell) for cell in next(table.iter(f"{HTML}tr"))]
    motion = next(index for index, head in enumerate(heads) if head.endswith("proposed"))
    statement = 3 - motion
    rows = {row[0].split()[0]: row for row in read_table(table)}
    assert rows["pre-1"][motion] == "not taken up"
    assert rows["pre-1"][statement] == "not answered"
    assert rows["2.l.1"][motion] == "not taken up"
    assert rows["2.l.1"][statement].startswith("− declined or different")
    assert "Measures (9)" in rows["2.l.1"][statement]
    assert rows["3.e.6"][statement].endswith("no measure named")  # A05 of the gold questions
    assert rows["4.a"][motion].startswith("● supports · m-5")
    assert "● takes up · m-6.1" in rows["4.a"][motion]
    assert len(rows) == 85


def test_page_gives_only_first_and_last_words_in_their_language(show: Show) -> None:
    page = read_page(show("views/comparison/pso-19-2023"))
    quoted = list(page.iter(f"{HTML}q"))
    # Each response with words has one place; of the motion four statements and seven that name clauses.
    assert len(quoted) == 64 + 11
    assert all(quote.get("lang") == "de" for quote in quoted)
    assert all(len(read_text(quote).replace(" … ", " ").split()) <= 12 for quote in quoted)
    german = read_page(show("views/comparison/pso-19-2023", "de"))
    assert all(quote.get("lang") is None for quote in german.iter(f"{HTML}q"))


def test_passages_are_shown_only_with_the_documents(dataset: EmbeddedStore, shared: Path) -> None:
    page = DocumentComparisonPage()
    for sources, count in ((None, 0), (shared / "sources", 64 + 11)):
        visit = Visit(dataset, Site(sources=sources), "en", path="views/comparison/pso-19-2023")
        shown = read_page(page.render(visit, document="pso-19-2023"))
        passages = list(shown.iter(f"{HTML}blockquote"))
        assert len(passages) == count
        assert all(passage.get("lang") == "de" for passage in passages)


def test_documents_that_were_not_read_are_named(dataset: EmbeddedStore, show: Show) -> None:
    unread = list_unread(dataset, RESOLUTION)
    assert BASE + "document/hh-motion-19-pso" in unread
    assert MOTION not in unread
    text = read_text(read_page(show("views/comparison/pso-19-2023")))
    assert "Hamburg motion on the 19th PSO" in text


def test_picture_has_a_box_for_each_clause_and_document(show: Show) -> None:
    body = show("views/comparison/pso-19-2023.svg").body.decode()
    # And the paper, and a legend of eight replies (none is missing but "none"), taken up, and silent.
    assert body.count("<rect ") == 2 * 84 + 1 + 10
    assert body.count("<a ") == 67 + 6
    assert body.count("stroke-dasharray") == 6, "what is proposed is dashed"


def test_all_documents_on_one_page(show: Show) -> None:
    page = read_page(show("views/comparison"))
    assert not list(page.iter(f"{HTML}table"))
    text = read_text(page)
    assert (
        "says something of 6 of 7 units." in text
    )  # decisions of the 28th BSPC; they count no recommendations
    assert "says something of 8 of 8 units." in text


def test_rows_of_one_unit_are_one_remark() -> None:
    rows = [
        make_row("d", "u0", relation="welcomes"),
        make_row(
            "a", "u1", reply="accept", firstWords="Die", lastWords="Regierung", measure="m", measureLabel="M"
        ),
        make_row(
            "a", "u1", reply="accept", firstWords="Die", lastWords="Regierung", measure="n", measureLabel="N"
        ),
        make_row("a", "u1", reply="accept", firstWords="Sie", lastWords="hat", measure="m", measureLabel="M"),
        make_row("a", "u1", relation="other"),
        make_row("b"),
    ]
    (comparison,) = read_comparisons(rows)
    assert comparison.whole is not None
    assert [line.number for line in comparison.lines] == ["a", "b"]
    first, second = comparison.lines[0].remarks["s"]
    assert first.words == (("Die", "Regierung"), ("Sie", "hat"))
    assert first.measures == {"m": "M", "n": "N"}
    assert second.reply is None
    assert (comparison.sources, comparison.lines[1].remarks) == (("s",), {})


def test_empty_responses_say_nothing() -> None:
    (comparison,) = read_comparisons(
        [make_row("a", "u", reply="empty"), make_row("b", "v", reply="acknowledgement")]
    )
    assert comparison.count("s") == (1, 1)


@given(st.integers(0, 1000))
def test_columns_fit(clauses: int) -> None:
    assert 0 < measure_step(clauses) * clauses <= WIDTH + 1e-6 or clauses == 0


def test_documents_in_addresses(dataset: EmbeddedStore) -> None:
    assert find_slug(RESOLUTION) == "pso-19-2023"
    assert find_slug(RESOLUTION + "/2.a") is None
    assert find_slug("https://example.org/id/document/x") is None
    assert find_slug("https://example.org/id/document/x", "https://example.org/") == "x"
    assert find_language(dataset, MOTION) == "de"
    assert find_language(dataset, BASE + "nothing") == ""
    assert find_status(dataset, MOTION).endswith("/status-proposed")
    assert find_status(dataset, BASE + "nothing") == ""


def test_legend_explains_only_what_is_drawn(show: Show) -> None:
    picture = ET.fromstring(show("views/comparison/bspc-28-2019.svg").body)  # noqa: S314 - our own
    assert len(list(picture.iter(f"{SVG}rect"))) == 7 + 1 + 2
    said = {text.text for text in picture.iter(f"{SVG}text")}
    assert {"taken up or supported", "says nothing of it"} <= said
    assert "accepts" not in said
