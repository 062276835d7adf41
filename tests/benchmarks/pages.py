"""How fast pages and data are; prints figures, asserts nothing. Run it with ``make bench-pages``.

In process, every page of the site is made once, and some of each other form, after three of its kind. No
page is kept, but what a worker remembers of the data, such as names, is there as in a worker. Rates are of
two web processes that have answered everything before, as ratios to two processes of a bare FastAPI
application with an answer of the same size, asked in the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.resources import find_resource_root
from pso_graph.pipeline.building import build_release
from pso_graph.pipeline.serving import ReleaseSource
from pso_graph.publish.description import DATA_FORMS, DataTask
from pso_graph.publish.inventory import list_things
from pso_graph.publish.links import quote_path
from pso_graph.publish.pages import PAGES
from pso_graph.publish.task import PageTask
from pso_graph.query.workers import Limits
from tests.benchmarks.load import Load, choose_median, find_wrk
from tests.benchmarks.processes import HOST, find_port, run_server
from tests.benchmarks.report import describe_machine, write_figures
from tests.benchmarks.search import measure_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.query.workers import Head, Task
    from pso_graph.store import Store
    from tests.benchmarks.load import Figures

_ROOT = Path(__file__).parents[2]
_MOST = 40  # pages of a kind, in other forms than HTML
_TARGETS = 60  # addresses that servers are asked for
_SECONDS, _WARM_UP, _ROUNDS, _CLIENTS = 4, 2, 3, 32
_PROGRAM = "from pso_graph.cli import main; main()"


class _Sink:
    """Takes an answer, and only counts its bytes."""

    def __init__(self) -> None:
        self.size = 0

    def begin(self, head: Head) -> None:
        """Take the head."""

    def take(self, piece: bytes) -> None:
        """Take the next bytes."""
        self.size += len(piece)


def main() -> None:
    """Build, make pages, load servers, and print."""
    print(describe_machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_release(find_resource_root(), folder, lambda _: None)
        store = ReleaseSource(folder, union=True).find().open()
        _measure_pages(store)
        _measure_search(store)
        _measure_rates(store, folder)


def _measure_pages(store: Store) -> None:
    print(f"\nin process, not kept\n{'kind':<28}{'form':<6}{'pages':>6}{'KiB':>8}{'p50 ms':>9}{'p95 ms':>9}")
    whole: list[float] = []
    for kind in PAGES:
        paths = sorted(kind.list_paths(store))
        for form in kind.forms:
            extension = "" if form == "html" else f".{form}"
            step = max(1, len(paths) // _MOST) if extension else 1
            tasks = [PageTask(path + extension, "de") for path in paths[::step]]
            if tasks:
                times, size = _time(store, tasks)
                whole += times if form == "html" else []
                print(
                    f"{type(kind).__name__:<28}{form:<6}{len(tasks):>6}{size / len(tasks) / 1024:>8.1f}"
                    f"{statistics.median(times):>9.2f}{_find_95th(times):>9.2f}"
                )
    shares = f"{statistics.median(whole):>9.2f}{_find_95th(whole):>9.2f}"
    print(f"{'all pages':<28}{'html':<6}{len(whole):>6}{'':>8}{shares}")


def _measure_search(store: Store) -> None:
    print(f"\n{'in process':<28}{'asked':>12}{'p50 ms':>17}{'max ms':>9}")
    for factor in (1, 10):
        measured = measure_search(store, factor)
        for kind in ("search", "suggest"):
            times = [seconds * 1000 for name, seconds in measured.items() if name.startswith(kind)]
            name = f"{kind}, {factor}-fold data"
            print(f"{name:<28}{len(times):>12}{statistics.median(times):>17.2f}{max(times):>9.2f}")


def _time(store: Store, tasks: Sequence[Task]) -> tuple[list[float], int]:
    """Return the milliseconds that each task took, and the bytes of all answers."""
    limits, size = Limits(), 0
    for task in tasks[-3:]:
        task.run(store, limits, _Sink())
    times = []
    for task in tasks:
        sink = _Sink()
        begin = time.perf_counter()
        task.run(store, limits, sink)
        times.append((time.perf_counter() - begin) * 1000)
        size += sink.size
    return times, size


def _find_95th(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def _measure_rates(store: Store, home: Path) -> None:
    things = [thing for thing in list_things(store) if not thing.startswith("graph/")]
    chosen = things[:: len(things) // _TARGETS]
    few = chosen[:: len(DATA_FORMS)]
    rows: dict[str, dict[str, Task]] = {
        "pages": {f"/de/page/{quote_path(thing)}": PageTask(f"page/{thing}", "de") for thing in chosen},
        "data": {
            f"/data/{quote_path(thing)}.{form}": DataTask(thing, name)
            for thing in few
            for form, name in DATA_FORMS.items()
        },
    }
    wrk = find_wrk()
    print(f"\ntwo web processes, answers kept; {_CLIENTS} clients; load by {wrk or 'our own client'}")
    print(f"{'':<8}{'server':<14}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}   ratio")
    for name, asked in rows.items():
        file = home / f"{name}.txt"
        file.write_text("".join(f"{target}\n" for target in asked), "ascii")
        _, size = _time(store, list(asked.values()))
        load = Load(_CLIENTS, _SECONDS, _WARM_UP, wrk)
        ours: list[Figures] = []
        theirs: list[Figures] = []
        with _run_ours(home) as port, _run_bare(home, size // len(asked)) as bare:
            for _ in range(_ROUNDS):  # in turn, so that what else the machine does falls on both
                ours.append(load.measure(port, "/sparql", file, repeat=True))
                theirs.append(load.measure(bare, "/", file, repeat=True))
        _print_rates(name, choose_median(ours), choose_median(theirs))


def _print_rates(name: str, ours: Figures, bare: Figures) -> None:
    print(f"{name:<8}{'pso-graph':<14}{write_figures(ours)}   {ours.rate / bare.rate:.2f}")
    print(f"{'':<8}{'bare FastAPI':<14}{write_figures(bare)}")


@contextmanager
def _run_ours(home: Path) -> Iterator[int]:
    """Yield the port of our server, with all its protection on but what would refuse one client so much."""
    port = find_port()
    command = [sys.executable, "-c", _PROGRAM, "serve", "--home", str(home), "--host", HOST]
    with run_server([*command, "--port", str(port), "--workers", "2"], home, port, "/sparql"):
        yield port


@contextmanager
def _run_bare(home: Path, size: int) -> Iterator[int]:
    """Yield the port of two processes of a bare application."""
    port = find_port()
    settings = ["--host", HOST, "--port", str(port), "--workers", "2", "--no-access-log"]
    command = ["env", f"PSO_GRAPH_BARE_SIZE={size}", f"PYTHONPATH={_ROOT}", sys.executable]
    with run_server([*command, "-m", "uvicorn", "tests.benchmarks.bare:app", *settings], home, port, "/"):
        yield port


if __name__ == "__main__":
    main()
