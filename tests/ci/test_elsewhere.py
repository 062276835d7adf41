"""The GitHub Action, the GitLab template and the pre-commit hook, run on a repository with a planted mistake.

The commands are those of the files; only what the services fill in is filled in here.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.cli.test_cli import PROGRAM
from tests.conftest import ROOT
from tests.repositories import commit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ACTION = ROOT / ".github" / "actions" / "validate" / "action.yml"
TEMPLATE = ROOT / "deploy" / "gitlab" / "validate.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"

PREFIXES = "@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = (
    PREFIXES
    + """ex:Book sh:targetClass ex:B ; sh:property ex:Year .
ex:Year sh:path ex:year ; sh:maxInclusive 2026 ; sh:severity sh:Warning ; sh:message "Too late."@en .
"""
)
GOOD = PREFIXES + "ex:a a ex:B ; ex:year 2020 .\n"
BAD = PREFIXES + "\nex:b a ex:B ;\n  ex:year 3000 .\n"
LINE = 4  # of 3000 in BAD


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "repository"
    commit(top, {"shapes/book.ttl": SHAPES, "data/a.ttl": GOOD, "data/deep/b.ttl": BAD})
    return top


def install(programs: Path) -> None:
    """Stand in for the installation, which needs an index."""
    (programs / "bin").mkdir(parents=True)
    (programs / "bin" / "pso-graph").symlink_to(PROGRAM)


def run(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def read_action() -> dict[str, dict[str, dict[str, object]]]:
    loaded = yaml.safe_load(ACTION.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def fill_in(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values[match[1]], template)


def run_action(step: str, repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    action = read_action()
    known = {f"inputs.{name}": str(given.get("default", "")) for name, given in action["inputs"].items()}
    known |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
    known |= {"runner.temp": str(repository.parent), "github.action_path": str(ACTION.parent)}
    steps = action["runs"]["steps"]
    assert isinstance(steps, list)
    (chosen,) = (candidate for candidate in steps if candidate["name"] == step)
    assert "${{" not in chosen["run"]  # what users give would become part of the script
    return run(chosen["run"], repository, {name: fill_in(v, known) for name, v in chosen["env"].items()})


def validate_by_action(repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    programs = repository.parent / "pso-graph"
    if not programs.exists():
        install(programs)
    given = {"data": "data/**/*.ttl\n", "shapes": "shapes/*.ttl"} | inputs
    return run_action("Validate", repository, **given)


def test_the_action_marks_the_line_and_fails(repository: Path) -> None:
    done = validate_by_action(repository, fail_on="warning")
    assert done.returncode == 1, done.stderr
    (mark,) = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert mark.startswith("::warning ")
    assert f"file=data/deep/b.ttl,line={LINE}," in mark
    assert "Too late." in mark


def test_the_action_passes_its_inputs_on(repository: Path) -> None:
    assert validate_by_action(repository).returncode == 0  # a warning is no violation
    done = validate_by_action(repository, format="sarif", output="findings.sarif", fail_on="warning")
    assert done.returncode == 1
    report = json.loads((repository / "findings.sarif").read_text("utf-8"))
    (result,) = report["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == LINE


def test_the_action_takes_a_baseline(repository: Path) -> None:
    words = [
        "validate",
        "--data",
        "data/deep/b.ttl",
        "--shapes",
        "shapes/book.ttl",
        "--write-baseline",
        "known",
    ]
    subprocess.run([PROGRAM, *words], cwd=repository, check=True, capture_output=True)
    assert validate_by_action(repository, fail_on="warning", baseline="known").returncode == 0


@pytest.mark.parametrize(
    "list_", ["$(touch ran)", "`touch ran`", "a.ttl; touch ran", "a.ttl\ntouch ran", "| touch ran"]
)
def test_the_action_runs_nothing_that_it_is_given(repository: Path, list_: str) -> None:
    done = validate_by_action(repository, data=list_)
    assert done.returncode not in {0, 1}
    assert not (repository / "ran").exists()


def test_the_action_says_that_it_needs_data(repository: Path) -> None:
    assert "name the files to check" in validate_by_action(repository, data="").stderr


@pytest.mark.parametrize(
    ("version", "installed"), [("", str(ROOT)), ("pso-graph==0.1.0", "pso-graph==0.1.0")]
)
def test_the_action_installs_what_it_is_told_else_itself(
    repository: Path, monkeypatch: pytest.MonkeyPatch, version: str, installed: str
) -> None:
    """A stand-in for Python makes a stand-in for the environment, which notes what pip is called with."""
    stubs = repository.parent / "stubs"
    stubs.mkdir()
    inner = '#!/bin/sh\nprintf "%s\\n" "$@" > "$(dirname "$0")/words"\n'
    (stubs / "inner").write_text(inner)
    make = 'test "$1 $2" = "-m venv" && mkdir -p "$3/bin" && cp "$(dirname "$0")/inner" "$3/bin/python"'
    (stubs / "python3").write_text(f"#!/bin/sh\n{make}\n")
    for stub in stubs.iterdir():
        stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stubs}{os.pathsep}{os.environ['PATH']}")
    done = run_action("Install pso-graph", repository, version=version)
    assert done.returncode == 0, done.stderr
    words = (repository.parent / "pso-graph" / "bin" / "words").read_text().splitlines()
    assert words[:3] == ["-m", "pip", "install"]
    assert os.path.normpath(words[-1]) == installed


def test_the_template_reports_the_line_and_fails(repository: Path) -> None:
    (job,) = yaml.safe_load(TEMPLATE.read_text("utf-8")).values()
    install(repository / ".pso-graph-venv")
    given = {"DATA": "data/**/*.ttl", "SHAPES": "shapes/*.ttl", "FAIL_ON": "warning"}
    done = run("\n".join(job["script"]), repository, job["variables"] | given)
    assert done.returncode == 1, done.stderr
    (entry,) = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert (entry["location"]["path"], entry["severity"]) == ("data/deep/b.ttl", "minor")
    assert (
        entry["location"].get("positions", {}).get("begin", entry["location"].get("lines", {}))["line"]
        == LINE
    )
    assert '"$REQUIREMENT"' in job["before_script"][-1]
    assert "REQUIREMENT" in job["variables"]


def test_the_hook_names_the_place_and_fails(repository: Path) -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    data = ["--data", "data/a.ttl", "data/deep/b.ttl", "--shapes", "shapes/book.ttl", "--fail-on", "warning"]
    program, *words = [*shlex.split(hook["entry"]), *data]
    assert (program, hook["pass_filenames"]) == ("pso-graph", False)
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = run(shlex.join([program, *words]), repository, {"PATH": path})
    assert done.returncode == 1, done.stderr
    assert f"data/deep/b.ttl:{LINE}:11:" in done.stdout
    assert re.search(hook["files"], "data/A.TTL")
    assert not re.search(hook["files"], "data/a.ttl.txt")


def read_example(path: Path) -> list[object]:
    """The examples in the comments at the head of a file, each as YAML."""
    head = re.match(r"(?:#.*\n)+", path.read_text("utf-8"))
    assert head is not None
    blocks = re.split(r"\n#\s*\n(?=# \S)", head[0])
    text = [re.sub(r"(?m)^# ?", "", block) for block in blocks]
    inside = [re.findall(r"(?m)^  +.*$", block) for block in text]
    return [yaml.safe_load("\n".join(lines)) for lines in inside if lines]


def test_the_examples_name_inputs_variables_and_hooks_that_there_are() -> None:
    action, inputs = str(read_example(ACTION)), set(read_action()["inputs"])
    used = {
        name
        for name in re.findall(r"'([\w-]+)': '[^']*'", action)
        if name not in {"uses", "if", "sarif_file"}
    }
    assert {"data", "shapes"} <= used <= inputs
    (job,) = yaml.safe_load(TEMPLATE.read_text("utf-8")).values()
    (template,) = read_example(TEMPLATE)
    assert isinstance(template, dict)
    assert set(template["validate-rdf"]["variables"]) <= set(job["variables"])
    assert template["include"][0]["file"] == str(TEMPLATE.relative_to(ROOT))
    (config,) = read_example(HOOKS)
    assert isinstance(config, dict)
    (wanted,) = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in yaml.safe_load(HOOKS.read_text("utf-8"))] == [wanted["id"]]
    assert wanted["args"][0] == "--data"


def test_the_files_name_no_index() -> None:
    for file in (ACTION, TEMPLATE, HOOKS):
        assert "index" not in file.read_text("utf-8").lower()
