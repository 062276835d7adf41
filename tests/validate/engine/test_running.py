"""What is run by which engine, how, and that it is said."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import NotCompiledError, UnusableShapesError
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Quad
from pso_graph.validate.engine import written
from pso_graph.validate.shacl import check
from tests.validate.engine.generation import PREFIXES

EX = "http://example.org/"
RECURSIVE = (
    "ex:Friend a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:node ex:Friend ] ."
)
PLAIN = "ex:Plain a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
DATA = PREFIXES + "ex:a a ex:C ; ex:p ex:b . ex:b a ex:C ; ex:q 1 ."


def parse(text: str) -> list[Quad]:
    return list(ox.parse(text, ox.RdfFormat.TURTLE))


def test_what_is_left_to_the_reference_engine_is_said() -> None:
    report = check(parse(DATA), parse(PREFIXES + RECURSIVE + PLAIN))
    assert report.fallbacks == {EX + "Friend": "<http://example.org/Friend> refers to itself"}
    assert report.compiled == [EX + "Plain"]
    assert [finding.focus for finding in report.findings] == [EX + "a"]


def test_the_reference_engine_runs_only_what_is_left() -> None:
    """No finding comes twice, also where a class is its own target."""
    implicit = "ex:C a sh:NodeShape , rdfs:Class ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    report = check(parse(DATA), parse(PREFIXES + RECURSIVE + implicit))
    assert [(finding.focus, finding.path) for finding in report.findings] == [(EX + "a", EX + "q")]


def test_who_asks_for_the_compiled_engine_gets_it_or_an_error() -> None:
    with pytest.raises(NotCompiledError, match=r"Friend> refers to itself.*Leave the choice"):
        check(parse(DATA), parse(PREFIXES + RECURSIVE), "compiled")


@pytest.mark.parametrize(
    "shapes",
    [
        "ex:S a sh:PropertyShape .",
        "ex:S a sh:NodeShape ; sh:path ex:p .",
        "ex:S a sh:NodeShape , sh:PropertyShape ; sh:path ex:p .",
        "ex:S a sh:NodeShape ; sh:or () .",
        "ex:S sh:targetClass ex:C ; sh:or () .",
        "ex:S a sh:NodeShape ; sh:deactivated true , false .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:minCount 1 .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:minCount 1 ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount -1 ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:Iri , sh:IRI .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:minLength 1 , 2 .",
    ],
)
def test_unusable_shapes_are_refused_as_by_the_reference_engine(shapes: str) -> None:
    for engine in ("auto", "reference"):
        with pytest.raises(UnusableShapesError):
            check(parse(DATA), parse(PREFIXES + shapes), engine)


def test_many_things_are_checked_by_several_threads_alike() -> None:
    """Among them a verdict on other shapes, which is added to the store while others read it."""
    things = [NamedNode(f"{EX}thing{number}") for number in range(6000)]
    kind, name, part = NamedNode(EX + "C"), NamedNode(EX + "name"), NamedNode(EX + "p")
    typed = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    data = [Quad(thing, typed, kind) for thing in things]
    data += [Quad(thing, name, Literal(f"{number}")) for number, thing in enumerate(things) if number % 1000]
    data += [Quad(thing, part, after) for thing, after in pairwise(things)]
    data += [Quad(thing, NamedNode(EX + "q"), BlankNode()) for thing in things]
    shapes = """
    ex:Named a sh:NodeShape ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
    ex:S a sh:NodeShape ; sh:targetClass ex:C ;
      sh:property [ sh:path ex:name ; sh:minCount 1 ] , [ sh:path ex:p ; sh:node ex:Named ] ;
      sh:or ( ex:Named [ sh:property [ sh:path ex:p ; sh:maxCount 0 ] ] ) .
    """
    found = check(data, parse(PREFIXES + shapes), "compiled").findings
    nameless = [0, 1000, 2000, 3000, 4000, 5000]
    expected = sorted(
        [(f"{EX}thing{number}", "MinCount") for number in nameless]
        + [(f"{EX}thing{number - 1}", "Node") for number in nameless if number]
        + [(f"{EX}thing{number}", "Or") for number in nameless]
    )
    assert (
        sorted((f.focus, f.component.rpartition("#")[2][: -len("ConstraintComponent")]) for f in found)
        == expected
    )


def test_the_reference_engine_is_not_loaded_unless_it_is_needed() -> None:
    script = f"""
