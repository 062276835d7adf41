"""Each mistake is found once, where a person would mend it, and the rest is still read."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.rdf.positions import ProblemKind, read_positions
from pso_graph.rdf.positions.sentences import SENTENCES

K = ProblemKind
HEAD = "@prefix ex: <http://example.org/> .\n"
AFTER = "\nex:after ex:p 9 .\n"

# (what stands from line 2 on, kind, line, column, quads read besides the one after it)
TURTLE = [
    ("ex:a ex:p 1 \x00 .", K.UNREADABLE, 2, 13, 1),
    ("ex:a ex:p ?x .", K.UNREADABLE, 2, 11, 0),
    ("ex:a => ex:b .", K.UNREADABLE, 2, 6, 0),
    ('ex:a ex:p "open ;\n  ex:q 1 .', K.STRING_NOT_CLOSED, 2, 11, 1),
    ("ex:a ex:p 'open .", K.STRING_NOT_CLOSED, 2, 11, 0),
    ('ex:a ex:p "not closed , "one more"@en ;\n  ex:q 1 .', K.STRING_NOT_CLOSED, 2, 11, 1),
    ('ex:a ex:p """open ;\n  ex:q 1 .', K.LONG_STRING_NOT_CLOSED, 2, 11, 0),
    ("ex:a ex:p „auf und zu“@de ; ex:q 1 .", K.TYPOGRAPHIC_QUOTE, 2, 11, 1),
    ("ex:a ex:p <http://x/y ;\n  ex:q 1 .", K.IRI_NOT_CLOSED, 2, 11, 1),
    ("<http://x/a ex:p 1 .", K.IRI_NOT_CLOSED, 2, 1, 0),
    ("ex:a ex:p <http://x/a b> , 1 .", K.IRI_CHARACTER, 2, 22, 1),
    ("ex:a ex:p <http://[x> , 1 .", K.INVALID_IRI, 2, 11, 1),
    ('ex:a ex:p "a\\qb" .', K.BAD_ESCAPE, 2, 13, 1),
    ('ex:a ex:p "a\\uD800b" .', K.BAD_ESCAPE, 2, 13, 1),
    ("ex:a ex:p ex:b%zz .", K.BAD_ESCAPE, 2, 15, 1),
    ("ex:a ex:p <http://x/\\n> .", K.BAD_ESCAPE, 2, 21, 0),
    ("exx:a ex:p exx:b ; exx:q 1 .", K.UNKNOWN_PREFIX, 2, 1, 0),
    ("ex:a ex:p skos:b , 1 .", K.UNKNOWN_PREFIX, 2, 11, 1),
    ("ex:a ex:p ex:b/c .", K.NAME_CHARACTER, 2, 15, 1),
    ("ex:a ex:p word , 1 .", K.BARE_WORD, 2, 11, 1),
    ("ex:a ex:p True , 1 .", K.BARE_WORD, 2, 11, 1),
    ('ex:a ex:p some words" ;\n  ex:q 1 .', K.BARE_WORD, 2, 11, 1),
    ('ex:a ex:p "x"@de , einige mehr"@de , "z" .', K.BARE_WORD, 2, 20, 2),
    ("_:-a ex:p 1 .", K.BAD_LABEL, 2, 1, 0),
    ('ex:a ex:p "x"@de_DE .', K.BAD_LANGUAGE, 2, 14, 1),
    ('ex:a ex:p "x"@abcdefghij , 1 .', K.BAD_LANGUAGE, 2, 14, 1),
    ('ex:a ex:p "x"^ex:d .', K.BAD_DATATYPE, 2, 14, 1),
    ('ex:a ex:p "x"^^ , 1 .', K.BAD_DATATYPE, 2, 16, 1),
    ("ex:a ex:p 1\nex:b ex:p 2 .", K.MISSING_DOT, 2, 12, 2),
    ("ex:a ex:p ex:b\n_:b a ex:B .", K.MISSING_DOT, 2, 15, 2),
    ("ex:a ex:p 1\n[ ex:p 2 ] .", K.MISSING_DOT, 2, 12, 2),
    ("@prefix b: <x:b>", K.MISSING_DOT, 2, 17, 0),
    ("ex:a ex:p 1\n@prefix b: <x:b> .", K.MISSING_DOT, 2, 12, 1),
    ("ex:a ex:p 1\n  ex:q 2 .", K.MISSING_SEMICOLON, 3, 3, 2),
    ("ex:a ex:p 1\n  a ex:B .", K.MISSING_SEMICOLON, 3, 3, 2),
    ("ex:a ex:p [ ex:q 1 ex:r 2 ] .", K.MISSING_SEMICOLON, 2, 20, 3),
    ('ex:a ex:p "x"@de "y"@en .', K.MISSING_COMMA, 2, 18, 2),
    ("ex:a ex:p ex:b ex:c .", K.MISSING_COMMA, 2, 16, 2),
    ("ex:a ex:p [ ] [ ] .", K.MISSING_COMMA, 2, 15, 2),
    ("ex:a ex:p 1 ;\n\nex:b a ex:B .", K.SEMICOLON_FOR_DOT, 2, 13, 2),
    ("ex:a ex:p 1 ;\nex:b ex:p 2 .", K.SEMICOLON_FOR_DOT, 2, 13, 2),
    ("@prefix b: <x:b> ;", K.SEMICOLON_FOR_DOT, 2, 18, 0),
    ('ex:a ex:p "x"@de ; "y"@en .', K.SEMICOLON_FOR_COMMA, 2, 18, 2),
    ("ex:a ex:p 1 ,\n  ex:q 2 .", K.COMMA_FOR_SEMICOLON, 2, 13, 2),
    ("ex:a ex:p 1 .\n  ex:q 2 .", K.DOT_FOR_SEMICOLON, 2, 13, 2),
    ('ex:a ex:p 1 .\n  a ex:B ;\n  ex:q "x"@de , "y"@en .', K.DOT_FOR_SEMICOLON, 2, 13, 4),
    ("ex:a .", K.MISSING_PREDICATE, 2, 6, 0),
    ("[] .", K.MISSING_PREDICATE, 2, 4, 0),
    ("ex:a ; ex:p 1 .", K.MISSING_PREDICATE, 2, 6, 1),
    ("ex:a\nex:b a ex:B .", K.MISSING_PREDICATE, 2, 1, 1),
    ("ex:a ex:p ;\n  ex:q 1 .", K.MISSING_OBJECT, 2, 11, 1),
    ("ex:a ex:p 1 , .", K.MISSING_OBJECT, 2, 15, 1),
    ("ex:a ex:p [ ex:q ] .", K.MISSING_OBJECT, 2, 18, 1),
    ('"x" ex:p 1 .', K.NOT_A_SUBJECT, 2, 1, 0),
    ("ex:a _:p 1 .", K.NOT_A_PREDICATE, 2, 6, 0),
    ('ex:a "p" 1 .', K.NOT_A_PREDICATE, 2, 6, 0),
    ("ex:a [ ex:q 1 ] 1 .", K.NOT_A_PREDICATE, 2, 6, 0),
    ("ex:a ex:p a , 1 .", K.A_NOT_PREDICATE, 2, 11, 1),
    ("a ex:p 1 .", K.A_NOT_PREDICATE, 2, 1, 0),
    ("ex:a ex:p [ ex:q 1 .", K.BRACKET_NOT_CLOSED, 2, 11, 2),
    ("ex:a ex:p [ ex:q 1\nex:b a ex:B .", K.BRACKET_NOT_CLOSED, 2, 11, 3),
    ("ex:a ex:p ( 1 2 .", K.BRACKET_NOT_CLOSED, 2, 11, 5),
    ("ex:a ex:p ( [ ex:q 1 ) .", K.BRACKET_NOT_CLOSED, 2, 13, 4),
    ("ex:a ex:p ( 1\nex:b a ex:B .", K.BRACKET_NOT_CLOSED, 2, 11, 4),
    ("ex:a ex:p 1 ] .", K.UNEXPECTED, 2, 13, 1),
    ("ex:a ex:p ( 1 , 2 ) .", K.UNEXPECTED, 2, 15, 5),
    ("ex:a ex:p 1 @de ; ex:q 2 .", K.UNEXPECTED, 2, 13, 1),
    ("; ex:p 1 .", K.UNEXPECTED, 2, 1, 0),
    ("PREFIX b: <x:b> .", K.SUPERFLUOUS_DOT, 2, 17, 0),
    ("ex:a ex:p 1 . .", K.SUPERFLUOUS_DOT, 2, 15, 1),
    ("@prefix b <x:b> .\nb:x ex:p 1 .", K.BAD_DIRECTIVE, 2, 9, 1),
    ("@prefix b : <x:b> .\nb:x ex:p 1 .", K.BAD_DIRECTIVE, 2, 9, 1),
    ("@prefix b: ex:b .\nb:x ex:p b:y .", K.BAD_DIRECTIVE, 2, 12, 0),
    ("@PREFIX b: <x:b> .\nb:x ex:p 1 .", K.BAD_DIRECTIVE, 2, 1, 1),
    ("@base ex:b .", K.BAD_DIRECTIVE, 2, 7, 0),
    ("ex:g { ex:a ex:p 1 }", K.NO_GRAPHS_HERE, 2, 6, 1),
    ("ex:a ex:p <<( ex:a ex:q ex:c )>> , 1 .", K.RDF_12, 2, 11, 1),
    ("ex:a ex:p 1 {| ex:q 2 |} ; ex:q 3 .", K.RDF_12, 2, 13, 2),
    ('VERSION "1.2"', K.RDF_12, 2, 1, 0),
    ('ex:a ex:p "x"@ar--rtl , 1 .', K.RDF_12, 2, 14, 2),
]
TRIG = [
    ("ex:g { ex:a ex:p 1\n  ex:b ex:p 2 }", K.MISSING_DOT, 2, 19, 2),
    ("ex:g { ex:a ex:p }", K.MISSING_OBJECT, 2, 18, 0),
    ("{ @prefix b: <x:b> . ex:a ex:p 1 }", K.DIRECTIVE_IN_GRAPH, 2, 3, 1),
    ('"g" { ex:a ex:p 1 }', K.NOT_A_GRAPH, 2, 1, 0),
    ("GRAPH { ex:a ex:p 1 }", K.NOT_A_GRAPH, 2, 7, 0),
    ("ex:g { ex:a ex:p 1 } .", K.SUPERFLUOUS_DOT, 2, 22, 1),
    ("ex:g { ex:a ex:p 1\nex:h { ex:b ex:p 2 }", K.BRACKET_NOT_CLOSED, 2, 6, 2),
    ("ex:a ex:p 1 . }", K.UNEXPECTED, 2, 15, 1),
]
LINES = [
    ("<a> <x:p> <x:o> .", K.RELATIVE_IRI, 1, 1, 0),
    ("<x:a> a <x:b> .", K.NOT_IN_LINES, 1, 7, 0),
    ("<x:a> <x:p> 'b' .", K.NOT_IN_LINES, 1, 13, 0),
    ("<x:a> <x:p> 1 .", K.NOT_IN_LINES, 1, 13, 0),
    ("<x:a> <x:p> <x:b> , <x:c> .", K.NOT_IN_LINES, 1, 19, 0),
    ("<x:a> <x:p> <x:b> . <x:a> <x:p> <x:c> .", K.NOT_ONE_LINE, 1, 21, 1),
    ("<x:a> <x:p> <x:b>", K.MISSING_DOT, 1, 18, 1),
    ("<x:a> <x:p> .", K.MISSING_OBJECT, 1, 13, 0),
    ("<x:a>", K.MISSING_PREDICATE, 1, 6, 0),
    ('"a" <x:p> <x:b> .', K.NOT_A_SUBJECT, 1, 1, 0),
    ("<x:a> _:p <x:b> .", K.NOT_A_PREDICATE, 1, 7, 0),
    ('<x:a> <x:p> "b .', K.STRING_NOT_CLOSED, 1, 13, 0),
    ("<x:a> <x:p> <x:b> <x:g> .", K.NO_GRAPHS_HERE, 1, 19, 1),
    ('<x:a> <x:p> <x:b> "g" .', K.NOT_A_GRAPH, 1, 19, 1),
    (".", K.SUPERFLUOUS_DOT, 1, 1, 0),
    ("@prefix <x:p> <x:b> .", K.UNEXPECTED, 1, 1, 0),
]
CASES = [
    *((ox.RdfFormat.TURTLE, HEAD, AFTER, case) for case in TURTLE),
    *((ox.RdfFormat.TRIG, HEAD, AFTER, case) for case in TRIG),
    *((ox.RdfFormat.N_TRIPLES, "", "\n<x:after> <x:p> <x:b> .\n", case) for case in LINES),
]


