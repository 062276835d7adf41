"""What a place comes with: shapes, hints, documents, files without positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.catalogue import read_query
from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.validate.location import locate_findings

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding

SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property ex:BookTitle .
ex:BookTitle sh:path ex:title ; sh:minCount 1 .
"""


def check(folder: Path, shapes: str, **files: str) -> list[LocatedFinding]:
    """Findings in files that are called ``name_suffix`` here."""
    (folder / "shapes.ttl").write_text(shapes, "utf-8")
    paths = [folder / name.replace("_", ".") for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    return list(validate_inputs(read_files(paths, [folder / "shapes.ttl"])).findings)


def test_the_place_of_the_shape_is_told(tmp_path: Path) -> None:
    (found,) = check(tmp_path, SHAPES, a_ttl="<http://example.org/b> a <http://example.org/Book> .")
    (place,) = found.related
    assert (place.path, place.line, place.column) == (tmp_path / "shapes.ttl", 5, 1)
    assert place.messages["en"] == "shape ex:BookTitle"


def test_the_place_of_an_anonymous_shape_is_told(tmp_path: Path) -> None:
    shapes = SHAPES.replace(
        "ex:BookTitle .\nex:BookTitle", "[\n  sh:path ex:n ;\n  sh:minCount 0 ] , ["
    ).replace("minCount 1 .", "minCount 1 ] .")
    (found,) = check(tmp_path, shapes, a_ttl="<http://example.org/b> a <http://example.org/Book> .")
    assert [(place.line, place.column) for place in found.related] == [(6, 21)]


@pytest.mark.parametrize(
    ("property_shape", "hint"),
    [
        ("sh:path ex:title ; sh:minCount 1", "Add b:title, at least once."),
        ("sh:path ex:title ; sh:minCount 2", "Add b:title, at least 2 values."),
        ("sh:path ( ex:by [ sh:inversePath ex:of ] ) ; sh:minCount 1", "Add b:by/^b:of, at least once."),
        ("sh:path ex:kind ; sh:hasValue ex:Novel", "Write b:kind b:Novel."),
        ('sh:path ex:kind ; sh:hasValue "x"@en', 'Write b:kind "x"@en.'),
        ("sh:path <http://other.org/x> ; sh:minCount 1", "Add <http://other.org/x>, at least once."),
    ],
)
def test_what_is_missing_is_named_with_the_prefixes_of_the_data(
    property_shape: str, hint: str, tmp_path: Path
) -> None:
    shapes = SHAPES.replace("sh:path ex:title ; sh:minCount 1", property_shape)
    (found,) = check(tmp_path, shapes, a_ttl="@prefix b: <http://example.org/> .\nb:b a b:Book .")
    assert found.hint["en"] == hint
    assert found.hint["de"] != hint


def test_what_the_message_names_is_not_named_again(tmp_path: Path) -> None:
    shapes = SHAPES.replace("minCount 1", 'minCount 1 ; sh:message "Write ex:title."@en')
    head = "@prefix ex: <http://example.org/> .\n"
    (found,) = check(tmp_path, shapes, a_ttl=head + "ex:b a ex:Book .")
    assert found.hint == {}


def test_of_several_files_the_one_that_gives_the_type_counts(tmp_path: Path) -> None:
    head = "@prefix ex: <http://example.org/> .\n"
    (found,) = check(tmp_path, SHAPES, a_ttl=head + "ex:b ex:p 1 .", b_ttl=head + "\nex:b a ex:Book .")
    assert (found.path, found.line, found.column) == (tmp_path / "b.ttl", 3, 1)


def test_a_value_in_another_file_points_there(tmp_path: Path) -> None:
    head = "@prefix ex: <http://example.org/> .\n"
    shapes = SHAPES.replace("minCount", "maxCount")
    files = {"a_ttl": head + "ex:b a ex:Book ; ex:title 1 .", "b_ttl": head + "ex:b ex:title 1 , 2 ."}
    (found,) = check(tmp_path, shapes, **files)
    assert (found.path, found.line, found.column) == (tmp_path / "b.ttl", 2, 19)


def test_a_target_that_no_file_describes_points_at_the_shape(tmp_path: Path) -> None:
    shapes = SHAPES.replace("sh:targetClass ex:Book", "sh:targetNode ex:nobody")
    (found,) = check(tmp_path, shapes, a_ttl="")
    assert (found.path, found.line, found.column) == (tmp_path / "shapes.ttl", 4, 45)
    assert found.note["en"] == "No file describes the thing; here it stands as the shape's target."


TRIG = """\
@prefix ex: <http://example.org/> .
ex:g {
  ex:good a ex:Book ; ex:title 1 .
  ex:bad a ex:Book .
}
"""
NQUADS = """\
<http://example.org/good> <http://example.org/title> "A" .
<http://example.org/bad> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Book> .
"""
JSON_LD = """\
{
  "@context": {
    "@vocab": "http://example.org/",
    "b": "http://example.org/books/",
    "id": "@id"
  },
  "@graph": [
    {"@id": "http://example.org/shelf", "holds": {"@id": "b:bad"}},
    {"id": "b:good", "@type": "Book", "title": "b:bad"},
    {
      "@type": "Book",
      "id": "b:bad"
    }
  ]
}
"""
RDF_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/"
    xml:base="http://example.org/books/">
  <Shelf rdf:about="shelf"><holds rdf:resource="bad"/></Shelf>
  <Book rdf:about="good"><title>ä</title></Book>
  <Book
    rdf:about='bad'
  />
</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("suffix", "text", "place", "coarse"),
    [
        ("trig", TRIG, (4, 3, 4, 9), ""),
        ("nq", NQUADS, (2, 1, 2, 25), ""),
        ("jsonld", JSON_LD, (12, 13, 12, 20), "JSON-LD"),
        ("rdf", RDF_XML, (7, 15, 7, 20), "RDF/XML"),
    ],
)
def test_other_formats(suffix: str, text: str, place: tuple[int, ...], coarse: str, tmp_path: Path) -> None:
    (found,) = check(tmp_path, SHAPES, **{f"a_{suffix}": text})
    assert (found.line, found.column, found.end_line, found.end_column) == place
    assert found.note.get("en", "") == (f"Line of the node; {coarse} keeps no finer place." if coarse else "")


