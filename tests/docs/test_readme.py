"""What the documents say holds: commands run, shown lines appear, counts and versions are true."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest

from pso_graph.cli.main import app
from pso_graph.pipeline.counting import count_things, write_counts
from pso_graph.rdf.prefixes import read_prefixes
from tests.cli.test_cli import run
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.store import EmbeddedStore

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```console\n\$ (pso-graph .*?)\n(.*?)```", README, re.DOTALL)


def test_the_readme_shows_commands() -> None:
    assert len(BLOCKS) >= 6


@pytest.mark.parametrize(("command", "shown"), BLOCKS)
def test_a_command_runs_and_shows_what_the_readme_shows(
    command: str, shown: str, home: Path, tmp_path: Path
) -> None:
    words = [str(tmp_path / word) if word == "graph.trig" else word for word in shlex.split(command)[1:]]
    done = run(*words, home=home)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line for line in shown.splitlines() if line not in lines] == []


def test_the_counts_are_those_of_the_data(dataset: EmbeddedStore) -> None:
    table = re.search(r"<!-- counts -->\n(.*?)<!-- /counts -->", README, re.DOTALL)
    assert table is not None
    assert table[1] == write_counts(count_things(dataset)), "renew it with `make counts`"


def test_there_is_one_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changelog = re.search(r"^## (\S+) – (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert changelog is not None
    assert changelog[1] == version
    assert f"version: {version}\n" in citation
    assert f"date-released: {changelog[2]}\n" in citation


def test_every_link_to_a_file_leads_somewhere() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text("utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{name}: {target}"


def test_every_command_is_documented() -> None:
    documents = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    names = [
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    ]
    assert [name for name in names if f"pso-graph {name}" not in documents] == []


def test_every_dependency_has_its_line_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[<>=\[]", entry)[0] for entry in listed if isinstance(entry, str)]
    assert [name for name in names if name not in text and not name.startswith("types-")] == []


def test_every_prefix_stands_once() -> None:
    iris = list(read_prefixes().values())
    assert len(iris) == len(set(iris))


def test_the_two_commands_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "make serve" in README
    assert "make test" in README
    assert re.search(r"^serve:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
    assert shutil.which("make")
