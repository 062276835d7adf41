"""Known findings are told again wherever they stand, and new ones are not taken for them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import BaselineError, UnreadableError
from pso_graph.pipeline.gate import Verdict, judge
from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.validate.baseline import read_baseline

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:Title , ex:Pages .
ex:Title sh:path ex:title ; sh:minCount 1 .
ex:Pages sh:path ex:pages ; sh:nodeKind sh:IRI .
"""
HEAD = "@prefix ex: <http://example.org/> .\n"
BOOKS = 'ex:a a ex:Book .\nex:b a ex:Book ;\n  ex:title "B" ;\n  ex:pages 1 , [ ] , 2 .\n[] a ex:Book .\n'


def check(folder: Path, text: str, name: str = "data.ttl", **options: Path) -> Verdict:
    (folder / "shapes.ttl").write_text(SHAPES, "utf-8")
    (folder / name).write_text(HEAD + text, "utf-8")
    found = validate_inputs(read_files([folder / name], [folder / "shapes.ttl"]))
    return judge(found, folder=folder, today=date(2026, 11, 21), **options)


def test_only_new_findings_count(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    written = check(tmp_path, BOOKS, write_to=known)
    assert (written.findings, written.known, written.fails("info")) == ([], 5, False)
    again = check(tmp_path, BOOKS, baseline=known)
    assert (again.findings, again.known, again.stale) == ([], 5, [])
    more = check(tmp_path, BOOKS + "ex:c a ex:Book .\n", baseline=known)
    assert [located.finding.focus for located in more.findings] == ["http://example.org/c"]
    assert more.fails("violation")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\n# more\nex:z ex:p 1 .\n" + text,
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("\n  ", " "),
        lambda text: text.replace("ex:pages 1 , [ ] , 2", "ex:pages 2 , [ ] , 1"),
    ],
)
def test_fingerprints_survive_moved_lines(change: object, tmp_path: Path) -> None:
    assert callable(change)
    before = check(tmp_path, BOOKS).fingerprints
    after = check(tmp_path, change(BOOKS)).fingerprints
    assert set(after) == set(before)
    assert len(set(before)) == len(before) == 5


def test_fingerprints_of_named_things_survive_another_file(tmp_path: Path) -> None:
    named = BOOKS.replace(", [ ] ", "").replace("[] a ex:Book .\n", "")
    before = check(tmp_path, named).fingerprints
    assert check(tmp_path, named, "other.ttl").fingerprints == before


def test_syntax_errors_are_known_by_their_line(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    check(tmp_path, "ex:a no:p 1 .\n", write_to=known)
    assert check(tmp_path, "\nex:b ex:p 2 .\n ex:a no:p 1 .\n", baseline=known).findings == []
    assert len(check(tmp_path, "ex:a no:p 1 .\nex:b np:p 1 .\n", baseline=known).findings) == 1


def test_of_findings_alike_a_second_one_is_new(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    check(tmp_path, "[] a ex:Book .\n", write_to=known)
    two = check(tmp_path, "[] a ex:Book .\n[] a ex:Book .\n", baseline=known)
    assert (len(two.findings), two.known) == (1, 1)


def test_what_is_no_longer_found_is_told(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    check(tmp_path, BOOKS, write_to=known)
    verdict = check(tmp_path, BOOKS.replace("ex:a a", 'ex:a ex:title "A" ; a'), baseline=known)
    assert verdict.findings == []
    (words,) = verdict.stale
    assert "http://example.org/a" in words
    assert any(words in line for line in verdict.describe())


def test_the_file_is_sorted_and_says_what_each_is(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    check(tmp_path, BOOKS, write_to=known)
    first = known.read_text("utf-8")
    check(tmp_path, "\n" + BOOKS, write_to=known)
    assert known.read_text("utf-8") == first
    words = [entry["finding"] for entry in json.loads(first)["findings"]]
    assert words == sorted(words)
    assert any(word.startswith("http://example.org/Title http://example.org/a ") for word in words)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 2, "findings": []}', '{"version": 1}', "[" * 9999]
)
def test_what_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text(text)
    with pytest.raises(BaselineError, match=r"known\.json: PSO-E022"):
        read_baseline(tmp_path / "known.json")


def test_a_missing_baseline_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_baseline(tmp_path / "known.json")
