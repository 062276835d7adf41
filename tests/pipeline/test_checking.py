"""One run of all checks over a project's folders, and of the checks of shapes over anybody's files."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pso_graph.build.dataset import list_files
from pso_graph.evidence.normalisation import hash_exactly, hash_text
from pso_graph.pipeline.checking import check_project, check_shape_files
from pso_graph.pipeline.checking_evidence import check_evidence
from pso_graph.pipeline.inputs import read_files, read_project
from pso_graph.validate.checks.corpus import Corpus
from pso_graph.validate.sources import read_source
from tests.conftest import ROOT
from tests.validate.checks.running import ONTOLOGY, TURTLE
from tests.validate.planted import Planted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding

TEXT = "Erste Zeile.\nDer Rat baut ein Boot für alle.\nLetzte Zeile.\n"
WORDS = "Der Rat baut ein Boot für alle."


def plant(root: Path, name: str, text: str) -> Planted:
    """Write a file of a project, without the marks around the place of its mistake."""
    planted = Planted(name, text, "")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(planted.written, "utf-8")
    return planted


def tell_rules(found: Sequence[LocatedFinding]) -> list[tuple[str, str]]:
    return [(found.path.name if found.path else "", found.finding.rule) for found in found]


def read_place(found: LocatedFinding) -> tuple[int, int, int, int]:
    return found.line, found.column, found.end_line, found.end_column


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a small vocabulary, our lint queries, and no data yet."""
    plant(tmp_path, "ontology/core.ttl", TURTLE + ONTOLOGY)
    (tmp_path / "queries").mkdir()
    shutil.copytree(ROOT / "queries" / "lint", tmp_path / "queries" / "lint")
    return tmp_path


def check(project: Path, sources: Path | None = None) -> list[LocatedFinding]:
    """What is found."""
    found = check_project(read_project(project), lambda _: None, sources=sources)
    return sorted(found, key=lambda item: str(item.path))


def test_the_project_itself_has_nothing_to_mend(root: Path) -> None:
    steps: list[str] = []
    found = check_project(read_project(root), steps.append)
    assert [item for item in found if item.finding.severity == "violation"] == []
    assert len(steps) == 4


@pytest.mark.sources
def test_its_evidence_stands_where_it_is_recorded(root: Path, shared: Path) -> None:
    corpus = Corpus([read_source(path, graph) for path, graph in list_files(root)])
    assert list(check_evidence(corpus, shared / "sources")) == []


def test_every_kind_of_file_is_checked(project: Path) -> None:
    planted = [
        plant(project, "data/reference/a.ttl", TURTLE + "<actor/a> a psog:Forum , «psog:Form» ."),
        plant(project, "data/reference/b.ttl", TURTLE + "<actor/a> dcterms:relation «<actor/b>» ."),
        plant(project, "ontology/more.ttl", TURTLE + "«psog:sails» a owl:ObjectProperty ."),
        plant(project, "queries/lineage/q.rq", "SELECT «*» WHERE { ?s ?p ?o } ORDER BY ?s"),
        plant(project, "shapes/s.ttl", TURTLE + "ex:S a sh:NodeShape ; sh:targetClass «psog:Forun» ."),
    ]
    found = check(project)
    assert tell_rules(found) == [
        ("a.ttl", "PSO-O013"),
        ("b.ttl", "PSO-D001"),
        ("more.ttl", "PSO-O004"),
        ("q.rq", "PSO-Q004"),
        ("s.ttl", "PSO-M002"),
    ]
    assert [read_place(item) for item in found] == [mistake.place for mistake in planted]
    assert found[0].finding.messages["en"].endswith("Did you mean psog:Forum?")


def test_a_statement_in_two_files_is_told_in_the_second(project: Path) -> None:
    first = plant(project, "data/documents/a.ttl", TURTLE + '<actor/a> psog:unitType "x" , «"y"» .')
    second = plant(project, "data/documents/b.ttl", TURTLE + '<actor/a> psog:unitType «"y"» .')
    (found,) = check(project)
    assert (found.finding.rule, found.path) == ("PSO-D009", project / "data/documents/b.ttl")
    assert read_place(found) == second.place
    (related,) = found.related
    assert (related.path, related.line, related.column) == (project / first.name, *first.place[:2])


def test_of_a_broken_file_the_rest_is_checked(project: Path) -> None:
    text = '<actor/a> dcterms:relation «<actor/b>» .\n<actor/c> dcterms:title "open .\n'
    planted = plant(project, "data/reference/a.ttl", TURTLE + text)
    (found,) = check(project)
    assert (found.finding.rule, read_place(found)) == ("PSO-D001", planted.place)


