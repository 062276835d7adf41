"""Validators are measured whole, cut off, and compared with what was planted."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pso_graph.rdf.namespaces import PSOG, RDF_TYPE
from pso_graph.rdf.parsing import parse_file
from pso_graph.validate.shacl import check
from tests.benchmarks import validation_runs
from tests.benchmarks.processes import MissingPeerError
from tests.benchmarks.synthetic import make_lineage_graph
from tests.benchmarks.validation_contestants import CONTESTANTS, DATA, OURS, SHAPES, Contestant, Found
from tests.benchmarks.validation_mistakes import plant
from tests.benchmarks.validation_report import print_agreement, print_run
from tests.benchmarks.validation_runs import Run, find_interpreter, run, run_often

WRITTEN = Path(__file__).with_name("validation_shapes.ttl")
FOCUSED = {PSOG.BSPCDecision, PSOG.Clause, PSOG.Response, PSOG.Anchor, PSOG.Measure}
FIRST, SECOND = (Found(focus, "", "", "MinCount", "Label") for focus in "ab")


def test_one_in_a_hundred_is_spoilt_and_found() -> None:
    quads = make_lineage_graph(60_000).quads
    spoilt, planted = plant(quads)
    nodes = [quad.subject for quad in quads if quad.predicate == RDF_TYPE and quad.object in FOCUSED]
    changed = {quad.subject for quad in set(quads) ^ set(spoilt)}
    assert len(changed) == len(nodes) // 100
    found = check(spoilt, parse_file(WRITTEN), "compiled").findings
    assert {(item.focus, item.path, item.value) for item in found} == {item[:3] for item in planted}
    assert len(found) == len(planted)
    # Each shape finds something, those with parts by their parts.
    assert {item.shape for item in planted} >= {
        *("Label", "Number", "Order", "Type", "Mode", "PartOf", "TakesUp", "Answers", "Lines", "Evidence"),
        *("Words", "Start", "Named", "Traced", "Offsets", "SameOrder", "Closure"),
    }


def test_nothing_is_found_where_nothing_is_planted() -> None:
    assert not check(make_lineage_graph(8_000).quads, parse_file(WRITTEN), "compiled").findings


def test_a_run_is_measured_to_its_end(tmp_path: Path) -> None:
    write(tmp_path)
    taken = run(OURS, sys.executable, tmp_path, cut_off=60)
    assert not taken.problem
    assert taken.findings == Counter([Found("http://example.org/r", "", "", "MinCount", "Traced")])
    assert taken.packages.startswith("pso-graph ")
    assert min(taken.seconds, taken.cpu) > 0.05
    assert taken.peak > 10


def test_what_is_stopped_is_measured_up_to_there(tmp_path: Path) -> None:
    write(tmp_path)
    taken = run(OURS, sys.executable, tmp_path, cut_off=0.04)
    assert taken.problem == "stopped after 0 s"
    assert taken.findings is None
    assert taken.seconds < 1
    assert taken.peak > 1


def test_what_fails_says_so_in_its_own_words(tmp_path: Path) -> None:
    write(tmp_path, data="<a> <b> .")
    taken = run(OURS, sys.executable, tmp_path, cut_off=60)
    assert taken.problem.startswith("failed: SyntaxError")
    assert taken.findings is None


def test_a_peer_that_cannot_be_installed_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho no such package\nexit 1\n", "utf-8")
    python.chmod(0o755)
    monkeypatch.setitem(CONTESTANTS, "peer", Contestant(("peer",), lambda _: iter(())))
    with pytest.raises(MissingPeerError, match="no such package"):
        find_interpreter("peer", tmp_path, tmp_path)


def test_the_median_counts_and_what_fails_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [Run(seconds, 1, 1) for seconds in (3, 1, 2)]
    left = iter([*runs, Run(4, 1, 1), stopped := Run(9, 1, 1, problem="stopped")])
    monkeypatch.setattr(validation_runs, "run", lambda *_: next(left))
    assert run_often(3, OURS, sys.executable, tmp_path, 60) == runs[2]
    assert run_often(3, OURS, sys.executable, tmp_path, 60) == stopped


def test_figures_are_multiples_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    ours = Run(2, 1, 100, "pso-graph 1", Counter([FIRST]))
    print_run(OURS, ours, ours)
    print_run("peer", Run(24, 30, 150, "peer 2", Counter([FIRST, SECOND])), ours)
    print_run("slow", Run(80, 70, 160, problem="stopped after 80 s"), ours)
    print_run("broken", Run(1, 1, 1, problem="failed: no"), ours)
    rows = [re.split(r"\s{2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["pso-graph", "2.00", "1.00", "100", "1", "pso-graph 1"],
        ["peer", "24.00", "30.00", "150", "2", "12.0", "30.0", "1.5", "peer 2"],
        ["slow", "80.00", "70.00", "160", "-", ">40.0", ">70.0", ">1.6", "stopped after 80 s"],
        ["broken", "1.00", "1.00", "1", "-", "failed: no"],
    ]


def test_findings_are_compared_two_by_two(capsys: pytest.CaptureFixture[str]) -> None:
    findings = {"x": Counter([FIRST, FIRST]), "y": Counter([FIRST, SECOND]), "z": Counter([SECOND])}
    print_agreement(findings)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    shape = "Label:MinCount"
    assert rows == [
        ["1", "1", "1", "x", "|", "y", f"-{shape}", f"+{shape}"],
        ["0", "2", "1", "x", "|", "z", f"-{shape}", f"+{shape}"],
        ["1", "1", "0", "y", "|", "z", f"-{shape}"],
    ]


@pytest.mark.slow
def test_the_whole_comparison_runs() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.validate", "--sizes", "5000", "--validators"]
    ours = [OURS, "pso-graph validate"]
    done = subprocess.run([*command, *ours], capture_output=True, text=True, check=True, timeout=100)
    assert len(re.findall(r"^pso-graph .* pyoxigraph [\d.]+$", done.stdout, re.MULTILINE)) == 2
    assert re.search(r" 0 +0   as planted \| pso-graph validate$", done.stdout, re.MULTILINE), done.stdout


def write(
    folder: Path, data: str = "<http://example.org/r> a <https://w3id.org/pso-graph/ontology#X> ."
) -> None:
    """Write a file to check, in which one thing lacks the end of a path."""
    (folder / DATA).write_text(data, "utf-8")
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/shape/> ."
    shape = (
        ":Traced sh:targetClass <https://w3id.org/pso-graph/ontology#X> ; sh:path ( :p :q ) ; sh:minCount 1 ."
    )
    (folder / SHAPES).write_text(f"{prefixes}\n{shape}\n", "utf-8")
