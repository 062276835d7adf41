"""Results as HTML: nothing in them is ever markup, and nothing of them is lost."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.rdf.html import Frame, escape_text, write_page, write_term
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Term

FRAME = Frame("<body>", "</body>", "../sparql?query=")
NODE = ox.NamedNode("http://example.org/1")


def write(query: str, quads: list[ox.Quad]) -> ET.Element:
    """The page that a query gives, read as XML, which is stricter than HTML."""
    sink = BytesIO()
    rows: list[None] = []
    write_page(EmbeddedStore.in_memory(quads).query(query), FRAME, sink, lambda: rows.append(None))
    page = ET.fromstring(sink.getvalue())  # noqa: S314 - it is our own
    assert len(rows) == len(page.findall(".//tbody/tr"))
    return page


def read(term: Term) -> ET.Element:
    return ET.fromstring(f"<td>{write_term(term, FRAME.describe)}</td>")  # noqa: S314 - it is our own


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_stays_a_text(text: str) -> None:
    element = ET.fromstring(f'<p title="{escape_text(text)}">{escape_text(text)}</p>')  # noqa: S314 - our own
    shown = "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)
    assert (element.text or "") == shown
    assert list(element) == []


@given(st.text(st.characters(codec="utf-8"), max_size=20), st.sampled_from(["en", "de-CH", ""]))
def test_a_literal_is_shown_whole(text: str, language: str) -> None:
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    shown = read(literal).find("span")
    assert shown is not None
    assert len(shown.text or "") == len(text)
    assert shown.get("lang", "") == literal.language or not language


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (ox.Literal("Größe", language="de"), "Größe @de"),
        (
            ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
            "7 ^^xsd:integer",
        ),
        (ox.Literal("x", datatype=ox.NamedNode("http://x/<y>".replace("<y>", "y"))), "x ^^<http://x/y>"),
        (ox.Literal("<script>alert(1)</script>"), "<script>alert(1)</script>"),
        (ox.BlankNode("b"), "_:b"),
        (ox.NamedNode("urn:x"), "urn:x"),
        (ox.Triple(NODE, NODE, ox.Literal("o")), "« http://example.org/1 http://example.org/1 o »"),
    ],
)
def test_each_kind_of_term_is_shown_as_what_it_is(term: Term, shown: str) -> None:
    assert "".join(read(term).itertext()) == shown


def test_only_addresses_of_the_web_are_links() -> None:
    link = read(ox.NamedNode("https://example.org/?a=1&b='2'")).find("a")
    assert link is not None
    assert link.get("href") == link.text == "https://example.org/?a=1&b='2'"
    for iri in ("javascript:alert(1)", "data:text/html,x", "JavaScript:x", "file:///etc/passwd"):
        assert read(ox.NamedNode(iri)).find("a") is None


def test_what_is_ours_is_described_here() -> None:
    iri = "https://w3id.org/pso-graph/id/document/pso-19-2023/2.l.1"
    link = read(ox.NamedNode(iri)).find("a")
    assert link is not None
    assert link.text == iri
    assert unquote(link.get("href", "")) == f"../sparql?query=DESCRIBE <{iri}>"


def test_a_table_has_its_columns_rows_and_gaps() -> None:
    quads = [ox.Quad(NODE, NODE, ox.Literal(text)) for text in ("a", "b")]
    page = write("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o", quads)
    assert [cell.text for cell in page.findall(".//thead/tr/th")] == ["o", "none"]
    rows = [["".join(cell.itertext()) for cell in row] for row in page.findall(".//tbody/tr")]
    assert rows == [["a", ""], ["b", ""]]
    assert page.findtext("p") == "2 rows"


def test_a_graph_is_a_table_of_triples() -> None:
    page = write("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", [ox.Quad(NODE, NODE, ox.Literal("a"))])
    assert [cell.text for cell in page.findall(".//thead/tr/th")] == ["subject", "predicate", "object"]
    assert page.findtext("p") == "1 triple"


def test_a_boolean_is_a_word() -> None:
    assert write("ASK {}", []).findtext("p") == "true"
