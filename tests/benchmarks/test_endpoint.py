"""The comparison runs: our server alone, loaded by our own client, and by wrk where there is one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.servers, pytest.mark.slow]

COMMAND = [sys.executable, "-m", "tests.benchmarks.endpoint", "--servers", "pso-graph", "--sizes", "5000"]


@pytest.mark.parametrize("generator", [["--own-client"], []])
def test_each_question_gets_figures(generator: list[str]) -> None:
    command = [*COMMAND, "--clients", "2", "--seconds", "1", "--warm-up", "0", *generator]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    rates = re.findall(r"2  pso-graph +(\d+)  ", done.stdout)
    assert len(rates) == 4, done.stdout
    assert all(int(rate) > 0 for rate in rates)
