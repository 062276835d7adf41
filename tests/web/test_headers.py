"""What every answer says to browsers: anyone may read it, and it can do nothing to anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.headers import complete_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGIN = {"Origin": "https://example.org"}
TARGETS = {
    "an answer": ("GET", "/sparql?query=ASK%20%7B%7D", 200),
    "a refused query": ("GET", "/sparql?query=LOAD%20%3Chttp://x%3E", 400),
    "no query form": ("PUT", "/sparql", 405),
    "an unknown path": ("GET", "/nowhere", 404),
    "a page of the framework": ("GET", "/openapi.json", 200),
    "health": ("GET", "/health", 200),
    "an unknown thing": ("GET", "/lineage?id=nothing/1", 404),
    "a failure of ours": ("GET", "/queries/no-such-query", 404),
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    store = EmbeddedStore.in_memory([ox.Quad(*[ox.NamedNode("http://x/a")] * 3)])
    with TestClient(create_app(LocalRunner(store)), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("name", TARGETS)
def test_every_answer_may_be_read_by_scripts_and_by_nobody_misused(client: TestClient, name: str) -> None:
    method, target, status = TARGETS[name]
    answer = client.request(method, target, headers=ORIGIN)
    assert answer.status_code == status
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert "access-control-allow-credentials" not in answer.headers
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Link", "Retry-After", "Content-Location"} <= set(exposed)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    assert "Traceback" not in answer.text


def test_a_failure_inside_tells_no_insides(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("pso_graph.web.routes.find_query", fail)
    answer = client.get("/queries/clauses-citing-document", headers=ORIGIN)
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    assert answer.json()["code"] == "PSO-E000"


@pytest.mark.parametrize("path", ["/sparql", "/lineage", "/queries", "/nowhere"])
def test_browsers_may_ask_first_whether_they_may_ask(client: TestClient, path: str) -> None:
    headers = {
        **ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options(path, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert answer.headers["access-control-allow-methods"].split(", ") == ["GET", "HEAD", "POST"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert int(answer.headers["access-control-max-age"]) > 0
    assert "access-control-allow-credentials" not in answer.headers


def test_options_without_such_a_question_names_the_methods(client: TestClient) -> None:
    assert "POST" in client.options("/sparql").headers["allow"]


def test_pages_run_only_our_scripts_and_load_nothing_from_elsewhere() -> None:
    for kind in (b"text/html; charset=utf-8", b"application/xhtml+xml"):
        policy = dict(complete_fields([(b"content-type", kind)]))[b"content-security-policy"].decode()
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["form-action"] == "'self'"
        assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
        assert rules["script-src"] == rules["connect-src"] == "'self'"
        assert "http" not in policy
    data = dict(complete_fields([(b"content-type", b"text/csv")]))[b"content-security-policy"]
    assert data == b"default-src 'none'; frame-ancestors 'none'"


def test_what_an_answer_sets_itself_counts() -> None:
    fields = complete_fields([(b"content-security-policy", b"sandbox")])
    assert [value for name, value in fields if name == b"content-security-policy"] == [b"sandbox"]
