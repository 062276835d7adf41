"""SPARQL 1.1 and 1.0 query evaluation: in process, and over HTTP in every form that is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.query.running import run_text
from pso_graph.rdf.terms import QueryBoolean, QuerySolutions
from pso_graph.store import EmbeddedStore
from tests.conformance.cases import list_parameters
from tests.conformance.evaluation import compare, read_evaluation
from tests.conformance.serving import ENDPOINT, serve
from tests.conformance.tables import Table, read_json, read_solutions, read_tsv, read_xml

if TYPE_CHECKING:
    from tests.conformance.cases import Case
    from tests.conformance.evaluation import Evaluation, Result

SPARQL_11, SPARQL_10 = "query-evaluation", "query-evaluation-10"
TABLES = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/tab-separated-values": read_tsv,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def ask_in_process(wanted: Evaluation) -> Result:
    found = run_text(EmbeddedStore.in_memory(wanted.quads, union=False), wanted.query)
    if isinstance(found, QuerySolutions):
        return read_solutions(found)
    return bool(found) if isinstance(found, QueryBoolean) else frozenset(found)


@pytest.mark.parametrize("case", list_parameters(SPARQL_11))
def test_sparql_11_in_process(case: Case) -> None:
    wanted = read_evaluation(case, SPARQL_11)
    compare(ask_in_process(wanted), wanted)


@pytest.mark.parametrize("case", list_parameters(SPARQL_10))
def test_sparql_10_in_process(case: Case) -> None:
    wanted = read_evaluation(case, SPARQL_10)
    compare(ask_in_process(wanted), wanted)


@pytest.mark.parametrize("case", list_parameters(SPARQL_11))
def test_sparql_11_over_http(case: Case) -> None:
    wanted = read_evaluation(case, SPARQL_11)
    with serve(wanted.quads) as client:
        for media_type in GRAPHS if isinstance(wanted.expected, frozenset) else TABLES:
            if media_type == "text/tab-separated-values" and isinstance(wanted.expected, bool):
                continue  # that form has no booleans
            answer = client.get(ENDPOINT, params={"query": wanted.query}, headers={"Accept": media_type})
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"].partition(";")[0] == media_type
            compare(read_answer(media_type, answer.content), wanted)


def read_answer(media_type: str, body: bytes) -> Result:
    if media_type in TABLES:
        found: Table | bool = TABLES[media_type](body.decode("utf-8"))
        return found
    return frozenset(quad.triple for quad in ox.parse(body, GRAPHS[media_type]))
