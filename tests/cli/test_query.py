"""``pso-graph query``: names, files with a header and files without, each run in one way."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.cli.test_cli import PROGRAM
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """\
#+ summary: {de: Was, en: What}
#+ description: {de: Was, en: What}
#+ params:
#+   - {name: one, kind: text, required: true, example: a, description: {de: Eins, en: One}}
#+   - {name: two, kind: text, default: b, example: a, description: {de: Zwei, en: Two}}
"""
QUERY = 'SELECT ?one ?two { VALUES (?one ?two) { ("a" "a") ("a" "b") ("c" "b") } }\n'
SERVICE = "SELECT ?one ?two { SERVICE <http://127.0.0.1:1/> { ?one ?p ?two } }\n"


class Ask(Protocol):
    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def ask(home: Path, tmp_path: Path) -> Ask:
    """Runs the command in a folder of its own."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PSO_GRAPH_HOME": str(home)}
        command = [str(PROGRAM), "query", *words, "--format", "csv"]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, check=False, cwd=tmp_path
        )

    return run


def test_a_file_with_a_header_is_run_as_a_shipped_query(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(HEADER + QUERY)
    assert ask("mine.rq", "-p", "one=a").stdout.split() == ["one,two", "a,b"]
    assert ask("mine.rq", "-p", "one=a", "-p", "two=a").stdout.split() == ["one,two", "a,a"]
    missing = ask("mine.rq")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "PSO-E008: The parameter 'one' is missing" in missing.stderr


def test_a_shipped_file_keeps_its_defaults(ask: Ask) -> None:
    by_name = ask("list-documents")
    assert ask(str(ROOT / "queries" / "lineage" / "list-documents.rq")).stdout == by_name.stdout != ""


def test_a_file_without_a_header_takes_no_parameters(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(QUERY)
    assert len(ask("mine.rq").stdout.split()) == 4
    refused = ask("mine.rq", "-p", "one=a")
    assert refused.returncode == 2
    assert "PSO-E008: A query without a header takes no parameters" in refused.stderr


@pytest.mark.parametrize("header", [HEADER, ""])
@pytest.mark.parametrize("words", [(), ("-p", "one=a")])
def test_no_file_reaches_another_endpoint(
    ask: Ask, tmp_path: Path, header: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "mine.rq").write_text(header + SERVICE)
    done = ask("mine.rq", *words)
    assert done.returncode == 2
    assert ("PSO-E007" in done.stderr) == bool(header or not words)
    assert "127.0.0.1" not in done.stderr


def test_a_shipped_name_means_the_shipped_query(ask: Ask, tmp_path: Path) -> None:
    before = ask("list-graphs").stdout
    (tmp_path / "list-graphs").write_text("SELECT (1 AS ?one) { }")
    assert ask("list-graphs").stdout == before != ""
    assert ask("./list-graphs").stdout.split() == ["one", "1"]


def test_a_parameter_given_twice_is_refused(ask: Ask) -> None:
    done = ask("citations-of-unit", "-p", "from=pso-19-2023/2.l.2", "-p", "from=pso-19-2023/2.l.1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "PSO-E008: The parameter 'from' is given twice" in done.stderr


def test_a_missing_file_and_a_mistyped_name_are_told_apart(ask: Ask) -> None:
    assert "PSO-E001" in ask("missing.rq").stderr
    assert "PSO-E003: There is no query 'timelin'. Did you mean timeline" in ask("timelin").stderr
