"""Canonical Turtle says what the Turtle suite says, and is canonical: written again it stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.rdf.formatting import format_turtle
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import NamedNode
from pso_graph.rdf.turtle import TurtleWriter
from tests.conformance.cases import list_parameters
from tests.conformance.graphs import canonicalise
from tests.conformance.texts import parse, read_document

if TYPE_CHECKING:
    from tests.conformance.cases import Case

TURTLE = ox.RdfFormat.TURTLE


def read_action(case: Case) -> str:
    action = case.action
    assert isinstance(action, NamedNode)
    return read_document(action.value, TURTLE)


@pytest.mark.parametrize("case", list_parameters("turtle-writer"))
def test_writer(case: Case) -> None:
    quads = parse(read_action(case), TURTLE, case.id)
    written = TurtleWriter(read_prefixes()).write(quad.triple for quad in quads)
    again = parse(written, TURTLE, "canonical form")
    assert canonicalise(again) == canonicalise(quads)
    assert TurtleWriter(read_prefixes()).write(quad.triple for quad in reversed(again)) == written


@pytest.mark.parametrize("case", list_parameters("turtle-formatter"))
def test_formatter(case: Case) -> None:
    text = read_action(case)
    formatted = format_turtle(text, read_prefixes(), where=case.id)
    assert canonicalise(parse(formatted, TURTLE, "formatted")) == canonicalise(parse(text, TURTLE, case.id))
    assert format_turtle(formatted, read_prefixes(), where="formatted") == formatted
    comments = {line.rstrip() for line in text.splitlines() if line.startswith("#")}
    assert comments <= set(formatted.splitlines())
