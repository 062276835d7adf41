"""Counting what is asked and answered: plain numbers in each web process, summed when somebody looks."""

from __future__ import annotations

import json
import os
import time
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from pso_graph.web.http.exchange import name_kill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pso_graph.query.workers import QueryRunner
    from pso_graph.web.http.exchange import Exchange

Key = tuple[str, ...]
"""What is counted: a name, and the values of its labels."""

BOUNDS = (
    "0.001",
    "0.0025",
    "0.005",
    "0.01",
    "0.025",
    "0.05",
    "0.1",
    "0.25",
    "0.5",
    "1.0",
    "2.5",
    "5.0",
    "10.0",
    "30.0",
)
"""Upper bounds of the classes in which times are counted, in seconds."""

UNBOUND = "+Inf"
"""The class of the times beyond."""

_CLASSES = (*BOUNDS, UNBOUND)
_LIMITS = tuple(map(float, BOUNDS))
_FRESH = 5.0  # seconds after which a process that tells nothing more is taken for gone


class Tallies:
    """The numbers of one web process that only grow."""

    def __init__(self) -> None:
        self.counts: defaultdict[Key, float] = defaultdict(float)

    def count(self, exchange: Exchange, seconds: float) -> None:
        """Count an exchange that is over.

        Args:
            exchange: to count.
            seconds: that it took.
        """
        counts, kind, name = self.counts, exchange.kind, exchange.name
        counts["seconds", kind, name, _CLASSES[bisect_left(_LIMITS, seconds)]] += 1
        counts["seconds_sum", kind, name] += seconds
        counts["answers", kind, str(exchange.status)] += 1
        counts["sent_bytes",] += exchange.size
        if exchange.kept:
            counts["cache", exchange.kept] += 1
        if exchange.outcome == "client left":
            counts["clients_left",] += 1
        elif exchange.error is not None:
            counts[
                "refusals" if exchange.outcome == "refused" else "broken_answers", exchange.error.code
            ] += 1
            if kill := name_kill(exchange.error):
                counts["kills", kill] += 1

    def refuse_connection(self, reason: str) -> None:
        """Count a connection that was closed before there was a request to answer.

        Args:
            reason: one of few.
        """
        self.counts["refused_connections", reason] += 1


class Board:
    """Where web processes see each other's numbers: each writes its own file, and reads all.

    The file of a process that has ended stays, so that no number ever falls.

    Args:
        tallies: of this process.
        look: returns its numbers that go up and down.
        folder: that the processes share, and nobody else can write to; None if there are no others.
    """

    def __init__(
        self, tallies: Tallies, look: Callable[[], Mapping[Key, float]], folder: Path | None = None
    ) -> None:
        self.tallies = tallies
        self._look = look
        self._folder = folder
        self._name = f"{os.getpid()}-{time.time_ns()}"

    def publish(self) -> None:
        """Let the others see the numbers of this process."""
        if self._folder is None:
            return
        content = {
            "time": time.time(),
            "counts": list(self.tallies.counts.items()),
            "states": list(self._look().items()),
        }
        new = self._folder / f"{self._name}.new"
        with suppress(OSError):  # a full disk must not stop the server
            new.write_text(json.dumps(content), "utf-8")
            new.rename(new.with_suffix(".tallies"))

    def sum(self) -> dict[Key, float]:
        """Return the numbers of all processes."""
        total: defaultdict[Key, float] = defaultdict(float)
        for part in (self.tallies.counts, self._look(), *self._read_others()):
            for key, value in part.items():
                total[key] += value
        return dict(total)

    def _read_others(self) -> Iterator[Mapping[Key, float]]:
        files: Iterable[Path] = self._folder.glob("*.tallies") if self._folder else ()
        for file in files:
            if file.stem != self._name:
                content = json.loads(file.read_bytes())
                is_fresh = time.time() - content["time"] < _FRESH
                for part in (content["counts"], content["states"] if is_fresh else []):
                    yield {tuple(key): value for key, value in part}


def describe_runner(runner: QueryRunner) -> dict[Key, float]:
    """Return how many workers there are, what waits for one, and which snapshot they answer from.

    Args:
        runner: of the process.
    """
    state = runner.describe()
    workers, busy, waiting = (int(str(state.get(name, 0))) for name in ("workers", "busy", "waiting"))
    return {
        ("workers", "busy"): busy,
        ("workers", "idle"): workers - busy,
        ("waiting",): waiting,
        ("snapshot", runner.digest.partition(" ")[0]): 1,
    }
