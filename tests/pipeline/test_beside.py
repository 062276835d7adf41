"""Work beside is done by another process, and comes back; where that cannot be, it is done here."""

from __future__ import annotations

import os
import threading

import pytest

from pso_graph.core.errors import ParameterError
from pso_graph.pipeline.beside import work_beside


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no thread or processor of the test runner count."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_the_work_is_done_by_another_process() -> None:
    with work_beside(os.getpid) as finish:
        assert finish() not in {0, os.getpid()}


def test_its_result_may_be_larger_than_a_pipe() -> None:
    with work_beside(lambda: ["x" * 1000] * 1000) as finish:
        assert finish() == ["x" * 1000] * 1000


def test_an_error_is_raised_here() -> None:
    def fail() -> None:
        raise ParameterError("wrong", fix="Mend it.")

    with work_beside(fail) as finish, pytest.raises(ParameterError, match="wrong"):
        finish()


def test_what_cannot_be_sent_is_done_here() -> None:
    with work_beside(threading.Lock) as finish:
        assert finish().acquire(blocking=False)


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(threading, "active_count", lambda: 2), (os, "cpu_count", lambda: 1)],
)
def test_with_threads_or_one_processor_it_is_done_here(
    module: object, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, value)
    with work_beside(os.getpid) as finish:
        assert finish() == os.getpid()


def test_no_process_is_left_where_nobody_waits_for_the_result() -> None:
    with pytest.raises(KeyError), work_beside(lambda: "x" * 1_000_000):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
