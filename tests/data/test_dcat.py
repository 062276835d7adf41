"""The description of the dataset that is served meets DCAT-AP 3.0.1, and the conventions of DCAT-AP.de."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.query.workers import LocalRunner
from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.web.app import create_app
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad
    from pso_graph.store import EmbeddedStore

BASE = "https://w3id.org/pso-graph/id/"
DCAT = "http://www.w3.org/ns/dcat#"
DCATDE = "http://dcat-ap.de/def/dcatde/"
DCTERMS = "http://purl.org/dc/terms/"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/stateKey/"
SUITE = "conformance/dcat-ap-3.0.1"
AUTHORITY = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="module")
def description(dataset: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description as the server gives it, in a file."""
    with TestClient(create_app(LocalRunner(dataset)), base_url="http://data.example.org") as client:
        answer = client.get("/.well-known/void", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    path = tmp_path_factory.mktemp("dcat") / "description.ttl"
    path.write_bytes(answer.content)
    return path


@pytest.fixture(scope="module")
def quads(description: Path) -> list[Quad]:
    return parse_file(description)


def find_values(quads: list[Quad], subject: str, predicate: str) -> set[str]:
    return {
        quad.object.value
        for quad in quads
        if quad.subject == NamedNode(subject)
        and quad.predicate.value == predicate
        and isinstance(quad.object, NamedNode | Literal)
    }


def find_violations(data: Path, *shapes: Path) -> list[str]:
    found = validate_inputs(read_files([data], list(shapes)))
    return [
        located.finding.describe() for located in found.findings if located.finding.severity == "violation"
    ]


def test_describes_catalogue_dataset_distributions_and_service(quads: list[Quad]) -> None:
    kinds = {
        quad.subject.value.removeprefix(BASE): quad.object.value.removeprefix(DCAT)
        for quad in quads
        if quad.predicate == RDF_TYPE
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(DCAT)
    }
    assert kinds == {
        "catalog/pso-graph": "Catalog",
        "dataset/pso-graph": "Dataset",
        "dataset/pso-graph/distribution/json-ld": "Distribution",
        "dataset/pso-graph/distribution/n-quads": "Distribution",
        "dataset/pso-graph/distribution/trig": "Distribution",
        "service/sparql": "DataService",
    }


@pytest.mark.sources
@pytest.mark.parametrize(
    "name",
    [
        "shapes.ttl",
        "range.ttl",
        "mdr-vocabularies.shape.ttl",
        "shapes_recommended.ttl",
        "deprecateduris.ttl",
    ],
)
def test_violates_nothing_of_dcat_ap(shared: Path, description: Path, name: str) -> None:
    assert find_violations(description, shared / SUITE / name) == []


@pytest.mark.sources
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("shapes.ttl", "dcterms:title", "dcterms:alternative"),
        ("range.ttl", "a dcterms:PeriodOfTime", "a dcterms:Period"),
        ("mdr-vocabularies.shape.ttl", "skos:inScheme", "skos:related"),
    ],
)
def test_the_shapes_would_speak(
    shared: Path, description: Path, tmp_path: Path, name: str, before: str, after: str
) -> None:
    text = description.read_text("utf-8")
    broken = tmp_path / "description.ttl"
    broken.write_text(text.replace(before, after), "utf-8")
    assert broken.read_text("utf-8") != text
    assert find_violations(broken, shared / SUITE / name) != []


def test_meets_the_conventions_of_dcat_ap_de(description: Path) -> None:
    """PSO-S430 to PSO-S445, each of which names its convention."""
    found = validate_inputs(read_files([description], [ROOT / "shapes" / "catalog.ttl"]))
    assert [located.finding.describe() for located in found.findings] == []


def test_names_the_three_laender_in_both_ways(quads: list[Quad]) -> None:
    """Conventions 8 and 11: the areas stand in a property of their own, and again in the spatial coverage."""
    dataset = BASE + "dataset/pso-graph"
    laender = {GEOCODING + key for key in ("01", "02", "13")}  # Schleswig-Holstein, Hamburg, MV
    assert find_values(quads, dataset, DCATDE + "politicalGeocodingURI") == laender
    assert laender < find_values(quads, dataset, DCTERMS + "spatial")


def test_claims_no_id_that_nobody_has_given(quads: list[Quad]) -> None:
    """GovData gives the contributor's id when a dataset is delivered there; this one is not."""
    assert [quad for quad in quads if quad.predicate.value == DCATDE + "contributorID"] == []


def test_says_of_what_list_each_authority_term_is(quads: list[Quad]) -> None:
    terms = {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(AUTHORITY)
    }
    in_lists = {term for term in terms if term.removeprefix(AUTHORITY).count("/") == 1}
    assert len(in_lists) == 11
    for term in in_lists:
        listed = find_values(quads, term, "http://www.w3.org/2004/02/skos/core#inScheme")
        assert listed == {term.rpartition("/")[0]}
