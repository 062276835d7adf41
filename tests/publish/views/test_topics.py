"""Topics: counts with their denominators, read from the documents and the gold questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.topics import STEPS, choose_shade
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.topics import group_contents, read_topics
from tests.publish.visiting import HTML, read_page, read_table, read_text

if TYPE_CHECKING:
    from pso_graph.publish.views.topics import TopicTable
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

# All things of a kind: leaves of 001 (84 units less ten with parts), statements of 000, leaves of 003 and 004
# (each less one lead-in), responses with words, measures, and the decisions of the 28th and 29th BSPC.
TOTALS = {
    ("decision", "bspc-28-2019"): 7,
    ("decision", "bspc-29-2020"): 8,
    ("clause", "gruene-mv-wp8-2-2021"): 10,
    ("clause", "mso-mv-resolution-2015"): 11,
    ("clause", "pso-19-2023"): 74,
    ("clause", "sh-motion-pso-19"): 13,
    ("response", "mv-statement-pso-19-2024"): 64,
    ("measure", "mv-statement-pso-19-2024"): 126,
}


@pytest.fixture(scope="module")
def table(dataset: EmbeddedStore) -> TopicTable:
    return read_topics(Question(dataset, "topics-by-document", {}).rows)


def test_columns_stand_in_the_order_of_lineage_with_their_totals(table: TopicTable) -> None:
    found = {(column.kind, column.document.rpartition("/")[2]): column.total for column in table.columns}
    assert list(found.items()) == list(TOTALS.items())


def test_recognition_is_where_a17_of_the_gold_questions_says(table: TopicTable) -> None:
    topic = table.find("recognition")
    assert topic is not None
    found = {
        (column.kind, column.document.rpartition("/")[2]): count for column, count in topic.counts.items()
    }
    assert found == {
        ("clause", "pso-19-2023"): 2,  # 4.d, 3.e.2
        ("clause", "sh-motion-pso-19"): 1,  # m-6.4
        ("clause", "gruene-mv-wp8-2-2021"): 1,  # g-5.6
        ("response", "mv-statement-pso-19-2024"): 2,
        ("measure", "mv-statement-pso-19-2024"): 5,  # M048, M083 to M086
    }
    assert topic.weight == 11
    assert topic.count_kind("clause") == 4
    assert topic.count_kind("decision") == 0
    assert table.find("nothing") is None


def test_topic_page_lists_what_the_table_counts(
    show: Show, dataset: EmbeddedStore, table: TopicTable
) -> None:
    for topic in table.topics[:5]:
        rows = Question(dataset, "topic-contents", {"topic": topic.key, "language": "en"}).rows
        contents = group_contents(rows)
        assert {kind: len(things) for kind, things in contents.items()} == {
            kind: topic.count_kind(kind) for kind in contents
        }
    page = read_page(show("views/topics/recognition"))
    assert "0 decisions of the BSPC, 4 clauses, 2 responses and 5 measures" in read_text(page)
    clauses, responses, measures = (read_table(found) for found in page.iter(f"{HTML}table"))
    assert {row[0] for row in clauses} == {"4.d", "3.e.2", "m-6.4", "g-5.6"}
    assert {(row[0], row[3]) for row in responses} == {
        ("4.d", "− declined or different"),
        ("3.e.2", "+ accepts"),
    }
    assert {row[0] for row in measures} == {"M048", "M083", "M084", "M085", "M086"}
    assert next(row[2] for row in clauses if row[0] == "m-6.4").endswith("proposed")


def test_decisions_are_told_apart_from_clauses(show: Show) -> None:
    page = read_page(show("views/topics/arrival-advice"))
    decisions, *_ = page.iter(f"{HTML}table")
    assert [row[0] for row in read_table(decisions)] == ["26"]


def test_table_says_each_count_in_figures(show: Show, table: TopicTable) -> None:
    (shown,) = read_page(show("views/topics")).iter(f"{HTML}table")
    rows = {row[-1]: row[1:-1] for row in read_table(shown)}
    for topic in table.topics:
        assert rows[topic.key] == [str(topic.counts.get(column, "")) for column in table.columns]


def test_picture_of_a_topic_says_shares(show: Show) -> None:
    body = show("views/topics/recognition.svg").body.decode()
    for said in ("2 of 74", "1 of 13", "1 of 10", "2 of 64", "5 of 126", "0 of 11"):
        assert said in body


@given(st.floats(0, 1))
def test_larger_shares_are_darker(share: float) -> None:
    shade = choose_shade(share)
    assert 0 <= shade <= STEPS
    assert (shade == 0) == (share == 0)
    assert choose_shade(share / 2) <= shade


def test_shades_are_fifths_of_a_quarter() -> None:
    assert [choose_shade(share) for share in (0.01, 0.06, 0.11, 0.16, 0.21, 0.3, 1)] == [1, 2, 3, 4, 5, 5, 5]
