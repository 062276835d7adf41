"""Where each term of a document stands: places counted by hand."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import UnreadableError
from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE
from pso_graph.rdf.positions import Place, PositionedDocument, PositionedQuad, read_positions

EX = "http://example.org/"
TURTLE = """\
@prefix ex: <http://example.org/> .

# A comment; with "marks" in it .
ex:alpha
  a ex:Thing ;
  ex:name "Älpha 😀"@de , "alpha"@en ;
  ex:part [
    ex:size 3
  ] ;
  ex:list ( ex:one 2.5 ) .
"""


def _iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def _read(text: str, rdf_format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> PositionedDocument:
    document = read_positions(text, rdf_format, base=EX)
    assert document.problems == ()
    return document


def _spot(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _spots(quad: PositionedQuad) -> tuple[tuple[int, int], ...]:
    return _spot(quad.subject), _spot(quad.predicate), _spot(quad.object_)


def _slice(text: str, place: Place) -> str:
    return text[place.offset : place.end]


def test_each_triple_has_the_places_of_its_tokens() -> None:
    document = _read(TURTLE)
    assert [_spots(quad) for quad in document.quads] == [
        ((4, 1), (5, 3), (5, 5)),  # a ex:Thing
        ((4, 1), (6, 3), (6, 11)),  # "Älpha 😀"@de
        ((4, 1), (6, 3), (6, 26)),  # "alpha"@en: the emoji is one column
        ((4, 1), (7, 3), (7, 11)),  # ex:part [
        ((7, 11), (8, 5), (8, 13)),  # ex:size 3
        ((4, 1), (10, 3), (10, 11)),  # ex:list (
        ((10, 11), (10, 13), (10, 13)),  # first ex:one
        ((10, 11), (10, 20), (10, 20)),  # rest: the cell of 2.5
        ((10, 20), (10, 20), (10, 20)),  # first 2.5
        ((10, 20), (10, 24), (10, 24)),  # rest ()
    ]


def test_tokens_are_whole() -> None:
    first, name, *_ = _read(TURTLE).quads
    assert [_slice(TURTLE, place) for place in (first.subject, first.predicate, first.object_)] == [
        "ex:alpha",
        "a",
        "ex:Thing",
    ]
    assert _slice(TURTLE, name.object_) == '"Älpha 😀"@de'


def test_blocks_reach_from_subject_to_dot_and_from_bracket_to_bracket() -> None:
    document = _read(TURTLE)
    block = document.find_block(_iri("alpha"))
    assert block == document.quads[0].block
    assert _slice(TURTLE, block) == TURTLE[TURTLE.index("ex:alpha") :].rstrip()
    assert _spot(document.locate(block.end - 1)) == (10, 26)
    assert _slice(TURTLE, document.quads[4].block) == "[\n    ex:size 3\n  ]"
    assert _slice(TURTLE, document.quads[6].block) == "( ex:one 2.5 )"
    assert document.find_block(_iri("one")) is None


def test_lookups_find_triples_values_and_mentions() -> None:
    document = _read(TURTLE + "ex:beta ex:name 'alpha'@en , 7 ; ex:of ex:alpha .\nex:alpha ex:name 8 .\n")
    found = document.find_triple(_iri("alpha"), _iri("name"), ox.Literal("alpha", language="en"))
    assert found is not None
    assert _spot(found.object_) == (6, 26)
    assert [_spot(quad.object_) for quad in document.list_values(_iri("alpha"), _iri("name"))] == [
        (6, 11),
        (6, 26),
        (12, 18),
    ]
    assert document.find_triple(_iri("beta"), _iri("name"), ox.Literal("7")) is None
    assert document.list_values(_iri("alpha"), _iri("of")) == []
    assert _spot(document.find_block(_iri("alpha")) or Place(0, 0, 0, 0)) == (4, 1)
    one = document.find_mention(_iri("one"))
    assert one is not None
    assert _spot(one) == (10, 13)
    assert document.find_mention(_iri("nowhere")) is None


def test_a_blank_node_of_which_nothing_is_said_has_its_brackets_as_block() -> None:
    text = "<a> <p> [ ] ."
    (quad,) = _read(text).quads
    assert isinstance(quad.quad.object, ox.BlankNode)
    block = _read(text).find_block(quad.quad.object)
    assert block == Place(1, 9, 8, 11)


def test_a_block_that_opens_with_a_bracket_is_the_whole_statement() -> None:
    text = "[ <p> 1 ] <q> 2 ."
    inner, outer = _read(text).quads
    assert inner.quad.subject == outer.quad.subject
    assert _slice(text, inner.block) == "[ <p> 1 ]"
    assert _slice(text, outer.block) == text
    assert _spots(outer) == ((1, 1), (1, 11), (1, 15))
    assert isinstance(outer.quad.subject, ox.BlankNode)
    assert _read(text).find_block(outer.quad.subject) == outer.block


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_with_lf_crlf_or_cr(end: str) -> None:
    text = f'<a> <p> """x{end}y{end}""" ;{end}  <q> 1 .{end}# z{end}<b> <p> 2 .'
    spots = [_spots(quad) for quad in _read(text).quads]
    assert spots == [((1, 1), (1, 5), (1, 9)), ((1, 1), (4, 3), (4, 7)), ((6, 1), (6, 5), (6, 9))]
    value = _read(text).quads[0].quad.object
    assert value == ox.Literal(f"x{end}y{end}")


def test_a_byte_order_mark_is_no_column_but_an_offset() -> None:
    (quad,) = _read("\ufeff<a> <p> 1 .").quads
    assert (quad.subject, quad.object_) == (Place(1, 1, 1, 4), Place(1, 9, 9, 10))
    (line,) = _read("\ufeff<x:a> <x:p> <x:b> .", ox.RdfFormat.N_TRIPLES).quads
    assert line.subject == Place(1, 1, 1, 6)


def test_terms_are_what_the_specification_says() -> None:
    text = (
        "@base <http://example.org/a/b> . PREFIX e: <c#>\nbase <d/>\n"
        r'<../s?x#y> e:p\,q "\t\u00E9\\" , '
        "'it\"s' , '''a\"\"\"b''' , "
        '"x"^^e:t , "x"@de-AT , -5 , .5 , 1e0 , true , _:b.1 , () ; a e:%41 .'
    )
    quads = [quad.quad for quad in _read(text).quads]
    assert {str(quad.subject) for quad in quads} == {"<http://example.org/a/s?x#y>"}
    assert {str(quad.predicate) for quad in quads} == {"<http://example.org/a/c#p,q>", str(RDF_TYPE)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert [quad.object for quad in quads] == [
        ox.Literal("\t\u00e9\\"),
        ox.Literal('it"s'),
        ox.Literal('a"""b'),
        ox.Literal("x", datatype=ox.NamedNode("http://example.org/a/c#t")),
        ox.Literal("x", language="de-at"),  # RDF 1.1 Concepts: tags are equal in any case
        ox.Literal("-5", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal(".5", datatype=ox.NamedNode(xsd + "decimal")),
        ox.Literal("1e0", datatype=ox.NamedNode(xsd + "double")),
        ox.Literal("true", datatype=ox.NamedNode(xsd + "boolean")),
        ox.BlankNode("b.1"),
        RDF_NIL,
        ox.NamedNode("http://example.org/a/c#%41"),
    ]


