"""What the files in deploy/ name exists, and they keep the promises of their notes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pso_graph.cli.main import app
from pso_graph.core.settings import Settings

FOLDER = Path(__file__).parents[2] / "deploy"
FILES = sorted(file for file in FOLDER.iterdir() if file.is_file())
SETTINGS = Settings.model_fields
ANALYZE = shutil.which("systemd-analyze")
UNIT = FOLDER / "pso-graph.service"


def list_options(command: str) -> set[str]:
    commands = typer.main.get_command(app)
    assert isinstance(commands, typer.core.TyperGroup)
    return {option for parameter in commands.commands[command].params for option in parameter.opts}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_settings_that_are_named_exist(file: Path) -> None:
    named = re.findall(r"PSO_GRAPH_(\w+)", file.read_text("utf-8"))
    assert {name.lower() for name in named} <= set(SETTINGS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_commands_and_options_that_are_named_exist(file: Path) -> None:
    text = file.read_text("utf-8").replace("\\\n", " ")
    for command, rest in re.findall(r"/pso-graph (build|serve)\b([^\n&]*)", text):
        assert set(re.findall(r"--[\w-]+", rest)) <= list_options(command)
    for option in re.findall(r"`(--[\w-]+)", (FOLDER / "README.md").read_text("utf-8")):
        assert option in list_options("serve") | {"--init"}


def test_values_in_the_unit_and_the_image_are_ones_that_settings_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for file in (UNIT, FOLDER / "Containerfile"):
        given = re.findall(r"PSO_GRAPH_(\w+)=(\S+)", file.read_text("utf-8"))
        assert given
        for name, value in given:
            monkeypatch.setenv(f"PSO_GRAPH_{name}", value)
        Settings()


def test_files_that_are_named_exist() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    for name in ("pso-graph.service", "Containerfile", "nginx.conf", "Caddyfile"):
        assert name in text
        assert FOLDER / name in FILES
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (FOLDER / "Containerfile").read_text("utf-8"), re.MULTILINE
    )
    assert copied
    for name in " ".join(copied).split():
        assert (FOLDER.parent / name).exists()


def test_metrics_that_are_named_exist() -> None:
    from pso_graph.web.observing.metrics import _COUNTERS, _GAUGES  # noqa: PLC0415 - only here

    known = {f"{name}_total" for name in _COUNTERS} | set(_GAUGES) | {"request_seconds"}
    named = re.findall(r"`pso_graph_(\w+)`", (FOLDER / "README.md").read_text("utf-8"))
    assert named
    assert set(named) <= known


def read_unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


def test_the_unit_lets_queries_end_and_gives_no_rights() -> None:
    unit = read_unit()
    assert unit["KillMode"] == ["mixed"]  # else workers would be told to stop before their answers
    assert int(unit["TimeoutStopSec"][0]) > SETTINGS["time_limit"].default + 10
    assert unit["OOMPolicy"] == ["continue"]
    assert unit["CapabilityBoundingSet"] == [""]
    assert unit["DynamicUser"] == unit["NoNewPrivileges"] == ["yes"]
    assert unit["ProtectSystem"] == ["strict"]


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, with a program that is there."""
    text = UNIT.read_text("utf-8").replace("/opt/pso-graph/bin/pso-graph", sys.executable)
    file = tmp_path / UNIT.name
    file.write_text(text, "utf-8")
    return file


@pytest.mark.skipif(ANALYZE is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(unit: Path) -> None:
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", "--recursive-errors=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if UNIT.name in line] == []
    assert done.returncode == 0


@pytest.mark.skipif(ANALYZE is None, reason="systemd is not installed")
def test_systemd_finds_the_unit_safe(unit: Path) -> None:
    """Exposure below 2 of 10 is what systemd calls OK."""
    done = subprocess.run(
        [str(ANALYZE), "security", "--offline=yes", "--threshold=20", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_image_runs_as_nobody_and_comes_from_no_host_in_particular() -> None:
    text = (FOLDER / "Containerfile").read_text("utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    stages = [i for i, line in enumerate(lines) if line.startswith("FROM ")]
    for i in stages:
        assert re.fullmatch(r"FROM [a-z]+:[\w.-]+( AS \w+)?", lines[i])  # no host before the name
    last = lines[stages[-1] :]
    assert [line for line in last if line.startswith("USER ")] == ["USER 65532:65532"]
    assert not any(line.startswith("RUN ") for line in last)
    assert "http://" not in text.replace("http://127.0.0.1", "")
    assert "--require-hashes" in text


def find_number(file: str, pattern: str) -> int:
    match = re.search(pattern, (FOLDER / file).read_text("utf-8"))
    assert match
    return int(match[1])


def test_proxies_and_server_fit_together() -> None:
    for file, pattern in (("nginx.conf", r"keepalive_timeout (\d+)s"), ("Caddyfile", r"keepalive (\d+)s")):
        assert find_number(file, pattern) < SETTINGS["idle_time"].default
    for file, pattern in (("nginx.conf", r"max_body_size (\d+)m"), ("Caddyfile", r"max_size (\d+)MiB")):
        assert find_number(file, pattern) << 20 == SETTINGS["body_limit"].default
    assert find_number("nginx.conf", r"header_buffers \d+ (\d+)k") << 10 > SETTINGS["target_limit"].default
    assert find_number("nginx.conf", r"header_timeout (\d+)s") == SETTINGS["head_time"].default
    assert find_number("nginx.conf", r"body_timeout (\d+)s") == SETTINGS["body_time"].default
    longest = (
        SETTINGS["queue_time"].default + SETTINGS["time_limit"].default + SETTINGS["sending_limit"].default
    )
    assert find_number("nginx.conf", r"read_timeout (\d+)s") > longest
