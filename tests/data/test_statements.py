"""What the documents say is there in full: counted, with topics, and with the place that proves it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pso_graph.rdf.namespaces import BASE, DCTERMS, OA, PSOC, PSOG, RDF_TYPE, shorten_iri
from pso_graph.rdf.terms import NamedNode
from tests.data.test_files import DOCUMENTS

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Quad
    from tests.gold.graph import Graph

STATEMENT = "document/mv-statement-pso-19-2024"
WITHOUT_TEXT = {"response-empty", "response-omitted"}
# Of the resolution: gold/README. Of the others: the rows of motion_000.csv and demands_003_004.csv.
UNITS = {
    "pso-19-2023": 84,
    "sh-motion-pso-19": 13,
    "gruene-mv-wp8-2-2021": 11,
    "mso-mv-resolution-2015": 12,
    "mv-statement-pso-19-2024": 67,
}
# DESIGN §4 says of what there is evidence; what has no text of its own has no place either.
PROVEN = ("Clause", "Response", "MeasureReport", "Citation", "Quotation", "Link")


def list_all(graph: Graph, kind: str) -> list[str]:
    return graph.subjects(RDF_TYPE, PSOG[kind])


def has_text(graph: Graph, thing: str) -> bool:
    """Whether the document that a thing stands in is one of the five, and it says something there."""
    if "Link" in graph.classes(thing):
        return graph.value(thing, PSOG.basis) == "basis-explicit"
    inside = {f"document/{slug}" for slug in DOCUMENTS}
    return bool(inside.intersection(graph.values(thing, PSOG.inDocument))) and not (
        WITHOUT_TEXT.intersection(graph.values(thing, PSOG.responseType))
    )


@pytest.mark.parametrize(("slug", "expected"), UNITS.items())
def test_has_every_unit(graph: Graph, slug: str, expected: int) -> None:
    assert len(graph.units(f"document/{slug}")) == expected


def test_has_every_response_of_its_kind(graph: Graph) -> None:
    kinds = Counter(graph.value(unit, PSOG.responseType) for unit in graph.units(STATEMENT))
    assert kinds == {
        "response-acknowledgement": 24,
        "response-substantive": 40,
        "response-empty": 2,
        "response-omitted": 1,
    }


def test_has_every_measure_with_one_main_mention(graph: Graph) -> None:
    measures = list_all(graph, "Measure")
    main = [
        graph.value(report, PSOG.measure)
        for report in graph.subjects(PSOG.mention, PSOC["mention-main"])
        if "MeasureReport" in graph.classes(report)
    ]
    assert len(measures) == 126
    assert set(main) == set(measures)


def test_has_every_quotation(graph: Graph) -> None:
    quoted = {graph.value(quotation, PSOG.quotes) for quotation in graph.quotations(STATEMENT)}
    assert len(graph.quotations(STATEMENT)) == len(quoted) == 71
    assert quoted <= set(graph.units("document/pso-19-2023"))


@pytest.mark.parametrize("kind", ["Clause", "Response", "Measure"])
def test_has_a_topic(graph: Graph, kind: str) -> None:
    things = list_all(graph, kind)
    assert things
    assert [thing for thing in things if not graph.values(thing, PSOG.topic)] == []


def test_a_lead_in_has_the_topics_of_its_items(graph: Graph) -> None:
    items: dict[str, list[str]] = {}
    for clause in list_all(graph, "Clause"):
        items.setdefault(graph.value(clause, DCTERMS.isPartOf), []).append(clause)
    lead_ins = [holder for holder in items if "Clause" in graph.classes(holder)]
    assert "document/pso-19-2023/2.l" in lead_ins
    for lead_in in lead_ins:
        expected = {topic for item in items[lead_in] for topic in graph.values(item, PSOG.topic)}
        assert set(graph.values(lead_in, PSOG.topic)) == expected, lead_in


def test_a_response_without_text_has_the_topics_of_its_clause_and_nothing_else(graph: Graph) -> None:
    silent = [unit for unit in graph.units(STATEMENT) if not has_text(graph, unit)]
    assert [unit.removeprefix(f"{STATEMENT}/") for unit in silent] == ["2.l", "3.e", "5.1"]
    for response in silent:
        clause = graph.value(response, PSOG.answers)
        assert graph.values(response, PSOG.topic) == graph.values(clause, PSOG.topic)
        for absent in (PSOG.evidence, PSOG.stance, PSOG.stanceEvidence):
            assert graph.values(response, absent) == []


@pytest.mark.parametrize("kind", PROVEN)
def test_is_proved_by_a_recorded_place(graph: Graph, kind: str) -> None:
    things = [thing for thing in list_all(graph, kind) if has_text(graph, thing)]
    assert things
    unproved = [
        thing
        for thing in things
        if not graph.segments(thing)
        or not all(graph.values(anchor, OA.hasSource) for anchor in graph.values(thing, PSOG.evidence))
    ]
    assert unproved == []


def test_every_response_with_text_takes_a_stance_in_words_of_its_own(graph: Graph) -> None:
    for response in (unit for unit in graph.units(STATEMENT) if has_text(graph, unit)):
        assert graph.value(response, PSOG.stance)
        (anchor,) = graph.values(response, PSOG.stanceEvidence)
        (own,) = graph.values(response, PSOG.evidence)
        assert is_within(graph, anchor, own), response


def test_what_is_said_of_a_measure_stands_in_the_response(graph: Graph) -> None:
    for report in list_all(graph, "MeasureReport"):
        (anchor,) = graph.values(report, PSOG.evidence)
        (own,) = graph.values(graph.value(report, PSOG.inResponse), PSOG.evidence)
        assert is_within(graph, anchor, own), report


def is_within(graph: Graph, inner: str, outer: str) -> bool:
    start, end = (int(graph.value(inner, bound)) for bound in (PSOG.startOffset, PSOG.endOffset))
    first, last = (int(graph.value(outer, bound)) for bound in (PSOG.startOffset, PSOG.endOffset))
    return first <= start < end <= last


def test_segments_follow_one_another(graph: Graph) -> None:
    for anchor in list_all(graph, "Anchor"):
        numbered = sorted(
            tuple(
                int(graph.value(segment, bound))
                for bound in (PSOG.segmentOrder, PSOG.startOffset, PSOG.endOffset)
            )
            for segment in graph.values(anchor, PSOG.segment)
        )
        assert [number for number, _, _ in numbered] == list(range(1, len(numbered) + 1)), anchor
        assert all(start < end for _, start, end in numbered), anchor
        assert all(before[2] <= after[1] for before, after in pairwise(numbered)), anchor


def test_equal_texts_are_told_apart_by_their_occurrence(graph: Graph) -> None:
    places: dict[tuple[str, str], dict[int, str]] = {}
    for anchor in list_all(graph, "Anchor"):
        key = (graph.value(anchor, OA.hasSource), graph.value(anchor, PSOG.textHash))
        start = int(graph.value(anchor, PSOG.startOffset))
        places.setdefault(key, {})[start] = graph.value(anchor, PSOG.occurrence)
    repeated = [by_start for by_start in places.values() if len(by_start) > 1]
    assert len(repeated) > 10
    for by_start in repeated:
        numbers = [int(number or 0) for _, number in sorted(by_start.items())]
        assert all(0 < before < after for before, after in pairwise(numbers)), by_start


def test_an_inferred_link_says_why_and_is_no_plain_statement(graph: Graph, written: list[Quad]) -> None:
    plain = {(quad.subject, quad.predicate, quad.object) for quad in written}
    for link in list_all(graph, "Link"):
        if graph.value(link, PSOG.basis) == "basis-inferred":
            assert len(graph.values(link, PSOG.rationale)) == len(("de", "en")), link
            assert graph.values(link, PSOG.evidence) == [], link
        start, end = (graph.value(link, bound) for bound in (PSOG["from"], PSOG.to))
        relation = graph.value(link, PSOG.relation)
        assert link == f"link/{shorten_iri(BASE + start)}--{relation}--{shorten_iri(BASE + end)}"
        assert (NamedNode(BASE + start), PSOG[relation], NamedNode(BASE + end)) not in plain, link
