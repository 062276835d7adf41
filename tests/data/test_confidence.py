"""How sure a fact is shows in its graph: what was inferred or remembered never stands among the rest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import BASE, DCTERMS, GRAPHS, PSOG, SKOS
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad

GRAPH_OF = {"seen": "reference", "inferred": "reference-inferred", "memory": "reference-memory"}
HOMEPAGE = NamedNode("http://xmlns.com/foaf/0.1/homepage")
WIKIDATA = SKOS.exactMatch

# A table of facts, a row of it, one of its cells and how sure that is; and what the cell is in the graph.
FACTS = [
    ("bspc_conferences", "number", "28", "date_start", "seen", "conference/bspc-28", PSOG.startDate),
    ("bspc_conferences", "number", "4", "date_start", "memory", "conference/bspc-4", PSOG.startDate),
    ("bspc_conferences", "number", "15", "country", "memory", "conference/bspc-15", PSOG.country),
    ("pso_conferences", "number", "19", "date_end", "seen", "conference/pso-19", PSOG.endDate),
    ("pso_conferences", "number", "22", "date_start", "inferred", "conference/pso-22", PSOG.dateText),
    (
        "bspc_28_2019_clauses",
        "topic_slug",
        "one-stop-shops",
        "paragraph",
        "seen",
        "document/bspc-28-2019/26",
        PSOG.clauseNumber,
    ),
    (
        "bspc_29_2020_clauses",
        "topic_slug",
        "anti-trafficking",
        "gloss_de",
        "inferred",
        "document/bspc-29-2020/anti-trafficking",
        SKOS.prefLabel,
    ),
    ("eu_instruments", "slug", "amif-2021-1147", "date", "memory", "instrument/amif-2021-1147", DCTERMS.date),
    ("eu_instruments", "slug", "dec-2022-382", "date", "seen", "instrument/dec-2022-382", DCTERMS.date),
    ("documents", "slug", "bzi-beschluss-personal", "date", "inferred", "document/bzi-beschluss-personal", PSOG.dateText),
    ("actors", "id_slug", "landtag-mv", "label_de", "seen", "actor/landtag-mv", SKOS.prefLabel),
    ("actors", "id_slug", "landtag-mv", "homepage", "memory", "actor/landtag-mv", HOMEPAGE),
]


def read_table(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def list_graphs(written: list[Quad], thing: str, predicate: NamedNode, value: str | None = None) -> set[str]:
    """Return the names of the graphs that give a thing a value, or any value, of a property."""
    return {
        quad.graph_name.value.removeprefix(GRAPHS)
        for quad in written
        if isinstance(quad.graph_name, NamedNode)
        if (quad.subject, quad.predicate) == (NamedNode(BASE + thing), predicate)
        if value is None or getattr(quad.object, "value", "") == value
    }


@pytest.mark.sources
@pytest.mark.parametrize(
    ("table", "key", "row", "cell", "sure", "thing", "predicate"),
    FACTS,
    ids=lambda part: part if isinstance(part, str) else part.value.rpartition("/")[2],
)
def test_a_fact_stands_in_the_graph_of_its_confidence(
    shared: Path,
    written: list[Quad],
    table: str,
    key: str,
    row: str,
    cell: str,
    sure: str,
    thing: str,
    predicate: NamedNode,
) -> None:
    (found,) = [entry for entry in read_table(shared, table) if entry[key] == row]
    assert found[f"{cell}_confidence" if f"{cell}_confidence" in found else "confidence"] == sure
    assert list_graphs(written, thing, predicate, found[cell]) == {GRAPH_OF[sure]}


@pytest.mark.sources
def test_nothing_seen_is_made_of_a_remembered_conference(shared: Path, written: list[Quad]) -> None:
    rows = [row for row in read_table(shared, "bspc_conferences") if row["confidence"] == "memory"]
    assert len(rows) == 10
    for row in rows:
        thing = NamedNode(f"{BASE}conference/bspc-{row['number']}")
        graphs = {str(quad.graph_name) for quad in written if quad.subject == thing}
        assert graphs == {f"<{GRAPHS}reference-memory>"}, row["number"]


@pytest.mark.sources
def test_no_wikidata_identity_from_memory_stands_among_the_rest(shared: Path, written: list[Quad]) -> None:
    rows = [row for row in read_table(shared, "actors") if row["wikidata"]]
    assert {row["wikidata_confidence"] for row in rows} == {"seen", "memory"}
    for row in rows:
        entity = f"http://www.wikidata.org/entity/{row['wikidata']}"
        graphs = list_graphs(written, f"actor/{row['id_slug']}", WIKIDATA, entity)
        assert graphs == {GRAPH_OF[row["wikidata_confidence"]]}, row["id_slug"]
