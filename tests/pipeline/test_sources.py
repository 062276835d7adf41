"""Which files a graph of the project is made from."""

from __future__ import annotations

import pytest

from pso_graph.pipeline.sources import list_sources
from pso_graph.rdf.namespaces import GRAPHS

EXPECTED = {
    "<{}document/pso-19-2023>": ["data/documents/pso-19-2023.ttl"],
    "<{}document/new-slug>": ["data/documents/new-slug.ttl"],
    "CLEAR GRAPH <{0}document/new-slug>; DROP GRAPH <{0}document/pso-19-2023>": [
        "data/documents/new-slug.ttl",
        "data/documents/pso-19-2023.ttl",
    ],
    "<{}vocabulary>": ["ontology/"],
    "<{}anchors>": ["data/anchors/"],
    "<{}catalog>": ["data/catalog.ttl"],
    "<{}entailed>": ["queries/rules/"],
    "<{}document/../../etc/passwd>": ["data/"],
    "<{}document/>": ["data/"],
    "<http://x/g>": ["data/"],
    "": ["data/"],
}


@pytest.mark.parametrize("mentioned", EXPECTED)
def test_sources(mentioned: str) -> None:
    assert list_sources(mentioned.format(GRAPHS)) == EXPECTED[mentioned]
