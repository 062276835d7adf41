"""Workers answer as the same process would, and say why they do not."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import zstandard

from pso_graph.core.errors import (
    NoSuchFormError,
    SizeLimitError,
    SyntaxProblemError,
    UnknownThingError,
    UnreadableError,
    UnsupportedQueryError,
    WorkerLostError,
)
from pso_graph.query.running import Dataset
from pso_graph.query.workers import (
    Limits,
    LineageTask,
    LocalRunner,
    QueryPool,
    QueryTask,
    Snapshot,
    SnapshotHost,
    Switchboard,
    read_whole,
)
from pso_graph.rdf.serialization import write_result
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

GRAPH = "http://x/graph/"
DATA = f"""
<http://x/a> <http://x/p> "one\\n\\"two\\" }},{{\\"x" <{GRAPH}1> .
<http://x/b> <http://x/p> "zwei"@de <{GRAPH}1> .
<http://x/b> <http://x/p> "zwei"@de <{GRAPH}2> .
<http://x/b> <http://x/q> <http://x/a> <{GRAPH}2> .
<http://x/c> <http://x/q> "stored" .
"""
SELECT = "SELECT ?s ?o WHERE { ?s <http://x/p> ?o } ORDER BY ?s ?o"
TABLES = (SELECT, "ASK { ?s <http://x/q> ?o }", "SELECT ?none WHERE { ?s <http://x/p> ?o }")
GRAPHS = ("CONSTRUCT { ?o <http://x/r> ?s } WHERE { ?s ?p ?o FILTER isIRI(?o) }", "DESCRIBE <http://x/b>")
ENDLESS = QueryTask(f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{i} ?b{i} ?c{i} .' for i in range(30))} }}")
PARSED = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "data.nq"
    path.write_text(DATA, "utf-8")
    return path


async def wait_until(condition: Callable[[], bool], seconds: float = 2) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it looks from outside, where nothing is told
            await asyncio.sleep(0.01)


def work(
    snapshot: Snapshot,
    job: Callable[[QueryPool], Awaitable[None]],
    workers: int = 1,
    limits: Limits | None = None,
) -> None:
    async def run() -> None:
        with SnapshotHost(snapshot, limits or Limits()) as host:
            pool = QueryPool(host.address, workers, limits)
            await pool.start()
            try:
                await job(pool)
            finally:
                await pool.close()

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_answers_equal_those_of_the_same_process_in_all_forms(file: Path, tmp_path: Path, kind: str) -> None:
    snapshot = Snapshot(files=(file,))
    store = snapshot.open()
    if kind == "disk":
        EmbeddedStore.write(tmp_path / "store", store.find())
        snapshot = Snapshot(folder=tmp_path / "store")

    async def compare(pool: QueryPool) -> None:
        for text in TABLES:
            for form in ("json", "xml", "csv", "tsv"):
                expected = write_result(store.query(text), form)
                assert await read_whole(pool, QueryTask(text, table=form)) == expected
                assert await read_whole(LocalRunner(store), QueryTask(text, table=form)) == expected
        for text in GRAPHS:
            for form, rdf_format in PARSED.items():
                triples = list(ox.parse(await read_whole(pool, QueryTask(text, graph=form)), rdf_format))
                expected_triples = list(ox.parse(write_result(store.query(text), form), rdf_format))
                assert len(triples) == len(set(triples)) > 0
                assert set(triples) == set(expected_triples)

    work(snapshot, compare, workers=2)


def test_the_dataset_and_the_stored_default_graph_reach_the_worker(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        some = QueryTask("SELECT ?s { ?s ?p ?o }", Dataset((GRAPH + "1",)), table="csv")
        assert sorted((await read_whole(pool, some)).split()) == [b"http://x/a", b"http://x/b", b"s"]

    work(Snapshot(files=(file,)), check)

    async def check_stored(pool: QueryPool) -> None:
        assert (
            await read_whole(pool, QueryTask("SELECT ?s { ?s ?p ?o }", table="csv")) == b"s\r\nhttp://x/c\r\n"
        )

    work(Snapshot(files=(file,), union=False), check_stored)


def test_errors_come_back_as_they_are_and_the_worker_lives_on(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        with pytest.raises(SyntaxProblemError) as syntax:
            await read_whole(pool, QueryTask("SELECT ?s WHERE {\n  ?s ?p }"))
        assert syntax.value.where.startswith("line 2, ")
        with pytest.raises(UnsupportedQueryError):
            await read_whole(pool, QueryTask("SELECT (<http://x/function>(1) AS ?n) { }"))
        with pytest.raises(NoSuchFormError) as form:
            await read_whole(pool, QueryTask(SELECT, table=None))
        assert form.value.where == "table"
        with pytest.raises(NoSuchFormError) as form:
            await read_whole(pool, QueryTask(GRAPHS[1], graph=None))
        assert form.value.where == "graph"
        with pytest.raises(SizeLimitError):
            await read_whole(pool, QueryTask(SELECT))
        assert await read_whole(pool, QueryTask("ASK {}", table="csv")) == b"true"
        assert pool.describe()["replaced"] == 0

    work(Snapshot(files=(file,)), check, limits=Limits(rows=1))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_lost_worker_is_replaced(file: Path, number: signal.Signals) -> None:
    async def check(pool: QueryPool) -> None:
        asked = asyncio.create_task(read_whole(pool, ENDLESS))
        await wait_until(lambda: pool.describe()["busy"] == 1)
        (busy,) = pool._workers  # noqa: SLF001 - the process to kill
        os.kill(busy.process, number)
        with pytest.raises(WorkerLostError, match=number.name):
            await asked
        assert await read_whole(pool, QueryTask("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check)


def test_a_query_that_is_given_up_frees_its_worker_at_once(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(read_whole(pool, ENDLESS), 0.05)
            async with asyncio.timeout(1):
                assert await read_whole(pool, QueryTask("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check)


def test_no_worker_is_lost_however_waiting_ends(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        for pause in (0, 0.0005, 0.001, 0.002, 0.004):
            asked = [asyncio.create_task(read_whole(pool, QueryTask("ASK {}"))) for _ in range(20)]
            await asyncio.sleep(pause)
            for task in asked[::2]:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        await wait_until(lambda: pool.describe()["workers"] == 2)
        assert pool.describe()["busy"] == pool.describe()["waiting"] == 0
        assert await pool.check_ready()

    work(Snapshot(files=(file,)), check, workers=2)


def test_a_worker_that_needed_much_memory_is_replaced_by_a_fresh_one(file: Path) -> None:
    large = "SELECT (STRLEN(?x) AS ?n) { BIND(CONCAT(" + ", ".join(["?y"] * 40) + ") AS ?x) }"
    doubled = "VALUES ?v { " + " ".join("'" + "x" * 1000 + "'" for _ in range(50)) + " }"
    text = large.replace(
        "BIND(", "{ SELECT (GROUP_CONCAT(?v) AS ?y) { " + doubled + " ?a ?b ?c . ?d ?e ?f } } BIND("
    )

    async def check(pool: QueryPool) -> None:
        before = {worker.process for worker in pool._idle}  # noqa: SLF001 - who they are
        assert b"integer" in await read_whole(pool, QueryTask(text))
        await wait_until(lambda: {worker.process for worker in pool._idle} not in (before, set()))  # noqa: SLF001
        assert await read_whole(pool, QueryTask("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check, limits=Limits(memory=256 << 20))


def test_a_snapshot_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.nq"):
        SnapshotHost(Snapshot(files=(tmp_path / "none.nq",)), Limits())


def test_an_unknown_thing_is_told_by_the_worker(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        with pytest.raises(UnknownThingError):
            await read_whole(pool, LineageTask("nothing"))

    work(Snapshot(files=(file,)), check)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_long_answers_are_compressed_and_short_ones_are_not(file: Path, coding: str) -> None:
    values = " ".join(f"'value {number}'" for number in range(2000))

    async def check(pool: QueryPool) -> None:
        for text, coded in ((f"SELECT ?v {{ VALUES ?v {{ {values} }} }}", coding), ("ASK {}", "")):
            plain = await read_whole(pool, QueryTask(text, table="csv"))
            answer = await pool.run(QueryTask(text, table="csv", codings=(coding,)))
            body = b""
            while (piece := await answer.read()) is not None:
                body += piece
            answer.close()
            assert answer.head.coding == coded
            assert decode(body, coded) == plain

    work(Snapshot(files=(file,)), check)


def decode(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.decompress(body)
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(body)
    return body


def test_a_switch_loses_no_query_and_mixes_no_data(tmp_path: Path) -> None:
    """While queries run one after the other, the data is changed five times."""
    snapshots = []
    for number in range(6):
        path = tmp_path / f"{number}.nt"
        path.write_text("".join(f'<http://x/{i}> <http://x/n> "{number}" .\n' for i in range(50)), "utf-8")
        snapshots.append(Snapshot(files=(path,), digest=str(number)))
    task = QueryTask("SELECT DISTINCT ?n { ?s <http://x/n> ?n }", table="csv")
    seen: list[bytes] = []

    async def ask(board: Switchboard, stop: asyncio.Event) -> None:
        while not stop.is_set():
            seen.append(await read_whole(board.pin(), task))

    async def run() -> None:
        with SnapshotHost(snapshots[0], Limits()) as host:
            board, stop = Switchboard(lambda: QueryPool(host.address, 2)), asyncio.Event()
            await board.start()
            askers = [asyncio.create_task(ask(board, stop)) for _ in range(4)]
            for snapshot in snapshots[1:]:
                await asyncio.sleep(0.1)
                await asyncio.to_thread(host.switch, snapshot)
                await board.switch()
                assert board.digest == snapshot.digest
                now = await read_whole(board.pin(), task)
                assert now == f"n\r\n{snapshot.digest}\r\n".encode()
            stop.set()
            await asyncio.gather(*askers)
            await board.close()

    asyncio.run(run())
    assert len(seen) > 6
    assert set(seen) <= {f"n\r\n{number}\r\n".encode() for number in range(6)}


def test_the_loss_of_the_zygote_is_survived(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        workers = [worker.process for worker in pool._idle]  # noqa: SLF001 - whose parent is to be killed
        os.kill(find_parent(workers[0]), signal.SIGKILL)
        await wait_until(lambda: pool.describe()["workers"] == 0)
        await wait_until(lambda: pool.describe()["workers"] == 1, 10)
        assert await read_whole(pool, QueryTask("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check)


def find_parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[1])
