"""Wrong use and a system that refuses are one clear error and exit 2, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.release import write_release
from pso_graph.store import EmbeddedStore
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = Path(sys.executable).with_name("pso-graph")
FULL = Path("/dev/full")
DATA = "@prefix ex: <http://example.org/> .\nex:good a ex:Book ; ex:title 1 .\nex:bad a ex:Book .\n"
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle .
ex:BookTitle sh:path ex:title ; sh:minCount 1 .
"""


def run(
    *words: str | Path, output: int = subprocess.PIPE, settings: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "120", **settings}
    return subprocess.run(
        [PROGRAM, *map(str, words)],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        check=False,
        cwd=ROOT,
    )


def assert_one_error(done: subprocess.CompletedProcess[str], expected: str) -> None:
    assert done.returncode == 2, done
    lines = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("pso-graph: ")
    assert expected in lines[0]


@pytest.mark.parametrize(
    ("place", "reason"),
    [("file", "File exists"), ("file/home", "Not a directory"), ("/proc/no-such-folder", "No such file")],
)
def test_a_folder_that_cannot_be_built_in(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").touch()
    done = run("build", "--home", tmp_path / place)
    assert_one_error(done, f"{tmp_path / place}: PSO-E001: The system refuses this ({reason}")
    assert "reading" not in done.stderr, "it fails before the work is done"


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "abc"), ("WORKERS", "0"), ("DEFAULT_GRAPH", "all"), ("PORT", "")]
)
def test_a_setting_that_is_none(name: str, value: str) -> None:
    done = run("serve", settings={f"PSO_GRAPH_{name}": value})
    assert_one_error(done, f"PSO_GRAPH_{name}={value}: PSO-E008: Input")


@pytest.mark.parametrize("port", ["70000", "-1", "65536"])
def test_a_port_that_there_is_not(port: str) -> None:
    expected = f"PSO-E008: There is no port {port}."
    assert_one_error(run("serve", "--port", port), expected)
    assert_one_error(run("serve", settings={"PSO_GRAPH_PORT": port}), expected)


def test_a_build_whose_dataset_is_missing(tmp_path: Path) -> None:
    write_release(tmp_path, EmbeddedStore.in_memory(), 0).dataset.unlink()
    for file in ("x.nq", "x.ttl"):
        done = run("export", tmp_path / file, "--home", tmp_path)
        assert_one_error(done, f"{tmp_path}: PSO-E010: The current build is damaged.")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [("query",), ("query", "--help")])
def test_an_output_that_is_full(words: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        done = run(*words, output=full.fileno())
    assert_one_error(done, "standard output: PSO-E001: The system refuses this (No space left on device)")


def test_an_output_that_nobody_reads_to_the_end() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("query", output=writing)
    os.close(writing)
    assert "Traceback" not in done.stderr
    assert done.stderr == ""


def test_shapes_that_cannot_be_used_are_no_finding(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATA)
    (tmp_path / "shapes.ttl").write_text(SHAPES.replace("sh:minCount 1", 'sh:pattern "("'))
    done = run("validate", "--data", tmp_path / "a.ttl", "--shapes", tmp_path / "shapes.ttl")
    assert_one_error(done, "PSO-E018: The check cannot run with these shapes: missing )")


def test_a_document_of_the_project_is_checked_with_all_that_it_needs() -> None:
    done = run("validate", "--data", "data/documents/mso-mv-resolution-2015.ttl")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("form", ["--data {a} {b} --shapes {s}", "--data={a} {b} --shapes={s}"])
def test_an_option_with_several_files_may_be_written_with_an_equals_sign(tmp_path: Path, form: str) -> None:
    files = {"a": tmp_path / "a.ttl", "b": tmp_path / "b.ttl", "s": tmp_path / "s.ttl"}
    files["a"].write_text("")
    files["b"].write_text(DATA)
    files["s"].write_text(SHAPES)
    done = run("validate", *(word.format(**files) for word in form.split()))
    assert done.returncode == 1, done.stderr
    line, *_ = done.stdout.splitlines()
    assert line.startswith(f"{files['b']}:3:1: http://example.org/BookTitle error: http://example.org/bad: ")
