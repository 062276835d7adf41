"""Constraint components of the shapes' own are run as queries, and find what pyshacl finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import NotCompiledError
from pso_graph.validate.shacl import check

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.finding import Finding

HEAD = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
"""
DATA = """\
ex:a a ex:Thing ; ex:size 3 , 7 ; ex:next ex:b .
ex:b a ex:Thing ; ex:size 9 ; ex:next ex:c ; ex:kind ex:Small .
ex:c ex:size 1 .
"""
AT_MOST = """\
ex:AtMost a sh:ConstraintComponent ; sh:parameter [ sh:path ex:atMost ] ;
  sh:validator [ sh:message "{$value} ist größer als {$atMost}."@de , "{$value} exceeds {$atMost}."@en ;
    sh:prefixes ex: ; sh:ask "%s" ] .
"""
ASK = "ASK WHERE { FILTER (?value <= $atMost) }"
SIZE = "ex:Size sh:targetClass ex:Thing ; sh:path ex:size ; ex:atMost %s .\n"


def parse(text: str) -> list[Quad]:
    return list(ox.parse(HEAD + text, ox.RdfFormat.TURTLE))


def find(shapes: str, data: str = DATA) -> list[tuple[str, str, str]]:
    """Focus, value and English message of what the compiled engine finds, which is what pyshacl finds.

    But for values that it leaves out, and cannot name in messages then; see ``test_differences``.
    """
    compiled = check(parse(data), parse(shapes), "compiled").findings
    theirs = check(parse(data), parse(shapes), "reference").findings
    assert sorted(map(leave_value, compiled), key=str) == sorted(map(leave_value, theirs), key=str)
    assert {item.value for item in theirs} <= {"", *(item.value for item in compiled)}
    return [(item.focus.rpartition("/")[2], item.value, item.messages["en"]) for item in compiled]


def leave_value(finding: Finding) -> Finding:
    return replace(finding, value="", messages={})


def integer(number: int) -> str:
    return f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_each_value_is_asked_about() -> None:
    found = find(AT_MOST % ASK + SIZE % 5)
    assert found == [("a", integer(7), "7 exceeds 5."), ("b", integer(9), "9 exceeds 5.")]


def test_what_is_no_answer_does_not_conform() -> None:
    assert [value for _, value, _ in find(AT_MOST % ASK.replace("<= $", "<= 0 + $") + SIZE % '"five"')] == [
        integer(3),
        integer(7),
        integer(9),
    ]


def test_groups_within_know_this_and_value() -> None:
    ask = "ASK { { $this ex:kind ?kind FILTER (?value > $atMost) } UNION { OPTIONAL { $this ex:kind ?kind }"
    ask += " FILTER (!BOUND(?kind) && ?value <= $atMost) } }"
    assert [(focus, value) for focus, value, _ in find(AT_MOST % ask + SIZE % 5)] == [("a", integer(7))]


def test_paths_of_several_steps_lead_to_values() -> None:
    shape = "ex:Size sh:targetNode ex:a ; sh:path ( [ sh:oneOrMorePath ex:next ] ex:size ) ; ex:atMost 5 ."
    assert [(focus, value) for focus, value, _ in find(AT_MOST % ASK + shape)] == [("a", integer(9))]


def test_a_node_is_its_own_value() -> None:
    ask = "ASK { $value ex:size ?size FILTER (?size > $atMost) }"
    found = find(AT_MOST % ask + "ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:c ; ex:atMost 2 .")
    assert [(focus, value) for focus, value, _ in found] == [("c", "<http://example.org/c>")]


def test_a_shape_that_is_asked_by_another_may_have_it() -> None:
    shape = "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:not [ sh:path ex:size ; ex:atMost 8 ] ."
    assert [focus for focus, *_ in find(AT_MOST % ASK + shape)] == ["a"]


SELECTS = """\
ex:Linked a ex:OwnKind ; sh:parameter [ sh:path ex:linkedBy ] , [ sh:path ex:except ; sh:optional true ] ;
  sh:nodeValidator [
    sh:select "SELECT $this WHERE { $this ?p ?o FILTER NOT EXISTS { $this $linkedBy ?x } }" ] ;
  sh:propertyValidator [ sh:message "{?value} by {?linkedBy}, except {?except}"@en ;
    sh:select '''SELECT $this ?value WHERE { $this $PATH ?value
      FILTER (NOT EXISTS { ?value $linkedBy ?x } && ?value != COALESCE($except, 0)) }''' ] .
ex:OwnKind <http://www.w3.org/2000/01/rdf-schema#subClassOf> sh:ConstraintComponent .
"""


def test_nodes_and_properties_have_validators_of_their_own() -> None:
    assert find(SELECTS + "ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:c ; ex:linkedBy ex:next .") == [
        ("c", "<http://example.org/c>", "The rule does not hold here.")
    ]
    shape = "ex:S a sh:PropertyShape ; sh:targetNode ex:a , ex:b ; sh:path ex:next ; ex:linkedBy ex:next"
    values = [value for _, value, _ in find(f"{SELECTS}{shape} .")]
    assert values == ["<http://example.org/c>"]
    assert find(f"{SELECTS}{shape} ; ex:except ex:c .") == []


def test_what_lacks_a_needed_parameter_is_no_constraint() -> None:
    assert find(SELECTS + "ex:S a sh:NodeShape ; sh:targetNode ex:c ; ex:except ex:c .") == []


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        (
            AT_MOST.replace("ex:atMost", "ex:7") % ASK + "ex:S sh:targetNode ex:a ; ex:7 1 .",
            "no name of its own",
        ),
        (AT_MOST % "ASK { { SELECT ?value { ?value ?p ?o } } }" + SIZE % 5, "SELECT stands inside EXISTS"),
        (AT_MOST % "PREFIX x: <x:> ASK { }" + SIZE % 5, "sh:ask is not ASK and one group"),
        (AT_MOST % "" + SIZE % 5, "sh:ask is not ASK and one group"),
        (AT_MOST % "ASK {" + SIZE % 5, "sh:ask is not ASK and one group"),
        (AT_MOST % "ASK { BIND (1 AS ?value) }" + SIZE % 5, r"binds \$value itself"),
        (AT_MOST % "ASK { BIND (1 AS $atMost) }" + SIZE % 5, "the store cannot run its query"),
        (AT_MOST % ASK + SIZE % "005", "the store would write its parameter atMost in another way"),
        (AT_MOST.replace("sh:ask", "sh:jsLibrary") % ASK + SIZE % 5, "neither sh:select nor sh:ask"),
        (AT_MOST.replace("sh:validator", "ex:other") % ASK + SIZE % 5, "has no validator"),
        (
            AT_MOST.replace("ex:atMost", "ex:value") % ASK + "ex:S sh:targetNode ex:a ; ex:value 1 .",
            "no name of its own",
        ),
        (
            SELECTS + "ex:S sh:targetNode ex:a ; ex:linkedBy ex:next , ex:kind .",
            "a parameter of ex:Linked has several values",
        ),
    ],
)
def test_what_cannot_be_compiled_says_why(shapes: str, reason: str) -> None:
    with pytest.raises(NotCompiledError, match=reason):
        check(parse(DATA), parse(shapes), "compiled")
