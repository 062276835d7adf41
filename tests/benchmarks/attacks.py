"""What attacks on the endpoint cost those who ask meanwhile; prints figures, asserts nothing.

Run it with ``make bench-attacks``. A bystander asks small queries, each with a text of its own, first
alone and then during each attack; attacker and bystander are two clients with addresses and processes of
their own. An attack that is over soon is made again and again for some seconds, so that the times tell
something.
"""

from __future__ import annotations

import http.client
import multiprocessing
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.benchmarks.report import describe_machine
from tests.web.attacks import ATTACKS
from tests.web.running import run_server
from tests.web.things import write_things

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from tests.web.running import Server

_ALONE = 4.0  # seconds
_HELD = 3.0  # seconds for which an attack goes on at least
_GOAL = 3.0  # times as long as alone
_PAUSE = 0.01
_MIB = 1 << 20
_FORK = multiprocessing.get_context("fork")
_HEADS = (("status", 7), ("times", 7), ("seconds", 9), ("p95 ms", 9), ("ratio", 7), ("failed", 8), ("MiB", 7))


class _Bystander:
    """Asks one thing after the other on one connection, and notes how long each answer took.

    Args:
        server: to ask.
    """

    def __init__(self, server: Server) -> None:
        self._server = replace(server, source="127.0.0.3")
        self.times: list[float] = []
        self.failures = 0

    def ask_while(self, condition: Callable[[], bool]) -> None:
        """Ask as long as a condition holds, and once at least."""
        connection = self._server.connect()
        number = 0
        while not number or condition():
            number += 1
            query = f"SELECT ?a {{ ?a ?p '{number % 1200:04}' }} # {id(self)} {number}"
            begin = time.perf_counter()
            try:
                connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
                answer = connection.getresponse()
                answer.read()
            except (http.client.HTTPException, OSError):
                self.failures += 1
                connection.close()
                connection = self._server.connect()
                continue
            self.times.append((time.perf_counter() - begin) * 1000)
            self.failures += answer.status != http.client.OK
            time.sleep(_PAUSE)
        connection.close()

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        if len(self.times) < 2:
            return max(self.times, default=0.0)
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]


def main() -> None:
    """Attack, and print what it cost."""
    print(describe_machine())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "things.nq"
        write_things(data)
        with run_server("--data", str(data), "--timeout", "5", client_budget=10_000) as server:
            alone = _Bystander(server)
            end = time.monotonic() + _ALONE
            alone.ask_while(lambda: time.monotonic() < end)
            print(f"alone: {len(alone.times)} answers, p95 {alone.p95:.2f} ms\n")
            print(f"{'attack':<45}" + "".join(f"{head:>{width}}" for head, width in _HEADS))
            ratios = {attack.name: _measure(server, attack.name, attack.run, alone.p95) for attack in ATTACKS}
    worst = max(ratios, key=ratios.__getitem__)
    reached = sum(ratio < _GOAL for ratio in ratios.values())
    print(
        f"\n{reached} of {len(ratios)} below {_GOAL:g} times alone; the worst is {worst}: {ratios[worst]:.1f}"
    )


def _measure(server: Server, name: str, run: Callable[[Server], int], alone: float) -> float:
    """Print what an attack costs, and return how many times as long the bystander waits as alone."""
    before = server.measure_memory()
    bystander = _Bystander(server)
    hearing, telling = _FORK.Pipe(duplex=False)
    begin = time.monotonic()
    attacker = _FORK.Process(target=_hold, args=(run, server, telling))
    attacker.start()
    bystander.ask_while(lambda: not hearing.poll())
    status, times = hearing.recv()
    attacker.join()
    seconds = time.monotonic() - begin
    grown = (server.measure_memory() - before) / _MIB
    ratio = bystander.p95 / alone
    print(
        f"{name:<45}{status:>7}{times:>7}{seconds:>9.1f}{bystander.p95:>9.2f}{ratio:>7.1f}"
        f"{bystander.failures:>8}{grown:>7.0f}",
        flush=True,
    )
    return ratio


def _hold(run: Callable[[Server], int], server: Server, telling: Connection) -> None:
    """Attack for a while, and tell the first status and how often."""
    begin = time.monotonic()
    statuses: list[int] = []
    while not statuses or time.monotonic() - begin < _HELD:
        statuses.append(run(server))
    telling.send((statuses[0], len(statuses)))


if __name__ == "__main__":
    main()
