"""How long lineage answers take in process; prints figures, asserts nothing.

Run it with ``make bench-lineage``. Medians over all things of a kind, each asked once after one
warming round: no query text or parameter repeats within a row.
"""

from __future__ import annotations

import platform
import statistics
import tempfile
import time
from pathlib import Path

from pso_graph.core.resources import find_resource_root
from pso_graph.pipeline.building import build_release
from pso_graph.query.lineage import trace_lineage
from pso_graph.rdf.namespaces import PSOG, RDF_TYPE
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore

KINDS = ("BSPCDecision", "Clause", "Response", "Measure", "Document")


def main() -> None:
    """Build, ask for the lineage of everything, and print medians in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        release = build_release(find_resource_root(), Path(folder), lambda _: None)
        built = time.perf_counter() - begin
        python = f"{platform.python_implementation()} {platform.python_version()}"
        print(f"{platform.machine()}, {python}; {release.quads} quads; build {built:.2f} s")
        on_disk = EmbeddedStore.open(release.store)
        for place, store in (("in memory, as served", on_disk.copy_to_memory()), ("on disk", on_disk)):
            print(f"\n{place}")
            print(f"{'lineage of':<14}{'things':>7}{'hops':>7}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}")
            for kind in KINDS:
                _measure(store, kind)


def _measure(store: EmbeddedStore, kind: str) -> None:
    things = sorted(
        {q.subject.value for q in store.find(None, RDF_TYPE, PSOG[kind]) if isinstance(q.subject, NamedNode)}
    )
    trace_lineage(store, things[0])
    times, hops = [], 0
    for thing in things:
        begin = time.perf_counter()
        answer = trace_lineage(store, thing)
        times.append((time.perf_counter() - begin) * 1000)
        hops += len(answer.hops)
    ninetyfive = statistics.quantiles(times, n=20)[-1]
    print(
        f"{kind:<14}{len(things):>7}{hops / len(things):>7.1f}{statistics.median(times):>11.2f}"
        f"{ninetyfive:>9.2f}{max(times):>9.2f}"
    )


if __name__ == "__main__":
    main()
