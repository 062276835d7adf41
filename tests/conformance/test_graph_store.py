"""SPARQL 1.1 Graph Store HTTP Protocol: the requests of the suite, sent as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.rdf.terms import Literal, NamedNode
from tests.conformance.cases import MF, list_parameters
from tests.conformance.graphs import canonicalise
from tests.conformance.test_protocol import HT, get_text, list_requests, read_body, read_headers
from tests.web.writing import serve_writable

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response

    from pso_graph.rdf.terms import Term
    from tests.conformance.cases import Case

CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
LOCATION = "$LOCATION$"
STORE, DIRECT = "/store", "/graph/"  # where the suite writes /gsp and /gsp/


def check_answer(case: Case, expected: Term, answer: Response) -> None:
    codes = case.manifest.list_values(expected, MF.expectedStatus)
    names = {code.value.rpartition("#")[2] for code in codes if isinstance(code, NamedNode)}
    assert answer.status_code in {CODES[name] for name in names}, answer.text
    for name, value in read_headers(case, expected).items():
        assert answer.headers[name] == value
    body = read_body(case, expected)
    if body is not None:
        found, wanted = (ox.parse(data, ox.RdfFormat.TURTLE) for data in (answer.content, body))
        assert canonicalise(found) == canonicalise(wanted)


@pytest.mark.parametrize("case", list_parameters("graph-store"))
def test_graph_store(case: Case, tmp_path: Path) -> None:
    location = ""
    with serve_writable(tmp_path, union=False) as client:
        for request in list_requests(case):
            path = get_text(case, request, HT.absolutePath).replace(LOCATION, location)
            is_direct = path.startswith("/gsp/")
            path = path.replace("/gsp/", DIRECT, 1) if is_direct else path.replace("/gsp", STORE, 1)
            answer = client.request(
                get_text(case, request, HT.methodName),
                path,
                content=read_body(case, request),
                headers=read_headers(case, request),
            )
            expected = case.manifest.get_value(request, HT.resp)
            check_answer(case, expected, answer)
            if isinstance(case.manifest.find_value(expected, MF.expectedLocation), Literal):
                location = answer.headers["location"]
