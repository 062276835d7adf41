"""``pso-graph token`` and what ``pso-graph serve --writable`` wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from pso_graph.cli.main import app
from pso_graph.core.errors import ParameterError, PsoGraphError, UnknownThingError
from pso_graph.core.tokens import find_token, list_tokens
from pso_graph.pipeline.writing import Generations, create_store

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, list(map(str, words)))
    if isinstance(result.exception, PsoGraphError):
        raise result.exception
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tokens.jsonl"


def test_a_token_is_shown_once(file: Path) -> None:
    written = run("token", "Anna", "--file", file).stdout.strip()
    (kept,) = list_tokens(file)
    assert find_token([kept], written) == kept
    assert kept.scopes == ("update", "graph-store")
    assert kept.expires is None
    assert written not in run("token", "--list", "--file", file).stdout


def test_scopes_and_end_are_as_asked(file: Path) -> None:
    run("token", "a", "--scope", "graph-store", "--expires", "2020-01-31", "--file", file)
    run("token", "b", "--scope", "graph-store, update", "--file", file)
    assert run("token", "--list", "--file", file).stdout.splitlines() == [
        "a  graph-store  until 2020-01-31 (expired)",
        "b  update, graph-store  no end",
    ]


def test_a_token_is_taken_back(file: Path) -> None:
    run("token", "a", "--file", file)
    run("token", "b", "--file", file)
    run("token", "--revoke", "a", "--file", file)
    assert [token.name for token in list_tokens(file)] == ["b"]
    with pytest.raises(UnknownThingError):
        run("token", "--revoke", "a", "--file", file)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a", "--list"),
        ("a", "--revoke", "b"),
        ("a", "--scope", "everything"),
        ("a", "--scope", ""),
        ("known",),
        ("a\nb",),
    ],
)
def test_what_does_not_go_together_is_said(file: Path, words: tuple[str, ...]) -> None:
    run("token", "known", "--file", file)
    with pytest.raises(ParameterError):
        run("token", *words, "--file", file)
    assert len(list_tokens(file)) == 1


WRONG = {
    "store of its own": "--writable --tokens {file}",
    "needs --tokens": "--writable --store {folder}/new",
    "cannot be read": "--writable --store {folder}/new --tokens {folder}/none",
    "fills a new store": "--writable --store {folder}/old --tokens {file} --data {folder}/data.ttl",
    "other things": "--writable --store {folder} --tokens {file}",
    "well-formed": "--writable --store {folder}/new --tokens {file} --shapes {folder}/broken.ttl",
    "not well-formed": "--writable --store {folder}/new --tokens {file} --data {folder}/broken.ttl",
    "need --writable": "--store {folder}/old --shapes {folder}/data.ttl",
}


@pytest.mark.parametrize("message", WRONG)
def test_serve_says_what_it_wants_before_anything_is_made(file: Path, message: str) -> None:
    folder = file.parent
    (folder / "data.ttl").write_text("<a> <b> <c> .")
    (folder / "broken.ttl").write_text("<a> <b>")
    create_store(Generations(folder / "old"), [], "0" * 16)
    run("token", "a", "--file", file)
    with pytest.raises(PsoGraphError, match=message):
        run("serve", *WRONG[message].format(folder=folder, file=file).split())
    assert not list(folder.glob("new/current"))


def test_serve_refuses_tokens_that_others_can_add_to(file: Path) -> None:
    run("token", "a", "--file", file)
    file.chmod(0o666)
    with pytest.raises(PsoGraphError, match="Others may write"):
        run("serve", "--writable", "--store", file.parent / "new", "--tokens", file)
