"""``pso-graph validate`` as CI runs it: formats, files, gates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from pso_graph.cli.main import app
from pso_graph.core.errors import PsoGraphError
from tests.repositories import commit

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

DATA = """\
@prefix ex: <http://example.org/> .
ex:good a ex:Book ; ex:title "A" .
ex:bad a ex:Book .
"""
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle .
ex:BookTitle sh:path ex:title ; sh:minCount 1 ; sh:name "Titel"@de , "title"@en ;
  sh:message "Ohne Titel."@de , "It has no title."@en .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with data and shapes."""
    (tmp_path / "data.ttl").write_text(DATA)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validate(*words: str) -> Result:
    return CliRunner().invoke(app, ["validate", "--data", "data.ttl", "--shapes", "shapes.ttl", *words])


def test_text_is_the_default(folder: Path) -> None:
    done = validate()
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "data.ttl:3:1: http://example.org/BookTitle error: http://example.org/bad: It has no title.",
        "    3 | ex:bad a ex:Book .",
        "      | ^^^^^^",
        "      = Add ex:title, at least once.",
        "      = shape ex:BookTitle: shapes.ttl:4:1",
    ]
    assert "1 findings, 1 of them violations" in done.stderr
    assert folder.is_dir()


@pytest.mark.usefixtures("folder")
def test_every_format_is_offered_and_goes_to_a_file() -> None:
    for form, start in {
        "json": '{\n  "findings": [',
        "sarif": '{\n  "$schema"',
        "junit": "<?xml",
        "github": "::error file=data.ttl,line=3,",
        "gitlab": "[",
        "turtle": "@prefix",
        "text": "data.ttl:3:1: ",
    }.items():
        assert validate("--format", form).stdout.startswith(start)


def test_a_report_is_written_to_a_file(folder: Path) -> None:
    done = validate("--format", "sarif", "--output", "out/findings.sarif", "--lang", "de")
    assert (done.exit_code, done.stdout) == (1, "")
    (run,) = json.loads((folder / "out" / "findings.sarif").read_text("utf-8"))["runs"]
    assert run["results"][0]["message"]["text"] == "Ohne Titel. Ergänzen Sie ex:title, mindestens 1-mal."
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Titel"
    assert [path.name for path in (folder / "out").iterdir()] == ["findings.sarif"]


@pytest.mark.parametrize(
    ("severity", "failing"),
    [("Violation", "violation warning info"), ("Warning", "warning info"), ("Info", "info")],
)
def test_the_exit_code_is_1_from_the_threshold_on(folder: Path, severity: str, failing: str) -> None:
    (folder / "shapes.ttl").write_text(
        SHAPES.replace("minCount 1", f"minCount 1 ; sh:severity sh:{severity}")
    )
    for threshold in ("violation", "warning", "info"):
        done = validate("--fail-on", threshold, "--format", "junit")
        assert done.exit_code == (1 if threshold in failing.split() else 0)
        root = ET.fromstring(done.stdout)  # noqa: S314 - our own
        assert root.get("failures") == str(done.exit_code)
    assert validate().exit_code == (severity == "Violation")


def test_a_baseline_keeps_the_known_apart(folder: Path) -> None:
    assert validate("--write-baseline", "known.json").exit_code == 0
    (folder / "data.ttl").write_text(DATA.replace("ex:bad", "\n\nex:bad"))
    known = validate("--baseline", "known.json")
    assert (known.exit_code, known.stdout) == (0, "")
    assert "0 findings, 0 of them violations; 1 known from the baseline" in known.stderr
    (folder / "data.ttl").write_text(DATA.replace("ex:bad", "ex:worse"))
    new = validate("--baseline", "known.json")
    assert new.exit_code == 1
    assert "http://example.org/worse" in new.stdout
    assert "no longer found, though the baseline has it: http://example.org/BookTitle" in new.stderr


def test_a_suppression_holds_until_its_day(folder: Path) -> None:
    comment = "# pso-graph: ignore http://example.org/BookTitle until 2026-12-31: title to come\n"
    (folder / "data.ttl").write_text(DATA.replace("ex:bad", comment + "ex:bad"))
    held = validate("--today", "2026-12-31")
    assert (held.exit_code, held.stdout) == (0, "")
    assert "1 suppressed" in held.stderr
    expired = validate("--today", "2027-01-01")
    assert expired.exit_code == 1
    assert "data.ttl:3:1: PSO-I004 warning: " in expired.stdout
    assert "data.ttl:4:1: http://example.org/BookTitle error: " in expired.stdout


def test_shapes_are_checked_too(folder: Path) -> None:
    (folder / "shapes.ttl").write_text(SHAPES.replace("sh:minCount 1", "sh:minCout 1"))
    done = validate()
    assert done.exit_code == 1
    assert "shapes.ttl:4:" in done.stdout
    assert "minCout" in done.stdout


def test_since_a_revision_only_changes_count(folder: Path) -> None:
    old = "# pso-graph: ignore http://example.org/BookTitle until 2099-01-01: old\n"
    commit(folder, {"data.ttl": DATA, "shapes.ttl": SHAPES})
    assert validate("--since", "HEAD").exit_code == 0
    (folder / "data.ttl").write_text(old + DATA + "ex:new a ex:Book .\n")
    done = validate("--since", "HEAD", "--format", "json")
    assert [finding["focus"] for finding in json.loads(done.stdout)["findings"]] == ["http://example.org/new"]
    whole = validate("--format", "json")
    assert {finding["rule"] for finding in json.loads(whole.stdout)["findings"]} == {
        "http://example.org/BookTitle",
        "PSO-I005",
    }


@pytest.mark.parametrize(
    "words", [("--rules", "r.rq", "--since", "HEAD"), ("--sources", "."), ("--since", "no-such-revision")]
)
def test_what_does_not_go_together_is_said(words: tuple[str, ...], folder: Path) -> None:
    commit(folder, {"data.ttl": DATA})
    done = validate(*words)
    assert isinstance(done.exception, PsoGraphError)
    assert done.exception.fix


@pytest.mark.parametrize("words", [("--today", "soon"), ("--fail-on", "never"), ("--format", "pdf")])
@pytest.mark.usefixtures("folder")
def test_wrong_use_is_exit_2(words: tuple[str, ...]) -> None:
    assert validate(*words).exit_code == 2


@pytest.mark.slow
def test_the_projects_own_files_have_no_violations() -> None:
    done = CliRunner().invoke(app, ["validate", "--format", "json"])
    found = json.loads(done.stdout)["findings"]
    assert [finding for finding in found if finding["severity"] == "violation"] == []
    assert done.exit_code == 0
    assert all(finding["line"] for finding in found)


def test_shapes_that_are_left_to_the_slower_engine_are_told(folder: Path) -> None:
    (folder / "shapes.ttl").write_text(
        SHAPES + "ex:BookShape sh:property [ sh:path ex:p ; sh:node ex:BookShape ] ."
    )
    done = validate()
    assert done.exit_code == 1
    assert "ex:bad" in done.stdout or "http://example.org/bad" in done.stdout
    assert "http://example.org/BookShape was checked by pyshacl" in done.stderr
    assert "refers to itself" in done.stderr
