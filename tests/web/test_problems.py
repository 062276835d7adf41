"""Errors are problem documents (RFC 9457), and each that can be raised is explained."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

import pso_graph
from pso_graph.core import errors
from pso_graph.core.errors import PsoGraphError, list_kinds
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.http.problems import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(pso_graph.__file__).parent
KINDS = list(list_kinds().values())
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    runner = LocalRunner(EmbeddedStore.in_memory())
    with TestClient(create_app(runner), raise_server_exceptions=False) as client:
        yield client


@cache
def read_trees() -> tuple[ast.AST, ...]:
    return tuple(ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py")))


def list_classes() -> dict[str, set[str]]:
    """Names of bases by name of each class of the package."""
    return {
        node.name: {base.id if isinstance(base, ast.Name) else "" for base in node.bases}
        for tree in read_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def list_made() -> set[str]:
    """Names of what is called in the package, also as ``errors.Kind(…)`` or ``Kind.of(…)``."""
    names = set()
    for tree in read_trees():
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute):
                names.add(called.attr)
                called = called.value
            if isinstance(called, ast.Name):
                names.add(called.id)
    return names


def test_what_is_documented_is_what_is_raised() -> None:
    classes, made = list_classes(), list_made()

    def is_made(name: str) -> bool:
        return name in made or any(is_made(below) for below, bases in classes.items() if name in bases)

    assert {kind.__name__ for kind in KINDS if not is_made(kind.__name__)} == set()


def test_no_module_has_errors_with_codes_of_its_own() -> None:
    codes = {
        (node.name, re.sub(r"\W", "", str(part.value.value)))
        for tree in read_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
        for part in node.body
        if isinstance(part, ast.Assign | ast.AnnAssign)
        and isinstance(part.value, ast.Constant)
        and "code" in ast.unparse(part).split("=")[0]
    }
    assert codes == {(kind.__name__, kind.code.replace("-", "")) for kind in KINDS}


def test_each_code_is_one_kind() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PsoGraphError)
    ]
    assert sorted(kinds, key=lambda kind: kind.code) == KINDS
    assert len({kind.title for kind in KINDS}) == len(KINDS)
    assert set(STATUS) <= set(KINDS)


@every_kind
def test_each_kind_says_what_it_means_and_how_to_mend_it(
    kind: type[PsoGraphError], client: TestClient
) -> None:
    assert re.fullmatch(r"PSO-E\d{3}", kind.code)
    assert {"code", "title", "remedy"} <= vars(kind).keys(), "not inherited: each says its own"
    path = f"/problems/{kind.code}"
    answers = {
        name: client.get(path, headers={"Accept": name})
        for name in ("application/json", "text/html", "text/markdown")
    }
    for media_type, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
    explained = answers["application/json"].json()
    assert (explained["code"], explained["title"]) == (kind.code, kind.title)
    assert explained["meaning"] == (kind.__doc__ or "").partition("\n")[0]
    assert explained["remedy"] == kind.remedy
    assert f"## {kind.code}: {kind.title}\n" in answers["text/markdown"].text
    assert f'<h2 id="{kind.code}">' in answers["text/html"].text


def test_all_kinds_are_listed_in_each_form(client: TestClient) -> None:
    codes = [kind.code for kind in KINDS]
    assert [kind["code"] for kind in client.get("/problems").json()] == codes
    assert re.findall(r"## (PSO-E\d+)", client.get("/problems?format=md").text) == codes
    assert re.findall(r'<h2 id="(.*)">', client.get("/problems?format=html").text) == codes
    assert client.get("/problems?format=png").status_code == 406
    assert client.get("/problems/pso-e007").json()["code"] == "PSO-E007"
    assert client.get("/problems/PSO-E999").status_code == 404


def test_the_type_of_a_problem_leads_to_its_explanation(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "CLEAR ALL"}).json()
    assert problem["type"] == "http://testserver/problems/PSO-E007"
    assert client.get(problem["type"]).json()["title"] == problem["title"]


@pytest.mark.parametrize("host", ['x"><script>', "a b<c", "x/y", "x@y", "x:99999999", "[::1", "x#y"])
def test_a_host_that_is_none_goes_nowhere(client: TestClient, host: str) -> None:
    for path in ("/sparql?query=x", "/sparql", "/.well-known/void"):
        assert host not in client.get(path, headers={"Host": host}).text


def test_addresses_follow_the_host_that_was_asked(client: TestClient) -> None:
    problem = client.get("/sparql?query=x", headers={"Host": "Data.Example.org:8443"}).json()
    assert problem["type"] == "http://data.example.org:8443/problems/PSO-E002"


def test_an_explanation_that_a_client_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/problems").headers["etag"]
    answer = client.get("/problems", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get("/problems", headers={"If-None-Match": tag, "Accept": "text/html"}).status_code == 200


def test_those_who_accept_no_form_of_a_problem_get_it_all_the_same(client: TestClient) -> None:
    answer = client.get("/sparql?query=x", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_what_is_no_kind_of_ours_has_no_type(client: TestClient) -> None:
    """RFC 9457, section 4.2.1: without a type the title is that of the status."""
    problem = client.get("/nowhere").json()
    assert problem["title"] == "Not Found"
    assert "type" not in problem