def test_generated_labels_are_none_of_the_document() -> None:
    text = "_:anonymous1 <p> [ <q> _:anonymousx2 ] ."
    labels = {quad.quad.subject for quad in _read(text).quads}
    assert ox.BlankNode("anonymous1") in labels
    assert len(labels) == 2


def test_graphs_hold_their_quads() -> None:
    text = "<g> { <a> <p> 1 . <a> <p> 2 }\n{ <a> <p> 3 . }\nGRAPH _:h { }\n[] { <b> <p> 4 }\n<a> <p> 5 ."
    quads = _read(text, ox.RdfFormat.TRIG).quads
    graphs = [quad.quad.graph_name for quad in quads]
    assert graphs[:3] == [_iri("g"), _iri("g"), ox.DefaultGraph()]
    assert isinstance(graphs[3], ox.BlankNode)
    assert graphs[4] == ox.DefaultGraph()
    assert [_spot(quad.object_) for quad in quads] == [(1, 15), (1, 27), (2, 11), (4, 14), (5, 9)]
    assert [_slice(text, quad.block) for quad in quads[:2]] == ["<a> <p> 1 .", "<a> <p> 2"]


def test_lines_of_n_quads_are_blocks() -> None:
    text = '# one\n\n<x:a> <x:p> "b\\n"@en <x:g> . # c\n  _:c<x:p><x:d>.\n'
    first, second = _read(text, ox.RdfFormat.N_QUADS).quads
    assert first.quad.object == ox.Literal("b\n", language="en")
    assert first.quad.graph_name == ox.NamedNode("x:g")
    assert _spots(first) == ((3, 1), (3, 7), (3, 13))
    assert _slice(text, first.block) == '<x:a> <x:p> "b\\n"@en <x:g> .'
    assert _spots(second) == ((4, 3), (4, 6), (4, 11))
    assert _slice(text, second.block) == "_:c<x:p><x:d>."


def test_lists_are_cells() -> None:
    first, *cells = [quad.quad for quad in _read("<a> <p> ( 1 () ) .").quads]
    assert [(quad.subject, quad.predicate) for quad in cells] == [
        (first.object, RDF_FIRST),
        (first.object, RDF_REST),
        (cells[1].object, RDF_FIRST),
        (cells[1].object, RDF_REST),
    ]
    assert [quad.object for quad in cells[2:]] == [RDF_NIL, RDF_NIL]


def test_no_nesting_is_too_deep() -> None:
    depth = 5_000
    text = "<a> <p> " + "[ <p> ( " * depth + "1" + " ) ]" * depth + " ."
    document = _read(text)
    assert len(document.quads) == 1 + 3 * depth
    innermost = document.quads[2 * depth]
    assert innermost.quad.predicate == RDF_FIRST
    assert isinstance(innermost.quad.object, ox.Literal)
    assert innermost.object_.column == 9 + 8 * depth


def test_other_formats_are_refused() -> None:
    with pytest.raises(UnreadableError, match="Positions are not known in JSON-LD"):
        read_positions("{}", ox.RdfFormat.JSON_LD)
