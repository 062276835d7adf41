"""Positions in the project's own files and in whatever the canonical writer writes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.positions import Place, PositionedDocument, read_positions
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PREFIXES = {"ex": "http://example.org/", "psog": "https://w3id.org/pso-graph/ontology#"}
TURTLE = ox.RdfFormat.TURTLE

_NAMES = ["document/a/2.l.1", "link/a--takesUp--b/2", "", "a/../b"]
_OTHERS = [PREFIXES["psog"] + "order", PREFIXES["ex"] + "a.", "http://example.org/ü", "urn:x:y"]
_IRIS = st.builds(ox.NamedNode, st.sampled_from([*(BASE + name for name in _NAMES), *_OTHERS]))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_LANGUAGES = st.sampled_from(["de", "en"])
_LITERALS = st.one_of(
    st.builds(ox.Literal, _TEXTS),
    st.builds(lambda text, language: ox.Literal(text, language=language), _TEXTS, _LANGUAGES),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), _TEXTS, _IRIS),
    st.builds(ox.Literal, st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)),
)
_TRIPLES = st.sets(st.builds(ox.Triple, _IRIS, _IRIS, _LITERALS | _IRIS), min_size=1, max_size=12)


def _write(triples: set[ox.Triple]) -> str:
    return TurtleWriter(PREFIXES).write(triples)


def _read(text: str) -> PositionedDocument:
    document = read_positions(text, TURTLE)
    assert document.problems == ()
    return document


def _list_places(document: PositionedDocument) -> list[Place]:
    return [
        place for quad in document.quads for place in (quad.subject, quad.predicate, quad.object_, quad.block)
    ]


def _reads_as(text: str, place: Place, term: object) -> bool:
    """Return whether a slice of a text, put as the object of a statement, is a term."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    token = text[place.offset : place.end]
    if token == "a":  # noqa: S105 (a token of Turtle)
        token = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"  # noqa: S105
    (quad,) = ox.parse(f"{head}<x:s> <x:p> {token} .", TURTLE, base_iri=BASE)
    return bool(quad.object == term)


def _pair(quads: list[ox.Quad], document: PositionedDocument) -> list[tuple[str, ...]]:
    """Return the triples of another reading with the blank nodes of a document, sorted."""
    pairs = document.pair_blank_nodes(quads)
    return sorted(
        tuple(
            str(pairs[term] if isinstance(term, ox.BlankNode) else term)
            for term in (quad.subject, quad.predicate, quad.object)
        )
        for quad in quads
    )


