"""The access log: one line of JSON for each request, which nobody can forge and no query is seen in."""

from __future__ import annotations

import hashlib
import json
import re
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.exchange import Exchange
from pso_graph.web.observing.access import STANDARD_ERROR, AccessLog, hash_query

if TYPE_CHECKING:
    from pathlib import Path

QUERY = "SELECT ?secret WHERE { ?secret ?p 'Größe' }"


def make_client(file: Path, **settings: object) -> TestClient:
    store = EmbeddedStore.in_memory([ox.Quad(*[ox.NamedNode("http://x/a")] * 3)])
    chosen = Settings().model_copy(update={"access_log": file, **settings})
    return TestClient(create_app(LocalRunner(store), chosen), client=("192.0.2.77", 4711))


def read_log(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("ascii").splitlines()]


def test_a_line_tells_all_but_what_was_asked(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    with make_client(file) as client:
        whole = client.get("/sparql", params={"query": QUERY})
        client.get("/sparql", params={"query": "LOAD <http://x>"})
        client.head("/lineage?id=none/1")
        client.get("/health")
    first, refused, head, health = read_log(file)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(first.pop("time")))
    milliseconds = first.pop("ms")
    assert isinstance(milliseconds, float)
    assert 0 < milliseconds < 10_000
    assert first == {
        "client": "192.0.2.0/24",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "bytes": len(whole.content),
        "kind": "select",
        "outcome": "ok",
        "query": hashlib.sha256(QUERY.encode()).hexdigest()[:16],
    }
    assert (refused["status"], refused["outcome"], refused["code"]) == (400, "refused", "PSO-E007")
    assert refused["query"] == hashlib.sha256(b"LOAD <http://x>").hexdigest()[:16]
    assert (head["status"], head["bytes"], head["outcome"]) == (404, 0, "refused")
    assert (health["kind"], health["outcome"]) == ("page", "ok")
    assert "secret" not in file.read_text("ascii")


@pytest.mark.parametrize(("clients", "written"), [("address", "192.0.2.77"), ("none", "")])
def test_clients_are_written_as_told(tmp_path: Path, clients: str, written: str) -> None:
    file = tmp_path / "access.log"
    with make_client(file, log_clients=clients) as client:
        client.get("/health")
    assert read_log(file)[0]["client"] == written


@given(st.text(max_size=300), st.text(max_size=20))
def test_no_request_can_write_a_line_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, path: str, client: str
) -> None:
    file = tmp_path_factory.mktemp("log") / "access.log"
    log = AccessLog(file, "address")
    log.write(Exchange(client), "GET", path, 0.001)
    log.close()
    content = file.read_bytes()
    assert content.count(b"\n") == 1
    assert all(0x20 <= byte < 0x7F for byte in content[:-1])
    assert json.loads(content)["path"] == path[:200]


def test_the_file_may_be_moved_away_at_any_time(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    log = AccessLog(file, "none")
    log.write(Exchange(""), "GET", "/1", 0)
    wait_for(file)
    file.rename(tmp_path / "access.log.1")
    log.write(Exchange(""), "GET", "/2", 0)
    wait_for(file)
    log.close()
    assert [line["path"] for line in read_log(file)] == ["/2"]
    assert [line["path"] for line in read_log(tmp_path / "access.log.1")] == ["/1"]


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    with make_client(tmp_path) as client:  # a folder
        assert client.get("/health").status_code == 200


def test_standard_error_takes_it_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    log = AccessLog(STANDARD_ERROR, "none")
    log.write(Exchange(""), "GET", "/1", 0)
    log.close()
    assert json.loads(capfdbinary.readouterr().err)["path"] == "/1"


def test_a_hash_tells_queries_apart() -> None:
    assert hash_query("ASK {}") != hash_query("ASK { }")
    assert re.fullmatch("[0-9a-f]{16}", hash_query("\ud800"))


def wait_for(file: Path) -> None:
    end = time.monotonic() + 5
    while not file.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
