"""Figures of load generators, and our own one."""

from __future__ import annotations

import asyncio
from itertools import islice
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.client import find_percentile, read_answer, write_requests
from tests.benchmarks.load import Figures, choose_median, read_figures
from tests.benchmarks.report import write_figures, write_ratios
from tests.depth import examples


@pytest.mark.parametrize(
    ("percent", "value"), [(1, 1.0), (25, 1.0), (26, 2.0), (50, 2.0), (75, 3.0), (95, 4.0), (100, 4.0)]
)
def test_percentiles_by_nearest_rank(percent: float, value: float) -> None:
    assert find_percentile([1.0, 2.0, 3.0, 4.0], percent) == value


@settings(max_examples=examples(100))
@given(st.lists(st.integers(0, 50), min_size=1).map(sorted), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_enough_do_not_exceed(values: list[int], percent: int) -> None:
    found = find_percentile(values, percent)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert 100 * sum(value < found for value in values) < percent * len(values)


def test_figures_are_the_last_line() -> None:
    told = '{"requests": 50, "failures": 2, "seconds": 4.0, "p50": 1.0, "p95": 2.0, "p99": 3.5}'
    assert read_figures(f"Running 4s test\n{told}\n") == Figures(12.5, 1.0, 2.0, 3.5, 2)


def test_the_median_round_counts_and_no_failure_is_lost() -> None:
    rounds = [Figures(rate, rate, 0, 0, failures) for rate, failures in ((30, 1), (10, 0), (20, 2))]
    assert choose_median(rounds) == Figures(20, 20, 0, 0, 3)
    assert choose_median(rounds[:2]).rate == 10


def test_servers_that_answer_wrongly_get_no_figures() -> None:
    assert "no figures" in write_figures(None)
    assert "3 requests failed" in write_figures(Figures(100, 1, 2, 3, 3))


def test_a_server_that_answers_nothing_in_time_gets_no_figures() -> None:
    assert "no figures" in write_figures(Figures(0, 0, 0, 0, 0))


def test_ratios_are_ours_by_theirs() -> None:
    ours, other = Figures(300, 1.0, 2.0, 3.0, 0), Figures(100, 2.0, 8.0, 12.0, 0)
    assert write_ratios(ours, other).split() == ["3.00", "0.50", "0.25", "0.25"]


def test_targets_come_in_turn_and_no_text_repeats() -> None:
    requests = list(islice(write_requests(["/q?query=A", "/q?query=B"], "m"), 100))
    assert len(set(requests)) == 100
    targets = [unquote(request.decode("ascii").split(" ")[1]) for request in requests]
    assert targets[:3] == ["/q?query=A #m-1", "/q?query=B #m-2", "/q?query=A #m-3"]


def test_without_a_mark_texts_are_sent_as_they_are() -> None:
    first, second = islice(write_requests(["/q?query=A"], None), 2)
    assert first == second
    assert first.startswith(b"GET /q?query=A HTTP/1.1\r\n")


WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA\r\n0123456789\r\n0\r\n\r\n"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\ncontent-length: 0\r\n\r\n"


def _read(*answers: bytes) -> list[tuple[bool, bool]]:
    async def read() -> list[tuple[bool, bool]]:
        reader = asyncio.StreamReader()
        reader.feed_data(b"".join(answers))
        reader.feed_eof()
        return [await read_answer(reader) for _ in answers]

    return asyncio.run(read())


def test_answers_are_read_to_their_end() -> None:
    assert _read(WHOLE, CHUNKED, WHOLE, BUSY) == [(True, True), (True, True), (True, True), (False, False)]


@pytest.mark.parametrize("answer", [WHOLE, CHUNKED])
def test_an_answer_that_is_cut_off_is_none(answer: bytes) -> None:
    for length in range(len(answer)):
        with pytest.raises(asyncio.IncompleteReadError):
            _read(answer[:length])