def test_a_node_without_a_name_has_the_line_of_the_one_that_leads_to_it(tmp_path: Path) -> None:
    text = """\
{"@context": {"@vocab": "http://example.org/"},
 "@graph": [
 {"@id": "http://example.org/a", "holds": {"@type": "Book", "title": "A"}},
 {"@id": "http://example.org/b", "holds": {"part": {"@type": "Book"}}}]}
"""
    (found,) = check(tmp_path, SHAPES, a_jsonld=text)
    assert (found.line, found.column) == (4, 10)
    (nowhere,) = check(tmp_path, SHAPES, a_jsonld='{"@type": "http://example.org/Book"}')
    assert (nowhere.path, nowhere.line) == (tmp_path / "a.jsonld", 0)
    assert nowhere.note


def test_relative_names_in_json_ld_are_below_the_base(tmp_path: Path) -> None:
    text = '[{"@context": {"@base": "http://example.org/x/"},\n"@id": "bad", "@type": "http://example.org/Book"}]'
    (found,) = check(tmp_path, SHAPES, a_jsonld=text)
    assert (found.finding.focus, found.line, found.column) == ("http://example.org/x/bad", 2, 8)


PROVED = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix ex: <http://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
<document/d/1> a ex:Book ; psog:evidence <document/d/1/evidence> .
<document/d/1/evidence> oa:hasSource <file/d/000> ;
  psog:segment <document/d/1/evidence/segment/1> , <document/d/1/evidence/segment/2> .
