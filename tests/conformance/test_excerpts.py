"""Statements are cut out of the texts of the RDF suites with all that is said of their subjects."""

from __future__ import annotations

import pytest

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.namespaces import RDF_NIL
from pso_graph.rdf.parsing import FORMATS
from pso_graph.rdf.positions import read_positions
from pso_graph.rdf.terms import BlankNode, NamedNode
from pso_graph.validate.location.excerpts import list_spans
from tests.conformance.cases import list_cases
from tests.conformance.texts import parse, read_document


@pytest.mark.parametrize(
    ("suite", "suffix", "least"),
    [("turtle", ".ttl", 300), ("trig", ".trig", 300), ("n-triples", ".nt", 40), ("n-quads", ".nq", 40)],
)
def test_what_is_cut_out_says_all_of_a_subject(suite: str, suffix: str, least: int) -> None:
    compared = 0
    for case in list_cases(suite):
        assert isinstance(case.action, NamedNode)
        text = read_document(case.action.value, FORMATS[suffix])
        try:
            parse(text, FORMATS[suffix], case.id)
        except SyntaxProblemError:
            continue
        whole = [found.quad for found in read_positions(text, FORMATS[suffix]).quads]
        subjects = {quad.subject for quad in whole if isinstance(quad.subject, NamedNode)}
        for subject in subjects - {RDF_NIL}:  # which may be written (): then the whole is read
            cut = "\n".join(text[start:end] for start, end in list_spans(text, {subject.value}))
            document = read_positions(cut, FORMATS[suffix])
            assert not document.problems, case.id
            said = [found.quad for found in document.quads if found.quad.subject == subject]
            # Nodes without a label are called by their number, which is another in what was cut out.
            assert [
                (quad.predicate, quad.object, quad.graph_name)
                for quad in said
                if not isinstance(quad.object, BlankNode)
            ] == [
                (quad.predicate, quad.object, quad.graph_name)
                for quad in whole
                if quad.subject == subject and not isinstance(quad.object, BlankNode)
            ], case.id
            compared += len(said)
    assert compared > least