import sys
import pyoxigraph as ox
from pso_graph.validate.shacl import check
data, shapes = (list(ox.parse(text, ox.RdfFormat.TURTLE)) for text in ({DATA!r}, {PREFIXES + PLAIN!r}))
print(len(check(data, shapes).findings), sorted({{"rdflib", "pyshacl"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1 []\n"


def test_a_message_says_what_is_missing_where_a_shape_does_not() -> None:
    shapes = (
        PREFIXES
        + """
    ex:S a sh:NodeShape ; sh:targetClass ex:C ;
      sh:property [ sh:path ex:q ; sh:minCount 1 ] ,
        [ sh:path ex:p ; sh:in ( ex:a ex:c ) ; sh:message "Nein."@de ] .
    """
    )
    for engine in ("compiled", "reference"):
        missing, wrong = check(parse(DATA), parse(shapes), engine).findings[::-1]
        assert missing.messages["de"] == "Es fehlen Werte: Verlangt sind mindestens 1."
        assert missing.messages["en"] == "Values are missing: at least 1 are required."
        assert wrong.messages == {"de": "Nein."}


@pytest.mark.parametrize(
    "shapes",
    [
        "ex:S sh:targetClass ex:C ; sh:or ( " + "[ sh:class ex:D ] " * 6000 + ") .",
        "ex:S sh:targetClass ex:C ; " + "sh:node [ " * 50 + "sh:class ex:D" + " ]" * 50 + " .",
        "ex:S sh:targetClass ex:C ; sh:path ( " + "ex:p " * 6000 + ") ; sh:minCount 1 .",
        "ex:S sh:targetClass ex:C ; sh:sparql [ sh:select 'SELECT $this WHERE { FILTER ("
        + "(" * 6000
        + "1"
        + ")" * 6000
        + ") }' ] .",
        "".join(f"ex:S{n} sh:targetClass ex:C ; sh:node ex:S{n + 1} . " for n in range(400)),
    ],
    ids=["list", "nesting", "path", "query", "chain"],
)
def test_enormous_shapes_do_not_end_the_process(shapes: str) -> None:
    with pytest.raises(NotCompiledError):
        check(parse(DATA), parse(PREFIXES + shapes), "compiled")


def test_a_list_that_holds_itself_is_no_trap() -> None:
    text = f"""{PREFIXES} @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:in ex:list .
    ex:list rdf:first ex:list ; rdf:rest () .
    """
    first, _ = check(parse(DATA), parse(text), "compiled").findings
    assert first.messages["en"] == "The value is not on the list <http://example.org/list>."


def test_a_finding_names_the_graph_that_describes_its_thing() -> None:
    home = NamedNode(EX + "graph")
    data = [Quad(quad.subject, quad.predicate, quad.object, home) for quad in parse(DATA)]
    for shape in (PLAIN, PLAIN + RECURSIVE):
        assert [finding.graph for finding in check(iter(data), parse(PREFIXES + shape)).findings] == [
            home.value
        ]


def test_a_report_says_what_was_left_to_the_reference_engine_and_why() -> None:
    report = check(parse(DATA), parse(PREFIXES + PLAIN + RECURSIVE))
    assert report.tell_fallbacks() == [
        f"{EX}Friend was checked by pyshacl, which takes longer: <{EX}Friend> refers to itself."
    ]
    assert check(parse(DATA), parse(PREFIXES + PLAIN)).tell_fallbacks() == []


def test_what_is_read_in_several_batches_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where two forms of one value, or one triple of two graphs, come in different ones."""
    data = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(EX + graph))
        for graph in ("g", "h")
        for quad in parse(PREFIXES + "ex:a ex:p 1 , 01 , 2 ; ex:q 01 ; ex:r ex:b , ex:c .")
    ]
    shapes = parse(
        PREFIXES
        + """ex:S sh:targetSubjectsOf ex:p ;
        sh:property [ sh:path ex:p ; sh:maxCount 2 ] , [ sh:path ex:q ; sh:equals ex:p ] ;
        sh:sparql [ sh:prefixes ex: ; sh:select '''SELECT $this (COUNT(?x) AS ?n)
          WHERE { $this ex:r ?x } GROUP BY $this HAVING (COUNT(?x) > 2)''' ] .
      ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] ."""
    )
    expected = check(data, shapes, "reference").findings
    assert len(expected) == 3  # too many values of ex:p, and two that ex:q lacks
    monkeypatch.setattr(written, "_BATCH", 3)
    assert check(iter(data), shapes, "compiled").findings == expected