@pytest.mark.parametrize(
    ("rdf_format", "head", "after", "case"), CASES, ids=[f"{case[3][0]!r}" for case in CASES]
)
def test_a_mistake_is_found_once_and_in_its_place(
    rdf_format: ox.RdfFormat, head: str, after: str, case: tuple[str, ProblemKind, int, int, int]
) -> None:
    text, kind, line, column, count = case
    document = read_positions(head + text + after, rdf_format)
    found = [(problem.kind, problem.place.line, problem.place.column) for problem in document.problems]
    assert found == [(kind, line, column)]
    assert len(document.quads) == count + 1
    assert document.quads[-1].quad.graph_name == ox.DefaultGraph()
    if kind is not K.RDF_12:  # which the fast parser reads
        with pytest.raises(SyntaxError):
            list(ox.parse(head + text + after, rdf_format))


def test_each_kind_is_in_a_case_and_has_both_languages() -> None:
    assert {case[3][1] for case in CASES} == set(ProblemKind) == set(SENTENCES)
    assert {tuple(languages) for languages in SENTENCES.values()} == {("de", "en")}


def test_sentences_name_what_is_wrong_and_what_to_write() -> None:
    (problem,) = read_positions(HEAD + "ex:a exx:p 1 .", ox.RdfFormat.TURTLE).problems
    assert problem.describe() == "The prefix exx: is not declared."
    assert problem.advise() == "Is ex: meant?"
    assert problem.describe("de") == "Das Präfix exx: ist nicht erklärt."
    (problem,) = read_positions("<a> skos:note 1 .", ox.RdfFormat.TURTLE).problems
    assert problem.advise() == "Write @prefix skos: <http://www.w3.org/2004/02/skos/core#> . at the top."
    (problem,) = read_positions("<a> <p> TRUE .", ox.RdfFormat.TURTLE).problems
    assert problem.advise("de") == "Schreiben Sie true."
    (problem,) = read_positions("<a> <p> <x:{a}> .", ox.RdfFormat.TURTLE).problems
    assert problem.describe() == "The character { cannot stand in an IRI."


