"""The metrics tell what happened, in the form that Prometheus reads, and nothing that a client wrote."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text
from starlette.testclient import TestClient

from pso_graph.core.errors import BusyError, Limit, SizeLimitError, TimeLimitError, WorkerLostError
from pso_graph.core.settings import Settings
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.exchange import Exchange, name_form, name_kill
from pso_graph.web.observing.tallies import Board, Tallies, describe_runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.query.workers import Answer, Task
    from pso_graph.query.workers.runner import Charge

THING = ox.NamedNode("http://x/secret")


def make_client(address: str = "127.0.0.1", **settings: object) -> TestClient:
    runner = LocalRunner(EmbeddedStore.in_memory([ox.Quad(THING, THING, THING)]), digest="0123abcd True")
    chosen = Settings().model_copy(update=settings)
    return TestClient(create_app(runner, chosen), client=(address, 4711), raise_server_exceptions=False)


@pytest.fixture
def client() -> Iterator[TestClient]:
    with make_client() as client:
        yield client


def read(client: TestClient) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        sample.name + "".join(f" {value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in read_text(answer.text)
        for sample in family.samples
    }


def test_what_happened_is_counted(client: TestClient) -> None:
    query = {"query": "SELECT * WHERE { ?s ?p ?o }"}
    size = len(client.get("/sparql", params=query).content)
    tag = client.get("/sparql", params=query).headers["etag"]
    client.get("/sparql", params=query, headers={"If-None-Match": tag})
    client.get("/sparql", params={"query": "DESCRIBE <http://x/secret>"})
    client.get("/sparql", params={"query": "LOAD <http://x/secret>"})
    client.get("/queries/unanswered-clauses")
    client.get("/nowhere")
    numbers = read(client)
    assert numbers["pso_graph_request_seconds_count select "] == 3
    assert numbers["pso_graph_request_seconds_bucket select +Inf "] == 3
    assert numbers["pso_graph_answers_total select 200"] == 2
    assert numbers["pso_graph_answers_total select 304"] == 1
    assert numbers["pso_graph_answers_total describe 200"] == 1
    assert numbers["pso_graph_answers_total page 404"] == 1
    assert numbers["pso_graph_refusals_total PSO-E007"] == 1
    assert numbers["pso_graph_cache_total hit"] == 1
    assert numbers["pso_graph_cache_total unchanged"] == 1
    assert numbers["pso_graph_snapshot 0123abcd"] == 1
    assert numbers["pso_graph_sent_bytes_total"] > 2 * size
    assert "secret" not in client.get("/metrics").text


def test_shipped_queries_are_told_apart_by_name(client: TestClient) -> None:
    (name, *_) = [query["name"] for query in client.get("/queries").json() if not query["parameters"]]
    assert client.get(f"/queries/{name}").status_code == 200
    assert read(client)[f"pso_graph_request_seconds_count shipped {name}"] == 1


def test_classes_of_times_add_up(client: TestClient) -> None:
    for number in range(3):
        client.get("/sparql", params={"query": f"ASK {{}} # {number}"})
    numbers = read(client)
    buckets = [
        value for name, value in numbers.items() if name.startswith("pso_graph_request_seconds_bucket ask")
    ]
    assert buckets == sorted(buckets)
    assert len(buckets) == 15
    assert buckets[-1] == 3
    assert numbers["pso_graph_request_seconds_sum ask "] > 0


def test_openmetrics_is_offered(client: TestClient) -> None:
    client.get("/health")
    answer = client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    names = {family.name for family in read_openmetrics(answer.text)}  # type: ignore[no-untyped-call]
    assert {"pso_graph", "pso_graph_request_seconds", "pso_graph_answers", "pso_graph_kills"} <= names


@pytest.mark.parametrize(
    ("address", "headers", "settings", "status"),
    [
        ("127.0.0.1", {}, {}, 200),
        ("::1", {}, {}, 200),
        ("::ffff:127.0.0.1", {}, {}, 200),
        ("192.0.2.1", {}, {}, 403),
        ("192.0.2.1", {"X-Forwarded-For": "127.0.0.1"}, {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, {}, 403),  # through a proxy that nobody declared
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, {"trusted_proxies": ["127.0.0.1/32"]}, 403),
        ("192.0.2.1", {}, {"metrics_readers": ["192.0.2.0/24"]}, 200),
        ("127.0.0.1", {}, {"metrics_readers": ["192.0.2.0/24"]}, 403),
        (
            "10.0.0.1",
            {"X-Forwarded-For": "192.0.2.1"},
            {"metrics_readers": ["192.0.2.0/24"], "trusted_proxies": ["10.0.0.1/32"]},
            200,
        ),
    ],
)
def test_only_those_told_may_read(
    address: str, headers: dict[str, str], settings: dict[str, object], status: int
) -> None:
    chosen = Settings(**settings).model_dump(include=set(settings))  # type: ignore[arg-type]
    with make_client(address, **chosen) as client:
        assert client.get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TimeLimitError("", limit=Limit("time_limit", 1)), "time"),
        (TimeLimitError("", limit=Limit("sending_limit", 1)), "sending"),
        (SizeLimitError("", limit=Limit("memory_limit", 1)), "memory"),
        (SizeLimitError("", limit=Limit("row_limit", 1)), ""),
        (WorkerLostError(""), "lost"),
        (BusyError(""), ""),
        (None, ""),
    ],
)
def test_kills_have_their_reason(error: PsoGraphError | None, reason: str) -> None:
    assert name_kill(error) == reason


class FailingRunner(LocalRunner):
    """Stops every query for its time."""

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:  # noqa: ARG002 - as it is called
        raise TimeLimitError("Too long.", limit=Limit("time_limit", 1))


def test_a_query_that_is_stopped_is_counted_as_killed() -> None:
    app = create_app(FailingRunner(EmbeddedStore.in_memory([])))
    with TestClient(app, client=("127.0.0.1", 1)) as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 504
        numbers = read(client)
    assert numbers["pso_graph_kills_total time"] == 1
    assert numbers["pso_graph_refusals_total PSO-E019"] == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "select"),
        ("ask{}", "ask"),
        ("# SELECT\nPREFIX a: <http://x/#b> \n BASE<x> PREFIX : <y>CONSTRUCT {} WHERE {}", "construct"),
        ("\n DESCRIBE <x>", "describe"),
        ("PREFIX select: <x> ASK {}", "ask"),
        ("", "query"),
        ("\\u0053ELECT * {}", "query"),
        ("PREFIX a: " * 5000, "query"),
    ],
)
def test_the_form_of_a_query_is_read_from_its_beginning(text: str, form: str) -> None:
    assert name_form(text) == form


def test_numbers_of_all_processes_are_summed_and_never_fall(tmp_path: Path) -> None:
    here, there = Tallies(), Tallies()
    boards = [Board(tallies, lambda: {("waiting",): 2}, tmp_path) for tallies in (here, there)]
    here.count(Exchange("", kind="ask", status=200, size=10), 0.003)
    there.count(Exchange("", kind="ask", status=200, size=5), 7)
    boards[1].publish()
    total = boards[0].sum()
    assert total["answers", "ask", "200"] == 2
    assert total["sent_bytes",] == 15
    assert total["seconds", "ask", "", "0.005"] == total["seconds", "ask", "", "10.0"] == 1
    assert total["seconds_sum", "ask", ""] == pytest.approx(7.003)
    assert total["waiting",] == 4
    (file,) = tmp_path.glob("*.tallies")
    gone = json.loads(file.read_text("utf-8"))
    gone["time"] -= 60  # as of a process that has ended
    file.write_text(json.dumps(gone), "utf-8")
    total = boards[0].sum()
    assert total["answers", "ask", "200"] == 2
    assert total["waiting",] == 2


def test_a_process_without_others_writes_no_files(tmp_path: Path) -> None:
    runner = LocalRunner(EmbeddedStore.in_memory([]))
    board = Board(Tallies(), partial(describe_runner, runner))
    board.publish()
    assert board.sum() == {
        ("workers", "busy"): 0,
        ("workers", "idle"): 0,
        ("waiting",): 0,
        ("snapshot", "local"): 1,
    }
    assert not list(tmp_path.iterdir())
