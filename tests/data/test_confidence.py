"""How sure a fact is shows in its graph: what was inferred or remembered never stands among the rest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pso_graph.rdf.namespaces import BASE, DCTERMS, GRAPHS, PSOG, SKOS
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad

GRAPH_OF = {"seen": "reference", "inferred": "reference-inferred", "memory": "reference-memory"}
WIKIDATA = "http://www.wikidata.org/entity/"
HOMEPAGE = NamedNode("http://xmlns.com/foaf/0.1/homepage")


class Fact(NamedTuple):
    """A cell of a row of a table of facts, how sure it is, and what it is in the graph."""

    table: str
    key: str
    row: str
    cell: str
    sure: str
    thing: str
    predicate: NamedNode


FACTS = [
    Fact("bspc_conferences", "number", "28", "date_start", "seen", "conference/bspc-28", PSOG.startDate),
    Fact("bspc_conferences", "number", "4", "date_start", "memory", "conference/bspc-4", PSOG.startDate),
    Fact("bspc_conferences", "number", "15", "country", "memory", "conference/bspc-15", PSOG.country),
    Fact("pso_conferences", "number", "19", "date_end", "seen", "conference/pso-19", PSOG.endDate),
    Fact("pso_conferences", "number", "22", "date_start", "inferred", "conference/pso-22", PSOG.dateText),
    Fact(
        "bspc_28_2019_clauses",
        "topic_slug",
        "one-stop-shops",
        "paragraph",
        "seen",
        "document/bspc-28-2019/26",
        PSOG.clauseNumber,
    ),
    Fact(
        "bspc_29_2020_clauses",
        "topic_slug",
        "anti-trafficking",
        "gloss_de",
        "inferred",
        "document/bspc-29-2020/anti-trafficking",
        SKOS.prefLabel,
    ),
    Fact(
        "eu_instruments",
        "slug",
        "amif-2021-1147",
        "date",
        "memory",
        "instrument/amif-2021-1147",
        DCTERMS.date,
    ),
    Fact("eu_instruments", "slug", "dec-2022-382", "date", "seen", "instrument/dec-2022-382", DCTERMS.date),
    Fact(
        "documents",
        "slug",
        "bzi-beschluss-personal",
        "date",
        "inferred",
        "document/bzi-beschluss-personal",
        PSOG.dateText,
    ),
    Fact("actors", "id_slug", "landtag-mv", "label_de", "seen", "actor/landtag-mv", SKOS.prefLabel),
    Fact("actors", "id_slug", "landtag-mv", "homepage", "memory", "actor/landtag-mv", HOMEPAGE),
]


def read_table(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.sources
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.thing}-{fact.cell}")
def test_a_fact_stands_in_the_graph_of_its_confidence(shared: Path, written: list[Quad], fact: Fact) -> None:
    (row,) = [row for row in read_table(shared, fact.table) if row[fact.key] == fact.row]
    assert row.get(f"{fact.cell}_confidence", row["confidence"]) == fact.sure
    graphs = {
        str(quad.graph_name)
        for quad in written
        if (quad.subject, quad.predicate) == (NamedNode(BASE + fact.thing), fact.predicate)
        if getattr(quad.object, "value", "") == row[fact.cell]
    }
    assert graphs == {f"<{GRAPHS}{GRAPH_OF[fact.sure]}>"}


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
        pair = NamedNode(f"{BASE}actor/{row['id_slug']}"), NamedNode(f"{WIKIDATA}{row['wikidata']}")
        graphs = {str(quad.graph_name) for quad in written if (quad.subject, quad.object) == pair}
        assert graphs == {f"<{GRAPHS}{GRAPH_OF[row['wikidata_confidence']]}>"}, row["id_slug"]
