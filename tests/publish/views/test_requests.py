"""Report requests: their states on the day of the data, and where days stand in the picture."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.drawing.requests import WIDTH, Scale, choose_scale, draw_requests
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.views.question import Question
from pso_graph.publish.views.requests import read_requests
from tests.publish.visiting import HTML, read_page, read_table, read_text

if TYPE_CHECKING:
    from pso_graph.publish.views.question import Row
    from pso_graph.publish.views.requests import Requests
    from pso_graph.store import EmbeddedStore
    from tests.publish.visiting import Show

days = st.dates(dt.date(1991, 1, 1), dt.date(2026, 12, 31))


def make_row(request: str, state: str = "open", **more: str) -> Row:
    columns = "document status requestedOn requestedBy requestedFrom subject dueDate recurrence"
    columns += " fulfilledBy fulfilledFrom fulfilledUntil asOf label"
    row = dict.fromkeys(columns.split(), "")
    return {**row, "request": request, "state": state, **more}


@pytest.fixture(scope="module")
def requests(dataset: EmbeddedStore) -> Requests:
    return read_requests(Question(dataset, "report-requests", {"language": "en"}).rows)


def test_requests_stand_as_the_documents_say(requests: Requests) -> None:
    # The statement complies with 8/3400 and, once more, with the standing request of 6/4498; nothing here
    # complies with 8/2816, which was due in March 2024; the motion's request is only proposed.
    found = {item.document.rpartition("/")[2]: (item.state, item.is_proposed) for item in requests.requests}
    assert found == {
        "mv-8-2816": ("overdue", False),
        "sh-motion-pso-19": ("open", True),
        "mv-6-4498": ("recurring", False),
        "mv-8-3400": ("fulfilled", False),
    }
    assert [item.state for item in requests.requests] == ["overdue", "open", "recurring", "fulfilled"]


def test_days_are_those_of_the_documents(requests: Requests) -> None:
    by_document = {item.document.rpartition("/")[2]: item for item in requests.requests}
    late = by_document["mv-8-2816"]
    assert (late.made, late.due) == (dt.date(2023, 12, 15), dt.date(2024, 3, 31))
    met = by_document["mv-8-3400"]
    assert (met.made, met.due) == (dt.date(2024, 1, 10), dt.date(2024, 5, 31))
    (fulfilment,) = met.fulfilments
    assert (fulfilment.start, fulfilment.end) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert by_document["sh-motion-pso-19"].made is None
    assert by_document["mv-6-4498"].recurrence == "standing"


def test_page_tells_the_day_of_the_data_and_not_todays(show: Show, requests: Requests) -> None:
    assert requests.day is not None
    text = read_text(read_page(show("views/requests")))
    assert f"{requests.day.day} {requests.day:%B} {requests.day.year}, not by today" in text
    assert "Of 3 requests made: 1 overdue, 0 open, 1 recurring and last complied with, 1 fulfilled." in text
    assert "only proposed (number: 1)" in text


def test_table_tells_who_asks_whom_for_what_until_when(show: Show) -> None:
    (table,) = read_page(show("views/requests", "de")).iter(f"{HTML}table")
    rows = read_table(table)
    assert len(rows) == 4
    late = rows[0]
    assert late[0] == "! überfällig"
    assert late[2] == "Landtag Mecklenburg-Vorpommern"
    assert late[3] == "Landesregierung Mecklenburg-Vorpommern"
    assert late[4:] == [
        "Entschließung der 32. BSPC",
        "15. Dezember 2023",
        "31. März 2024",
        "einmal",
        "keines hier",
    ]
    proposed = rows[1]
    assert proposed[0] == "○ offen nur beantragt"
    assert proposed[5:7] == ["Tag nicht bekannt", "kein Termin"]


def test_request_with_several_values_is_one() -> None:
    rows = [
        make_row("r", "fulfilled", subject="a", fulfilledBy="x", fulfilledFrom="2024-01-01"),
        make_row("r", "fulfilled", subject="b", fulfilledBy="x", fulfilledFrom="2024-01-01"),
        make_row("r", "fulfilled", subject="b", fulfilledBy="y"),
    ]
    (request,) = read_requests(rows).requests
    assert request.subjects == ("a", "b")
    assert [(item.document, item.start) for item in request.fulfilments] == [
        ("x", dt.date(2024, 1, 1)),
        ("y", None),
    ]


def test_nothing_is_drawn_where_no_day_is_known(dataset: EmbeddedStore) -> None:
    visit = Visit(dataset, Site(), "en")
    undated = read_requests([make_row("r", requestedOn="soon")])
    assert choose_scale(undated) is None
    assert b"Day not known" in draw_requests(visit, undated, "").as_file()
    assert draw_requests(visit, read_requests([]), "nothing").as_file()


@given(days, days, days)
def test_later_days_stand_further_right_and_in_the_picture(
    one: dt.date, other: dt.date, day: dt.date
) -> None:
    rows = [make_row("r", requestedOn=str(one), dueDate=str(other), asOf=str(day))]
    scale = choose_scale(read_requests(rows))
    assert scale is not None
    assert scale.first == min(one, other, day).year
    assert scale.last == max(one, other, day).year
    places = [scale.place(when) for when in sorted((one, other, day))]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= WIDTH


def test_years_are_about_as_wide_as_one_another() -> None:
    scale = Scale(2015, 2026)
    widths = [
        scale.place(dt.date(year + 1, 1, 1)) - scale.place(dt.date(year, 1, 1)) for year in range(2015, 2026)
    ]
    assert max(widths) - min(widths) < 0.5
