"""SPARQL 1.1 Protocol: the requests of the suite, sent as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pyoxigraph as ox
import pytest

from pso_graph.rdf.namespaces import RDFS, Namespace
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from tests.conformance.cases import MF, list_parameters
from tests.conformance.graphs import load_into
from tests.conformance.serving import ENDPOINT
from tests.conformance.tables import read_json, read_xml
from tests.web.writing import serve_writable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response

    from pso_graph.rdf.terms import Term
    from tests.conformance.cases import Case

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
STATUS = "http://www.w3.org/2011/http-statusCodes#StatusCode"
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
READERS = {"application/sparql-results+json": read_json, "application/sparql-results+xml": read_xml}
TABULAR = {*READERS, "text/csv", "text/tab-separated-values"}
RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def get_text(case: Case, node: Term, predicate: NamedNode) -> str:
    term = case.manifest.get_value(node, predicate)
    assert isinstance(term, Literal)
    return term.value


def list_requests(case: Case) -> list[Term]:
    return case.manifest.list_items(case.manifest.get_value(case.action, HT.requests))


def load_graphs(case: Case) -> Iterator[Quad]:
    """The graphs of a case; one that requests name and the suite lacks has a triple about itself."""
    known = set()
    for node in case.manifest.list_values(case.node, UT.graphData):
        file, graph = case.manifest.get_value(node, UT.graph), NamedNode(get_text(case, node, RDFS.label))
        assert isinstance(file, NamedNode)
        known.add(graph)
        yield from load_into(file.value, graph)
    for request in list_requests(case):
        parameters = parse_qsl(urlsplit(get_text(case, request, HT.absolutePath)).query)
        for graph in {NamedNode(value) for name, value in parameters if name.endswith("graph-uri")} - known:
            yield Quad(graph, RDFS.label, Literal("named by a request"), graph)


def read_body(case: Case, request: Term) -> bytes | None:
    body = case.manifest.find_value(request, HT.body)
    if body is None:
        return None
    return get_text(case, body, CNT.chars).encode(get_text(case, body, CNT.characterEncoding))


def read_headers(case: Case, request: Term) -> dict[str, str]:
    headers = case.manifest.list_items(case.manifest.find_value(request, HT.headers))
    return {get_text(case, header, HT.fieldName): get_text(case, header, HT.fieldValue) for header in headers}


def check_answer(case: Case, expected: Term, answer: Response) -> None:
    codes = case.manifest.list_values(expected, MF.expectedStatus)
    classes = {code.value.removeprefix(STATUS)[0] for code in codes if isinstance(code, NamedNode)}
    assert str(answer.status_code)[0] in classes, answer.text
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    form = case.manifest.find_value(expected, MF.expectedFormat)
    if isinstance(form, Literal):
        assert media_type in (RDF if form.value == "RDF" else TABULAR)
        if media_type in RDF:
            list(ox.parse(answer.content, RDF[media_type]))
        else:
            assert isinstance(READERS[media_type](answer.text), bool) is (form.value == "boolean")
    truth = case.manifest.find_value(expected, MF.expectedBoolean)
    if isinstance(truth, Literal):
        assert READERS[media_type](answer.text) is (truth.value == "true")


@pytest.mark.parametrize("case", list_parameters("protocol"))
def test_protocol(case: Case, tmp_path: Path) -> None:
    with serve_writable(tmp_path, load_graphs(case), union=False) as client:
        for request in list_requests(case):
            path = get_text(case, request, HT.absolutePath).replace("/sparql/", ENDPOINT, 1)
            answer = client.request(
                get_text(case, request, HT.methodName),
                path,
                content=read_body(case, request),
                headers=read_headers(case, request),
            )
            check_answer(case, case.manifest.get_value(request, HT.resp), answer)
