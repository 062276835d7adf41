"""The description of a thing holds what belongs to it and nothing of its neighbours.

What is expected is read from the files in ``data/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.links import find_iri, find_page
from pso_graph.rdf.namespaces import BASE, RDF_TYPE, shorten_iri
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore
    from tests.asking import Ask

CLAUSE = "document/pso-19-2023/2.c"
_TRIED = 60


def list_subjects(ask: Ask, thing: str) -> set[str]:
    return {str(row["subject"]) for row in ask("description-of-thing", thing=thing)}


def test_a_clause_is_described_with_its_evidence_and_the_names_around_it(ask: Ask) -> None:
    rows = {
        (row["subject"], row["predicate"], row["object"]) for row in ask("description-of-thing", thing=CLAUSE)
    }
    clause, anchor = "pso-19-2023/2.c", "pso-19-2023/2.c/evidence"
    assert {
        (clause, "clauseNumber", "2.c"),
        (clause, "order", "41"),
        (clause, "evidence", anchor),
        (anchor, "firstWords", "die Integration in den Arbeitsmarkt und"),
        (anchor, "segment", f"{anchor}/segment/1"),
        (f"{anchor}/segment/1", "segmentOrder", "1"),
        (
            "pso-19-2023",
            "http://purl.org/dc/terms/title",
            "Resolution des 19. Parlamentsforums Südliche Ostsee",
        ),
        ("mv-statement-pso-19-2024/2.c", "answers", clause),
    } <= rows


def test_entailed_triples_are_told_as_well(ask: Ask) -> None:
    rows = ask("description-of-thing", thing=CLAUSE)
    assert {"predicate": "mode", "subject": "pso-19-2023/2.c"}.items() <= next(
        row for row in rows if row["subject"] == "pso-19-2023/2.c" and row["predicate"] == "mode"
    ).items()  # the file says it of the section only


def test_neighbours_are_named_and_no_more(ask: Ask) -> None:
    """The trap: clause, response and measures hang together, and each is described by itself."""
    said = {
        row["predicate"]
        for row in ask("description-of-thing", thing=CLAUSE)
        if row["subject"] == "pso-19-2023"
    }
    assert said == {"http://purl.org/dc/terms/title"}
    assert not any("/report/" in subject for subject in list_subjects(ask, CLAUSE))


def test_a_response_has_its_reports_and_a_measure_those_on_it(ask: Ask) -> None:
    report = "mv-statement-pso-19-2024/2.l.1/report/federal-adult-migration-advice"
    for thing in ("document/mv-statement-pso-19-2024/2.l.1", "measure/federal-adult-migration-advice"):
        assert {report, f"{report}/evidence"} <= list_subjects(ask, thing)
    other = "mv-statement-pso-19-2024/2.l.1/report/federal-mv-asylum-procedure-agreement"
    assert other not in list_subjects(ask, "measure/federal-adult-migration-advice")


def test_of_nothing_there_is_nothing_to_say(ask: Ask) -> None:
    assert ask("description-of-thing", thing="https://w3id.org/pso-graph/id/document/no-such") == []


def test_every_part_is_described_with_what_it_belongs_to(ask: Ask, store: EmbeddedStore) -> None:
    """The address tells the page of a part; the query must agree, for a static copy has no data for parts."""
    things = {
        quad.subject.value for quad in store.find(None, RDF_TYPE) if isinstance(quad.subject, NamedNode)
    }
    pages = {thing: find_page(thing) or "" for thing in things if thing.startswith(BASE)}
    parts = sorted(thing for thing, page in pages.items() if "#" in page)
    assert len(parts) > 1500
    for part in parts[:: len(parts) // _TRIED]:
        owner = find_iri(pages[part].partition("#")[0].removeprefix("page/"))
        assert shorten_iri(part) in list_subjects(ask, owner), part
