"""Results of SELECT and ASK, read in every published form.

The readers here are not those of the engine under test, so that a mistake in its writers shows.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from pso_graph.rdf.namespaces import RDF_TYPE, Namespace
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode
from tests.conformance.graphs import Graph, load_quads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import QuerySolutions, Term

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_SRX = "{http://www.w3.org/2005/sparql-results#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Row = dict[str, "Term"]


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a SELECT.

    Args:
        variables: names, in order.
        rows: terms by variable; unbound ones are left out.
        ordered: whether the order of the rows is part of the result.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    ordered: bool = False


def read_solutions(solutions: QuerySolutions) -> Table:
    """Return what the engine found."""
    names = tuple(variable.value for variable in solutions.variables)
    return Table(
        names, tuple({name: row[name] for name in names if row[name] is not None} for row in solutions)
    )


def read_json(text: str) -> Table | bool:
    """Return a result in the SPARQL 1.1 Query Results JSON Format (section 3)."""
    document = json.loads(text)
    if "boolean" in document:
        return bool(document["boolean"])
    rows = tuple(
        {name: _read_json_term(term) for name, term in row.items()} for row in document["results"]["bindings"]
    )
    return Table(tuple(document["head"]["vars"]), rows)


def _read_json_term(term: Mapping[str, Any]) -> Term:
    if term["type"] == "uri":
        return NamedNode(term["value"])
    if term["type"] == "bnode":
        return _make_blank(term["value"])
    return _make_literal(term["value"], term.get("xml:lang"), term.get("datatype"))


def _make_literal(value: str, language: str | None, datatype: str | None) -> Literal:
    if language:
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(datatype) if datatype else None)


def _make_blank(label: str) -> BlankNode:
    return BlankNode("b" + label.encode().hex())


def read_xml(text: str) -> Table | bool:
    """Return a result in the SPARQL Query Results XML Format."""
    document = ET.fromstring(text)  # noqa: S314 - from the suite, or from the server under test
    boolean = document.find(f"{_SRX}boolean")
    if boolean is not None:
        return boolean.text == "true"
    names = tuple(str(variable.get("name")) for variable in document.iter(f"{_SRX}variable"))
    rows = tuple(
        {str(binding.get("name")): _read_xml_term(binding[0]) for binding in result}
        for result in document.iter(f"{_SRX}result")
    )
    return Table(names, rows)


def _read_xml_term(element: ET.Element) -> Term:
    text = element.text or ""
    if element.tag == f"{_SRX}uri":
        return NamedNode(text)
    if element.tag == f"{_SRX}bnode":
        return _make_blank(text)
    return _make_literal(text, element.get(_LANG), element.get("datatype"))


def read_tsv(text: str) -> Table:
    """Return a result in SPARQL 1.1 TSV, whose terms are written as in Turtle (section 4)."""
    head, *lines = text.removesuffix("\n").split("\n")
    names = tuple(name.removeprefix("?") for name in head.split("\t")) if head else ()
    rows = tuple(
        {name: _read_turtle_term(cell) for name, cell in zip(names, line.split("\t"), strict=True) if cell}
        if names
        else {}  # a row of no columns is an empty line
        for line in lines
    )
    return Table(names, rows)


def _read_turtle_term(cell: str) -> Term:
    if cell.startswith("_:"):
        return _make_blank(cell[2:])  # a label of its own in each cell would lose what rows share
    (quad,) = ox.parse(f"<s:s> <p:p> {cell} .", ox.RdfFormat.TURTLE)
    term: Term = quad.object
    return term


def read_csv(text: str) -> Table:
    """Return a result in SPARQL 1.1 CSV, in which only blank nodes can be told apart (section 3)."""
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    rows = tuple(
        {name: _read_plain_term(cell) for name, cell in zip(head, line, strict=True) if cell}
        for line in lines
    )
    return Table(tuple(head), rows)


def _read_plain_term(cell: str) -> Term:
    return _make_blank(cell[2:]) if cell.startswith("_:") else Literal(cell)


def read_result_set(iri: str) -> Table | bool | None:
    """Return a result in the RDF vocabulary of the first suites; None if the file is another graph."""
    graph = Graph(load_quads(iri))
    for node in graph.subjects:
        if RS.ResultSet not in graph.list_values(node, RDF_TYPE):
            continue
        boolean = graph.find_value(node, RS.boolean)
        if isinstance(boolean, Literal):
            return boolean.value in {"true", "1"}
        names = tuple(sorted(_get_text(name) for name in graph.list_values(node, RS.resultVariable)))
        solutions = graph.list_values(node, RS.solution)
        positions = [graph.find_value(solution, RS["index"]) for solution in solutions]
        ordered = all(isinstance(position, Literal) for position in positions) and bool(positions)
        if ordered:
            solutions = sorted(solutions, key=lambda node: int(_get_text(graph.get_value(node, RS["index"]))))
        return Table(names, tuple(_read_bindings(graph, solution) for solution in solutions), ordered)
    return None


def _read_bindings(graph: Graph, solution: Term) -> Row:
    return {
        _get_text(graph.get_value(binding, RS.variable)): graph.get_value(binding, RS.value)
        for binding in graph.list_values(solution, RS.binding)
    }


def _get_text(term: Term) -> str:
    assert isinstance(term, Literal)
    return term.value
