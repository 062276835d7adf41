"""The page of the API: every route of the server, in both languages, with examples that work."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from pso_graph.catalogue import read_folder
from pso_graph.publish.api import EXAMPLES, FILE, HOST, read_routes
from pso_graph.publish.languages import LANGUAGES, Language
from pso_graph.publish.page import Site, Visit
from pso_graph.publish.task import find_page_kind
from pso_graph.publish.wording import read_texts
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web.app import create_app
from tests.publish.api_routes import write_routes
from tests.publish.visiting import HTML, make_show, read_page, read_table, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIRED = {"de": "nötig", "en": "required"}
EMPTY = EmbeddedStore.in_memory([])
SHOW = make_show(EMPTY)
ROUTES = [route for _, members in read_routes() for route in members]


@pytest.fixture(scope="module")
def client(dataset: EmbeddedStore) -> Iterator[TestClient]:
    with TestClient(create_app(LocalRunner(dataset)), base_url=HOST, client=("127.0.0.1", 5000)) as running:
        yield running


def test_the_table_is_that_of_the_server() -> None:
    """``python -m tests.publish.api_routes`` writes it anew."""
    assert FILE.read_text("utf-8") == write_routes()


def test_it_knows_what_a_reader_would_ask_for() -> None:
    known = {(route.method, route.path) for route in ROUTES}
    assert {("GET", "/sparql"), ("POST", "/sparql"), ("GET", "/lineage"), ("GET", "/queries/{name}")} <= known
    writing = {(route.method, route.path) for route in ROUTES if route.writes}
    assert writing == {
        (method, path) for method in ("PUT", "POST", "DELETE") for path in ("/store", "/graph/{name}")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_each_route_with_arguments_and_statuses(language: Language) -> None:
    page = read_page(SHOW("api", language))
    paths = [read_text(heading) for heading in page.iter(f"{HTML}h2")]
    assert paths[: len(read_routes())] == [path for path, _ in read_routes()]
    methods = [(each.attrib["id"], read_text(each).partition(",")[0]) for each in page.iter(f"{HTML}h3")]
    assert methods == [(route.key, route.method) for route in ROUTES]
    names = [
        [row[0].removesuffix(f" {REQUIRED[language]}") for row in read_table(table)]
        for table in page.iter(f"{HTML}table")
    ]
    assert names == [[each.name for each in route.arguments] for route in ROUTES if route.arguments]
    ids = {element.get("id") for element in page.iter()}
    links = {link.attrib["href"] for link in page.iter(f"{HTML}a") if link.attrib["href"].startswith("#")}
    assert {link[1:] for link in links} <= ids
    assert {f"#status-{status}" for route in ROUTES for status in route.statuses} <= links


def test_nothing_is_told_of_routes_that_there_are_not() -> None:
    """Texts of paths, arguments and statuses that no route has any more would rot."""
    keys = {key.partition(".")[2] for key in read_texts() if key.startswith("api.")}
    paths = {f"path-{route.key.partition('-')[2]}" for route in ROUTES}
    assert {key for key in keys if key.startswith("path-")} == paths
    statuses = {f"status-{status}" for route in ROUTES for status in route.statuses}
    assert {key for key in keys if key.startswith("status-")} == statuses
    arguments = [(route, argument.name.lower()) for route in ROUTES for argument in route.arguments]
    own = {f"argument-{route.key.partition('-')[2]}-{name}" for route, name in arguments}
    shared = {f"argument-{name}" for _, name in arguments}
    assert {key for key in keys if key.startswith("argument-")} <= own | shared


def test_all_queries_are_linked() -> None:
    links = {link.attrib["href"] for link in read_page(SHOW("api")).iter(f"{HTML}a")}
    assert {f"./queries/{query.name}" for query in read_folder("lineage")} <= links


def test_every_route_that_reads_has_an_example() -> None:
    reading = {f"{route.method} {route.path}" for route in ROUTES if not route.writes}
    assert set(EXAMPLES) == reading


@pytest.mark.parametrize("route", EXAMPLES)
def test_examples_are_answered(client: TestClient, route: str) -> None:
    method, address, headers, data = read_curl(EXAMPLES[route])
    assert method == route.partition(" ")[0]
    answer = client.request(method, address.removeprefix(HOST), headers=headers, content=data)
    assert answer.status_code == 200
    assert answer.content


def read_curl(command: str) -> tuple[str, str, dict[str, str], str | None]:
    """Method, address, headers and body of what a command would send."""
    words = iter(shlex.split(command))
    assert next(words) == "curl"
    address, is_query = "", False
    headers: dict[str, str] = {}
    fields: list[tuple[str, str]] = []
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "--data-urlencode":
            name, _, value = next(words).partition("=")
            fields.append((name, value))
        elif word == "-G":
            is_query = True
        elif word != "-O":
            address = word
    if is_query:
        return "GET", f"{address}?{urlencode(fields)}", headers, None
    if fields:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return "POST", address, {**headers, **form}, urlencode(fields)
    return "GET", address, headers, None


def test_a_static_copy_says_that_it_has_no_server() -> None:
    page, parts, stem, form = find_page_kind("api")
    told = page.render(Visit(EMPTY, Site(is_static=True), "en", path=stem, form=form), **parts).body.decode()
    assert "a copy without a server" in told
    assert "a copy without a server" not in SHOW("api").body.decode()
