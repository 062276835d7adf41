"""The response matrix: counts by section and reply, read from the documents and the gold tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pso_graph.publish.drawing.matrix import CELL, COLUMNS, GAP, WIDTH, measure_strip, place_cell
from pso_graph.publish.views.matrix import count_replies, read_matrices
from pso_graph.publish.views.question import Question
from tests.publish.visiting import HTML, SVG, read_page, read_table, read_text

if TYPE_CHECKING:
    from pso_graph.publish.views.matrix import Matrix
    from pso_graph.publish.views.question import Row
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

GOVERNMENT = "https://w3id.org/pso-graph/id/actor/landesregierung-mv"


def make_row(clause: str, respondent: str = "g", reply: str = "none", **more: str) -> Row:
    row = {"document": "d", "parent": "d", "number": clause, "label": f"about {clause}"}
    row |= {
        "unitType": "letter",
        "recommendation": "true",
        "response": "" if reply == "none" else f"r-{clause}",
    }
    return {**row, "clause": clause, "respondent": respondent, "reply": reply, **more}


@pytest.fixture(scope="module")
def matrix(dataset: EmbeddedStore) -> Matrix:
    (found,) = read_matrices(Question(dataset, "response-matrix", {"language": "en"}).rows)
    return found


def test_sections_have_all_units_once(matrix: Matrix) -> None:
    # Preamble 7, recipients 4, chapeau; then each section with its own line: 14 findings of which one has 10
    # parts, 12 needs of which one has 6, 8 points of which one has 8, 6 expectations of which one has 2, 1.
    heads = [section.head.number if section.head else "" for section in matrix.sections]
    assert heads == ["", "1", "2", "3", "4", "5"]
    assert [len(section.units) for section in matrix.sections] == [12, 25, 19, 17, 9, 2]
    assert len({line.unit for line in matrix.lines}) == 84


def test_recommendations_are_leaves_that_ask_for_something(matrix: Matrix) -> None:
    # 2: eleven letters without parts and six numbers; 3: seven and eight; 4: five and two.
    assert [section.recommendations for section in matrix.sections] == [0, 0, 17, 15, 7, 0]
    assert matrix.recommendations == 39


def test_replies_are_counted_with_their_denominators(matrix: Matrix) -> None:
    tally = count_replies(matrix.lines, GOVERNMENT)
    # The gold tables: 24 acknowledgements, 40 in substance, 3 without words, of 67; the rest of 84 has none.
    assert tally.units["acknowledgement"] == 24
    assert tally.units["empty"] + tally.units["omitted"] == 3
    assert tally.units["none"] == 84 - 67
    assert tally.units.total() == 84
    assert tally.worded == 64
    assert tally.answered == 39  # 4.e has a response in substance too, but is a lead-in
    assert tally.recommendations.total() == matrix.recommendations


def test_page_says_how_many_of_how_many(show: Show) -> None:
    text = read_text(read_page(show("views/matrix/pso-19-2023")))
    assert "39 of 39 recommendations" in text
    assert "on 64 of all 84 units" in text
    german = read_text(read_page(show("views/matrix/pso-19-2023", "de")))
    assert "39 von 39 Empfehlungen" in german


def test_table_by_section_adds_up(show: Show) -> None:
    page = read_page(show("views/matrix/pso-19-2023"))
    sections = next(iter(page.iter(f"{HTML}table")))
    rows = read_table(sections)
    assert [row[1] for row in rows] == ["12", "25", "19", "17", "9", "2"]
    assert [row[-1] for row in rows] == ["0 of 0", "0 of 0", "17 of 17", "15 of 15", "7 of 7", "0 of 0"]
    (total,) = ([read_text(cell) for cell in row] for foot in sections.iter(f"{HTML}tfoot") for row in foot)
    assert total[1] == "84"
    assert sum(map(int, total[2:-1])) == 84
    for column in range(1, len(total) - 1):
        assert sum(int(row[column] or 0) for row in rows) == int(total[column])


def test_table_by_unit_shows_reply_in_words_with_a_link(show: Show) -> None:
    page = read_page(show("views/matrix/pso-19-2023"))
    *_, table = page.iter(f"{HTML}table")
    rows = {row[0]: row for row in read_table(table)}
    assert len(rows) == 84
    assert rows["1.a"][2:] == ["", "· acknowledgement"]
    assert rows["2.l.1"][2:] == ["yes", "− declined or different"]
    assert rows["2.l"][2:] == ["", "○ empty response"]
    assert rows["5.1"][3] == "× omitted"
    assert rows["pre-1"][3] == "– no response"
    links = {link.get("href") for link in table.iter(f"{HTML}a")}
    assert "../../page/document/mv-statement-pso-19-2024/2.l.1" in links


def test_picture_says_what_the_table_says(show: Show) -> None:
    page = read_page(show("views/matrix/pso-19-2023"))
    *_, table = page.iter(f"{HTML}table")
    (picture,) = (svg for svg in page.iter(f"{HTML}svg") if svg.get("class") == "drawing")
    drawn = [read_text(title) for link in picture.iter(f"{HTML}a") for title in link.iter(f"{HTML}title")]
    told = [f"{row[0]} {row[1]}: {row[3].partition(' ')[2]}" for row in read_table(table)]
    assert drawn == told


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ("declined-or-different", ["2.l.1", "3.e.6", "4.d"]),  # A08 of the gold questions
        ("empty", ["2.l", "3.e"]),
        ("omitted", ["5.1"]),
    ],
)
def test_one_reply_only(show: Show, reply: str, numbers: list[str]) -> None:
    page = read_page(show(f"views/matrix/pso-19-2023/{reply}"))
    (table,) = page.iter(f"{HTML}table")
    assert [row[0] for row in read_table(table)] == numbers
    assert "39 of 39" in read_text(page), "the denominators stay those of the whole document"
    assert show(f"views/matrix/pso-19-2023/{reply}.svg").body.count(b"<a ") == len(numbers)


def test_several_bodies_stand_side_by_side() -> None:
    rows = [
        make_row("1.a", "g", "accept"),
        make_row("1.a", "h"),
        make_row("1.b", "g", "empty"),
        make_row("1.b", "h", "partly"),
    ]
    (matrix,) = read_matrices(rows)
    assert matrix.respondents == ("g", "h")
    assert [line.answering for line in matrix.lines] == [1, 2]
    assert (matrix.tally.answered, matrix.tally.worded, matrix.tally.units.total()) == (2, 2, 4)


def test_units_without_order_are_not_torn_apart() -> None:
    """Rows are ordered by body before unit where no order is known."""
    rows = [
        make_row("x", "g", "accept"),
        make_row("y", "g"),
        make_row("x", "h"),
        make_row("y", "h", "partly"),
    ]
    (matrix,) = read_matrices(rows)
    assert [(line.unit, sorted(line.cells)) for line in matrix.lines] == [
        ("x", ["g", "h"]),
        ("y", ["g", "h"]),
    ]


def test_two_responses_of_one_body_are_both_shown_and_the_unit_counts_once_for_each() -> None:
    rows = [make_row("x", reply="accept"), make_row("x", reply="partly", response="later"), make_row("y")]
    (matrix,) = read_matrices(rows)
    assert [cell.reply.key for cell in matrix.lines[0].cells["g"]] == ["accept", "partly"]
    assert matrix.lines[0].answering == 1
    assert matrix.tally.units == {"accept": 1, "partly": 1, "none": 1}


def test_unit_deep_in_a_section_belongs_to_it() -> None:
    rows = [
        make_row("s", unitType="section", recommendation="false"),
        make_row("s.1", parent="s", recommendation="false"),
        make_row("s.1.a", parent="s.1"),
        make_row("end"),
    ]
    (matrix,) = read_matrices(rows)
    assert [[line.unit for line in section.units] for section in matrix.sections] == [
        ["s", "s.1", "s.1.a"],
        ["end"],
    ]


def test_stance_that_other_data_uses_counts_as_substantive() -> None:
    (matrix,) = read_matrices([make_row("x", reply="own-stance")])
    assert (matrix.tally.answered, matrix.lines[0].cells["g"][0].reply.key) == (1, "substantive")


def test_two_documents_are_two_matrices(dataset: EmbeddedStore) -> None:
    first, second = read_matrices([make_row("a"), make_row("b", document="e", parent="e")])
    assert (first.document, second.document) == ("d", "e")
    assert read_matrices([]) == []
    motion = {"document": "document/sh-motion-pso-19"}
    assert read_matrices(Question(dataset, "response-matrix", motion).rows) == []


def test_cells_do_not_overlap_and_stay_in_the_picture() -> None:
    places = [place_cell(index, 10) for index in range(3 * COLUMNS)]
    assert len(set(places)) == len(places)
    assert all(0 <= left <= WIDTH - CELL[0] for left, _ in places)
    assert {b - a for (a, _), (b, _) in pairwise(places) if b > a} == {CELL[0] + GAP}
    assert {top for _, top in places} == {10, 10 + CELL[1] + GAP, 10 + 2 * (CELL[1] + GAP)}
    assert measure_strip(3 * COLUMNS) == 3 * (CELL[1] + GAP)
    assert measure_strip(COLUMNS + 1) == 2 * (CELL[1] + GAP)


def test_file_has_a_cell_for_each_unit(show: Show) -> None:
    body = show("views/matrix/pso-19-2023.svg", "de").body.decode()
    assert body.count("<a ") == 84
    assert f'xmlns="{SVG[1:-1]}"' in body
