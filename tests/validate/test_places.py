"""Planted mistakes are found exactly where a person would mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.validate.location import excerpts
from tests.validate.planted import Planted

if TYPE_CHECKING:
    from pathlib import Path

SH = "http://www.w3.org/ns/shacl#"
EX = "http://example.org/"
HEAD = """\
@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
ex:Titled sh:path ex:title ; sh:minCount 1 .
ex:Named sh:path ex:n ; sh:minCount 1 .
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; """


def on_book(name: str, component: str, constraint: str, book: str, severity: str = "violation") -> Planted:
    """A mistake in what is said of ``ex:book``, which has an inoffensive neighbour."""
    before = 'ex:good a ex:Book ;\n  ex:title "Gut" .\n\n' if "ex:good" not in book else ""
    return Planted(
        name, HEAD + before + book, f"{SH}{component}ConstraintComponent", SHAPES + constraint, severity
    )


def on_value(name: str, component: str, constraint: str, value: str, more: str = "") -> Planted:
    """A mistake in one of the values of ``ex:p``."""
    book = f"ex:book a ex:Book ;\n  ex:q 1 ;\n  ex:p {value} .\n{more}"
    return on_book(name, component, f"sh:property [ sh:path ex:p ; {constraint} ] .", book)


COMPONENTS = {
    *("Class", "Datatype", "NodeKind", "MinCount", "MaxCount", "MinLength", "MaxLength", "Pattern"),
    *("MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive", "LanguageIn", "UniqueLang"),
    *("Equals", "Disjoint", "LessThan", "LessThanOrEquals", "Not", "And", "Or", "Xone", "Node"),
    *("QualifiedMinCount", "QualifiedMaxCount", "Closed", "HasValue", "In", "SPARQL"),
}
"""All constraint components of SHACL (appendix B) but Property, which gives no results of its own."""

SPARQL = 'sh:sparql [ sh:prefixes ex: ; sh:message "So nicht." ; sh:select """%s""" ] .'

VALUES = [
    on_value("class", "Class", "sh:class ex:Author", "ex:anna , «ex:bert»", "ex:anna a ex:Author ."),
    on_value("datatype", "Datatype", "sh:datatype xsd:integer", '1 , 2 , «"drei"@de» , 4'),
    on_value("datatype, ill-typed", "Datatype", "sh:datatype xsd:integer", '1 , «"x"^^xsd:integer»'),
    on_value("datatype, folded alike", "Datatype", "sh:datatype xsd:integer", '01 , «"1"» , +1'),
    on_value("node kind", "NodeKind", "sh:nodeKind sh:IRI", 'ex:a ,\n    «"b"»'),
    on_value("node kind, anonymous", "NodeKind", "sh:nodeKind sh:IRI", "ex:a , «[» ex:q 2 ]"),
    on_value("minExclusive", "MinExclusive", "sh:minExclusive 3", "4 , «3»"),
    on_value("minInclusive", "MinInclusive", "sh:minInclusive 3", "«2» , 3"),
    on_value("maxExclusive", "MaxExclusive", "sh:maxExclusive 3", "2.5 , «3.0»"),
    on_value("maxInclusive", "MaxInclusive", "sh:maxInclusive 3", "3 , «4e0»"),
    on_value("minLength", "MinLength", "sh:minLength 2", '"ab" , «"😀"»'),
    on_value("maxLength", "MaxLength", "sh:maxLength 2", '"😀😀" , «"abc"»'),
    on_value("pattern", "Pattern", 'sh:pattern "^a"', '"ab" , «"""b\na"""»'),
    on_value("languageIn", "LanguageIn", 'sh:languageIn ( "de" )', '"a"@de-AT , «"a"@en»'),
    on_value("in", "In", "sh:in ( ex:a ex:b )", "ex:b , «ex:c» , ex:a"),
    on_value("in, by prefix and in full", "In", "sh:in ( ex:a )", "ex:a , «<http://example.org/b>»"),
    on_value("not", "Not", "sh:not [ sh:class ex:Draft ]", "ex:a , «ex:b»", "ex:b a ex:Draft ."),
    on_value("and", "And", "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:in ( ex:a ) ] )", "ex:a , «ex:b»"),
    on_value("or", "Or", "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:integer ] )", '1 , «"1"»'),
    on_value("xone", "Xone", "sh:xone ( [ sh:minInclusive 1 ] [ sh:minInclusive 5 ] )", "2 , «6»"),
    on_value("node", "Node", "sh:node [ sh:property ex:Named ]", "ex:a , «ex:b»", "ex:a ex:n 1 ."),
    on_value("disjoint", "Disjoint", "sh:disjoint ex:q", "2 , «1»"),
    on_value("equals, a value of its own", "Equals", "sh:equals ex:q", "1 , «2»"),
    on_value("lessThan", "LessThan", "sh:lessThan ex:q", "0 , «1»"),
    on_value("lessThanOrEquals", "LessThanOrEquals", "sh:lessThanOrEquals ex:q", "1 , «2»"),
    on_value("maxCount", "MaxCount", "sh:maxCount 2", '"b" , "a" ,\n   «"c"» , "d"'),
    on_value("maxCount, one said twice", "MaxCount", "sh:maxCount 1", '"b" , "b" , «"a"»'),
    on_value("uniqueLang", "UniqueLang", "sh:uniqueLang true", '"a"@de , "a"@en , «"b"@de»'),
]  # fmt: skip
COUNTS = [
    on_book("minCount", "MinCount", "sh:property ex:Titled .", "«ex:book»\n  a ex:Book ."),
    on_book(
        "minCount, blank node",
        "MinCount",
        "sh:property ex:Titled .",
        "ex:shelf ex:holds «[»\n    a ex:Book ;\n    ex:pages 3\n  ] , [ a ex:Book ; ex:title 1 ] .",
    ),
    on_book(
        "minCount, labelled blank node",
        "MinCount",
        "sh:property ex:Titled .",
        '_:a a ex:Book ; ex:title "A" .\n«_:b» a ex:Book ; ex:pages 3 .',
    ),
    on_book(
        "minCount, described twice",
        "MinCount",
        "sh:property [ sh:path ex:n ; sh:minCount 1 ] .",
        "ex:good ex:n 1 .\nex:book ex:q 1 .\n«ex:book» a ex:Book .",
    ),
    on_book(
        "hasValue, another one",
        "HasValue",
        "sh:property [ sh:path ex:p ; sh:hasValue ex:a ] .",
        "ex:good ex:p ex:a .\nex:book a ex:Book ;\n ex:q ex:b ; ex:p «ex:b» .",
    ),
    on_book(
        "hasValue, none",
        "HasValue",
        "sh:property [ sh:path ex:p ; sh:hasValue ex:a ] .",
        "ex:good ex:p ex:a .\n«ex:book» a ex:Book .",
    ),
    on_book(
        "qualifiedMinCount",
        "QualifiedMinCount",
        "sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class ex:A ] ] .",
        "ex:good ex:p ex:a .\nex:a a ex:A .\n«ex:book» a ex:Book ; ex:p 1 .",
    ),
    on_book(
        "qualifiedMaxCount",
        "QualifiedMaxCount",
        "sh:property [ sh:path ex:p ; sh:qualifiedMaxCount 1 ;\n"
        "  sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] .",
        "ex:book a ex:Book ; ex:p 1 , ex:a , 2 , «ex:b» , ex:c .",
    ),
    on_book(
        "equals, only with the other property",
        "Equals",
        "sh:property [ sh:path ex:p ; sh:equals ex:q ] .",
        "ex:book a ex:Book ; ex:p 1 ; ex:q 1 , «2» .",
    ),
    on_book(
        "closed",
        "Closed",
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:title ] .",
        'ex:book a ex:Book ;\n  ex:title "A" ;\n  «ex:tilte» "A" .',
    ),
    on_book(
        "nested property",
        "MinCount",
        "sh:property [ sh:path ex:by ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ] .",
        "ex:book a ex:Book ; ex:by ex:anna , ex:bert .\nex:anna ex:name 1 .\n«ex:bert» ex:age 3 .",
    ),
]  # fmt: skip
NODES = [
    on_book(
        "class of the thing",
        "Class",
        "sh:class ex:Printed .",
        "ex:good a ex:Printed .\nex:book a «ex:Book» .",
    ),
    on_book("node kind of the thing", "NodeKind", "sh:nodeKind sh:IRI .", "«[»] a ex:Book ; ex:p 1 ."),
    on_book(
        "pattern of the thing", "Pattern", 'sh:pattern "^http://example.org/" .', "«<urn:b>» a ex:Book ."
    ),
    on_book(
        "not the thing",
        "Not",
        "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ] .",
        "«ex:book» a ex:Book ; ex:p 1 .",
    ),
    on_book(
        "target node that is only used",
        "MinCount",
        "sh:targetObjectsOf ex:by ; sh:property [ sh:path ex:by ; sh:minCount 1 ] .",
        "ex:a ex:knows ex:b .\nex:b ex:by «ex:c» .".replace("ex:a", "ex:good"),
    ),
    on_book(
        "target that is a literal",
        "NodeKind",
        "sh:targetObjectsOf ex:by ; sh:nodeKind sh:IRI .",
        'ex:c ex:name "Anna" .\nex:b ex:by «"Anna"» .',
    ),
    on_book(
        "subjects of a property",
        "MinCount",
        "sh:targetSubjectsOf ex:by ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .",
        "ex:good a ex:Book ; ex:name 1 .\n«ex:b» ex:by ex:c .",
    ),
]
PATHS = [
    on_book(
        "inverse path",
        "Class",
        "sh:property [ sh:path [ sh:inversePath ex:about ] ; sh:class ex:Review ] .",
        "ex:book a ex:Book .\nex:r a ex:Review ;\n  ex:about ex:book .\n«ex:s» ex:about ex:book .",
    ),
    on_book(
        "sequence path",
        "Datatype",
        "sh:property [ sh:path ( ex:by ex:name ) ; sh:datatype xsd:string ] .",
        'ex:book a ex:Book ; ex:by ex:a , ex:b .\nex:a ex:name "A" .\nex:b ex:name «2» .',
    ),
    on_book(
        "alternative path",
        "MaxCount",
        "sh:property [ sh:path [ sh:alternativePath ( ex:name ex:label ) ] ; sh:maxCount 1 ] .",
        'ex:book a ex:Book ;\n  ex:label "A" ;\n  ex:name «"B"» .',
    ),
    on_book(
        "path of any length",
        "NodeKind",
        "sh:property [ sh:path [ sh:oneOrMorePath ex:partOf ] ; sh:nodeKind sh:IRI ] .",
        "ex:book a ex:Book ; ex:partOf ex:a .\nex:a ex:partOf ex:b .\nex:b ex:partOf ex:a , «1» .",
    ),
    on_book(
        "path of no length or more",
        "Class",
        "sh:property [ sh:path ( [ sh:zeroOrMorePath ex:partOf ] ex:kind ) ; sh:class ex:Kind ] .",
        "ex:book a ex:Book ; ex:partOf ex:a .\nex:a ex:kind ex:k , «ex:l» .\nex:k a ex:Kind .",
    ),
    on_book(
        "list",
        "Datatype",
        "sh:property [ sh:path ( ex:p [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ;\n"
        "  sh:datatype xsd:integer ] .",
        'ex:book a ex:Book ; ex:p ( 1 «"2"» 3 ) .',
    ),
]
QUERIES = [
    on_book(
        "SPARQL, value and path",
        "SPARQL",
        SPARQL % "SELECT $this ?path ?value { $this ?path ?value FILTER(?value = 13) }",
        "ex:book a ex:Book ;\n  ex:p 12 ;\n  ex:q 11 , «13» .",
    ),
    on_book(
        "SPARQL, value only",
        "SPARQL",
        SPARQL % "SELECT $this ?value { $this ex:p ?value FILTER(isLiteral(?value)) }",
        'ex:book a ex:Book ;\n  ex:p ex:a , «"a"» .',
    ),
    on_book(
        "SPARQL, path only",
        "SPARQL",
        SPARQL % "SELECT $this ?path { $this ex:p 13 BIND(ex:p AS ?path) }",
        "ex:book a ex:Book ;\n  ex:q 1 ;\n  «ex:p» 13 .",
    ),
    on_book(
        "SPARQL, the thing",
        "SPARQL",
        SPARQL % "SELECT $this { FILTER NOT EXISTS { $this ex:p ?x } }",
        "ex:good ex:p 1 .\n«ex:book» a ex:Book .",
    ),
    on_book(
        "SPARQL in a property shape",
        "SPARQL",
        "sh:property [ sh:path ex:p ; "
        + (SPARQL % "SELECT $this ?value { $this $PATH ?value FILTER(?value > 3) }").removesuffix(".")
        + "] .",
        "ex:book a ex:Book ; ex:p 3 , «4» .",
    ),
    on_book(
        "SPARQL, a value that speaks of the thing",
        "SPARQL",
        SPARQL % "SELECT $this ?value { ?value ex:replaces $this }",
        "ex:book a ex:Book .\nex:new ex:replaces ex:old , «ex:book» .",
    ),
    on_book(
        "SPARQL, a value found elsewhere",
        "SPARQL",
        SPARQL % "SELECT $this ?value { $this ex:by/ex:name ?value FILTER(?value = 13) }",
        "«ex:book» a ex:Book ; ex:by ex:a .\nex:a ex:name 13 .",
    ),
]
SEVERITIES = [
    on_book(
        severity,
        "MinCount",
        f"sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:severity sh:{severity.title()} ] .",
        "ex:good ex:p 1 .\n«ex:book» a ex:Book .",
        severity,
    )
    for severity in ("warning", "info")
]
SYNTAX = [
    Planted("missing dot", "<x:a> <x:p> 1«»\n<x:b> <x:p> 2 .\n", "PSO-X016"),
    Planted("unknown prefix", "<x:a> «no:»p 1 .\n", "PSO-X010"),
    Planted("open string", '<x:a> <x:p> «"abc» .\n<x:b> <x:p> 2 .\n', "PSO-X002"),
    Planted("space in an IRI", "<x:a> <x:p> <x:b« »c> .\n", "PSO-X006"),
    Planted("bad escape", '<x:a> <x:p> "a«\\»qb" .\n', "PSO-X009"),
    Planted("missing object", "<x:a> <x:p> «.»\n", "PSO-X024"),
    Planted("wrong word", "<x:a> <x:p> «wahr» .\n", "PSO-X012"),
    Planted("prefix in N-Triples", "<x:a> «x:p» <x:b> .\n", "PSO-X035", suffix=".nt"),
]
ROWS = [*VALUES, *COUNTS, *NODES, *PATHS, *QUERIES, *SEVERITIES, *SYNTAX]


@pytest.mark.parametrize("long", [200_000, 0], ids=["whole", "excerpt"])
@pytest.mark.parametrize("planted", ROWS, ids=lambda planted: planted.name)
def test_a_mistake_is_found_where_it_is_mended(
    planted: Planted, long: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where files count as long, of which only excerpts are read with positions."""
    monkeypatch.setattr(excerpts, "_LONG", long)
    data, shapes = tmp_path / f"data{planted.suffix}", tmp_path / "shapes.ttl"
    data.write_text(planted.written, "utf-8")
    shapes.write_text(planted.shapes, "utf-8")
    (found,) = validate_inputs(read_files([data], [shapes])).findings
    finding = found.finding
    rule = finding.component if planted.rule.startswith(SH) else finding.rule
    assert (rule, finding.severity) == (planted.rule, planted.severity)
    assert found.path == data
    assert (found.line, found.column, found.end_line, found.end_column) == planted.place


def test_the_table_covers_every_component_of_shacl_core() -> None:
    components = {planted.rule.removeprefix(SH).removesuffix("ConstraintComponent") for planted in ROWS}
    assert components >= COMPONENTS
