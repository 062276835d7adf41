"""Times in words: the table was written before the code, from EDTF and good usage of both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.publish.things.dates import write_time
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import Literal

if TYPE_CHECKING:
    from datetime import date

    from pso_graph.store import EmbeddedStore

TIMES = [
    ("2023-09-19", "19. September 2023", "19 September 2023"),
    ("2024-03", "März 2024", "March 2024"),
    ("2020", "2020", "2020"),
    ("2023-09-17/2023-09-19", "17. bis 19. September 2023", "17–19 September 2023"),
    (
        "2002-09-30/2002-10-01",
        "30. September 2002 bis 1. Oktober 2002",
        "30 September 2002 to 1 October 2002",
    ),
    ("2015/..", "seit 2015", "since 2015"),
    ("2023-10/..", "seit Oktober 2023", "since October 2023"),
    ("2016-08/", "seit August 2016", "since August 2016"),
    ("../2022", "bis 2022", "until 2022"),
    ("/2021", "bis 2021", "until 2021"),
    ("2016/2023", "2016 bis 2023", "2016 to 2023"),
    ("2017-09-05/2020", "5. September 2017 bis 2020", "5 September 2017 to 2020"),
    ("../..", "../..", "../.."),
    ("2023-13", "2023-13", "2023-13"),
    ("unbekannt", "unbekannt", "unbekannt"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "german", "english"), TIMES)
def test_times_are_written_for_readers(text: str, german: str, english: str) -> None:
    assert (write_time(text, "de"), write_time(text, "en")) == (german, english)


@given(st.dates())
def test_every_day_keeps_its_numbers(day: date) -> None:
    written = write_time(day.isoformat(), "en").split()
    assert (int(written[0]), int(written[2])) == (day.day, day.year)


@given(st.text(max_size=20))
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(write_time(text, "de"), str)


def test_every_time_of_the_data_is_put_into_words(dataset: EmbeddedStore) -> None:
    texts = {
        quad.object.value for quad in dataset.find(None, PSOG.dateText) if isinstance(quad.object, Literal)
    }
    assert len(texts) > 50
    for text in texts:
        assert "/" not in write_time(text, "de"), text
