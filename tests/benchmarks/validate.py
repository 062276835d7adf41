"""Our validation beside others, on the same machine and files; prints figures, and ratios to ours.

Run it with ``make bench-validate`` (``OPTIONS="--sizes 10000"`` and the like). A synthetic lineage graph,
in which one focus node in a hundred has a mistake planted, is written to a Turtle file, and each
validator checks it against sixteen shapes, three of them with a query. Each is a process of its own, of
which all is counted, from its start to its findings; ours has looked for their lines and columns by
then. What every validator finds is compared with what was planted, and with what the others find. Peers
are installed into an environment of their own when they are missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.benchmarks.processes import MissingPeerError
from tests.benchmarks.report import describe_machine
from tests.benchmarks.validation_contestants import CONTESTANTS, DATA, EXPECTED, OURS, Found
from tests.benchmarks.validation_report import PLANTED, print_absent, print_agreement, print_head, print_run
from tests.benchmarks.validation_runs import find_interpreter, run_often


class _Options(argparse.Namespace):
    sizes: list[int]
    validators: list[str]
    rounds: int
    cutoff: float
    cache: Path


def main() -> None:
    """Compare, and print; exit with 1 if ours does not find what was planted."""
    options = _read_options()
    print(describe_machine())
    right = True
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            right &= _compare(size, Path(folder), options)
    sys.exit(0 if right else "Ours does not find what was planted.")


def _read_options() -> _Options:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.validate")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="triples at least"
    )
    names = list(CONTESTANTS)
    parser.add_argument("--validators", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--rounds", type=int, default=1, help="of which the median counts")
    parser.add_argument("--cutoff", type=float, default=1200, help="seconds until a validator is stopped")
    cache = Path.home() / ".cache" / "pso-graph" / "peers"
    parser.add_argument("--cache", type=Path, default=cache, help="environment where peers are installed")
    return parser.parse_args(namespace=_Options())


def _compare(size: int, folder: Path, options: _Options) -> bool:
    """Print what the validators do with a graph of a size; return whether ours finds what was planted."""
    # Not here: a process starts with the peak of the one that starts it.
    write = [sys.executable, "-m", "tests.benchmarks.validation_mistakes", str(size), str(folder)]
    subprocess.run(write, check=True)
    expected = json.loads((folder / EXPECTED).read_text("utf-8"))
    planted = Counter(map(Found._make, expected["findings"]))
    triples, length = expected["triples"], (folder / DATA).stat().st_size / (1 << 20)
    print(f"\n{triples} triples, {length:.1f} MiB of Turtle; {planted.total()} findings planted\n")
    found = {PLANTED: planted}
    print_head()
    ours = None
    for name in sorted(options.validators, key=OURS.__ne__):  # ours first: the others are told in its measure
        try:
            python = find_interpreter(name, options.cache, folder)
        except MissingPeerError as error:
            print_absent(name, str(error))
            continue
        taken = run_often(options.rounds, name, python, folder, options.cutoff)
        ours = taken if name == OURS else ours
        print_run(name, taken, ours)
        if taken.findings is not None:
            found[name] = taken.findings
    print_agreement(found)
    return OURS not in options.validators or found.get(OURS) == planted


if __name__ == "__main__":
    main()
