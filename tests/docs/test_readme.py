"""What the documents say holds: commands run, shown lines appear, counts and versions are true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from pso_graph.cli.main import app
from pso_graph.pipeline.counting import count_things, write_counts
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import describe_lineage
from pso_graph.rdf.prefixes import read_prefixes
from tests.cli.test_cli import run
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.mark.parametrize(("target", "program"), [("serve", "pso-graph serve"), ("test", "pytest")])
def test_the_two_commands_do_what_the_readme_says(target: str, program: str) -> None:
    assert f"\nmake {target}\n" in README
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert program in done.stdout.splitlines()[-1]


EPILOGS = [command.epilog or "" for command in app.registered_commands]
EXAMPLES = [
    example for epilog in EPILOGS for example in re.sub(r"^Examples?:", "", epilog).strip().split(" · ")
]
FOREIGN = {"--sources", "--data", "resolution.txt", "statement.txt"}  # files that a reader has
# The first never ends, the next two write into the folder, and the last has tests of its own: it takes long.
LEFT_OUT = {"serve", "fmt", "token", "publish"}


def test_every_command_has_examples() -> None:
    assert [epilog for epilog in EPILOGS if not re.match(r"Examples?: pso-graph ", epilog)] == []
    assert len(EXAMPLES) > len(EPILOGS)


@pytest.mark.parametrize(
    "example",
    [line for line in EXAMPLES if line.split()[1] not in LEFT_OUT and not FOREIGN & set(line.split())],
)
def test_an_example_of_the_help_runs(example: str, home: Path, tmp_path: Path) -> None:
    written = ("graph.", "findings.")
    words = [str(tmp_path / word) if word.startswith(written) else word for word in shlex.split(example)[1:]]
    done = run(*words, home=tmp_path if words == ["build"] else home)
    assert done.returncode == 0, done.stderr


def test_the_readme_tells_every_field_of_a_lineage_answer(dataset: EmbeddedStore) -> None:
    answer = describe_lineage(trace_lineage(dataset, "pso-19-2023/2.l.1"))
    table = README.split("### Lineage as JSON")[1].split("\n## ")[0]
    fields = [name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in row.split(", ")]
    assert fields == [f"`{name}`" for name in dict.fromkeys(list_fields(answer))]


def list_fields(value: object, path: str = "") -> Iterator[str]:
    """Every path of names to a value, in order; IRIs and languages are values of their own kind."""
    if isinstance(value, list):
        for entry in value:
            yield from list_fields(entry, path)
    elif isinstance(value, dict) and path != "things.label":
        for name, entry in value.items():
            below = path if name.startswith("https://") else f"{path}.{name}".lstrip(".")
            yield below
            yield from list_fields(entry, below)


def test_every_package_has_its_line_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    packages = [folder.name for folder in (ROOT / "pso_graph").iterdir() if (folder / "__init__.py").exists()]
    assert [name for name in packages if f"\n| `{name}` |" not in text] == []


def test_the_layers_name_every_package() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = [contract for contract in linter["contracts"] if contract["type"] == "layers"]
    assert [(contract["containers"], contract["exhaustive"]) for contract in layers] == [
        (["pso_graph"], True),
        (["pso_graph.web"], True),
    ]
