"""What a finding says, and what is said of shapes and data that a check cannot work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import SyntaxProblemError, UnusableShapesError
from pso_graph.validate.shacl import validate

if TYPE_CHECKING:
    from pso_graph.validate.finding import Finding

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
ex: a owl:Ontology .
"""
SHAPE = PREFIXES + "ex:Shape a sh:NodeShape ; sh:targetSubjectsOf ex:title ; "
BOOK = 'ex:book ex:title "Eins\\nzwei" .'
EX = "http://example.org/"
SH = "http://www.w3.org/ns/shacl#"


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, ox.RdfFormat.TURTLE))


def check(shape: str, data: str = BOOK) -> list[Finding]:
    return validate(parse(PREFIXES + data), parse(SHAPE + shape + " ."))


def test_a_finding_says_which_component_does_not_hold() -> None:
    (finding,) = check("sh:property ex:Year . ex:Year sh:path ex:year ; sh:minCount 1")
    assert (finding.focus, finding.path, finding.value) == (EX + "book", EX + "year", "")
    assert (finding.rule, finding.shape) == (EX + "Year", EX + "Year")
    assert finding.component == SH + "MinCountConstraintComponent"


def test_a_shape_without_name_is_called_by_its_component() -> None:
    (finding,) = check("sh:property [ sh:path ex:year ; sh:minCount 1 ]")
    assert finding.rule == SH + "MinCountConstraintComponent"


def test_a_path_of_several_steps_has_no_name() -> None:
    (finding,) = check("sh:property [ sh:path ( ex:author ex:name ) ; sh:minCount 1 ]")
    assert (finding.focus, finding.path) == (EX + "book", "")


def test_a_literal_is_told_in_n_triples_form() -> None:
    found = check("sh:targetObjectsOf ex:title ; sh:nodeKind sh:IRI", BOOK + ' ex:b ex:title "1"@de, 2 .')
    integer = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert [finding.focus for finding in found] == ['"1"@de', integer, '"Eins\\nzwei"']
    assert [finding.value for finding in found] == ['"1"@de', integer, '"Eins\\nzwei"']


def test_a_finding_is_one_line() -> None:
    (finding,) = check('sh:property [ sh:path ex:title ; sh:in () ; sh:message "Nicht\\nso." ]')
    rule = f"{SH}InConstraintComponent"
    assert finding.describe() == f'{rule} error: {EX}book: Nicht so. (value: "Eins\\nzwei")'


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ('sh:property [ sh:path ex:title ; sh:pattern "(" ]', "unterminated subpattern"),
        ('sh:property [ sh:path ex:title ; sh:minCount "x" ]', "sh:minCount must be"),
        ('sh:property [ sh:path "title" ; sh:minCount 1 ]', "path cannot be a Literal"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o" ]', "Expected"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this no:p ?o }" ]', "prefix : no"),
        ('sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { } }" ]', "MINUS"),
    ],
)
def test_unusable_shapes_are_said(shape: str, problem: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnusableShapesError, match=problem):
        check(shape)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "data", ["ex:a ex:says <<( ex:a ex:b ex:c )>> .", "<< ex:a ex:b ex:c >> ex:saidBy ex:d ."]
)
def test_triple_terms_are_refused(data: str) -> None:
    with pytest.raises(SyntaxProblemError, match="triple term"):
        check("sh:nodeKind sh:IRI", data)


def test_prefixes_count_only_where_a_shape_declares_them() -> None:
    """The same text means what its own shapes say, though parsed queries are kept."""
    constraint = 'sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this d:title ?x }" ]'
    declared = 'ex: sh:declare [ sh:prefix "d" ; sh:namespace "%s" ]'
    assert len(check(f"{constraint} . {declared % EX}")) == 1
    assert check(f"{constraint} . {declared % 'http://example.com/'}") == []
    with pytest.raises(UnusableShapesError, match="prefix : d"):
        check(constraint)