<document/d/1/evidence/segment/1> psog:startOffset 10 ; psog:endOffset 22 .
<document/d/1/evidence/segment/2> psog:startOffset 30 ; psog:endOffset 31 .
"""


def test_what_a_document_proves_is_told_with_its_place_there(tmp_path: Path) -> None:
    (found,) = check(tmp_path, SHAPES, a_ttl=PROVED)
    assert [place.messages for place in found.related[1:]] == [
        {"de": "Dokument d, Zeichen 10-22", "en": "document d, characters 10-22"},
        {"de": "Dokument d, Zeichen 30-31", "en": "document d, characters 30-31"},
    ]
    assert [place.path for place in found.related[1:]] == [None, None]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        # Lines of nine letters: 10 begins the second, 30 the fourth.
        ("abcdefghi\n" * 4, ("characters 10-22", 2, 1), ("characters 30-31", 4, 1)),
        (
            "abcdefghi\n" * 2 + "\fklmnopqr\n" * 2,
            ("page 1, characters 10-22", 2, 1),
            ("page 2, characters 30-31", 4, 1),
        ),
    ],
)
def test_with_the_documents_texts_lines_and_pages_are_told_too(
    text: str, first: tuple[str, int, int], second: tuple[str, int, int], tmp_path: Path
) -> None:
    (tmp_path / "data.ttl").write_text(PROVED, "utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    (tmp_path / "000.txt").write_text(text, "utf-8")
    inputs = read_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"])
    (found,) = validate_inputs(inputs, sources=tmp_path).findings
    places = found.related[1:]
    assert {place.path for place in places} == {tmp_path / "000.txt"}
    assert [
        (place.messages["en"].removeprefix("document d, "), place.line, place.column) for place in places
    ] == [
        first,
        second,
    ]


def test_nothing_is_read_when_nothing_was_found() -> None:
    assert locate_findings([], []) == []


RULES = """\
#+ summary: {{de: "r", en: "r"}}
#+ description: {{de: "r", en: "r"}}
#+ tags: [rule]
#+ stage: {stage}
#+ graph: entailed
#+ cost: graph

PREFIX ex: <http://example.org/>

CONSTRUCT {{
  {template}
}}
WHERE {{
  {body}
}}
"""


def test_what_a_rule_entailed_is_placed_where_it_came_from(tmp_path: Path) -> None:
    """By way of a second rule, and though the first no longer holds of what it has entailed."""
    folder = tmp_path / "rules"
    folder.mkdir()
    first, second = folder / "first.rq", folder / "second.rq"
    body = "?book ex:by ?who . FILTER NOT EXISTS { ?book ex:writer ?other }"
    first.write_text(RULES.format(stage=1, template="?book ex:writer ?who", body=body), "utf-8")
    body = "?book ex:writer ?who . ?book a ex:Book ."
    second.write_text(RULES.format(stage=2, template="?who ex:wrote ?book", body=body), "utf-8")
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(
        "@prefix ex: <http://example.org/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:by ; sh:property ex:Wrote .\n"
        "ex:Wrote sh:path ex:wrote ; sh:class ex:Poem .\n",
        "utf-8",
    )
    data.write_text(
        "@prefix ex: <http://example.org/> .\nex:a a ex:Book ;\n  ex:by ex:anna .\nex:anna ex:age 3 .\n",
        "utf-8",
    )
    assert validate_inputs(read_files([data], [shapes])).findings == ()
    (found,) = validate_inputs(read_files([data], [shapes]), [read_query(first), read_query(second)]).findings
    assert (found.finding.focus, found.finding.value) == (
        "http://example.org/anna",
        "<http://example.org/a>",
    )
    places = {(place.line, place.column) for place in found.related[1:]}
    assert places == {(2, 8), (3, 9)}
    assert (found.line, found.column) in places
    assert found.note["en"].startswith("A rule entailed this: <http://example.org/anna>")
