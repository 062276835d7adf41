"""The command line, run as users run it: output, exit codes, and one clear error for bad input."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = (
    *("build", "lineage", "query", "serve", "validate", "verify", "diff", "explain", "token"),
    *("worklist", "anchor", "read", "fmt", "export", "publish"),
)
PROGRAM = Path(sys.executable).with_name("pso-graph")


def run(*words: str | Path, home: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "120", **more}
    if home is not None:
        environment["PSO_GRAPH_HOME"] = str(home)
    return subprocess.run(
        [PROGRAM, *map(str, words)], capture_output=True, text=True, env=environment, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"pso-graph {command}" in done.stdout.replace("\n", " ")
    assert "Example" in done.stdout


def test_lineage_as_tree_and_json(home: Path) -> None:
    tree = run("lineage", "bspc-28-2019/26", "--direction", "forward", home=home)
    assert tree.returncode == 0
    lines = tree.stdout.splitlines()
    assert lines[0].startswith("bspc-28-2019/26  One-stop shops")
    assert [line.split()[:3] for line in lines if line.strip().startswith("←")][:2] == [
        ["←", "takesUp", "pso-19-2023/2.l.1"],
        ["←", "answers", "mv-statement-pso-19-2024/2.l.1"],
    ]
    assert "claimed in mv-statement-pso-19-2024 (published)" in tree.stdout
    answer = json.loads(run("lineage", "bspc-28-2019/26", "--format", "json", home=home).stdout)
    assert answer["of"] == "https://w3id.org/pso-graph/id/document/bspc-28-2019/26"


def test_a_mistyped_id_is_exit_2_with_a_suggestion(home: Path) -> None:
    done = run("lineage", "pso-19-2023/2.l.11", home=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "PSO-E003" in done.stderr
    assert "pso-19-2023/2.l.1" in done.stderr


def test_nothing_built_yet_is_said(tmp_path: Path) -> None:
    done = run("lineage", "bspc-28-2019/26", home=tmp_path)
    assert done.returncode == 2
    assert "Run `pso-graph build`" in done.stderr


def test_query_by_name_file_and_text(home: Path, tmp_path: Path) -> None:
    named = run("query", "citations-of-unit", "-p", "from=pso-19-2023/2.l.2", "--format", "json", home=home)
    assert len(json.loads(named.stdout)["results"]["bindings"]) == 1
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (1 AS ?one) WHERE { }")
    assert run("query", file, "--format", "csv", home=home).stdout.split() == ["one", "1"]
    assert run("query", "-e", "ASK { }", "--format", "table", home=home).stdout == "yes\n"
    graph = run("query", "-e", "CONSTRUCT { <x:a> <x:b> ?c } WHERE { VALUES ?c { 1 2 } }", home=home)
    assert len(list(ox.parse(graph.stdout, ox.RdfFormat.TURTLE))) == 2
    listed = run("query", home=home)
    assert "lineage-forward" in listed.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("query", "no-such-query"), "PSO-E003"),
        (("query", "citations-of-unit"), "PSO-E008"),
        (("query", "citations-of-unit", "-p", "from"), "PSO-E008"),
        (("query", "-e", "SELECT"), "PSO-E002"),
        (("query", "-e", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"), "PSO-E007"),
        (("query", "-e", "ASK { }", "--format", "turtle"), "PSO-E008"),
        (("export", "graph.docx"), "PSO-E008"),
        (("validate", "--data", "no-such-file.ttl"), "PSO-E001"),
        (("validate", "--shapes", "x.ttl"), "PSO-E008"),
        (("fmt", "--check", "no-such-folder"), "PSO-E001"),
        (("anchor", "no-such-document", "--sources", "."), "PSO-E003"),
        (("read", "README.md", "--slug", "x"), "PSO-E004"),
        (("read", "no-such-file.txt", "--slug", "x"), "PSO-E001"),
        (("read", "README.md", "--slug", "../x"), "PSO-E008"),
    ],
)
def test_wrong_use_is_exit_2_with_one_clear_error(home: Path, words: tuple[str, ...], code: str) -> None:
    done = run(*words, home=home)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert re.search(rf"pso-graph: .*{code}: .+\.", done.stderr, re.DOTALL)
    assert "Traceback" not in done.stderr


def test_export_keeps_graphs_or_says_that_it_merged_them(home: Path, tmp_path: Path) -> None:
    counts = {}
    for suffix in ("nq", "trig", "jsonld", "ttl", "nt"):
        file = tmp_path / f"graph.{suffix}"
        done = run("export", file, home=home)
        assert done.returncode == 0
        assert ("merged" in done.stderr) == (suffix in ("ttl", "nt"))
        formats = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
        formats |= {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
        counts[suffix] = len(set(ox.parse(file.read_bytes(), formats[suffix])))
    assert counts["nq"] == counts["trig"] == counts["jsonld"]
    assert counts["ttl"] == counts["nt"] <= counts["nq"]


DATA = """\
@prefix ex: <http://example.org/> .
ex:good a ex:Book ; ex:title "A" .
ex:bad a ex:Book .
"""
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle .
ex:BookTitle sh:path ex:title ; sh:minCount 1 ; sh:message "Ohne Titel."@de , "It has no title."@en .
"""


