"""Load on a server from a process outside: wrk where it is installed, else a client of our own."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from tests.benchmarks.processes import HOST, wait_until_idle

_HERE = Path(__file__).parent
_ACCEPT = "Accept: application/sparql-results+json"


@dataclass(frozen=True)
class Figures:
    """What a server did under load.

    Args:
        rate: requests a second.
        p50: milliseconds that half of the answers took at most; ``p95`` and ``p99`` likewise.
        p95: see ``p50``.
        p99: see ``p50``.
        failures: requests without an answer, or with another one than 200.
    """

    rate: float
    p50: float
    p95: float
    p99: float
    failures: int

    @property
    def are_whole(self) -> bool:
        """Whether they tell something: all was answered, and anything at all."""
        return self.rate > 0 and not self.failures


@dataclass(frozen=True)
class Load:
    """How servers are loaded; each client asks again as soon as it is answered.

    Args:
        clients: connections at once, kept alive.
        seconds: that are measured.
        warm_up: seconds before, not measured.
        wrk: program; None for our own.
    """

    clients: int
    seconds: int
    warm_up: int
    wrk: str | None

    def measure(self, port: int, path: str, targets: Path, *, repeat: bool) -> Figures:
        """Return the figures of a server; it is idle before and after.

        Args:
            port: of the server on this machine.
            path: of its endpoint.
            targets: file with path and query, percent-encoded, on each line.
            repeat: the texts as they are; else each gets a comment that none had before.
        """
        if self.warm_up:
            self._run(port, targets, self.warm_up, repeat=repeat)
            wait_until_idle(port, path)
        figures = self._run(port, targets, self.seconds, repeat=repeat)
        wait_until_idle(port, path)
        return figures

    def _run(self, port: int, targets: Path, seconds: int, *, repeat: bool) -> Figures:
        write = self._write_wrk if self.wrk else self._write_own
        mark = [] if repeat else [uuid4().hex]
        command = [*write(port, targets, seconds), *mark]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, timeout=seconds + 60)
        if done.returncode:  # wrk gives up where it cannot connect at all
            return Figures(0, math.inf, math.inf, math.inf, failures=self.clients)
        return read_figures(done.stdout)

    def _write_wrk(self, port: int, targets: Path, seconds: int) -> list[str]:
        connections = ["--threads", "1", "--connections", str(self.clients), "--timeout", "30s"]
        script = ["--duration", f"{seconds}s", "--header", _ACCEPT, "--script", str(_HERE / "load.lua")]
        return [str(self.wrk), *connections, *script, f"http://{HOST}:{port}", "--", str(targets)]

    def _write_own(self, port: int, targets: Path, seconds: int) -> list[str]:
        program = [sys.executable, str(_HERE / "client.py")]
        return [*program, str(port), str(targets), str(self.clients), str(seconds)]


def find_wrk() -> str | None:
    """Return the path of wrk, if it is installed."""
    return shutil.which("wrk")


def read_figures(output: str) -> Figures:
    """Return what a load generator printed, as its last line.

    Args:
        output: that ends in an object with ``requests``, ``failures``, ``seconds`` and percentiles.
    """
    told = json.loads(output.splitlines()[-1])
    return Figures(
        rate=told["requests"] / told["seconds"],
        p50=told["p50"],
        p95=told["p95"],
        p99=told["p99"],
        failures=told["failures"],
    )


def choose_median(rounds: list[Figures]) -> Figures:
    """Return the round whose rate is the median (the lower one of two), the failures of all added up.

    Args:
        rounds: of one measurement, at least one.
    """
    middle = sorted(rounds, key=lambda figures: figures.rate)[(len(rounds) - 1) // 2]
    return replace(middle, failures=sum(figures.failures for figures in rounds))
