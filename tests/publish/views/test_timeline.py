"""The timeline: dates as exact as they are known; expected ones are read from the files in ``data``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pso_graph.publish.views.question import Question
from pso_graph.publish.views.timeline import find_status, read_entry, read_lanes
from tests.publish.visiting import HTML, SVG, read_page, read_table, read_text

if TYPE_CHECKING:
    from pso_graph.publish.views.question import Row
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show


def make_row(date: str, end: str = "", written: str = "", **more: str) -> Row:
    row = {"date": date, "endDate": end, "dateText": written, "kind": "measure", "group": "", "thing": "t"}
    return {**row, "status": "", "sureness": "", "label": "l", "number": "", **more}


@pytest.mark.parametrize(
    ("row", "end", "exactness"),
    [
        (make_row("2023-09-19"), dt.date(2023, 9, 19), "day"),
        (make_row("2020-08-24", "2020-08-24", "2020-08-24"), dt.date(2020, 8, 24), "day"),
        (make_row("2024-03-01", "2024-03-31", "2024-03"), dt.date(2024, 3, 31), "month"),
        (make_row("2007-01-01", "2007-12-31", "2007"), dt.date(2007, 12, 31), "year"),
        (make_row("2023-07-01", "2024-06-30", "2023-07-01/2024-06-30"), dt.date(2024, 6, 30), "period"),
        (make_row("2015-01-01", "", "2015/.."), None, "period"),
        (make_row("2021-12-31", "2021-12-31", "/2021"), dt.date(2021, 12, 31), "period"),
    ],
)
def test_date_is_as_exact_as_it_is_written(row: Row, end: dt.date | None, exactness: str) -> None:
    entry = read_entry(row)
    assert (entry.start, entry.end, entry.exactness) == (dt.date.fromisoformat(row["date"]), end, exactness)


def test_lanes_are_in_order_and_hold_each_row_once(dataset: EmbeddedStore) -> None:
    rows = Question(dataset, "timeline", {"language": "en"}).rows
    lanes = read_lanes(rows)
    kinds = [lane.kind for lane in lanes]
    assert list(dict.fromkeys(kinds)) == ["conference", "document", "due-date", "measure", "instrument"]
    assert [lane.group.rpartition("/")[2] for lane in lanes[:2]] == ["bspc", "pso"]
    assert sum(len(lane.entries) for lane in lanes) == len(rows)
    # Conferences: 1991 to 2025, none in 1993. Forums: 2004 to 2026, two in 2004, none in 2020 and 2021.
    assert [len(lane.entries) for lane in lanes[:2]] == [34, 22]


def test_unknown_forum_comes_last() -> None:
    lanes = read_lanes(
        [make_row("2001-01-01", kind="conference", group=group) for group in ("https://x", "")]
    )
    assert [lane.group for lane in lanes] == ["", "https://x"]


def test_what_is_from_memory_or_inferred_is_told(dataset: EmbeddedStore) -> None:
    rows = {row["thing"].rpartition("/id/")[2]: row for row in Question(dataset, "timeline", {}).rows}
    assert rows["conference/bspc-1"]["sureness"] == ""
    assert rows["conference/bspc-5"]["sureness"] == "memory"  # data/reference/memory/conferences.ttl
    assert rows["conference/pso-22"]["sureness"] == "inferred"  # data/reference/inferred/conferences.ttl
    assert rows["document/bzi-beschluss-personal"]["sureness"] == "inferred"


def test_table_has_every_row_with_its_doubt(show: Show) -> None:
    page = read_page(show("views/timeline/conference"))
    bspc, pso = page.iter(f"{HTML}table")
    assert read_text(next(iter(bspc.iter(f"{HTML}caption")))).endswith("34")
    assert read_table(pso)[-1][1:4] == ["2026-01-01", "2026-12-31", "2026"]
    assert read_table(pso)[-1][-1] == "inferred"
    assert [row[-1] for row in read_table(bspc)][:5] == ["", "from memory", "", "from memory", "from memory"]


def read_picture(show: Show, path: str) -> ET.Element:
    return ET.fromstring(show(f"{path}.svg").body)  # noqa: S314 - our own


def test_meetings_are_beads_with_their_number(show: Show) -> None:
    picture = read_picture(show, "views/timeline/conference")
    beads = [link for link in picture.iter(f"{SVG}a") if link.find(f"{SVG}circle") is not None]
    numbers = [read_text(text) for link in beads for text in link.iter(f"{SVG}text")]
    assert numbers == [*map(str, range(1, 35)), *map(str, range(1, 23))]
    dashed = [
        number
        for link, number in zip(beads, numbers, strict=True)
        if next(iter(link.iter(f"{SVG}circle"))).get("stroke-dasharray")
    ]
    assert dashed[0] == "2"
    assert dashed[-1] == "22"


def test_picture_begins_with_the_first_conference(show: Show) -> None:
    words = [read_text(text) for text in read_picture(show, "views/timeline").iter(f"{SVG}text")]
    assert "1991" in words
    assert any(word.startswith("‹ 1948 ") and word.endswith("?") for word in words), (
        "what is older is at the edge"
    )


def test_open_period_ends_in_an_arrow_at_the_edge(show: Show) -> None:
    picture = read_picture(show, "views/timeline/measure")
    bars = {read_text(next(iter(link))).partition(":")[0]: link for link in picture.iter(f"{SVG}a")}
    (arrow,) = bars["2015/.."].iter(f"{SVG}path")
    assert arrow.get("d", "").count("l") == 2, "the two edges of the head"
    assert bars["2024-03"].find(f"{SVG}rect") is not None, "a month is a bar, hollow as the day is not known"
    assert str(bars["2024-03"].find(f"{SVG}rect").get("fill")) == "#fdfdfb"  # type: ignore[union-attr]


def test_proposed_is_said_in_words_and_dashes() -> None:
    entry = read_entry(make_row("2024-01-01", kind="document", status="proposed"))
    assert entry.is_proposed
    assert find_status("document", "proposed").endswith("/concept/status-proposed")
    assert find_status("measure", "planned").endswith("/concept/measure-planned")


def test_page_says_how_much_is_not_sure(show: Show) -> None:
    text = read_text(read_page(show("views/timeline/due-date")))
    assert "2 dates of 2 things; 0 of them are inferred" in text
