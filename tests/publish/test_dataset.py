"""The page of the dataset: what it is, holds and is licensed by, as the data and the project's files say."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
import yaml

from pso_graph.publish.authorities import list_authorities, name_authority
from pso_graph.publish.catalog import read_catalog, read_changes, read_citation
from pso_graph.publish.downloads import DOWNLOADS
from pso_graph.publish.languages import LANGUAGES, Language
from pso_graph.publish.partitions import read_partitions
from pso_graph.publish.wording import write_text
from pso_graph.query.running import run_text
from pso_graph.rdf.terms import NamedNode, QuerySolutions, Triple
from pso_graph.store import EmbeddedStore
from pso_graph.validate.rules import list_rules
from tests.conftest import ROOT
from tests.publish.visiting import HTML, make_show, read_page, read_table, read_text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from tests.publish.visiting import Show

# The kinds with the numbers of the README, which a test of its own keeps true; wholes written by hand.
KINDS = {
    "BSPC decisions": ["15", "of 135 clauses"],
    "clauses": ["135", ""],
    "measures": ["126", ""],
    "recommendations": ["53", "of 135 clauses"],
    "responses": ["67", ""],
}
NUMBERS = re.compile(r"(?<![.\d])\d+(?![.\d])")
RANGE = re.compile(r"(\d+) to (\d+)")
EU = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="module")
def show(dataset: EmbeddedStore) -> Show:
    return make_show(dataset)


def find_table(page: ET.Element, caption: str) -> list[list[str]]:
    (table,) = (
        table
        for table in page.iter(f"{HTML}table")
        if read_text(next(iter(table.iter(f"{HTML}caption")))) == caption
    )
    return read_table(table)


def test_numbers_stand_beside_what_they_are_a_part_of(show: Show) -> None:
    page = read_page(show("dataset"))
    shown = {row[0]: row[1:] for row in find_table(page, "Things by kind")}
    assert {kind: shown[kind] for kind in KINDS} == KINDS
    stances = {row[0]: int(row[1]) for row in find_table(page, "Responses by stance, of 67 responses")}
    assert stances["accepts"] == 28
    assert stances["not stated"] == 3  # two that are empty, and one omitted
    assert sum(stances.values()) == 67
    status = find_table(page, "Measures by status, of 126 measures")
    assert sum(int(row[1]) for row in status) == 126
    assert {row[0] for row in status} == {
        *("completed", "existing", "ongoing", "planned", "reduced or discontinued")
    }


def test_german_pages_count_the_same(show: Show) -> None:
    english, german = (read_page(show("dataset", language)) for language in ("en", "de"))
    numbers = [
        sorted(row[1] for row in find_table(page, name))
        for page, name in (
            (english, "Things by kind"),
            (german, "Dinge nach Art"),
        )
    ]
    assert numbers[0] == numbers[1]
    assert ["Empfehlungen", "53", "von 135 Klauseln"] in find_table(german, "Dinge nach Art")


def test_csv_page_and_query_say_the_same(show: Show, dataset: EmbeddedStore) -> None:
    rows = list(csv.reader(io.StringIO(show("dataset.csv").body.decode())))
    page = read_page(show("dataset"))
    texts = ["".join(code.itertext()) for code in page.iter(f"{HTML}code") if code.get("class") == "sparql"]
    asked = run_text(dataset, texts[0])
    assert isinstance(asked, QuerySolutions)
    assert rows[1:] == [[row[name].value for name in ("kind", "value", "count")] for row in asked]
    assert rows[0] == ["kind", "value", "count"]
    shown = {row[1] for row in find_table(page, "Things by kind")}
    assert shown == {row[2] for row in rows[1:] if not row[1]}


def test_every_graph_is_listed_with_its_size(show: Show, dataset: EmbeddedStore) -> None:
    rows = find_table(read_page(show("dataset")), "13 named graphs")
    names = [graph.value.partition("/graph/")[2] for graph in dataset.list_graphs()]
    assert [row[0] for row in rows] == names
    catalog = next(row for row in rows if row[0] == "catalog")
    assert int(catalog[1]) == sum(
        1 for _ in dataset.find(None, None, None, NamedNode("https://w3id.org/pso-graph/graph/catalog"))
    )
    texts = [
        code.text for code in read_page(show("dataset")).iter(f"{HTML}code") if code.get("class") == "sparql"
    ]
    asked = run_text(dataset, texts[1] or "")
    assert isinstance(asked, QuerySolutions)
    assert [row["triples"].value for row in asked] == [row[1] for row in rows]


def test_all_downloads_are_linked(show: Show) -> None:
    links = {link.attrib["href"] for link in read_page(show("dataset")).iter(f"{HTML}a")}
    assert {f"../downloads/{name}" for name in DOWNLOADS} <= links


def test_the_partitions_are_those_of_the_data(show: Show, dataset: EmbeddedStore) -> None:
    page = read_page(show("dataset"))
    classes = {row[0]: row[1] for row in find_table(page, "Things by class")}
    assert classes["psog:Measure"] == "126"
    properties = {row[0]: row[1:] for row in find_table(page, "Triples by property")}
    triples = {
        (quad.subject, quad.object)
        for quad in dataset.find(None, NamedNode("https://w3id.org/pso-graph/ontology#answers"))
    }
    assert properties["psog:answers"] == [
        str(len(triples)),
        str(len({pair[0] for pair in triples})),
        str(len({pair[1] for pair in triples})),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_described_for_search_engines(show: Show, language: Language) -> None:
    (script,) = (
        each
        for each in read_page(show("dataset", language)).iter(f"{HTML}script")
        if each.get("type") == "application/ld+json"
    )
    facts = json.loads(script.text or "")
    assert facts["@type"] == "Dataset"
    assert facts["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert facts["temporalCoverage"] == "1991-01-01/2026-12-31"
    assert ("Westpommern" if language == "de" else "West Pomerania") in facts["spatialCoverage"]
    assert len(facts["distribution"]) == 3


def test_it_is_cited_as_the_project_says(show: Show) -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = read_citation()
    assert citation["version"] == project["version"] == said["version"]
    (quoted,) = read_page(show("dataset")).iter(f"{HTML}blockquote")
    assert read_text(quoted) == (
        f"the pso-graph contributors (2026): {said['title']}. Version {project['version']}. "
        "https://w3id.org/pso-graph/"
    )


def test_changes_are_those_of_the_changelog() -> None:
    text = " ".join((ROOT / "CHANGELOG.md").read_text("utf-8").split())
    changes = read_changes()
    assert changes[-1][0].startswith("0.1.0")
    for name, items in changes:
        assert f"## {name}" in text
        assert items
        for item in items:
            assert f"- {item}" in text


def test_data_that_describes_no_dataset_has_a_page_too() -> None:
    page = read_page(make_show(EmbeddedStore.in_memory([]))("dataset"))
    assert [read_text(heading) for heading in page.iter(f"{HTML}h1")] == ["The dataset"]
    assert read_catalog(EmbeddedStore.in_memory([])) is None


def test_partitions_of_nothing_are_empty() -> None:
    partitions = read_partitions(EmbeddedStore.in_memory([]))
    assert (partitions.triples, partitions.classes, partitions.properties) == (0, (), ())


def test_things_of_others_are_told_with_their_lists() -> None:
    dataset, language = NamedNode("http://example.org/d"), NamedNode("http://purl.org/dc/terms/language")
    told = set(list_authorities([Triple(dataset, language, NamedNode(EU + "language/DEU"))]))
    subjects = {triple.subject.value for triple in told if isinstance(triple.subject, NamedNode)}
    assert subjects == {EU + "language/DEU", EU + "language"}
    assert name_authority(EU + "language/DEU", "de") == "Deutsch"
    assert name_authority("http://example.org/x", "de") == "http://example.org/x"


def test_every_convention_of_dcat_ap_de_is_accounted_for() -> None:
    """There are 41; each is checked by a rule that names it, or the page says why not."""
    rules = [rule for rule in list_rules() if rule.source == "shapes/catalog.ttl"]
    named = {int(number) for rule in rules for number in NUMBERS.findall(rule.reason["en"].partition(":")[0])}
    left = write_text("dataset.dcat-left", "en")
    told = {int(number) for number in NUMBERS.findall(left)}
    told |= {number for first, last in RANGE.findall(left) for number in range(int(first), int(last))}
    assert named | told == set(range(1, 42))
    assert named & told == {12}
