"""Servers to test, each in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.running import run_server
from tests.web.things import write_things

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.running import Server

THINGS = 1200
ONE_FOR_ALL = {"client_queries": 100, "client_budget": 10_000}
"""Lets one client have what all of them may: tests ask from one address."""


@pytest.fixture(scope="session")
def things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 1,200 things, each with one property, in one named graph."""
    file = tmp_path_factory.mktemp("things") / "things.nq"
    write_things(file)
    return file


@pytest.fixture(scope="module")
def server(things: Path) -> Iterator[Server]:
    """A server with two workers and room for large answers."""
    with run_server(
        *("--data", str(things), "--query-workers", "2", "--timeout", "3"),
        memory_limit=256 << 20,
        row_limit=2_000_000,
        **ONE_FOR_ALL,
    ) as running:
        yield running


@pytest.fixture(scope="module")
def narrow(things: Path) -> Iterator[Server]:
    """A server with one worker, one place to wait, and little patience."""
    with run_server(
        *("--data", str(things), "--query-workers", "1", "--timeout", "3"),
        row_limit=100_000,
        byte_limit=4 << 20,
        queue_limit=1,
        queue_time=1,
        sending_limit=1,
        **ONE_FOR_ALL,
    ) as running:
        yield running
