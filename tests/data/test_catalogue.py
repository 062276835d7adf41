"""The dataset describes itself: what it is, whose, which version, and where to get it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pso_graph.core.resources import find_resource_root
from pso_graph.publish.downloads import DUMPS, FOLDER
from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOG, RDF_TYPE, ROOT, Namespace
from pso_graph.rdf.terms import Literal, NamedNode
from tests.data.test_files import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.store import EmbeddedStore

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DATASET = NamedNode(BASE + "dataset/pso-graph")
CATALOGUE = NamedNode(ROOT + "graph/catalog")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
GOVDATA_LICENCE = "http://dcat-ap.de/def/licenses/cc-by/4.0"


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


def test_offers_the_downloads_that_the_site_has(dataset: EmbeddedStore) -> None:
    offered = [quad.object for quad in dataset.find(DATASET, DCAT.distribution)]
    media = {}
    for distribution in offered:
        assert isinstance(distribution, NamedNode)
        (address,) = read_values(dataset, distribution, DCAT.downloadURL)
        (kind,) = read_values(dataset, distribution, DCAT.mediaType)
        assert address.startswith(f"{ROOT}{FOLDER}/")
        media[address.removeprefix(f"{ROOT}{FOLDER}/")] = kind.partition("media-types/")[2]
    assert media == DUMPS


def test_is_licensed_by_the_same_terms_everywhere(dataset: EmbeddedStore) -> None:
    """German portals know the licence of a file by an IRI of their own."""
    assert read_values(dataset, DATASET, DCTERMS.license) == [LICENCE]
    for quad in dataset.find(DATASET, DCAT.distribution):
        assert isinstance(quad.object, NamedNode)
        assert read_values(dataset, quad.object, DCTERMS.license) == [GOVDATA_LICENCE]


def test_stores_no_count(dataset: EmbeddedStore) -> None:
    """Counts come from the build, so that they cannot grow stale."""
    numbers = [
        str(quad)
        for quad in dataset.find(None, None, None, CATALOGUE)
        if isinstance(quad.object, Literal) and quad.object.value.isdecimal()
    ]
    assert numbers == []
