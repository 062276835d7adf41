"""Every format says the same findings, each once, whatever stands in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.validate.finding import Finding, LocatedFinding
from pso_graph.validate.reports import FORMATS, Report, RuleText
from tests.depth import examples
from tests.validate.reports.findings import BOOK, EX, SH, locate, located, report

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = [
    "@prefix ex: <http://example.org/> .",
    'ex:book ex:pages "many"@en .',
]


@pytest.fixture(scope="module")
def sarif_schema(shared: Path) -> jsonschema.Draft7Validator:
    schema = json.loads((shared / "conformance" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft7Validator(schema)


def write(form: str, *findings: LocatedFinding, **options: str) -> str:
    return FORMATS[form](report(*findings, **options))


def count_text(text: str) -> int:
    return sum(not line.startswith(" ") for line in text.splitlines())


def count_github(text: str) -> int:
    lines = text.split("\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"::(error|warning|notice) [a-zA-Z]+=.*?::.*", line) for line in lines)
    return len(lines)


def count_turtle(text: str) -> int:
    quads = list(ox.parse(text, ox.RdfFormat.TURTLE))
    return sum(quad.predicate.value == SH + "result" for quad in quads)


def count_gitlab(text: str) -> int:
    return len({issue["fingerprint"] for issue in json.loads(text)})


def count_junit(text: str) -> int:
    return len(ET.fromstring(text).findall("testsuite/testcase"))  # noqa: S314 - our own


COUNTS: dict[str, Callable[[str], int]] = {
    "text": count_text,
    "json": lambda text: len(json.loads(text)["findings"]),
    "sarif": lambda text: len(json.loads(text)["runs"][0]["results"]),
    "junit": count_junit,
    "github": count_github,
    "gitlab": count_gitlab,
    "turtle": count_turtle,
}


def test_every_format_is_tried() -> None:
    assert COUNTS.keys() == FORMATS.keys()


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=examples(20))
@given(findings=st.lists(located, min_size=1, max_size=3))
def test_one_finding_stays_one_finding(form: str, findings: list[LocatedFinding]) -> None:
    text = write(form, *findings)
    assert COUNTS[form](text) == len(findings)
    assert text.encode("utf-8").decode("utf-8") == text
    if form in {"text", "github", "junit"}:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ufeff\uffff]", text)


@settings(max_examples=examples(20))
@given(findings=st.lists(located, max_size=3))
def test_sarif_is_valid(sarif_schema: jsonschema.Draft7Validator, findings: list[LocatedFinding]) -> None:
    sarif_schema.validate(json.loads(write("sarif", *findings)))


def test_text_shows_the_line_and_a_caret(tmp_path: Path) -> None:
    path = tmp_path / "books.ttl"
    path.write_text("\n".join(LINES), "utf-8")
    found = locate(path=path, line=2, column=18)
    assert write("text", found).splitlines() == [
        f'{path}:2:18: PSO-S012 error: {EX}book: No number. (value: "many"@en)',
        '    2 | ex:book ex:pages "many"@en .',
        "      |                  ^^^^",
        "      = Write a number.",
        "      = Only the line.",
        "      = shape ex:PagesShape: shapes.ttl:7:1",
        "      = document d, characters 1-9",
    ]
    assert "Keine Zahl." in write("text", found, language="de")


def test_carets_stand_below_wide_characters_and_behind_tabs(tmp_path: Path) -> None:
    path = tmp_path / "books.ttl"
    path.write_text("\tex:book ex:p '漢😀' , 12 .", "utf-8")
    text = write("text", locate(path=path, line=1, column=22))
    assert text.splitlines()[1:3] == [
        "    1 | \tex:book ex:p '漢😀' , 12 .",
        "      | \t" + " " * 22 + "^^^^",
    ]


def test_of_a_long_line_the_part_around_the_place_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "books.nt"
    path.write_text("x" * 500 + " here " + "y" * 500, "utf-8")
    _, line, carets, *_ = write("text", locate(path=path, line=1, column=502)).splitlines()
    assert line.startswith("    1 | …xxx")
    assert line.endswith("yyy…")
    assert len(line) < 125
    assert line[carets.index("^") : carets.rindex("^") + 1] == "here"


def test_colour_is_only_for_terminals() -> None:
    plain = report(locate())
    assert "\x1b" not in FORMATS["text"](plain)
    coloured = Report(findings=plain.findings, fingerprints=plain.fingerprints, colour=True)
    assert "\x1b[31merror\x1b[0m" in FORMATS["text"](coloured)


def test_json_has_all_fields() -> None:
    (finding,) = json.loads(write("json", locate()))["findings"]
    assert finding.pop("fingerprint")
    assert finding == {
        "rule": "PSO-S012",
        "severity": "violation",
        "message": "No number.",
        "hint": "Write a number.",
        "note": "Only the line.",
        "file": "data/books.ttl",
        "line": 2,
        "column": 3,
        "endLine": 2,
        "endColumn": 7,
        "focus": EX + "book",
        "path": EX + "pages",
        "value": '"many"@en',
        "shape": EX + "PagesShape",
        "component": SH + "DatatypeConstraintComponent",
        "graph": None,
        "related": [
            {"message": "shape ex:PagesShape", "file": "shapes.ttl", "line": 7, "column": 1},
            {"message": "document d, characters 1-9", "file": None, "line": None, "column": None},
        ],
    }


def read_run(text: str) -> Any:  # noqa: ANN401 - JSON
    (run,) = json.loads(text)["runs"]
    return run


def test_sarif_places_are_relative_and_count_code_points() -> None:
    run = read_run(write("sarif", locate()))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "data/books.ttl", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 7},
    }
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "PSO-S012"
    assert result["relatedLocations"][1] == {"message": {"text": "document d, characters 1-9"}}


def test_sarif_names_files_elsewhere_in_full() -> None:
    run = read_run(write("sarif", locate(path=Path("/elsewhere/ä b.ttl"))))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///elsewhere/%C3%A4%20b.ttl"}


def test_sarif_rules_have_help() -> None:
    known = {"PSO-S012": RuleText({"en": "Pages"}, {"en": "Pages are counted."}, {"en": "Write a number."})}
    plain = report(locate())
    text = FORMATS["sarif"](Report(findings=plain.findings, fingerprints=plain.fingerprints, rules=known))
    (rule,) = read_run(text)["tool"]["driver"]["rules"]
    assert rule == {
        "id": "PSO-S012",
        "shortDescription": {"text": "Pages"},
        "fullDescription": {"text": "Pages are counted."},
        "help": {"text": "Write a number."},
        "defaultConfiguration": {"level": "error"},
    }


@pytest.mark.parametrize(
    ("severity", "sarif", "github", "gitlab", "text"),
    [
        ("violation", "error", "error", "major", "error"),
        ("warning", "warning", "warning", "minor", "warning"),
        ("info", "note", "notice", "info", "info"),
    ],
)
def test_severities_are_those_of_the_format(
    severity: str, sarif: str, github: str, gitlab: str, text: str
) -> None:
    found = locate(Finding(rule="PSO-S012", severity=severity, messages={"en": "No."}))
    assert read_run(write("sarif", found))["results"][0]["level"] == sarif
    assert write("github", found).startswith(f"::{github} ")
    assert json.loads(write("gitlab", found))[0]["severity"] == gitlab
    assert f"PSO-S012 {text}: No." in write("text", found)
    assert f"<http://www.w3.org/ns/shacl#{severity.title()}>" in {
        str(quad.object) for quad in ox.parse(write("turtle", found), ox.RdfFormat.TURTLE)
    }


def test_github_escapes_properties_and_messages() -> None:
    finding = Finding(rule="PSO-S012", severity="warning", messages={"en": "50 % :: a, b"})
    assert write("github", locate(finding, Path.cwd() / "a,b:c.ttl")) == (
        "::warning file=a%2Cb%3Ac.ttl,line=2,col=3,endLine=2,endColumn=7,title=PSO-S012"
        "::50 %25 :: a, b Write a number.\n"
    )


def test_github_gives_no_columns_of_a_place_of_several_lines() -> None:
    found = LocatedFinding(finding=BOOK, path=Path("a.ttl"), line=2, column=3, end_line=4, end_column=5)
    assert write("github", found).startswith("::error file=a.ttl,line=2,endLine=4,title=PSO-S012::")


def test_junit_fails_only_from_the_threshold_on() -> None:
    warning = locate(Finding(rule="PSO-S013", severity="warning", messages={"en": "Hm."}))
    for threshold, failures in (("violation", 1), ("warning", 2)):
        root = ET.fromstring(write("junit", locate(), warning, fail_on=threshold))  # noqa: S314
        assert (root.get("tests"), root.get("failures")) == ("2", str(failures))
        assert len(root.findall(".//failure")) == failures
    case = root.find("testsuite/testcase")
    assert case is not None
    assert case.attrib["file"] == "data/books.ttl"
    assert case.attrib["line"] == "2"


def test_nothing_found_is_a_whole_report_too() -> None:
    assert write("text") == ""
    assert write("github") == ""
    assert json.loads(write("json")) == {"findings": []}
    assert json.loads(write("gitlab")) == []
    assert read_run(write("sarif"))["results"] == []
    root = ET.fromstring(write("junit"))  # noqa: S314 - our own
    assert (root.get("tests"), root.get("failures"), len(root.findall(".//testcase"))) == ("1", "0", 1)
    (conforms,) = [q.object for q in ox.parse(write("turtle"), ox.RdfFormat.TURTLE) if "conforms" in str(q)]
    assert conforms == ox.Literal(value=True)


def test_gitlab_needs_a_path_a_line_and_different_fingerprints() -> None:
    (first, second) = json.loads(write("gitlab", locate(), locate(line=9)))
    assert first["location"] == {
        "path": "data/books.ttl",
        "positions": {"begin": {"line": 2, "column": 3}, "end": {"line": 2, "column": 7}},
    }
    assert first["check_name"] == "PSO-S012"
    assert first["fingerprint"] != second["fingerprint"]


def test_turtle_is_a_w3c_report_with_pointers() -> None:
    expected = f"""
    PREFIX sh: <{SH}>
    PREFIX ptr: <http://www.w3.org/2009/pointers#>
    PREFIX earl: <http://www.w3.org/ns/earl#>
    ASK {{
      ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
      ?result a sh:ValidationResult ; sh:focusNode <{EX}book> ; sh:resultPath <{EX}pages> ;
        sh:value "many"@en ; sh:resultSeverity sh:Violation ; sh:sourceShape <{EX}PagesShape> ;
        sh:sourceConstraintComponent sh:DatatypeConstraintComponent ;
        sh:resultMessage "Keine Zahl. Schreiben Sie eine Zahl."@de , "No number. Write a number."@en ;
        <http://purl.org/dc/terms/identifier> "PSO-S012" ; earl:pointer ?pointer .
      ?pointer a ptr:LineCharPointer ; ptr:lineNumber 2 ; ptr:charNumber 3 ; ptr:reference ?file .
      FILTER(STR(?file) = "data/books.ttl")
    }}"""
    store = ox.Store()
    store.load(write("turtle", locate()).encode(), ox.RdfFormat.TURTLE)
    assert bool(store.query(expected))
