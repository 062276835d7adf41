"""Readers and data say what the hand-checked tables say, but for the differences that are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOC, PSOG, SKOS
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from tests.gold.accuracy import compare_all, main, write_mismatches, write_summary, write_table
from tests.gold.comparison import DATA, READERS, Aspect, compare_rows
from tests.gold.differences import DIFFERENCES, Difference, explain
from tests.gold.graph import Graph
from tests.gold.tables import Tables, count_words

if TYPE_CHECKING:
    from pathlib import Path

# As the tables' own README counts them.
ROWS = {
    "clauses_001": 84,
    "motion_000": 13,
    "demands_003_004": 23,
    "measures_002_section2": 71,
    "actors": 115,
}


@pytest.fixture(scope="module")
def tables(shared: Path) -> Tables:
    return Tables(shared)


@pytest.fixture(scope="module")
def aspects(tables: Tables, dataset: EmbeddedStore) -> list[Aspect]:
    return list(compare_all(tables, Graph(dataset)))


def list_unexplained(aspects: list[Aspect]) -> list[tuple[str, ...]]:
    return [
        (*aspect.key, sign, *pair)
        for aspect in aspects
        for sign, pairs in (("-", aspect.missing), ("+", aspect.extra))
        for pair in sorted(pairs)
        if not explain(aspect, sign, pair)
    ]


@pytest.mark.sources
@pytest.mark.parametrize("table", ROWS)
def test_the_data_says_what_the_table_says(aspects: list[Aspect], table: str) -> None:
    told = [aspect for aspect in aspects if aspect.table == table and aspect.side == DATA]
    assert len(told) > 1
    assert list_unexplained(told) == []


@pytest.mark.sources
@pytest.mark.parametrize("table", ["clauses_001", "motion_000", "measures_002_section2"])
def test_the_readers_return_what_the_table_says(aspects: list[Aspect], table: str) -> None:
    told = [aspect for aspect in aspects if aspect.table == table and aspect.side == READERS]
    assert told
    assert all(aspect.found == aspect.expected for aspect in told)


@pytest.mark.sources
def test_every_row_of_every_table_is_compared(aspects: list[Aspect]) -> None:
    rows = {aspect.table: len(aspect.expected) for aspect in aspects if aspect.key[1:] == (DATA, "ids")}
    assert rows == ROWS
    assert all(aspect.expected for aspect in aspects)


@pytest.mark.sources
@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_each_difference_that_is_meant_is_there(aspects: list[Aspect], difference: Difference) -> None:
    told = [aspect for aspect in aspects if aspect.table == difference.table and aspect.side == DATA]
    missing = {(aspect.name, *pair) for aspect in told for pair in aspect.missing}
    extra = {(aspect.name, *pair) for aspect in told for pair in aspect.extra}
    assert difference.missing | difference.extra
    assert difference.missing <= missing
    assert difference.extra <= extra


@pytest.mark.sources
@pytest.mark.parametrize("measure", ["M006", "M015", "M019", "M046", "M055", "M065", "M067", "M068", "M071"])
def test_what_is_no_value_of_a_property_stands_in_a_note(dataset: EmbeddedStore, measure: str) -> None:
    graph = Graph(dataset)
    (thing,) = graph.subjects(DCTERMS.identifier, Literal(measure))
    mains = set(graph.subjects(PSOG.mention, PSOC["mention-main"]))
    (report,) = mains & set(graph.subjects(PSOG.measure, thing))
    assert len(graph.values(report, SKOS.note)) == 2


def test_no_two_differences_have_one_name_or_place() -> None:
    assert len({difference.name for difference in DIFFERENCES}) == len(DIFFERENCES)
    places = [(d.table, *place) for d in DIFFERENCES for place in (*d.missing, *d.extra)]
    assert len(set(places)) == len(places)


@pytest.mark.sources
@pytest.mark.parametrize(
    ("subject", "predicate", "instead", "noticed"),
    [
        (
            "document/pso-19-2023/2.l.1/evidence/segment/1",
            PSOG.endOffset,
            Literal(13745),
            ("clauses_001", DATA, "offsets", "+", "2.l.1", "13467-13745"),
        ),
        (
            "document/sh-motion-pso-19/m-6.4",
            PSOG.takesUp,
            NamedNode(f"{BASE}document/pso-19-2023/3.e.2"),
            ("motion_000", DATA, "relation and target", "-", "m-6.4", "takesUp document/pso-19-2023/4.d"),
        ),
        (
            "document/gruene-mv-wp8-2-2021/g-5.6",
            PSOG.lineTo,
            Literal(31),
            ("demands_003_004", DATA, "lines", "+", "g-5.6", "29-31"),
        ),
        (
            "document/mv-statement-pso-19-2024/2.l.1/report/mv-language-mediator-pools",
            PSOG.measureStatus,
            PSOC["measure-existing"],
            ("measures_002_section2", DATA, "status", "-", "M046", "measure-reduced"),
        ),
        (
            "document/mso-mv-resolution-2015/k-4",
            PSOG.mentions,
            NamedNode(f"{BASE}actor/un"),
            ("actors", DATA, "files", "+", "UN", "004"),
        ),
    ],
    ids=["offset", "relation", "line", "status", "mention"],
)
def test_a_wrong_statement_is_noticed(
    tables: Tables,
    dataset: EmbeddedStore,
    subject: str,
    predicate: NamedNode,
    instead: Literal | NamedNode,
    noticed: tuple[str, ...],
) -> None:
    node = NamedNode(BASE + subject)
    quads = [q for q in dataset.find() if not (q.subject == node and q.predicate == predicate)]
    assert len(quads) < len(dataset)
    wrong = EmbeddedStore.in_memory([*quads, Quad(node, predicate, instead)])
    assert noticed in list_unexplained(list(compare_all(tables, Graph(wrong))))


def test_rows_are_compared_value_by_value() -> None:
    expected = {"a": {"colour": ["red", "blue"]}, "b": {"colour": ["red"]}}
    found = {"a": {"colour": ["red"]}, "c": {"colour": ["green"]}}
    ids, colours = compare_rows("table", DATA, ["colour"], expected, found)
    assert (len(ids.expected), len(ids.found), ids.matched) == (2, 2, 1)
    assert ids.missing == {("b", "is there")}
    assert ids.extra == {("c", "is there")}
    assert (len(colours.expected), len(colours.found), colours.matched) == (3, 2, 1)
    assert colours.missing == {("a", "blue"), ("b", "red")}
    assert colours.extra == {("c", "green")}


def test_the_report_is_a_table_with_its_mismatches_below() -> None:
    aspect = Aspect("birds", DATA, "wings", frozenset({("wren", "two")}), frozenset({("wren", "three")}))
    assert list(write_table([aspect])) == [
        "table  told by  aspect  expected  found  matched",
        "birds  data     wings          1      1        0",
    ]
    assert "2 differences, 0 of them meant (--mismatches lists them with the reasons)." in write_summary(
        [aspect]
    )
    assert list(write_mismatches([aspect])) == [
        "",
        "birds · data · wings",
        "  - wren: two",
        "  + wren: three",
    ]


def test_words_are_runs_with_a_letter_or_digit() -> None:
    assert count_words("drei Häuser – am See 4\n-\nendlich.") == 6


def test_without_the_tables_the_report_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources").mkdir()
    main(["--shared", str(tmp_path)])
    said = capsys.readouterr().out
    assert said.startswith("Nothing to compare with: gold not found in ")
    assert "--shared" in said


@pytest.mark.sources
def test_the_report_gives_the_reason_of_each_mismatch(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--shared", str(shared), "--mismatches"])
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["table", "told", "by", "aspect", "expected", "found", "matched"]
    mismatches = [line for line in lines if line.startswith(("  - ", "  + "))]
    assert len(mismatches) == sum(len(d.missing) + len(d.extra) for d in DIFFERENCES)
    assert all(line.endswith("]") for line in mismatches)
