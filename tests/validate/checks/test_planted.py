"""Planted mistakes beyond SHACL are found exactly where a person would mend them, and once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pso_graph.validate.rules import list_rules
from tests.validate.checks.running import TURTLE, check_text
from tests.validate.planted import Planted

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """\
#+ summary: {de: Dokumente, en: Documents}
#+ description: {de: Alle Dokumente., en: All documents.}
#+ tags: [documents]
"""
CANONICAL = "@prefix psog: <https://w3id.org/pso-graph/ontology#> .\n\n<https://example.org/a>\n"
PSOG = "PREFIX psog: <https://w3id.org/pso-graph/ontology#>\n"


def data(name: str, rule: str, text: str, severity: str = "violation") -> Planted:
    return Planted(name, TURTLE + text, f"PSO-{rule}", severity=severity)


def shape(name: str, rule: str, text: str, severity: str = "violation") -> Planted:
    """A mistake in a shape that looks at books."""
    return data(name, rule, f"ex:Book a sh:NodeShape ; sh:targetClass ex:Volume ; {text}", severity)


def constraint(name: str, rule: str, query: str) -> Planted:
    """A mistake in the query of a constraint."""
    return shape(name, rule, f'sh:sparql ex:C .\nex:C a sh:SPARQLConstraint ; sh:select """{query}""" .')


def query(name: str, rule: str, text: str, severity: str = "violation") -> Planted:
    return Planted(name, text, f"PSO-{rule}", severity=severity, suffix=".rq")


TRACES = "psog:takesUp rdfs:subPropertyOf psog:tracesTo .\n"
ROWS = [
    data("link that leads nowhere", "D001", "<document/a> dcterms:relation\n  «<document/b>» ."),
    data(
        "link with a neighbour",
        "D001",
        "<document/a> dcterms:relation <document/a> , «<document/á>» .",
    ),
    data(
        "same label in a class",
        "D002",
        '<actor/a> a psog:Forum ; skos:prefLabel "Rat"@pl .\n'
        '<actor/b> a psog:Forum ; skos:prefLabel "Bund"@pl ,\n  «"rat"@pl» .',
        "warning",
    ),
    data(
        "same gloss in a document",
        "D002",
        '<document/a/1> a psog:Clause ; skos:prefLabel "Ein"@pl .\n'
        '<document/b/1> a psog:Clause ; skos:prefLabel "Ein"@pl .\n'
        '<document/a/2> a psog:Clause ; skos:prefLabel «"Ein"@pl» .',
        "warning",
    ),
    data("one language only", "D003", '<actor/a> skos:note «"Zwei"@de» , "dwa"@pl .', "info"),
    data("one language only, by region", "D003", '<actor/a> skos:note «"two"@en-GB» .', "info"),
    data(
        "German tagged English",
        "D004",
        '<actor/a> skos:note "Der Rat"@de , «"Der Rat und die Länder"@en» .',
        "warning",
    ),
    data(
        "start outside the date text",
        "D005",
        '<conference/a> psog:dateText "2024-02" ;\n'
        '  psog:startDate «"2024-01-31"^^xsd:date» ; psog:endDate "2024-02-29"^^xsd:date .',
    ),
    data(
        "end where the date text is open",
        "D005",
        '<conference/a> psog:dateText "2024/.." ; psog:endDate «"2024-12-31"^^xsd:date» .',
    ),
    data(
        "due before it was asked for",
        "D006",
        '<document/a> dcterms:date "2024-03-01"^^xsd:date .\n<document/a/1> dcterms:isPartOf <document/a> .\n'
        '<document/a/r> psog:requestedIn <document/a/1> ; psog:dueDate «"2024-02-29"^^xsd:date» .',
    ),
    data(
        "older than what it takes up",
        "D007",
        TRACES + '<document/a> psog:dateText "2019" . <document/b> dcterms:date "2020-01-01"^^xsd:date .\n'
        "<document/a/1> dcterms:isPartOf <document/a> . <document/b/1> dcterms:isPartOf <document/b> .\n"
        "<document/a/1> psog:takesUp «<document/b/1>» . <document/a/1> psog:takesUp <document/b> .",
        "warning",
    ),
    data("circle of one", "D008", TRACES + "<document/a/1> psog:takesUp «<document/a/1>» ."),
    data(
        "circle of two, told at the first",
        "D008",
        TRACES + "<document/z> psog:takesUp <document/a> . <document/a> psog:takesUp «<document/b>» .\n"
        "<document/b> psog:takesUp <document/a> .",
    ),
    data(
        "circle through a link",
        "D008",
        TRACES + "<document/a> a psog:Document . <document/b> psog:takesUp «<document/a>» .\n"
        "<link/l> psog:relation psog:takesUp ; psog:from <document/a> ; psog:to <document/b> .",
    ),
    data(
        "circle through a report",
        "D008",
        TRACES + "<document/a> psog:takesUp «<measure/m>» . <measure/m> a psog:Measure .\n"
        "<document/a/report/m> psog:measure <measure/m> ; psog:inResponse <document/a> .",
    ),
    data("misspelt property of SKOS", "D010", '<actor/a> «skos:prefLable» "a"@de , "a"@en .'),
    data("misspelt class of ORG", "D010", "<actor/a> a «org:Organisation» ."),
    data("misspelt datatype", "D010", '<actor/a> psog:x «"1"^^xsd:integr» .'),
    data("term that is not declared", "O013", "<actor/a> a «psog:Boat» ."),
    data("property that is not declared", "O013", "<actor/a> «psog:sails» 1 ."),
    data("concept that is not declared", "O014", "<actor/a> dcterms:subject\n  «psoc:sail-x» ."),
    data("superclass that is not declared", "O005", "psog:A a owl:Class ; rdfs:subClassOf «psog:B» ."),
    data("property that says nothing of use", "O004", "«psog:a» a owl:ObjectProperty .", "warning"),
    data("circle of classes", "O008", "psog:A a owl:Class ; rdfs:subClassOf «psog:A» ."),
    data(
        "two classes of one label",
        "O009",
        'psog:B a owl:Class ; rdfs:label "x"@en .\n«psog:A» a owl:Class ; rdfs:label "X"@en .',
        "warning",
    ),
    data(
        "axiom about a foreign class",
        "O010",
        "psog:A a owl:Class . foaf:Agent rdfs:subClassOf «psog:A» .",
    ),
    data("equivalence", "O011", "psog:A a owl:Class ; owl:equivalentClass «foaf:Agent» ."),
    data(
        "deprecated for nothing, and itself a replacement",
        "O012",
        "psog:B a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy psog:A .\n"
        "«psog:A» a owl:Class ; owl:deprecated true .",
        "warning",
    ),
    data("deprecated for nothing", "O012", "«psog:A» a owl:Class ; owl:deprecated true .", "warning"),
    shape("misspelt constraint", "M001", "sh:property [ sh:path ex:p ; «sh:minCout» 1 ] ."),
    shape("misspelt severity", "M001", "sh:nodeKind sh:IRI ; sh:severity «sh:Warnung» ."),
    shape("undeclared class of ours", "M002", "sh:property [ sh:path ex:p ; sh:class «psog:Documnt» ] ."),
    shape("undeclared property in a path", "M002", "sh:property [ sh:path ( ex:p «psog:unitTyp» ) ] ."),
    shape(
        "undeclared property, inverse", "M002", "sh:property [ sh:path [ sh:inversePath «skos:narow» ] ] ."
    ),
    data(
        "class of the data misspelt",
        "M015",
        "ex:b a ex:Volume .\nex:B a sh:NodeShape ; sh:targetClass «ex:Volum» ; sh:nodeKind sh:IRI .",
        "warning",
    ),
    constraint(
        "misspelt name in a query", "M002", "SELECT $this WHERE { $this «<http://www.w3.org/ns/org#x>» 1 }"
    ),
    constraint("prefix not declared", "M003", "SELECT $this\nWHERE { $this «no:p» 1 }"),
    constraint("bracket not closed", "M003", "SELECT $this\nWHERE «{» $this ?p ?o"),
    constraint("word in the wrong place", "M003", "SELECT $this\nWHERE { $this ?p «}»"),
    constraint("without this", "M004", "«SELECT» ?o WHERE { $this ?p ?o }"),
    constraint("this in no pattern", "M004", "«SELECT» $this WHERE { ?s ?p ?o }"),
    constraint("MINUS", "M005", "SELECT $this WHERE {\n  $this ?p ?o\n  «MINUS» { $this a ?o }\n}"),
    constraint(
        "subquery without this",
        "M005",
        "SELECT $this WHERE { $this ?p ?o { «SELECT» ?s WHERE { ?s ?p 1 } } }",
    ),
    shape(
        "no English message",
        "M006",
        'sh:nodeKind sh:IRI .\n«ex:R» a sh:NodeShape ; sh:targetClass ex:V ; dcterms:identifier "R" ;\n'
        '  sh:name "a"@de , "a"@en ; sh:description "b"@de , "b"@en ; sh:message "c"@de .',
        "warning",
    ),
    shape(
        "nothing looks",
        "M007",
        "sh:nodeKind sh:IRI .\n«ex:Other» a sh:NodeShape ; sh:nodeKind sh:IRI .",
        "warning",
    ),
    shape("counts", "M008", "sh:property [ sh:path ex:p ; sh:minCount 2 ; sh:maxCount «1» ] ."),
    shape("lengths", "M008", "sh:minLength 5 ; sh:maxLength «4» ."),
    shape(
        "open bounds that meet",
        "M008",
        "sh:property [ sh:path ex:p ; sh:minExclusive 1 ; sh:maxInclusive «1.0» ] .",
    ),
    shape(
        "days", "M008", 'sh:minInclusive "2024-02-01"^^xsd:date ; sh:maxInclusive «"2024-01-01"^^xsd:date» .'
    ),
    shape(
        "more than the list has",
        "M008",
        "sh:property [ sh:path ex:p ; sh:minCount 3 ; sh:in «(» ex:a ex:b ) ] .",
    ),
    shape(
        "value not in the list",
        "M008",
        "sh:property [ sh:path ex:p ; sh:in ( ex:a ) ; sh:hasValue «ex:b» ] .",
    ),
    shape(
        "datatype of an IRI",
        "M008",
        "sh:property [ sh:path ex:p ; sh:datatype xsd:date ; sh:nodeKind «sh:IRI» ] .",
    ),
    shape(
        "datatype with class",
        "M008",
        "sh:property [ sh:path ex:p ; sh:datatype xsd:date ; sh:class «ex:C» ] .",
    ),
    shape(
        "list of another kind",
        "M008",
        "sh:property [ sh:path ex:p ; sh:in ( ex:a ) ; sh:nodeKind «sh:Literal» ] .",
    ),
    shape(
        "more values than allowed", "M008", "sh:property [ sh:path ex:p ; sh:hasValue 1 ; sh:maxCount «0» ] ."
    ),
    shape(
        "language of a string",
        "M008",
        'sh:property [ sh:path ex:p ; sh:datatype xsd:string ; sh:languageIn «(» "de" ) ] .',
    ),
    data(
        "id given twice",
        "M009",
        'ex:A a sh:NodeShape ; sh:targetClass ex:V ; sh:name "a"@de , "a"@en ; sh:message "b"@de , "b"@en ;\n'
        '  sh:description "c"@de , "c"@en ; dcterms:identifier "R" .\n'
        'ex:B a sh:NodeShape ; sh:targetClass ex:V ; sh:name "a"@de , "a"@en ; sh:message "b"@de , "b"@en ;\n'
        '  sh:description "c"@de , "c"@en ; dcterms:identifier «"R"» .',
    ),
    shape("deactivated", "M010", "sh:nodeKind sh:IRI ; sh:deactivated «true» .", "warning"),
    shape(
        "no such property shape", "M011", "sh:property ex:P , «ex:Q» .\nex:P sh:path ex:p ; sh:minCount 1 ."
    ),
    shape("no such shape in a list", "M011", "sh:or ( ex:P «ex:Q» ) .\nex:P sh:path ex:p ; sh:minCount 1 ."),
    shape("count that is a string", "M012", 'sh:property [ sh:path ex:p ; sh:minCount «"1"» ] .'),
    shape("negative count", "M012", "sh:property [ sh:path ex:p ; sh:maxCount «-1» ] ."),
    shape("kind that is a class", "M012", "sh:nodeKind «ex:IRI» ."),
    shape("one value where a list belongs", "M012", "sh:property [ sh:path ex:p ; sh:in «ex:a» ] ."),
    shape("broken regular expression", "M012", 'sh:pattern «"(a"» .'),
    shape("target that is a string", "M012", 'sh:targetSubjectsOf «"p"» .'),
    shape("count without a path", "M013", "«sh:minCount» 1 ."),
    shape("property shape without a path", "M014", "sh:property «[» sh:minCount 1 ] ."),
    shape("two paths", "M014", "sh:property [ sh:path ex:p , «ex:q» ] ."),
    query("bracket not closed", "Q001", "SELECT ?s\nWHERE «{» ?s ?p ?o\nORDER BY ?s"),
    query("prefix not declared", "Q001", "SELECT ?s WHERE { ?s a «nope:A» } ORDER BY ?s"),
    query("bracket too many", "Q001", "SELECT ?s WHERE { ?s ?p ?o } «}» ORDER BY ?s"),
    query(
        "parameter that is no column",
        "Q002",
        HEADER + "#+ «params»: [{name: x, kind: text, example: a, description: {de: a, en: b}}]\n"
        "#+ returns: {s: it}\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s",
    ),
    query("unknown field", "Q002", HEADER + "#+ «titel»: x\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s"),
    query("undeclared term", "Q003", PSOG + "SELECT ?s WHERE { ?s a «psog:Documnt» } ORDER BY ?s"),
    query(
        "undeclared term in full",
        "Q003",
        "SELECT ?s WHERE { ?s «<http://www.w3.org/ns/org#x>» ?o } ORDER BY ?s",
    ),
    query("star", "Q004", "SELECT DISTINCT «*» WHERE { ?s ?p ?o } ORDER BY ?s"),
    query(
        "another order than described",
        "Q005",
        HEADER + "#+ «returns»: {o: a, s: b}\nSELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o",
    ),
    query("column that nothing fills", "Q006", "SELECT ?s «?wert» WHERE { ?s ?p ?value } ORDER BY ?s"),
    query(
        "no order", "Q007", "SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s } «}»", "warning"
    ),
    query(
        "unused prefix",
        "Q008",
        "PREFIX «dcterms:» <http://purl.org/dc/terms/>\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s",
        "warning",
    ),
    Planted(
        "not canonical",
        CANONICAL + '  «»psog:country "PL"; a psog:Region .\n',
        "PSO-F001",
        severity="warning",
    ),
    Planted(
        "comment without a place",
        CANONICAL + '  «# where?»\n  psog:country "PL" .\n',
        "PSO-F002",
        severity="warning",
    ),
]


@pytest.mark.parametrize("planted", ROWS, ids=lambda planted: f"{planted.rule}-{planted.name}")
def test_a_mistake_is_found_where_it_is_mended(planted: Planted, tmp_path: Path) -> None:
    (found,) = check_text(planted.rule[4], planted.written, tmp_path)
    assert (found.finding.rule, found.finding.severity) == (planted.rule, planted.severity)
    assert (found.line, found.column, found.end_line, found.end_column) == planted.place
    assert set(found.finding.messages) == {"de", "en"}
    assert not re.search(r"\{\w+\}", " ".join(found.finding.messages.values()))


def test_every_rule_has_a_planted_mistake() -> None:
    """Those of evidence, of two files and of suppressions are planted in tests of their own."""
    elsewhere = re.compile("PSO-([SIVX]...|D009)")
    rules = {rule.id for rule in list_rules() if not elsewhere.fullmatch(rule.id)}
    assert rules == {planted.rule for planted in ROWS}
