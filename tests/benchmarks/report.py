"""What the comparison of endpoints prints."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.load import Figures

_HEAD = (
    f"{'question':<16}{'clients':>8}  {'server':<18}"
    f"{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}   ours / it: req/s   p50   p95   p99"
)
_QUIET = 0.5  # load average up to which nothing else seems to run


def describe_machine() -> str:
    """Return what the figures were measured on, and how busy it was before."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    busy = os.getloadavg()[0]
    noise = " (other work runs: read the ratios only)" if busy > _QUIET else ""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{_find_processor()}, {os.cpu_count()} processors, {memory:.0f} GiB; "
        f"{platform.system()} {platform.release()}; {python}; load average before {busy:.1f}{noise}"
    )


def _find_processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text("utf-8").splitlines() if described.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def print_head() -> None:
    """Print the head of the table."""
    print(f"\n{_HEAD}")


def print_figures(question: str, clients: int, ours: str, measured: Mapping[str, Figures | None]) -> None:
    """Print what the servers did, a line for each, with ratios of ours to the others.

    Args:
        question: that they were asked.
        clients: that asked.
        ours: name of our server.
        measured: figures by name of server; None where there are none because an answer was wrong.
    """
    standard = measured.get(ours)
    for server, figures in measured.items():
        line = f"{question:<16}{clients:>8}  {server:<18}{write_figures(figures)}"
        if server != ours and standard and figures and standard.are_whole and figures.are_whole:
            line += write_ratios(standard, figures)
        print(line, flush=True)
    print()


def write_figures(figures: Figures | None) -> str:
    """Return figures in columns, or why there are none.

    Args:
        figures: of a server; None if it answers wrongly.
    """
    if figures is None:
        return "  answers wrongly: no figures"
    if not figures.are_whole:
        return f"  {figures.failures} requests failed, {figures.rate:.0f} a second answered: no figures"
    return f"{figures.rate:>8.0f}{figures.p50:>9.2f}{figures.p95:>9.2f}{figures.p99:>9.2f}"


def write_ratios(ours: Figures, other: Figures) -> str:
    """Return our figures divided by another server's, in columns.

    Args:
        ours: figures.
        other: figures of the other server.
    """
    ratios = (ours.p50 / other.p50, ours.p95 / other.p95, ours.p99 / other.p99)
    return f"{ours.rate / other.rate:>19.2f}" + "".join(f"{ratio:>6.2f}" for ratio in ratios)
