"""Workers answer as the same process would, and say why they do not."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import PsoGraphError, SyntaxProblemError, UnsupportedQueryError
from pso_graph.query.workers import Limits, LocalRunner, QueryPool, Snapshot, Task
from pso_graph.query.workers.errors import NoSuchFormError, SizeLimitError, WorkerLostError
from pso_graph.rdf.serialization import write_result
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pso_graph.query.workers import QueryRunner

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


async def read(runner: QueryRunner, task: Task) -> bytes:
    answer = await runner.run(task)
    body = b""
    try:
        while (piece := await answer.read()) is not None:
            body += piece
    finally:
        answer.close()
    return body


async def wait_until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - it looks from outside, where nothing is told
            await asyncio.sleep(0.01)


def work(
    snapshot: Snapshot,
    job: Callable[[QueryPool], Awaitable[None]],
    workers: int = 1,
    limits: Limits | None = None,
) -> None:
    async def run() -> None:
        pool = QueryPool(snapshot, workers, limits)
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
                assert await read(pool, Task(text, table=form)) == expected
                assert await read(LocalRunner(store), Task(text, table=form)) == expected
        for text in GRAPHS:
            for form, rdf_format in PARSED.items():
                triples = list(ox.parse(await read(pool, Task(text, graph=form)), rdf_format))
                expected_triples = list(ox.parse(write_result(store.query(text), form), rdf_format))
                assert len(triples) == len(set(triples)) > 0
                assert set(triples) == set(expected_triples)

    work(snapshot, compare, workers=2)


def test_values_graphs_and_the_stored_default_graph_reach_the_worker(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        for value, row in (
            (Literal("zwei", language="de"), b'<http://x/b>\t"zwei"@de'),
            (NamedNode("http://x/a"), b"<http://x/b>\t<http://x/a>"),
        ):
            task = Task("SELECT DISTINCT ?s ?o { ?s ?p ?o }", {"o": value}, table="tsv")
            assert await read(pool, task) == b"?s\t?o\n" + row + b"\n"
        some = Task("SELECT ?s { ?s ?p ?o }", default_graphs=(GRAPH + "1",), table="csv")
        assert sorted((await read(pool, some)).split()) == [b"http://x/a", b"http://x/b", b"s"]

    work(Snapshot(files=(file,)), check)

    async def check_stored(pool: QueryPool) -> None:
        assert await read(pool, Task("SELECT ?s { ?s ?p ?o }", table="csv")) == b"s\r\nhttp://x/c\r\n"

    work(Snapshot(files=(file,), union=False), check_stored)


def test_errors_come_back_as_they_are_and_the_worker_lives_on(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        with pytest.raises(SyntaxProblemError) as syntax:
            await read(pool, Task("SELECT ?s WHERE {\n  ?s ?p }"))
        assert syntax.value.where.startswith("line 2, ")
        with pytest.raises(UnsupportedQueryError):
            await read(pool, Task("SELECT (<http://x/function>(1) AS ?n) { }"))
        with pytest.raises(NoSuchFormError) as form:
            await read(pool, Task(SELECT, table=None))
        assert form.value.where == "table"
        with pytest.raises(NoSuchFormError) as form:
            await read(pool, Task(GRAPHS[1], graph=None))
        assert form.value.where == "graph"
        with pytest.raises(SizeLimitError):
            await read(pool, Task(SELECT))
        assert await read(pool, Task("ASK {}", table="csv")) == b"true"
        assert pool.describe()["replaced"] == 0

    work(Snapshot(files=(file,)), check, limits=Limits(rows=1))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_lost_worker_is_replaced(file: Path, number: signal.Signals) -> None:
    endless = Task("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(30)) + " }")

    async def check(pool: QueryPool) -> None:
        asked = asyncio.create_task(read(pool, endless))
        await wait_until(lambda: pool.describe()["busy"] == 1)
        (busy,) = pool._busy  # noqa: SLF001 - the process to kill
        os.kill(busy.process, number)
        with pytest.raises(WorkerLostError, match=number.name):
            await asked
        assert await read(pool, Task("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check)


def test_a_query_that_is_given_up_frees_its_worker_at_once(file: Path) -> None:
    endless = Task("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(30)) + " }")

    async def check(pool: QueryPool) -> None:
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(read(pool, endless), 0.05)
            async with asyncio.timeout(1):
                assert await read(pool, Task("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check)


def test_no_worker_is_lost_however_waiting_ends(file: Path) -> None:
    async def check(pool: QueryPool) -> None:
        for pause in (0, 0.0005, 0.001, 0.002, 0.004):
            asked = [asyncio.create_task(read(pool, Task("ASK {}"))) for _ in range(20)]
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
        assert b"integer" in await read(pool, Task(text))
        await wait_until(lambda: {worker.process for worker in pool._idle} not in (before, set()))  # noqa: SLF001
        assert await read(pool, Task("ASK {}", table="csv")) == b"true"

    work(Snapshot(files=(file,)), check, limits=Limits(memory=256 << 20))


def test_a_snapshot_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    async def start() -> None:
        with pytest.raises(PsoGraphError):
            await QueryPool(Snapshot(files=(tmp_path / "none.nq",)), 1).start()

    asyncio.run(start())
