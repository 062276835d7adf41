"""What a store makes of literals is found by asking it, but for forms that it leaves alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pso_graph.rdf.folding import STEADY_FORMS, LiteralLog, fold_literals
from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.terms import Literal, NamedNode, Quad, Triple

NODE = NamedNode("http://x/a")


def log(*literals: Literal) -> LiteralLog:
    noted = LiteralLog()
    quads = [Quad(NODE, NODE, literal) for literal in literals]
    assert list(noted.watch(quads)) == quads
    return noted


def write(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


@given(st.data())
def test_forms_taken_for_steady_are(data: st.DataObject) -> None:
    datatype, form = data.draw(st.sampled_from(list(STEADY_FORMS.items())))
    literal = Literal(data.draw(st.from_regex(form, fullmatch=True)), datatype=datatype)
    assert [stored for _, stored in fold_literals([literal])] == [literal]


def test_changed_literals_come_with_the_stored_form() -> None:
    changed = log(
        write("01", "integer"),
        write("-3", "negativeInteger"),
        write("2020-01-01+00:00", "date"),
        write("1.0E6", "double"),
        write("7", "integer"),
        write("no number", "integer"),
        Literal("01"),
        Literal("01", language="de"),
    ).find_changed()
    assert dict(changed) == {
        write("01", "integer"): write("1", "integer"),
        write("-3", "negativeInteger"): write("-3", "integer"),
        write("2020-01-01+00:00", "date"): write("2020-01-01Z", "date"),
        write("1.0E6", "double"): write("1000000", "double"),
    }


def test_a_log_holds_what_it_saw() -> None:
    noted = log(write("01", "integer"), write("7", "integer"))
    assert write("01", "integer") in noted
    assert write("7", "integer") in noted
    assert write("1", "integer") not in noted


def test_literals_within_triple_terms_are_noted() -> None:
    noted = LiteralLog()
    inner = Triple(NODE, NODE, write("1", "integer"))
    for _ in noted.watch([Quad(NODE, NODE, Triple(NODE, NODE, inner))]):
        pass
    assert write("1", "integer") in noted
