"""Flows from decisions to measures: counts read from the gold tables, and nothing lost on the way."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.pages.flow import TopicFlowPage
from pso_graph.publish.views.flow import INSTRUMENT, NONE, UNTAKEN, UNTOLD, Flows, find_concept
from pso_graph.publish.views.question import Question
from tests.publish.visiting import HTML, read_page, read_table, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.publish.views.question import Row
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

RESOLUTION = "https://w3id.org/pso-graph/id/document/pso-19-2023/"
BSPC_28, BSPC_29 = (f"https://w3id.org/pso-graph/id/document/bspc-{name}" for name in ("28-2019", "29-2020"))


def make_row(clause: str = "c", reply: str = "accept", measure: str = "", **more: str) -> Row:
    row = {"resolution": "", "origin": "", "clause": clause, "mode": "expects", "recommendation": "true"}
    row |= {"response": f"r-{clause}" if clause else "", "reply": reply, "measure": measure, "status": ""}
    return {**row, "measureStatus": "planned" if measure else "", **more}


@pytest.fixture(scope="module")
def flows(dataset: EmbeddedStore) -> Flows:
    return Flows(Question(dataset, "decision-flows", {}).rows)


def test_what_is_counted(flows: Flows) -> None:
    # Of leaves, 17 in section 2, 15 in section 3 and 7 in section 4 ask for something; in section 1,
    # 13 letters and 10 numbers find something; 5.1 thanks. 1.j, 2.l, 3.e and 4.e only lead in.
    assert flows.count("clause") == 17 + 15 + 7 + 13 + 10 + 1
    assert flows.count("clause", where={"recommendation": "true"}) == 39
    assert flows.count("measure") == 126
    assert (flows.taken, flows.decisions) == (14, 15)  # a Baltic-wide agreement is what nobody takes up


def test_replies_are_those_of_the_gold_questions(flows: Flows) -> None:
    found = {key: count for (stage, key), count in flows.things.items() if stage == "response"}
    # 24 acknowledgements, of which the one of 1.j is no leaf's; 5.1 is left out; A08: three declined.
    assert (found["acknowledgement"], found["omitted"], found["declined-or-different"]) == (23, 1, 3)
    assert sum(found.values()) == 63


def test_paths_through_a_clause_are_the_measures_that_its_response_names(flows: Flows, shared: Path) -> None:
    with (shared / "gold" / "measures_002_section2.csv").open(encoding="utf-8", newline="") as file:
        mainly = Counter(row["clause_id"] for row in csv.DictReader(file))
    named = Counter(row["clause"].removeprefix(RESOLUTION) for row in flows.rows if row["measure"])
    assert named["2.l.1"] == mainly["2.l.1"] == 9
    # A response names the measures of the table, and some that the statement mainly tells elsewhere.
    assert all(named[clause] >= count for clause, count in mainly.items())


def test_flow_is_kept_at_every_bar(flows: Flows) -> None:
    entering, leaving = Counter(), Counter()  # type: ignore[var-annotated]
    for (left, right), count in flows.links.items():
        leaving[left] += count
        entering[right] += count
    for node, count in flows.paths.items():
        stage, key = node
        assert stage == "origin" or entering[node] == count
        assert stage == "measure" or key == UNTAKEN or leaving[node] == count
    assert sum(flows.paths[node] for node in flows.stages[0]) == len(flows.rows)


def test_stages_are_in_the_order_of_the_text_and_of_the_schemes(flows: Flows) -> None:
    origins, clauses, responses, measures = ([key for _, key in stage] for stage in flows.stages)
    assert origins == [BSPC_28, BSPC_29, INSTRUMENT, NONE]
    assert clauses == ["finds", "urgent-need", "deems-necessary", "expects", "thanks", UNTAKEN]
    assert responses[:3] == ["accept", "partly", "declined-or-different"]
    assert measures == ["planned", "ongoing", "existing", "completed", "reduced", NONE]


rows = st.lists(
    st.builds(
        make_row,
        st.sampled_from(["c1", "c2", "c3"]),
        st.sampled_from(["accept", "none", "own-stance"]),
        st.sampled_from(["", "m1", "m2"]),
        origin=st.sampled_from(["", "o1", "o2"]),
    ),
    min_size=1,
    max_size=12,
)


@given(rows)
def test_every_path_is_counted_at_every_stage(found: list[Row]) -> None:
    flows = Flows(found)
    for stage in flows.stages:
        assert sum(flows.paths[node] for node in stage) == len(found)
    assert flows.links.total() == 3 * len(found)
    assert all(flows.things[node] <= flows.paths[node] for node in flows.paths)


def test_what_is_counted_where_nothing_follows() -> None:
    flows = Flows(
        [make_row("c1", "none", response=""), make_row("c2"), make_row("c2", measure="m", measureStatus="")]
    )
    assert flows.things["origin", NONE] == 2, "clauses without origin"
    assert flows.things["response", "none"] == 1, "clauses without response"
    assert flows.things["measure", NONE] == 2, "a response, and a clause without one"
    assert flows.things["measure", UNTOLD] == 1


def test_decision_that_nobody_takes_up_ends_there() -> None:
    alone = make_row("", "", resolution="d", origin="d/1", mode="", recommendation="")
    flows = Flows([alone])
    assert flows.links == {(("origin", "d"), ("clause", UNTAKEN)): 1}
    assert (flows.decisions, flows.taken) == (1, 0)
    assert flows.stages[2:] == ((), ())


def test_what_nodes_stand_for() -> None:
    assert find_concept(("origin", "https://d")) == "https://d"
    assert str(find_concept(("clause", "expects"))).endswith("/concept/mode-expects")
    assert str(find_concept(("response", "partly"))).endswith("/concept/stance-partly")
    assert str(find_concept(("measure", "planned"))).endswith("/concept/measure-planned")
    assert find_concept(("measure", NONE)) is None


def test_page_tells_what_counts_several_times(show: Show) -> None:
    text = read_text(read_page(show("views/flow")))
    assert "14 of 15 known BSPC decisions are taken up." in text
    assert "63 clauses without sub-clauses are counted, 39 of them recommendations" in text
    assert "0 of them stand in documents that are only proposed" in text
    assert "126 different measures" in text
    assert "a clause counts once if its response names at most one measure" in text


def test_tables_say_what_the_picture_says(show: Show, flows: Flows) -> None:
    *ribbons, paths = read_page(show("views/flow")).iter(f"{HTML}table")
    assert sum(len(read_table(table)) for table in ribbons) == len(flows.links)
    assert len(read_table(paths)) == len(flows.rows)
    picture = show("views/flow.svg").body.decode()
    assert picture.count("fill-opacity") == len(flows.links)
    first = read_table(ribbons[0])[0]
    assert f"{first[0]} → {first[1]}, paths: {first[2].split()[0]}" in picture


def test_topic_shows_only_its_paths(show: Show, dataset: EmbeddedStore, flows: Flows) -> None:
    rows = Question(dataset, "decision-flows", {"topic": "volunteering"}).rows
    whole = {tuple(value for key, value in row.items() if key != "topic") for row in flows.rows}
    assert {tuple(value for key, value in row.items() if key != "topic") for row in rows} < whole
    page = read_page(show("views/flow/volunteering"))
    assert f"Breadth counts paths ({len(rows)})" in read_text(page)


def test_each_topic_has_a_page(dataset: EmbeddedStore, show: Show) -> None:
    paths = list(TopicFlowPage().list_paths(dataset))
    assert "views/flow/recognition" in paths
    assert paths == sorted(set(paths))
    assert all(show(f"{path}.csv").body.count(b"\n") > 1 for path in paths[::6])
