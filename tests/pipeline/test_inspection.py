"""All checks of a run together: a draft is checked as the document that it is to become."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.gate import judge
from pso_graph.pipeline.inspection import inspect_as_part, inspect_files, inspect_project
from pso_graph.rdf.positions import read_positions
from pso_graph.validate import sources
from tests.validate.checks.running import ONTOLOGY, TURTLE
from tests.validate.planted import Planted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import RdfFormat

    from pso_graph.rdf.positions import PositionedDocument
    from pso_graph.validate.finding import LocatedFinding

MORE = """\
psog:takesUp a owl:ObjectProperty ; rdfs:subPropertyOf psog:tracesTo .
psog:dateText a owl:DatatypeProperty . psog:endDate a owl:DatatypeProperty .
"""
OLD = """\
<document/old> a psog:Document ; psog:takesUp <document/draft> ; dcterms:relation <document/nowhere> .
<actor/a> a psog:Forum ; skos:prefLabel "Rat"@pl .
"""
MISTAKES = {
    "link that leads nowhere": ("PSO-D001", "<document/draft> dcterms:relation «<document/nowhere>» ."),
    "name of a thing in another file": (
        "PSO-D002",
        '<document/draft> dcterms:relation <actor/b> . <actor/b> a psog:Forum ; skos:prefLabel «"rat"@pl» .',
    ),
    "one language": ("PSO-D003", '<document/draft> skos:note «"Zwei"@de» .'),
    "words of the other language": (
        "PSO-D004",
        '<document/draft> skos:note "Der Rat"@de , «"Der Rat und die Länder"@en» .',
    ),
    "dates": ("PSO-D005", '<document/draft> psog:dateText "2024" ; psog:endDate «"2025-01-01"^^xsd:date» .'),
    "circle through another file": ("PSO-D008", "<document/draft> psog:takesUp «<document/old>» ."),
    "said in another file": ("PSO-D009", '<actor/a> skos:prefLabel «"Rat"@pl» .'),
    "name that is not declared": ("PSO-O013", "<document/draft> a «psog:Documnt» ."),
}


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    """A project with one document, and its shipped copy of the lint queries."""
    folder = tmp_path / "project"
    for name, text in {
        "ontology/core.ttl": TURTLE + ONTOLOGY + MORE,
        "data/documents/old.ttl": TURTLE + OLD,
        "data/documents/draft.ttl": TURTLE + "<document/draft> skos:note <document/replaced> .\n",
        **{f"queries/lint/{path.name}": path.read_text("utf-8") for path in root.glob("queries/lint/*.rq")},
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def place(found: LocatedFinding) -> tuple[int, int, int, int]:
    return found.line, found.column, found.end_line, found.end_column


def list_rules(findings: Sequence[LocatedFinding]) -> set[str]:
    return {located.finding.rule for located in findings}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_draft_is_checked_in_its_project(name: str, project: Path, tmp_path: Path) -> None:
    rule, text = MISTAKES[name]
    planted = Planted(name, f"{TURTLE}<document/draft> a psog:Document .\n{text}\n", rule)
    draft = tmp_path / "draft.ttl"
    draft.write_text(planted.written, "utf-8")
    findings = inspect_as_part([draft], project).findings
    assert {located.path for located in findings} == {draft}
    (found,) = (located for located in findings if located.finding.rule == rule)
    assert place(found) == planted.place
    assert list_rules(findings) <= {rule, "PSO-F001"}


def test_the_form_of_files_is_told(project: Path) -> None:
    file = project / "data" / "reference" / "a.ttl"
    file.parent.mkdir()
    file.write_text("<https://example.org/a> a <https://example.org/B>.\n", "utf-8")
    found = inspect_project(project, lambda _: None).findings
    assert [item.finding.rule for item in found if item.path == file] == ["PSO-F001"]


def test_the_form_of_a_draft_is_told(project: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"
    canonical = (
        "@base <https://w3id.org/pso-graph/id/> .\n"
        "@prefix psog: <https://w3id.org/pso-graph/ontology#> .\n\n<document/draft>\n  a psog:Document .\n"
    )
    draft.write_text(canonical)
    assert inspect_as_part([draft], project).findings == ()
    draft.write_text(canonical.replace("  a ", " a "))
    assert list_rules(inspect_as_part([draft], project).findings) == {"PSO-F001"}
    (tmp_path / "draft.nt").write_text('<x:a>   <x:p> "b" .\n')
    assert inspect_as_part([tmp_path / "draft.nt"], project).findings == ()


def test_of_a_draft_every_rule_of_data_was_looked_for(project: Path) -> None:
    found = inspect_as_part([project / "data" / "documents" / "draft.ttl"], project)
    assert [rule for rule in "SDFOXIMQV" if not found.covers(f"PSO-{rule}001")] == ["M", "Q", "V"]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Counter[Path | str]:
    """How often each file is read, and each text read with positions."""
    counts: Counter[Path | str] = Counter()
    read_bytes = Path.read_bytes

    def watch_file(path: Path) -> bytes:
        counts[path] += 1
        return read_bytes(path)

    def watch_text(text: str, rdf_format: RdfFormat) -> PositionedDocument:
        counts[text] += 1
        return read_positions(text, rdf_format)

    monkeypatch.setattr(Path, "read_bytes", watch_file)
    monkeypatch.setattr(sources, "read_positions", watch_text)
    return counts


def test_each_file_of_a_project_is_read_once(project: Path, readings: Counter[Path | str]) -> None:
    shapes = project / "shapes" / "s.ttl"
    shapes.parent.mkdir()
    shapes.write_text(TURTLE + "ex:S a sh:NodeShape ; sh:targetClass psog:Forum ; sh:minLength 999 .\n")
    verdict = judge(inspect_project(project, lambda _: None), folder=project, today=date(2026, 11, 21))
    assert {"PSO-D001", "PSO-F001", "http://example.org/S"} <= list_rules(verdict.findings)
    assert all(verdict.lines.read(located.path, located.line) for located in verdict.findings if located.path)
    assert set(project.rglob("*.*")) <= set(readings)
    assert shapes.read_text("utf-8") in readings
    assert {what: count for what, count in readings.items() if count > 1} == {}


def test_each_of_anybodys_files_is_read_once(tmp_path: Path, readings: Counter[Path | str]) -> None:
    texts = {
        "data.ttl": TURTLE + "ex:a a ex:B .",
        "shapes.ttl": TURTLE + "ex:S a sh:NodeShape ; sh:targetClass ex:B ; sh:minLength 999 .",
    }
    data, shapes = (tmp_path / name for name in texts)
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    verdict = judge(inspect_files([data], [shapes]), folder=tmp_path, today=date(2026, 11, 21))
    (found,) = verdict.findings
    assert verdict.lines.read(data, found.line) == "ex:a a ex:B ."
    assert {data, shapes, *texts.values()} <= set(readings)
    assert set(readings.values()) == {1}
