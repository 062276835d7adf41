"""Answers are kept, named by entity tags, compressed, and not sent again to those who have them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.query.running import Dataset
from pso_graph.query.workers import LocalRunner, QueryTask
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.cache import Kept, ResultCache, is_matched, make_tag
from pso_graph.web.http.formats import choose_codings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.query.workers import Answer, Task
    from pso_graph.query.workers.runner import Charge

QUERY = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
ROWS = 300


class CountingRunner(LocalRunner):
    """Counts the queries of users that it runs."""

    ran = 0

    async def run(self, task: Task, charge: Charge | None = None) -> Answer:
        self.ran += isinstance(task, QueryTask)
        return await super().run(task, charge)


@pytest.fixture
def runner() -> CountingRunner:
    predicate = NamedNode("http://x/p")
    quads = (Quad(NamedNode(f"http://x/{i}"), predicate, Literal(f"value {i}")) for i in range(ROWS))
    return CountingRunner(EmbeddedStore.in_memory(quads), digest="first")


@pytest.fixture
def client(runner: CountingRunner) -> Iterator[TestClient]:
    with TestClient(create_app(runner, Settings(freshness=30)), raise_server_exceptions=False) as client:
        yield client


def test_the_same_question_runs_once(client: TestClient, runner: CountingRunner) -> None:
    answers = [client.get("/sparql", params={"query": QUERY}) for _ in range(3)]
    assert runner.ran == 1
    assert {answer.content for answer in answers} == {answers[0].content}
    assert len(answers[0].json()["results"]["bindings"]) == ROWS
    assert answers[0].headers["cache-control"] == "public, max-age=30"


def test_who_has_the_answer_gets_304_and_nothing_runs(client: TestClient, runner: CountingRunner) -> None:
    tag = client.get("/sparql", params={"query": QUERY}).headers["etag"]
    runner.ran = 0
    for condition in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = client.get("/sparql", params={"query": QUERY}, headers={"If-None-Match": condition})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    other = client.get("/sparql", params={"query": QUERY}, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    assert runner.ran == 0


def test_head_answers_as_get_without_a_body(client: TestClient) -> None:
    got = client.get("/sparql", params={"query": QUERY}, headers={"Accept-Encoding": "identity"})
    head = client.head("/sparql", params={"query": QUERY}, headers={"Accept-Encoding": "identity"})
    assert head.content == b""
    assert head.headers["content-length"] == str(len(got.content))
    assert {name: head.headers[name] for name in ("etag", "vary", "content-type")} == {
        name: got.headers[name] for name in ("etag", "vary", "content-type")
    }


def test_each_variant_has_a_tag_of_its_own(client: TestClient) -> None:
    tags = {
        client.get(
            "/sparql", params={"query": QUERY, "format": form}, headers={"Accept-Encoding": coding}
        ).headers["etag"]
        for form in ("json", "xml", "csv", "tsv")
        for coding in ("identity", "gzip", "zstd")
    }
    assert len(tags) == 12


def test_new_data_has_new_tags(client: TestClient, runner: CountingRunner) -> None:
    tag = client.get("/sparql", params={"query": QUERY}).headers["etag"]
    runner.digest = "second"
    answer = client.get("/sparql", params={"query": QUERY}, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag
    assert runner.ran == 2


@pytest.mark.parametrize("function", ["NOW()", "rand()", "UUID()", "StrUUID()"])
def test_what_changes_each_time_is_never_kept(
    client: TestClient, runner: CountingRunner, function: str
) -> None:
    query = f"SELECT ({function} AS ?x) {{ }}"
    for _ in range(2):
        answer = client.get("/sparql", params={"query": query}, headers={"If-None-Match": "*"})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    assert runner.ran == 2


def test_errors_are_not_kept(client: TestClient, runner: CountingRunner) -> None:
    for _ in range(2):
        answer = client.get("/sparql", params={"query": "SELECT ?x {"})
        assert answer.status_code == 400
        assert "etag" not in answer.headers
    assert runner.ran == 2


@pytest.mark.parametrize(
    ("accept", "coding"),
    [("gzip", "gzip"), ("zstd", "zstd"), ("gzip, zstd", "zstd"), ("zstd;q=0.5, gzip", "gzip"), ("*", "zstd")],
)
def test_long_answers_are_compressed_as_asked(client: TestClient, accept: str, coding: str) -> None:
    with client.stream("GET", "/sparql", params={"query": QUERY}, headers={"Accept-Encoding": accept}) as got:
        body = b"".join(got.iter_raw())
    assert got.headers["content-encoding"] == coding
    assert got.headers["content-length"] == str(len(body))
    assert "Accept-Encoding" in got.headers["vary"]
    plain = (
        gzip.decompress(body)
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(body)
    )
    assert len(json.loads(plain)["results"]["bindings"]) == ROWS
    assert len(body) < len(plain) / 3


@pytest.mark.parametrize("accept", ["identity", "", "gzip;q=0", "br", "*;q=0, identity"])
def test_nothing_is_compressed_that_is_not_asked_for(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", params={"query": QUERY}, headers={"Accept-Encoding": accept})
    assert "content-encoding" not in answer.headers


# RFC 9110, section 12.5.3: (header, codings that may be used, the best first)
CODINGS = [
    (None, ()),
    ("", ()),
    ("gzip", ("gzip",)),
    ("GZIP ; Q=1.0", ("gzip",)),
    ("gzip;q=0.5, zstd;q=0.4", ("gzip", "zstd")),
    ("gzip, zstd", ("zstd", "gzip")),
    ("*;q=0.1, zstd;q=0", ("gzip",)),
    ("gzip;q=2", ()),
    ("deflate, br", ()),
]


@pytest.mark.parametrize(("header", "expected"), CODINGS)
def test_codings_are_chosen_as_the_client_likes_them(header: str | None, expected: tuple[str, ...]) -> None:
    assert choose_codings(header) == expected


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 400)), max_size=60))
def test_the_cache_never_holds_more_than_its_room(steps: list[tuple[int, int]]) -> None:
    cache = ResultCache(20_000)
    kept: dict[str, bytes] = {}
    for number, size in steps:
        tag, body = f'"{number}"', bytes(size)
        cache.keep(tag, Kept([], kept.setdefault(tag, body)))
    found = {tag: answer.body for tag in kept if (answer := cache.find(tag)) is not None}
    assert sum(len(body) + 1024 for body in found.values()) <= 20_000
    assert all(kept[tag] == body for tag, body in found.items())


def test_what_was_asked_for_last_stays() -> None:
    cache = ResultCache(16 * 1124)  # sixteen answers of a hundred bytes
    for number in range(16):
        cache.keep(f'"{number}"', Kept([], bytes(100)))
    assert cache.find('"0"') is not None
    cache.keep('"16"', Kept([], bytes(100)))
    assert cache.find('"0"') is not None
    assert cache.find('"1"') is None


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    cache = ResultCache(16_000)
    cache.keep('"large"', Kept([], bytes(1000)))
    assert cache.find('"large"') is None


def test_tags_tell_all_that_an_answer_depends_on() -> None:
    tasks = [
        QueryTask(QUERY),
        QueryTask(QUERY + " "),
        QueryTask(QUERY, Dataset(("http://x/g",))),
        QueryTask(QUERY, Dataset((), ("http://x/g",))),
        QueryTask(QUERY, table="csv"),
        QueryTask(QUERY, graph="ntriples"),
        QueryTask(QUERY, codings=("gzip",)),
    ]
    assert len({make_tag("a", task) for task in tasks} | {make_tag("b", tasks[0])}) == 8
    assert make_tag("a", QueryTask(QUERY, seconds=1.0)) == make_tag("a", QueryTask(QUERY))


@pytest.mark.parametrize("condition", [None, "", '"abd"', "abc", '"ab"c'])
def test_a_condition_that_does_not_name_the_tag_does_not_match(condition: str | None) -> None:
    assert not is_matched('"abc"', condition)