def _list_ours(document: PositionedDocument) -> list[tuple[str, ...]]:
    quads = (positioned.quad for positioned in document.quads)
    return sorted((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)


def _list_files(root: Path) -> list[Path]:
    return sorted(path for name in ("ontology", "shapes", "data") for path in (root / name).rglob("*.ttl"))


def test_all_files_of_the_project_have_the_quads_of_the_fast_parser(root: Path) -> None:
    files = _list_files(root)
    assert len(files) >= 60
    for path in files:
        document = _read(path.read_bytes().decode("utf-8"))
        fast = parse_file(path)
        assert _pair(fast, document) == _list_ours(document), path.name
        assert len(document.quads) == len(fast), path.name


def test_blocks_of_the_project_open_lines(root: Path) -> None:
    """In canonical Turtle each subject stands at column 1, and its block ends with its line."""
    for path in _list_files(root):
        text = path.read_bytes().decode("utf-8")
        document = _read(text)
        for subject, block in document.blocks.items():
            if isinstance(subject, ox.NamedNode):
                assert block.column == 1
                assert text[block.end - 2 : block.end + 1] == " .\n"
        for quad in document.quads:
            if isinstance(quad.quad.subject, ox.NamedNode):
                assert quad.predicate.column == 3


@given(_TRIPLES)
def test_places_are_those_of_the_tokens(triples: set[ox.Triple]) -> None:
    text = _write(triples)
    document = _read(text)
    assert {quad.quad.triple for quad in document.quads} == triples
    for quad in document.quads:
        assert _reads_as(text, quad.subject, quad.quad.subject)
        assert _reads_as(text, quad.predicate, quad.quad.predicate)
        assert _reads_as(text, quad.object_, quad.quad.object)
        assert text[quad.block.end - 1] == "."
        assert quad.block.offset == quad.subject.offset


@given(_TRIPLES)
def test_lines_and_columns_are_those_of_an_editor(triples: set[ox.Triple]) -> None:
    text = _write(triples)
    lines = text.split("\n")
    for place in _list_places(_read(text)):
        assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == place.offset


@given(_TRIPLES, st.data())
def test_line_breaks_shift_what_follows_and_nothing_else(
    triples: set[ox.Triple], data: st.DataObject
) -> None:
    text = _write(triples)
    before = _list_places(_read(text))
    cuts = sorted(data.draw(st.sets(st.sampled_from(sorted({place.offset for place in before})), max_size=5)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    after = _list_places(_read("\n".join(pieces)))
    for old, new in zip(before, after, strict=True):
        shift = bisect_right(cuts, old.offset)
        assert new.line == old.line + shift
        assert new.offset == old.offset + shift
        cut = cuts[shift - 1] if shift else -1
        same_line = cut >= 0 and "\n" not in text[cut : old.offset]
        assert new.column == (old.offset - cut + 1 if same_line else old.column)


@given(_TRIPLES)
def test_line_ends_of_windows_change_only_offsets(triples: set[ox.Triple]) -> None:
    text = _write(triples)
    windows = _list_places(_read(text.replace("\n", "\r\n")))
    unix = _list_places(_read(text))
    assert [(place.line, place.column) for place in windows] == [(place.line, place.column) for place in unix]
    assert [place.offset for place in windows] == [place.offset + place.line - 1 for place in unix]


@given(_TRIPLES, st.sampled_from([ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS]))
def test_lines_are_statements(triples: set[ox.Triple], rdf_format: ox.RdfFormat) -> None:
    text = (ox.serialize(triples, format=rdf_format) or b"").decode("utf-8")
    document = read_positions(text, rdf_format)
    assert document.problems == ()
    assert {quad.quad.triple for quad in document.quads} == triples
    for number, quad in enumerate(document.quads, 1):
        assert {place.line for place in (quad.subject, quad.predicate, quad.object_)} == {number}
        assert _reads_as(text, quad.object_, quad.quad.object)


_TREES = st.recursive(
    st.sampled_from(["1", "_:a", "_:b", "<x:o>", "[]", "()"]),
    lambda inner: st.one_of(
        st.builds("[ <x:p> {} ; <x:q> {} ]".format, inner, inner),
        st.builds("( {} {} )".format, inner, inner),
        st.builds("[ <x:p> {} , {} ]".format, inner, inner),
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(st.sampled_from(["<x:s>", "_:a", "[]"]), _TREES), min_size=1, max_size=6))
def test_anonymous_nodes_are_paired_with_those_of_the_fast_parser(statements: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{subject} <x:p> {tree} ." for subject, tree in statements)
    document = _read(text)
    fast = list(ox.parse(text, TURTLE))
    pairs = document.pair_blank_nodes(fast)
    assert len(set(pairs.values())) == len(pairs)
    assert _pair(fast, document) == _list_ours(document)


_HOSTILE: dict[str, Callable[[int], str]] = {
    "unclosed strings": lambda count: '"\n' * count,
    "unclosed IRIs": lambda count: "<a " * count,
    "unclosed brackets": lambda count: "<a> <b> " + "[ <b> " * count,
    "unclosed lists": lambda count: "<a> <b> " + "(" * count,
    "dots behind a label": lambda count: "_:a" + "." * count,
    "blanks in an unclosed string": lambda count: ('"' + " " * 100 + "x\n") * (count // 20),
    "bare words": lambda count: "<a> <b> " + "word , " * count,
    "strings glued to words": lambda count: '<a> <b> "x"word , \n' * count,
    "an unclosed long string": lambda count: '"""' + "a\n" * count,
    "no prefix declared": lambda count: "".join(f"p{number}: a q{number}: .\n" for number in range(count)),
    "one long line": lambda count: "<a> <b> ( " + "<c> " * count + ") .",
}


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_texts_are_read_in_linear_time(name: str) -> None:
    """Some seconds each; were time the square of the length, minutes, and the limit would end the test."""
    document = read_positions(_HOSTILE[name](100_000), TURTLE)
    assert bool(document.problems) == (name != "one long line")