def write_evidence(
    project: Path, words: str, *, start: int = 13, file_hash: str = hash_exactly(TEXT)
) -> Planted:
    """A document with one anchor, as `pso-graph anchor` records it."""
    end = start + len(WORDS)
    planted = plant(
        project,
        "data/documents/test.ttl",
        TURTLE + "<document/test> a psog:Document ; psog:file <file/test/001> .\n"
        "<document/test/1/evidence> a psog:Anchor ;\n"
        f'  psog:firstWords {words} ; psog:lastWords "für alle." .\n'
        "psog:Anchor a owl:Class . psog:File a owl:Class . psog:Segment a owl:Class .\n",
    )
    recorded = (
        f'<file/test/001> a psog:File ; psog:fileHash "{file_hash}" .\n'
        "<document/test/1/evidence> oa:hasSource <file/test/001> ;\n"
        f'  psog:exactHash "{hash_exactly(WORDS)}" ; psog:textHash "{hash_text(WORDS)}" ;\n'
        "  psog:segment <document/test/1/evidence/segment/1> .\n"
        "<document/test/1/evidence/segment/1> a psog:Segment ; psog:segmentOrder 1 ;\n"
        f"  psog:startOffset {start} ; psog:endOffset {end} .\n"
    )
    plant(project, "data/anchors/test.ttl", TURTLE + recorded)
    (project / "sources").mkdir(exist_ok=True)
    (project / "sources" / "001.txt").write_text(TEXT, "utf-8")
    return planted


def verify(project: Path) -> list[LocatedFinding]:
    found = check(project, sources=project / "sources")
    return [item for item in found if item.finding.rule.startswith("PSO-V")]


def test_evidence_in_its_place_is_fine(project: Path) -> None:
    write_evidence(project, '"Der Rat baut"')
    assert verify(project) == []


@pytest.mark.parametrize(("words", "start"), [('«"Die Räte"»', 13), ('«"Der Rat baut"»', 12)])
def test_evidence_elsewhere_is_told_at_the_curators_words(project: Path, words: str, start: int) -> None:
    planted = write_evidence(project, words, start=start)
    (found,) = verify(project)
    assert (found.finding.rule, read_place(found)) == ("PSO-V002", planted.place)
    (related,) = found.related
    assert (related.path, related.line) == (project / "sources" / "001.txt", 2 if start == 13 else 1)
    assert ("now stands at 13 to 44" in related.messages["en"]) == (start == 12)


def test_another_file_is_told_at_its_hash(project: Path) -> None:
    write_evidence(project, '"Der Rat baut"', file_hash="0" * 64)
    (found,) = verify(project)
    assert (found.finding.rule, found.path) == ("PSO-V001", project / "data/anchors/test.ttl")


def test_a_missing_text_is_told_at_the_document(project: Path) -> None:
    write_evidence(project, '"Der Rat baut"')
    (project / "sources" / "001.txt").unlink()
    (found,) = verify(project)
    assert (found.finding.rule, found.path) == ("PSO-V003", project / "data/documents/test.ttl")


DATA = "ex:b a ex:Volume ; ex:title 1 .\n"


@pytest.mark.parametrize(
    ("target", "rule", "meant"),
    [
        ("sh:targetClass «ex:Volum»", "PSO-M015", "but <http://example.org/Volume>."),
        ("sh:targetSubjectsOf «ex:tittle»", "PSO-M015", "but <http://example.org/title>."),
        ("sh:targetClass «skos:Concpt»", "PSO-M002", "Did you mean skos:Concept"),
    ],
)
def test_a_misspelt_target_does_not_conform_silently(
    tmp_path: Path, target: str, rule: str, meant: str
) -> None:
    plant(tmp_path, "data.ttl", TURTLE + DATA)
    text = f"{TURTLE}ex:S a sh:NodeShape ; {target} ; sh:nodeKind sh:IRI ."
    planted = plant(tmp_path, "shapes.ttl", text)
    (found,) = check_shape_files(read_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"]))
    assert (found.finding.rule, read_place(found)) == (rule, planted.place)
    assert meant in found.finding.messages["en"]


def test_what_is_neither_declared_nor_alike_is_left_alone(tmp_path: Path) -> None:
    plant(tmp_path, "data.ttl", TURTLE + DATA)
    plant(
        tmp_path,
        "shapes.ttl",
        TURTLE + "ex:S a sh:NodeShape ; sh:targetClass ex:Author ; sh:nodeKind sh:IRI .",
    )
    assert list(check_shape_files(read_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"]))) == []


def test_an_ontology_among_the_files_is_known(tmp_path: Path) -> None:
    plant(tmp_path, "data.ttl", TURTLE + "ex:Book a owl:Class .\n")
    plant(
        tmp_path,
        "shapes.ttl",
        TURTLE + "ex:S a sh:NodeShape ; sh:targetClass ex:Author ; sh:nodeKind sh:IRI .",
    )
    (found,) = check_shape_files(read_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"]))
    assert found.finding.rule == "PSO-M002"


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    names = ("one.ttl", "two.ttl")
    for name in names:
        shape = f"ex:{name[:3]} a sh:NodeShape ; sh:targetClass ex:C ; sh:property _:p . _:p sh:path ex:p .\n"
        plant(tmp_path, name, TURTLE + shape)
    assert list(check_shape_files(read_files([], [tmp_path / name for name in names]))) == []


def test_shapes_in_a_format_without_places_are_checked(tmp_path: Path) -> None:
    sh = "http://www.w3.org/ns/shacl#"
    shape = f'{{"@id": "urn:s", "@type": "{sh}NodeShape", "{sh}minCout": 1}}'
    (tmp_path / "shapes.jsonld").write_text(shape, "utf-8")
    found = list(check_shape_files(read_files([], [tmp_path / "shapes.jsonld"])))
    assert [item.finding.rule for item in found] == ["PSO-M001", "PSO-M007"]
    assert {(item.line, item.column) for item in found} == {(0, 0)}