def test_validate_works_on_anybodys_data(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATA)
    (tmp_path / "b.nt").write_text("")
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    files: list[str | Path] = [
        "--data",
        tmp_path / "a.ttl",
        tmp_path / "b.nt",
        "--shapes",
        tmp_path / "shapes.ttl",
    ]
    done = run("validate", *files)
    assert done.returncode == 1
    line, *_ = done.stdout.splitlines()
    rule = "http://example.org/BookTitle"
    assert line == f"{tmp_path / 'a.ttl'}:3:1: {rule} error: http://example.org/bad: It has no title."
    assert "Ohne Titel." in run("validate", *files, "--lang", "de").stdout
    (tmp_path / "a.ttl").write_text(DATA.replace("ex:bad a ex:Book .", ""))
    assert run("validate", *files).returncode == 0


def test_a_syntax_error_is_a_finding_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("@prefix ex: <http://example.org/> .\nex:a ex:b ; .\n")
    done = run("validate", "--data", tmp_path / "a.ttl")
    assert done.returncode == 1
    assert f"{tmp_path / 'a.ttl'}:2:11: PSO-X" in done.stdout


def test_fmt_formats_and_checks(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<http://a/> <http://p/> 2, 1 .")
    assert run("fmt", "--check", file).returncode == 1
    assert run("fmt", file).returncode == 0
    assert file.read_text() == "<http://a/>\n  <http://p/> 1 , 2 .\n"
    assert run("fmt", "--check", file).returncode == 0


RESOLUTION = """\
# Resolution

Das Parlamentsforum Musterbucht

## 1. stellt fest, dass

a) der Hafen zufriert.

## 2. erwartet,

a) dass ein Eisbrecher fährt:
  (1) im Januar,
  (2) im Februar (28. BSPC 2019).
b) dass berichtet wird.
"""


def test_read_writes_turtle_to_standard_output_and_questions_to_standard_error(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(RESOLUTION)
    done = run("read", tmp_path / "r.txt", "--slug", "test-1")
    assert done.returncode == 0, done.stderr
    base = "https://w3id.org/pso-graph/id/document/test-1/"
    numbers = {
        quad.subject.value.removeprefix(base)
        for quad in ox.parse(done.stdout, ox.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#clauseNumber")
    }
    assert {"1", "1.a", "2", "2.a", "2.a.1", "2.a.2", "2.b"} <= numbers
    assert "bspc-28-2019" in done.stdout
    assert "What a curator must still say:" in done.stderr
    folder = tmp_path / "documents"
    folder.mkdir()
    assert run("read", tmp_path / "r.txt", "--slug", "test-1", "-o", folder / "test-1.ttl").returncode == 0
    assert "startOffset" not in (folder / "test-1.ttl").read_text()
    assert "startOffset" in (tmp_path / "anchors" / "test-1.ttl").read_text()


@pytest.mark.sources
def test_verify_counts_and_a_changed_character_fails(shared: Path, tmp_path: Path) -> None:
    done = run("verify", "--sources", shared / "sources")
    assert done.returncode == 0, done.stderr
    match = re.search(r"(\d+) of (\d+) anchors stand exactly", done.stdout)
    assert match is not None
    assert match[1] == match[2]
    copies = tmp_path / "sources"
    shutil.copytree(shared / "sources", copies)
    file = copies / "001_67c09988640191ad.txt"
    text = file.read_text("utf-8")
    at = 13500  # in clause 2.l.1
    file.chmod(0o644)
    file.write_text(text[:at] + "X" + text[at + 1 :], "utf-8")
    changed = run("verify", "--sources", copies)
    assert changed.returncode == 1
    line = text.count("\n", 0, 13467) + 1
    assert f"001_67c09988640191ad.txt:{line}: " in changed.stderr
    assert "pso-19-2023/2.l.1/evidence" in changed.stderr


@pytest.fixture
def port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def server(home: Path, port: int) -> Iterator[str]:
    environment = {**os.environ, "PSO_GRAPH_HOME": str(home)}
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def wait_for(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address + "/health", timeout=1):  # noqa: S310 - loopback
                return address
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_serve_answers_and_a_busy_port_is_one_clear_error(server: str, home: Path, port: int) -> None:
    with urllib.request.urlopen(server + "/lineage?id=bspc-28-2019/26&direction=forward") as answer:  # noqa: S310
        assert json.load(answer)["hops"]
    busy = run("serve", "--port", str(port), home=home)
    assert busy.returncode == 2
    assert f"127.0.0.1:{port}: PSO-E011: Another program listens" in busy.stderr


def test_serve_refuses_two_kinds_of_store(home: Path) -> None:
    done = run("serve", "--store", "x", "--data", "y.ttl", home=home)
    assert done.returncode == 2
    assert "Both --store and --data" in done.stderr
