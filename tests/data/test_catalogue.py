"""The dataset describes itself: what it is, whose, which version, and where to get it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.resources import find_resource_root
from pso_graph.pipeline.inputs import read_files
from pso_graph.pipeline.validation import validate_inputs
from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOG, RDF_TYPE, ROOT, Namespace
from pso_graph.rdf.serialization import list_dataset_suffixes
from pso_graph.rdf.terms import Literal, NamedNode
from tests.data.test_files import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.store import EmbeddedStore

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DATASET = NamedNode(BASE + "dataset/pso-graph")
CATALOGUE = NamedNode(ROOT + "graph/catalog")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DCAT_AP = "conformance/dcat-ap-3.0.1"
_EU = "http://publications.europa.eu/resource/authority/"
_DCTERMS = DCTERMS.iri
_FOAF = "http://xmlns.com/foaf/0.1/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
KINDS = [
    (_EU + "access-right/", _DCTERMS + "RightsStatement"),
    (_EU + "data-theme", _SKOS + "ConceptScheme"),
    (_EU + "data-theme/", _SKOS + "Concept"),
    (_EU + "file-type/", _DCTERMS + "MediaTypeOrExtent"),
    (_EU + "frequency/", _DCTERMS + "Frequency"),
    (_EU + "language/", _DCTERMS + "LinguisticSystem"),
    ("http://data.europa.eu/nuts/code/", _DCTERMS + "Location"),
    ("http://eurovoc.europa.eu/c_12742da8", _DCTERMS + "Location"),
    ("https://www.iana.org/assignments/media-types/", _DCTERMS + "MediaType"),
    ("https://www.w3.org/TR/", _DCTERMS + "Standard"),
    (LICENCE, _DCTERMS + "LicenseDocument"),
    (ROOT, _FOAF + "Document"),
    (ROOT + "ontology", _DCTERMS + "Standard"),
    (ROOT + "shape/", _DCTERMS + "Standard"),
]
SUBCLASS = f"<{_VCARD}Organization> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{_VCARD}Kind> ."


def read_values(dataset: EmbeddedStore, subject: NamedNode, predicate: NamedNode) -> list[str]:
    found = {quad.object for quad in dataset.find(subject, predicate)}
    return sorted(term.value for term in found if isinstance(term, NamedNode | Literal))


def test_stands_in_a_graph_of_its_own(dataset: EmbeddedStore) -> None:
    assert {quad.graph_name for quad in dataset.find(DATASET, RDF_TYPE, DCAT.Dataset)} == {CATALOGUE}


def test_the_version_is_that_of_the_project(dataset: EmbeddedStore, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert read_values(dataset, DATASET, DCAT.version) == [project["version"]]


def test_relates_to_the_documents_whose_text_was_read(dataset: EmbeddedStore) -> None:
    related = read_values(dataset, DATASET, DCTERMS.relation)
    assert related == [f"{BASE}document/{slug}" for slug in DOCUMENTS]
    read = {quad.subject for quad in dataset.find(None, PSOG.file)}
    assert {NamedNode(iri) for iri in related} == read


def test_conforms_to_what_the_project_declares(dataset: EmbeddedStore) -> None:
    ontology = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
    files = sorted((find_resource_root() / "shapes").glob("*.ttl"))
    shapes = {line for path in files for line in path.read_text("utf-8").splitlines()}
    declared = [iri for iri in read_values(dataset, DATASET, DCTERMS.conformsTo) if iri.startswith(ROOT)]
    assert declared == [f"{ROOT}ontology", f"{ROOT}shape/"]
    assert next(dataset.find(NamedNode(declared[0]), RDF_TYPE, ontology), None) is not None
    assert f"<{declared[1]}>" in shapes


def test_covers_the_years_from_the_first_meeting_to_the_last(dataset: EmbeddedStore) -> None:
    period = NamedNode(f"{DATASET.value}/period")
    bounds = [read_values(dataset, period, bound) for bound in (DCAT.startDate, DCAT.endDate)]
    years = sorted(
        quad.object.value[:4]
        for meeting in dataset.find(None, RDF_TYPE, PSOG.Conference)
        if isinstance(meeting.subject, NamedNode)
        for quad in dataset.find(meeting.subject, PSOG.startDate)
        if isinstance(quad.object, Literal)
    )
    assert bounds == [[f"{years[0]}-01-01"], [f"{years[-1]}-12-31"]]


def test_offers_what_export_can_write(dataset: EmbeddedStore) -> None:
    offered = [quad.object for quad in dataset.find(DATASET, DCAT.distribution)]
    assert len(offered) == 3
    media = {}
    for distribution in offered:
        assert isinstance(distribution, NamedNode)
        (address,) = read_values(dataset, distribution, DCAT.accessURL)
        (kind,) = read_values(dataset, distribution, DCAT.mediaType)
        assert address.startswith(f"{ROOT}export/pso-graph.")
        media[f".{address.rpartition('.')[2]}"] = kind.partition("media-types/")[2]
        assert read_values(dataset, distribution, DCTERMS.license) == [LICENCE]
    assert media == {
        ".nq": "application/n-quads",
        ".trig": "application/trig",
        ".jsonld": "application/ld+json",
    }
    assert set(media) <= set(list_dataset_suffixes())


def test_stores_no_count(dataset: EmbeddedStore) -> None:
    """Counts come from the build, so that they cannot grow stale."""
    numbers = [
        str(quad)
        for quad in dataset.find(None, None, None, CATALOGUE)
        if isinstance(quad.object, Literal) and quad.object.value.isdecimal()
    ]
    assert numbers == []


@pytest.mark.sources
def test_meets_what_dcat_ap_makes_mandatory(shared: Path, root: Path) -> None:
    found = validate_inputs(read_files([root / "data" / "catalog.ttl"], [shared / DCAT_AP / "shapes.ttl"]))
    assert [located.finding.describe() for located in found.findings] == []


@pytest.mark.sources
def test_points_at_things_of_the_kind_that_dcat_ap_wants(shared: Path, root: Path, tmp_path: Path) -> None:
    """What the things of others are is said by their publishers; here it is taken from their addresses."""
    catalogue = root / "data" / "catalog.ttl"
    kinds = tmp_path / "kinds.ttl"
    iris = re.findall(r"<(https?://[^>]+)>", catalogue.read_text("utf-8"))
    types = [f"<{iri}> a <{kind}> ." for iri in iris for start, kind in KINDS if iri.startswith(start)]
    kinds.write_text("\n".join([*types, SUBCLASS]), "utf-8")
    found = validate_inputs(read_files([catalogue, kinds], [shared / DCAT_AP / "range.ttl"]))
    assert [located.finding.describe() for located in found.findings] == []


@pytest.mark.sources
def test_dcat_ap_would_speak(shared: Path, root: Path, tmp_path: Path) -> None:
    broken = tmp_path / "catalog.ttl"
    text = (root / "data" / "catalog.ttl").read_text("utf-8")
    broken.write_text(text.replace("dcterms:title", "dcterms:alternative"), "utf-8")
    found = validate_inputs(read_files([broken], [shared / DCAT_AP / "shapes.ttl"]))
    focused = {located.finding.focus.removeprefix(BASE) for located in found.findings}
    assert focused == {"catalog/pso-graph", "dataset/pso-graph", "service/sparql"}
