"""What a worker process costs a fast query; prints figures, asserts nothing.

Run it with ``python -m tests.benchmarks.hop``. Medians over descriptions of all things, each asked
once with a text of its own, in process and through the pool, one after the other.
"""

from __future__ import annotations

import asyncio
import platform
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from pso_graph.core.resources import find_resource_root
from pso_graph.pipeline.building import build_release
from pso_graph.query.workers import Limits, QueryPool, QueryTask, Snapshot, SnapshotHost, read_whole
from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.serialization import write_result
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pso_graph.store import Store


def main() -> None:
    """Build, ask both ways, and print milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        release = build_release(find_resource_root(), Path(folder), lambda _: None)
        python = f"{platform.python_implementation()} {platform.python_version()}"
        print(f"{platform.machine()}, {python}; {release.quads} quads")
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_compare(Snapshot(files=(release.dataset,))))


async def _compare(snapshot: Snapshot) -> None:
    store = snapshot.open()
    with SnapshotHost(snapshot, Limits()) as host:
        begin = time.perf_counter()
        pool = QueryPool(host.address, 2)
        await pool.start()
        print(f"pool started in {time.perf_counter() - begin:.2f} s\n")
        try:
            await _ask_both(store, pool)
        finally:
            await pool.close()


async def _ask_both(store: Store, pool: QueryPool) -> None:
    async def ask_here(text: str) -> None:
        write_result(store.query(text), "json")

    async def ask_pool(text: str) -> None:
        await read_whole(pool, QueryTask(text))

    texts = _write_texts(store)
    await _measure(texts, ask_pool)  # warming
    print(f"{'':<14}{'queries':>8}{'median ms':>11}{'p95 ms':>9}")
    here = await _measure(texts, ask_here)
    there = await _measure(texts, ask_pool)
    for name, times in (("in process", here), ("through pool", there)):
        print(
            f"{name:<14}{len(times):>8}{statistics.median(times):>11.3f}"
            f"{statistics.quantiles(times, n=20)[-1]:>9.3f}"
        )
    print(f"hop at the median: {statistics.median(there) - statistics.median(here):.3f} ms")


def _write_texts(store: Store) -> list[str]:
    things = {
        quad.subject.value for quad in store.find(None, RDF_TYPE) if isinstance(quad.subject, NamedNode)
    }
    return [f"SELECT ?p ?o WHERE {{ <{thing}> ?p ?o }}" for thing in sorted(things)]


async def _measure(texts: list[str], ask: Callable[[str], Awaitable[None]]) -> list[float]:
    times = []
    for text in texts:
        begin = time.perf_counter()
        await ask(text)
        times.append((time.perf_counter() - begin) * 1000)
    return times


if __name__ == "__main__":
    main()
