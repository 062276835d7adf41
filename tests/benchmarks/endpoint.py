"""Our endpoint beside others, on the same machine and data; prints figures, asserts nothing.

Run it with ``make bench-endpoint`` (``OPTIONS="--rounds 3"`` and the like). All servers run at once,
and are loaded one after the other for each cell of the table, so that what else the machine does falls
on all alike. No query text repeats but in the row that says cached: each request asks about the next
thing, and has a comment of its own.
"""

from __future__ import annotations

import argparse
import shlex
import tempfile
import time
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.rdf.serialization import write_dataset
from tests.benchmarks.load import Load, choose_median, find_wrk
from tests.benchmarks.peers import OURS, PEERS, Setting
from tests.benchmarks.processes import MissingPeerError
from tests.benchmarks.questions import WrongAnswerError, check_answers, make_questions, write_targets
from tests.benchmarks.report import describe_machine, print_figures, print_head
from tests.benchmarks.synthetic import make_lineage_graph

if TYPE_CHECKING:
    from tests.benchmarks.load import Figures
    from tests.benchmarks.peers import Endpoint
    from tests.benchmarks.questions import Question


class _Options(argparse.Namespace):
    sizes: list[int]
    clients: list[int]
    servers: list[str]
    seconds: int
    warm_up: int
    rounds: int
    cache: Path
    serve: str
    own_client: bool


def main() -> None:
    """Compare, and print."""
    options = _read_options()
    wrk = None if options.own_client else find_wrk()
    print(describe_machine())
    print(
        f"load by {wrk or 'our own client, slower than wrk'}: GET, kept-alive connections, each asks again "
        f"when answered; {options.seconds} s a cell after {options.warm_up} s, median of {options.rounds}"
    )
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _compare(size, Path(folder), wrk, options)


def _read_options() -> _Options:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.endpoint")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000], help="triples")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--servers", nargs="+", choices=PEERS, default=list(PEERS), metavar="NAME")
    parser.add_argument("--seconds", type=int, default=5, help="measured for each cell")
    parser.add_argument("--warm-up", type=int, default=1, help="seconds before")
    parser.add_argument("--rounds", type=int, default=1, help="of which the median counts")
    cache = Path.home() / ".cache" / "pso-graph" / "peers"
    parser.add_argument("--cache", type=Path, default=cache, help="environment where peers are installed")
    parser.add_argument("--serve", default="", metavar="OPTIONS", help="more options of pso-graph serve")
    parser.add_argument("--own-client", action="store_true", help="even where wrk is installed")
    return parser.parse_args(namespace=_Options())


def _compare(size: int, folder: Path, wrk: str | None, options: _Options) -> None:
    """Start the servers with a graph of a size, and print what they do."""
    data, questions = _write_graph(size, folder)
    with ExitStack() as stack:
        servers = _start(data, folder, options, stack)
        print_head()
        for question in questions:
            right = {name: server for name, server in servers.items() if _is_right(question, name, server)}
            for clients in options.clients:
                load = Load(clients, options.seconds, options.warm_up, wrk)
                measured = _measure(question, load, right, options.rounds, folder / "targets")
                print_figures(question.name, clients, OURS, {name: measured.get(name) for name in servers})


def _start(data: Path, folder: Path, options: _Options, stack: ExitStack) -> dict[str, Endpoint]:
    """Return the servers that run until the stack is left; say how they do, or why they do not."""
    servers = {}
    for number, name in enumerate(options.servers):
        place = folder / str(number)
        place.mkdir()
        setting = Setting(data, place, options.cache, tuple(shlex.split(options.serve)))
        begin = time.perf_counter()
        try:
            server = stack.enter_context(PEERS[name](setting))
        except MissingPeerError as error:
            print(f"{name}: left out, {error}", flush=True)
            continue
        took = time.perf_counter() - begin
        print(f"{name} {server.version}: {server.settings}; loaded after {took:.1f} s", flush=True)
        servers[name] = server
    return servers


def _write_graph(size: int, folder: Path) -> tuple[Path, list[Question]]:
    graph = make_lineage_graph(size)
    data = folder / "data" / "graph.nq"
    data.parent.mkdir()
    data.write_bytes(write_dataset(graph.quads, data.suffix, {}))
    print(f"\n{len(graph.quads)} triples, {data.stat().st_size >> 20} MiB of N-Quads")
    return data, make_questions(graph)


def _is_right(question: Question, name: str, server: Endpoint) -> bool:
    try:
        check_answers(question, server.port, server.path)
    except WrongAnswerError as error:
        print(f"{name}: {error}")
        return False
    return True


def _measure(
    question: Question, load: Load, servers: dict[str, Endpoint], rounds: int, targets: Path
) -> dict[str, Figures]:
    """Return the figures of each server; in each round all have their turn."""
    found: dict[str, list[Figures]] = {name: [] for name in servers}
    for _, (name, server) in product(range(rounds), servers.items()):
        write_targets(question, server.path, targets)
        found[name].append(load.measure(server.port, server.path, targets, repeat=question.repeat))
    return {name: choose_median(figures) for name, figures in found.items()}


if __name__ == "__main__":
    main()
