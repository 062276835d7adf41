"""``pso-graph diff`` as people and CI run it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_cli import PROGRAM
from tests.repositories import commit

if TYPE_CHECKING:
    from pathlib import Path

TURTLE = "<http://example.org/{0}> <http://www.w3.org/2004/02/skos/core#prefLabel> '{0}'@en .\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    commit(tmp_path, {"a.ttl": TURTLE.format("a")})
    commit(tmp_path, {"a.ttl": TURTLE.format("b")})
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, "diff", *words], cwd=folder, capture_output=True, text=True, check=False)


def test_the_exit_code_is_asked_for_as_in_git(repository: Path) -> None:
    done = run(repository, "HEAD~1", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert "added  <http://example.org/b>  b\n" in done.stdout
    assert run(repository, "HEAD~1", "HEAD", "--exit-code").returncode == 1
    assert run(repository, "HEAD", "--exit-code").returncode == 0


@pytest.mark.parametrize(
    ("form", "begin"),
    [("text", "neu  <"), ("markdown", "### `HEAD~1` →"), ("json", "{\n"), ("update", "DELETE DATA {")],
)
def test_each_form_is_written(repository: Path, form: str, begin: str) -> None:
    written = run(repository, "HEAD~1", "HEAD", "--format", form, "--lang", "de").stdout
    assert begin in written
    if form == "json":
        assert json.loads(written)["counts"]["statements"] == {"added": 1, "removed": 1}


def test_wrong_use_is_exit_2(repository: Path) -> None:
    done = run(repository, "HEAD", "nothing")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pso-graph: nothing: PSO-E027: This is neither a file")