@pytest.mark.parametrize("case", CASES, ids=[f"{case[3][0]!r}" for case in CASES])
def test_sentences_are_whole(
    case: tuple[ox.RdfFormat, str, str, tuple[str, ProblemKind, int, int, int]],
) -> None:
    rdf_format, head, after, (text, *_) = case
    for problem in read_positions(head + text + after, rdf_format).problems:
        for sentence in (
            problem.describe("de"),
            problem.describe("en"),
            problem.advise("de"),
            problem.advise("en"),
        ):
            assert sentence[-1] in ".?"


def test_all_mistakes_of_a_file_are_found_at_once() -> None:
    text = (
        HEAD
        + 'ex:a\n  a ex:A ;\n  ex:name "x"@de "y"@en ;\n  ex:size 3\n\n'  # 2-6: 4 comma, 5 dot
        + "ex:b\n  a ex:B ;\n  skos:note 'n\n  ex:size 4 .\n\n"  # 7-11: 9 prefix, string; 10 semicolon
        + "ex:c\n  a ex:C ;\n  ex:part [ ex:size 5 ;\n\n"  # 12-15: 14 bracket
        + "ex:d\n  a ex:D .\n"  # 16-17
    )
    document = read_positions(text, ox.RdfFormat.TURTLE)
    found = [(problem.kind, problem.place.line, problem.place.column) for problem in document.problems]
    assert found == [
        (K.MISSING_COMMA, 4, 18),
        (K.MISSING_DOT, 5, 12),
        (K.UNKNOWN_PREFIX, 9, 3),
        (K.STRING_NOT_CLOSED, 9, 13),
        (K.MISSING_SEMICOLON, 10, 3),
        (K.BRACKET_NOT_CLOSED, 14, 11),
    ]
    blocks = [document.find_block(ox.NamedNode(f"http://example.org/{name}")) for name in "abcd"]
    assert [block.line if block else 0 for block in blocks] == [2, 7, 12, 16]


def test_a_prefix_that_is_not_declared_is_reported_once() -> None:
    document = read_positions("<a> x:p x:b .\n<b> x:p y:b .\n", ox.RdfFormat.TURTLE)
    assert [(problem.place.line, problem.place.column) for problem in document.problems] == [(1, 5), (2, 9)]
    assert document.quads == ()
