"""Things that are no more: their addresses say so, what they were, why, and what replaces them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from tests.web.running import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = """
@base <https://w3id.org/pso-graph/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<measure/twice>
  a prov:Entity ;
  skos:prefLabel "Doppelt erfasste Maßnahme"@de , "Measure recorded twice"@en ;
  dcterms:isReplacedBy <measure/mv-welcome-portal> ;
  dcterms:type psog:Measure ;
  owl:deprecated true ;
  skos:changeNote "War dieselbe wie eine andere."@de , "Was the same as another <one>."@en .
"""
"""What ``data/withdrawn.ttl`` would say."""

OTHERS = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix psoc: <https://w3id.org/pso-graph/concept/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/pso-graph/id/measure/mv-welcome-portal> a psog:Measure ;
  skos:prefLabel "Maßnahme"@de , "Measure"@en .

psoc:stance-old a skos:Concept ; skos:prefLabel "alt"@de , "old"@en ; skos:inScheme psoc:stance ;
  owl:deprecated true .
"""


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    quads = [quad for text in (DATA, OTHERS) for quad in parse_text(text, FORMATS[".ttl"], where="data.ttl")]
    app = create_app(LocalRunner(EmbeddedStore.in_memory(quads)))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def test_the_address_still_leads_on(client: TestClient) -> None:
    answer = client.get("/id/measure/twice", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "../../page/measure/twice")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "de",
            ["Doppelt erfasste Maßnahme", "War dieselbe wie eine andere.", "Zurückgezogen", ">Maßnahme</a>"],
        ),
        (
            "en",
            ["Measure recorded twice", "Was the same as another &lt;one&gt;.", "Withdrawn", ">Measure</a>"],
        ),
    ],
)
def test_the_page_is_a_tombstone(client: TestClient, language: str, texts: list[str]) -> None:
    answer = client.get(f"/{language}/page/measure/twice")
    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for text in texts:
        assert text in answer.text
    assert (
        'href="../../page/measure/mv-welcome-portal"' in answer.text
        or 'href="../page/measure/mv-welcome-portal"' in answer.text
    )


@pytest.mark.parametrize(
    ("form", "rdf"),
    [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD), ("rdf", ox.RdfFormat.RDF_XML)],
)
def test_the_data_is_a_tombstone(client: TestClient, form: str, rdf: ox.RdfFormat) -> None:
    answer = client.get(f"/data/measure/twice.{form}")
    assert answer.status_code == 410
    thing, replacing = (
        ox.NamedNode(f"https://w3id.org/pso-graph/id/measure/{name}")
        for name in ("twice", "mv-welcome-portal")
    )
    told = {quad.triple for quad in ox.parse(answer.content, format=rdf)}
    assert ox.Triple(thing, ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"), replacing) in told


@pytest.mark.parametrize("address", ["/data/measure/twice.ttl", "/page/measure/twice"])
def test_nobody_is_told_that_a_tombstone_has_not_changed(client: TestClient, address: str) -> None:
    """A condition counts only where the answer would be 200 (RFC 9110, section 13.2.1)."""
    assert "ETag" not in client.get(address).headers
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 410


def test_head_says_so_too(client: TestClient) -> None:
    answer = client.head("/data/measure/twice.nt")
    assert (answer.status_code, answer.content) == (410, b"")


@pytest.mark.parametrize(
    "address",
    ["/en/page/measure/mv-welcome-portal", "/data/measure/mv-welcome-portal.ttl", "/page/concept/stance-old"],
)
def test_what_replaces_it_and_what_is_only_obsolete_are_there(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.slow
def test_a_tombstone_is_valid_data(tmp_path: Path) -> None:
    """It keeps no class of ours: shapes would ask for what it no longer says."""
    file = tmp_path / "withdrawn.ttl"
    file.write_text(DATA.lstrip(), "utf-8")
    checked = subprocess.run(
        [sys.executable, "-c", PROGRAM, "validate", "--data", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr.strip().endswith("0 findings, 0 of them violations")
