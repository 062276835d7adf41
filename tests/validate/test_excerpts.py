"""Places in an excerpt are those in the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.terms import BlankNode, NamedNode, Quad
from pso_graph.validate.location.excerpts import Excerpt, list_spans
from pso_graph.validate.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

EX = "http://example.org/"
TRIG = """\
@base <http://example.org/> .
@prefix ex: <http://example.org/> . # about ex:b
PREFIX : <http://example.org/>
:z ex:p <a> .
ex:a ex:p 1.5 , "no end . here" , 'ex:b' ; ex:q [ ex:r 2 ] .
GRAPH <g> {
  ex:c ex:p 1 . <b>
    ex:p "ä😀" , ex:d
}
ex:h { <\\u0062> ex:q 3 . ex:c ex:p ( 1 2 ) } # ex:b
<x/../b> a ex:B .
"""


def check(path: Path, things: set[str]) -> int:
    """Compare all places of all that is said of some things; the number of triples compared."""
    source = read_source(path)
    spans = list_spans(source.text, things)
    excerpt = Excerpt(source, spans)
    compared = 0
    for positioned in source.document.quads:
        quad = positioned.quad
        named = isinstance(quad.subject, NamedNode) and quad.subject.value in things
        if named and not isinstance(quad.object, BlankNode):
            whole = source.document.find_triple(quad.subject, quad.predicate, quad.object)
            part = excerpt.find_triple(Quad(quad.subject, quad.predicate, quad.object))
            assert whole is not None
            assert part is not None
            for name in ("subject", "predicate", "object_"):
                assert excerpt.restore(getattr(part, name)) == getattr(whole, name)
            compared += 1
    return compared


@pytest.mark.parametrize(("things", "number"), [("b", 4), ("a", 3), ("c", 1), ("z", 1), ("abcz", 9)])
def test_by_hand(things: str, number: int, tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text(TRIG, "utf-8")
    assert check(tmp_path / "a.trig", {EX + thing for thing in things}) == number


def test_line_formats(tmp_path: Path) -> None:
    line = f"<{EX}%s> <{EX}p> <{EX}%s> <{EX}g> . # %s\r\n"
    (tmp_path / "a.nq").write_text("".join(line % (a, b, a) for a in "abc" for b in "abc"), "utf-8")
    assert check(tmp_path / "a.nq", {EX + "b"}) == 3


def test_the_projects_files(root: Path) -> None:
    for path in sorted((root / "data").rglob("*.ttl")):
        quads = read_source(path).quads
        subjects = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
        assert check(path, set(subjects[:: len(subjects) // 5 + 1])) > 0


def cut(text: str, *things: str) -> list[str]:
    """The statements of an excerpt, without blank space around them."""
    spans = list_spans(text, {EX + thing for thing in things})
    return [text[start:end].strip() for start, end in spans]


def test_an_excerpt_is_short() -> None:
    text = "@prefix ex: <http://example.org/> .\n" + "ex:a ex:p ex:b .\n" * 99 + "ex:b ex:p ex:a ."
    assert cut(text, "b") == ["@prefix ex: <http://example.org/>", ".", "ex:b ex:p ex:a ."]


@pytest.mark.parametrize(
    ("directives", "names"),
    [
        ("@prefix ex: <http://example.org/b~> .", "ex:1 ex:2"),  # a namespace that ends within a word
        ("PREFIX ex: <#>", "<http://example.org/b~1> ex:b~1"),
        ("@base <http://example.org/x/y> . PREFIX ex: <../>", "ex:b\\~1 <c1>"),
        ("BASE <http://example.org> @prefix : <b~> .", ":1 :2"),
        ("@prefix ex: <http://example.org/> .", "ex:b\\~1 ex:b2"),
    ],
)
def test_names_are_told_by_base_and_prefixes(directives: str, names: str) -> None:
    wanted, other = names.split()
    block = f"{wanted} a 2.5, 'no. end'@en."
    text = f'{directives} {other} a 1 . {block}{other} a .5, """{block}""" .'
    assert cut(text, "b~1")[-1] == block
    assert cut(text)[-1] in directives + "."


def test_names_that_only_all_rules_tell_are_kept() -> None:
    kept = ["<../b1> a 1 .", "<?q> a 2 .", "<b\\u0031> a 3 .", "<> a 4 ."]
    assert cut(" ".join([*kept, "<a/b1> a 5 . [] a 6 ."]), "b1") == kept


@pytest.mark.timeout(30)  # seconds; what took quadratic time would take minutes
@pytest.mark.parametrize("rest", ["# }\n", " \n", " :a :b '\\'c. d' . ", " <c> a (1 2) , [ a .5 ] . "])
def test_long_texts_are_cut_in_linear_time(rest: str) -> None:
    block = f"<{EX}b> a 1 ."
    assert cut(block + rest * 100_000, "b") == [block]
