"""Readers and data against every hand-checked table: expected, found, matched.

Run it with ``make accuracy``, or as ``python -m tests.gold.accuracy [--mismatches]``. It reports and
never fails; ``test_gold.py`` asserts the same. The questions of ``competency_questions.md`` are asked
in ``tests/queries``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.build.dataset import read_dataset
from pso_graph.pipeline.building import compose_dataset
from tests.gold.actors import compare_actors
from tests.gold.clauses import compare_clauses
from tests.gold.demands import compare_demands
from tests.gold.differences import explain
from tests.gold.graph import Graph
from tests.gold.measures import compare_measures
from tests.gold.motion import compare_motion
from tests.gold.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.gold.comparison import Aspect

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
_HEAD = ("table", "told by", "aspect", "expected", "found", "matched")


def compare_all(tables: Tables, graph: Graph) -> Iterator[Aspect]:
    """Yield each aspect of each table, told by the readers and by the data.

    Args:
        tables: the hand-checked ones.
        graph: the composed dataset.
    """
    yield from compare_clauses(tables, graph)
    yield from compare_motion(tables, graph)
    yield from compare_demands(tables, graph)
    yield from compare_measures(tables, graph)
    yield from compare_actors(tables, graph)


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare and print.

    Args:
        arguments: of the command line; None: those of this process.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.gold.accuracy", description="Compare with gold.")
    parser.add_argument("--mismatches", action="store_true", help="list each difference, with its reason")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold/ and sources/")
    options = parser.parse_args(arguments)
    missing = [name for name in ("gold", "sources") if not (options.shared / name).is_dir()]
    if missing:
        print(
            f"Nothing to compare with: {' and '.join(missing)} not found in {options.shared.name}/ beside "
            "the checkout. Put the tables and documents there, or name their folder with --shared."
        )
        return
    graph = Graph(compose_dataset(read_dataset(ROOT), lambda _: None)[0])
    aspects = list(compare_all(Tables(options.shared), graph))
    print("\n".join([*write_table(aspects), *write_summary(aspects)]))
    if options.mismatches:
        print("\n".join(write_mismatches(aspects)))


def write_table(aspects: Iterable[Aspect]) -> Iterator[str]:
    """Yield the lines of the report: one aspect each, in aligned columns."""
    rows = [
        (*aspect.key, str(len(aspect.expected)), str(len(aspect.found)), str(aspect.matched))
        for aspect in aspects
    ]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    for row in (_HEAD, *rows):
        cells = [
            cell.ljust(width) if index < 3 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def write_summary(aspects: Iterable[Aspect]) -> Iterator[str]:
    """Yield how many differences there are and how many of them are meant, and what is not compared."""
    told = [
        bool(explain(aspect, sign, pair))
        for aspect in aspects
        for sign, pairs in (("-", aspect.missing), ("+", aspect.extra))
        for pair in pairs
    ]
    yield ""
    yield f"{len(told)} differences, {sum(told)} of them meant (--mismatches lists them with the reasons)."
    yield "No reader knows the genres of demands_003_004, and none knows actors: there is the data alone."


def write_mismatches(aspects: Iterable[Aspect]) -> Iterator[str]:
    """Yield one line for each difference: what only the table says (-) or does not say (+), and why."""
    for aspect in aspects:
        lines = [("-", pair) for pair in sorted(aspect.missing)]
        lines += [("+", pair) for pair in sorted(aspect.extra)]
        if lines:
            yield ""
            yield " · ".join(aspect.key)
        for sign, (row, value) in sorted(lines, key=lambda line: (line[1][0], line[0] == "+", line[1][1])):
            reason = explain(aspect, sign, (row, value))
            yield f"  {sign} {row}: {value}" + (f"  [{reason}]" if reason else "")


if __name__ == "__main__":
    main()
