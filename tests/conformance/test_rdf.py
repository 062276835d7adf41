"""RDF 1.1 Turtle, TriG, N-Triples and N-Quads: our parser takes what is right and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.terms import NamedNode
from tests.conformance.cases import list_parameters
from tests.conformance.graphs import canonicalise
from tests.conformance.texts import parse, read_document

if TYPE_CHECKING:
    from tests.conformance.cases import Case


def check_case(case: Case, rdf_format: ox.RdfFormat) -> None:
    action = case.action
    assert isinstance(action, NamedNode)
    text = read_document(action.value, rdf_format)
    if case.kind.endswith("NegativeSyntax"):
        with pytest.raises(SyntaxProblemError) as caught:
            parse(text, rdf_format, case.id)
        assert re.fullmatch(rf"{re.escape(case.id)}:\d+:\d+", caught.value.where)
        return
    quads = parse(text, rdf_format, case.id)
    if case.kind.endswith("Eval"):
        result = case.result
        assert isinstance(result, NamedNode)
        lines = ox.RdfFormat.N_QUADS  # a superset of N-Triples, which Turtle's results are
        assert canonicalise(quads) == canonicalise(
            parse(read_document(result.value, lines), lines, result.value)
        )


@pytest.mark.parametrize("case", list_parameters("turtle"))
def test_turtle(case: Case) -> None:
    check_case(case, ox.RdfFormat.TURTLE)


@pytest.mark.parametrize("case", list_parameters("trig"))
def test_trig(case: Case) -> None:
    check_case(case, ox.RdfFormat.TRIG)


@pytest.mark.parametrize("case", list_parameters("n-triples"))
def test_n_triples(case: Case) -> None:
    check_case(case, ox.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize("case", list_parameters("n-quads"))
def test_n_quads(case: Case) -> None:
    check_case(case, ox.RdfFormat.N_QUADS)
