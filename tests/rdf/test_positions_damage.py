"""Damaged documents: what the fast parser refuses has problems, what it reads is read alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.positions import PositionedDocument, read_positions
from tests.depth import examples

if TYPE_CHECKING:
    from pso_graph.rdf.positions import Place

PROPERTIES = """\
@prefix e: <http://e/#> .
@base <http://b/c> .

e:a a e:B ;
  e:p 'x'@de , "y\\n"^^<d> , 1 ;
  e:q [ e:r ( 1.5 [] ) ] .
_:x e:p true .
"""
NAMES = """\
PREFIX : <x#>
:a\\,b :c%20 '''a'b"\\u00e9''' ; :d _:e.f , -1e3 , .5 .
[ :p () ] :q <../z?y#x> . # end"""
GRAPHS = """\
@prefix : <x#> .
:g { :a :b 1 . :c :d [ :e 2 ] }
{ :a a :b . }
GRAPH _:h { [] :p ( 1 ) }
:a :b 3 ."""
SOURCES = {
    ox.RdfFormat.TURTLE: [PROPERTIES, NAMES],
    ox.RdfFormat.TRIG: [GRAPHS],
    ox.RdfFormat.N_TRIPLES: ['<x:a> <x:p> "b\\t"@en . # c\n_:c <x:p> _:d.e .\n\n<x:a><x:p>"1"^^<x:t>.\n'],
    ox.RdfFormat.N_QUADS: ['<x:a> <x:p> "b"@en <x:g> .\n_:c <x:p> _:d _:g .\n<x:a> <x:p> <x:b> .\n'],
}
PIECES = [
    *"<>\"'.;,[](){}@^_:\\%#\n\r\t ab19-+é/?„\0",
    *(
        "^^",
        "@en",
        " a ",
        "_:b",
        "[]",
        "()",
        "\\u0041",
        "\\uD83D",
        "1.5",
        "1e3",
        "true",
        "<x:a>",
        '"x"',
        "'y'",
    ),
    *(
        '"""',
        "'''",
        "PREFIX ",
        "@base ",
        "GRAPH ",
        "@prefix ",
        ":",
        ":x",
        "%20",
        "\\,",
        "\\n",
        "..",
        "=>",
        "::",
    ),
]
FORMATS = st.sampled_from(list(SOURCES))
_EDITS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 3), st.sampled_from(["", *PIECES])), min_size=1, max_size=4
)


def _damage(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, removed, inserted in edits:
        start = at % (len(text) + 1)
        text = text[:start] + inserted + text[start + removed :]
    return text


def _list_quads(document: PositionedDocument) -> list[str]:
    return sorted(str(positioned.quad) for positioned in document.quads)


def test_sources_are_well_formed() -> None:
    for rdf_format, texts in SOURCES.items():
        for text in texts:
            assert list(ox.parse(text, rdf_format, base_iri=BASE))
            assert read_positions(text, rdf_format).problems == ()


@settings(max_examples=examples(400))
@given(FORMATS, st.data(), FORMATS, _EDITS)
def test_verdict_and_quads_are_those_of_the_fast_parser(
    source: ox.RdfFormat, data: st.DataObject, rdf_format: ox.RdfFormat, edits: list[tuple[int, int, str]]
) -> None:
    text = _damage(data.draw(st.sampled_from(SOURCES[source])), edits)
    document = read_positions(text, rdf_format)
    try:
        fast = list(ox.parse(text, rdf_format, base_iri=BASE))
    except SyntaxError:
        assert document.problems
        return
    assert document.problems == ()
    pairs = document.pair_blank_nodes(fast)
    assert sorted(str(_rename(quad, pairs)) for quad in fast) == _list_quads(document)


@given(FORMATS, st.data(), _EDITS)
def test_places_lie_in_the_text_and_problems_are_in_order(
    rdf_format: ox.RdfFormat, data: st.DataObject, edits: list[tuple[int, int, str]]
) -> None:
    text = _damage(data.draw(st.sampled_from(SOURCES[rdf_format])), edits)
    document = read_positions(text, rdf_format)
    places: list[Place] = [problem.place for problem in document.problems]
    assert places == sorted(places)
    for quad in document.quads:
        places += [quad.subject, quad.predicate, quad.object_, quad.block]
        assert quad.block.offset <= quad.subject.offset <= quad.object_.offset < quad.block.end
    for place in places:
        assert 0 <= place.offset <= place.end <= len(text)
        assert document.locate(place.offset).column == place.column
    for problem in document.problems:
        assert all(problem.describe(language) and problem.advise(language) for language in ("de", "en"))


def _rename(quad: ox.Quad, pairs: dict[ox.BlankNode, ox.BlankNode]) -> ox.Quad:
    subject, object_, graph = quad.subject, quad.object, quad.graph_name
    return ox.Quad(
        pairs[subject] if isinstance(subject, ox.BlankNode) else subject,
        quad.predicate,
        pairs[object_] if isinstance(object_, ox.BlankNode) else object_,
        pairs[graph] if isinstance(graph, ox.BlankNode) else graph,
    )
