"""Lineage on the real data: the hops that the documents prove, and no others."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.catalogue import find_query
from pso_graph.core.errors import UnknownThingError
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import WRITERS, describe_lineage
from pso_graph.query.running import run_shipped
from pso_graph.rdf.namespaces import BASE, PSOG, RDF_TYPE, shorten_iri
from pso_graph.store import EmbeddedStore
from tests.cli.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.query.hops import Hop

DECISION = "bspc-28-2019/26"
PREFIXES = """\
@base <https://w3id.org/pso-graph/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix psoc: <https://w3id.org/pso-graph/concept/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def short(hop: Hop) -> tuple[str, str, str]:
    return shorten_iri(hop.from_), hop.relation.removeprefix(PSOG.iri), shorten_iri(hop.to)


def test_decision_26_leads_to_clause_and_answer_with_their_proofs(dataset: EmbeddedStore) -> None:
    answer = trace_lineage(dataset, DECISION, direction="forward", depth=2)
    assert [short(hop) for hop in answer.hops] == [
        ("pso-19-2023/2.l.1", "takesUp", DECISION),
        ("mv-statement-pso-19-2024/2.l.1", "answers", "pso-19-2023/2.l.1"),
    ]
    taken, answered = answer.hops
    # That it is number 26 is said by the government, not by the resolution.
    assert shorten_iri(taken.claimed_in or "") == "mv-statement-pso-19-2024"
    assert taken.status == "status-published"
    (words,) = taken.evidence
    assert shorten_iri(words.unit or "") == "mv-statement-pso-19-2024/2.l.1"
    assert words.first_words.startswith("Ziffer 26")
    assert 27529 <= words.start < words.end <= 30439
    assert shorten_iri(answered.claimed_in or "") == "mv-statement-pso-19-2024"
    assert answered.evidence[0].first_words.startswith("In der Stellungnahme zur 28. BSPC")


def test_a_measure_leads_back_to_the_decision(dataset: EmbeddedStore) -> None:
    answer = trace_lineage(dataset, "measure/mv-language-mediator-pools", direction="back", scope="clause")
    assert [(hop.depth, *short(hop)) for hop in answer.hops] == [
        (1, "measure/mv-language-mediator-pools", "namedIn", "mv-statement-pso-19-2024/2.c"),
        (1, "measure/mv-language-mediator-pools", "namedIn", "mv-statement-pso-19-2024/2.l.1"),
        (2, "mv-statement-pso-19-2024/2.c", "answers", "pso-19-2023/2.c"),
        (2, "mv-statement-pso-19-2024/2.l.1", "answers", "pso-19-2023/2.l.1"),
        (3, "pso-19-2023/2.l.1", "takesUp", DECISION),
    ]


def test_what_is_said_of_the_whole_document_is_a_group_of_its_own(dataset: EmbeddedStore) -> None:
    both = trace_lineage(dataset, "pso-19-2023/4.d", direction="forward")
    near = trace_lineage(dataset, "pso-19-2023/4.d", direction="forward", scope="clause")
    whole = trace_lineage(dataset, "pso-19-2023/4.d", direction="forward", scope="document")
    assert {short(hop) for hop in whole.hops} == {
        ("sh-motion-pso-19/m-3a", "welcomes", "pso-19-2023"),
        ("sh-motion-pso-19/m-3b", "approves", "pso-19-2023"),
        ("sh-motion-pso-19/m-6a", "requestsImplementationOf", "pso-19-2023"),
        ("sh-motion-pso-19/m-6b", "requestsImplementationOf", "pso-19-2023"),
    }
    assert ("sh-motion-pso-19/m-6.4", "takesUp", "pso-19-2023/4.d") in {short(hop) for hop in near.hops}
    assert {short(hop) for hop in both.hops} == {short(hop) for hop in (*near.hops, *whole.hops)}


def test_a_proposal_is_shown_as_one(dataset: EmbeddedStore) -> None:
    hops = trace_lineage(dataset, "sh-motion-pso-19/m-6.4", direction="back").hops
    assert {hop.status for hop in hops} == {"status-proposed"}


def test_citations_come_as_context_only_when_asked(dataset: EmbeddedStore) -> None:
    plain = trace_lineage(dataset, "pso-19-2023/2.l.2", direction="back", scope="clause")
    cited = trace_lineage(dataset, "pso-19-2023/2.l.2", direction="back", scope="clause", citations=True)
    assert [short(hop) for hop in plain.hops] == [
        ("pso-19-2023/2.l.2", "takesUp", "bspc-28-2019/direct-contacts")
    ]
    context = [hop for hop in cited.hops if hop.direction == "context"]
    assert [short(hop) for hop in context] == [("pso-19-2023/2.l.2", "cites", "bspc-28-2019")]
    assert context[0].evidence[0].first_words == "28. BSPC 2019"


def test_depth_ends_the_walk(dataset: EmbeddedStore) -> None:
    assert {hop.depth for hop in trace_lineage(dataset, DECISION, depth=1).hops} == {1}


def test_a_mistyped_id_suggests_the_nearest(dataset: EmbeddedStore) -> None:
    with pytest.raises(UnknownThingError, match=r"Did you mean .*pso-19-2023/2\.l\.1"):
        trace_lineage(dataset, "pso-19-2032/2.l.1")
    with pytest.raises(UnknownThingError):
        trace_lineage(dataset, "<> broken")


@pytest.mark.parametrize(
    ("direction", "name"), [("forward", "lineage-forward"), ("back", "lineage-backward")]
)
def test_the_walk_and_the_shipped_query_find_the_same(
    dataset: EmbeddedStore, direction: str, name: str
) -> None:
    kinds = (PSOG.BSPCDecision, PSOG.Measure, PSOG.GovernmentStatement, PSOG.Motion)
    found = {quad.subject for kind in kinds for quad in dataset.find(None, RDF_TYPE, kind)}
    things = sorted(node.value for node in found if isinstance(node, ox.NamedNode))[::9]
    things += [f"https://w3id.org/pso-graph/id/document/pso-19-2023/{n}" for n in ("4.a", "2.l", "1.j.3")]
    for thing in things:
        walked = {
            (hop.from_, hop.relation, hop.to, hop.claimed_in, words.start if words else None)
            for hop in trace_lineage(dataset, thing, direction=direction).hops  # type: ignore[arg-type]
            for words in hop.evidence or (None,)
        }
        result = run_shipped(dataset, find_query(name), {"thing": thing})
        assert isinstance(result, ox.QuerySolutions)
        asked = {
            (
                row["from"].value,
                row["relation"].value,
                row["to"].value,
                row["claimedIn"].value if row["claimedIn"] else None,
                int(row["start"].value) if row["start"] else None,
            )
            for row in result
        }
        assert walked == asked, thing


def test_json_has_the_promised_form(dataset: EmbeddedStore) -> None:
    answer = describe_lineage(trace_lineage(dataset, DECISION, direction="forward", depth=1))
    assert list(answer) == ["of", "direction", "hops", "things"]
    (hop,) = json.loads(json.dumps(answer))["hops"]
    fields = ["from", "relation", "to", "depth", "direction", "scope", "claimedIn", "status", "evidence"]
    assert list(hop) == fields
    assert list(hop["evidence"][0]) == ["document", "unit", "firstWords", "lastWords", "start", "end"]
    assert set(answer["things"]) == {hop["from"], hop["to"], hop["claimedIn"]}  # type: ignore[call-overload]
    decision = answer["things"][hop["to"]]  # type: ignore[index]
    assert list(decision) == ["type", "label"]
    assert decision["type"] == PSOG.BSPCDecision.value
    assert set(decision["label"]) == {"de", "en"}


def test_the_command_line_gives_the_same_json(dataset: EmbeddedStore, home: Path) -> None:
    done = run("lineage", "pso-19-2023/2.l.2", "--citations", "--format", "json", home=home)
    assert json.loads(done.stdout) == describe_lineage(
        trace_lineage(dataset, "pso-19-2023/2.l.2", citations=True)
    )


def test_every_form_names_both_ends_of_every_hop(dataset: EmbeddedStore) -> None:
    answer = trace_lineage(dataset, DECISION)
    ends = {shorten_iri(end) for hop in answer.hops for end in (hop.from_, hop.to)}
    for name, write in WRITERS.items():
        text = write(answer, "de")
        assert not [end for end in ends if end not in text], name
    rows = list(csv.DictReader(io.StringIO(WRITERS["csv"](answer, "en"))))
    assert sum(max(1, len(hop.evidence)) for hop in answer.hops) == len(rows)
    triples = {quad.triple for quad in ox.parse(WRITERS["turtle"](answer, "en"), ox.RdfFormat.TURTLE)}
    assert {(hop.from_, hop.relation, hop.to) for hop in answer.hops} <= {
        (t.subject.value, t.predicate.value, getattr(t.object, "value", "")) for t in triples
    }


def load(text: str) -> EmbeddedStore:
    return EmbeddedStore.in_memory(ox.parse(PREFIXES + text, ox.RdfFormat.TRIG))


def test_a_triple_that_several_claim_is_a_hop_for_each() -> None:
    """Two links, one of a document and one of a curator, and the own words of a third document."""
    store = load("""
        psog:takesUp rdfs:subPropertyOf psog:tracesTo .
        <c> psog:tracesTo <d> . <d> a psog:Clause .
        <graph/entailed> { <c> psog:takesUp <d> }
        <graph/z> { <c> psog:takesUp <d> }
        <document/z> psog:namedGraph <graph/z> ; psog:documentStatus psoc:status-adopted .
        <link/2> psog:from <c> ; psog:relation psog:takesUp ; psog:to <d> .
        <link/1> psog:from <c> ; psog:relation psog:takesUp ; psog:to <d> ; psog:claimedIn <document/b> .
        <link/0> psog:from <c> ; psog:relation psog:answers ; psog:to <d> ; psog:claimedIn <document/a> .
        <link/1> psog:evidence <e> . <c> psog:evidence <f> .
        <e> oa:hasSource <file> ; psog:startOffset 5 ; psog:endOffset 7 ; psog:firstWords "as asked" .
        <f> oa:hasSource <file> ; psog:startOffset 1 ; psog:endOffset 2 .
        <document/x> psog:file <file> .
    """)
    for direction in ("forward", "back"):
        thing = "d" if direction == "forward" else "c"
        hops = trace_lineage(store, thing, direction=direction).hops
        assert {short(hop) for hop in hops} == {("c", "takesUp", "d")}
        claims = [(hop.claimed_in, hop.status, [words.start for words in hop.evidence]) for hop in hops]
        assert claims == [
            (None, None, []),
            (BASE + "document/b", None, [5]),
            (BASE + "document/z", "status-adopted", [1]),
        ]


def test_citations_come_in_the_order_of_their_names() -> None:
    store = load("""
        <u> psog:seeAlsoClause <t> ; psog:mentions <t> ; psog:cites <t> .
        <q> psog:citedIn <u> ; psog:citedThing <t> .
    """)
    hops = trace_lineage(store, "u", citations=True).hops
    assert [short(hop)[1] for hop in hops] == ["cites", "mentions", "seeAlsoClause"]


def test_evidence_without_a_place_is_left_out() -> None:
    store = load("""
        psog:answers rdfs:subPropertyOf psog:tracesTo .
        <r> psog:tracesTo <c> ; psog:answers <c> ; psog:evidence <e1> , <e2> , <e3> , <e4> , "text" .
        <e1> oa:hasSource <file> ; psog:firstWords "no place" .
        <e2> oa:hasSource <file> ; psog:startOffset "one" ; psog:endOffset 2 .
        <e3> oa:hasSource <file> ; psog:startOffset 1 ; psog:endOffset <iri> .
        <e4> oa:hasSource <file> ; psog:startOffset 1 ; psog:endOffset 2 ; psog:lastWords "only these" .
        <document/x> psog:file <file> .
    """)
    (hop,) = trace_lineage(store, "r", direction="back").hops
    (words,) = hop.evidence
    assert (words.first_words, words.last_words, words.start, words.end) == ("", "only these", 1, 2)
    assert words.unit is None


def test_labels_cannot_break_out_of_a_mermaid_box(dataset: EmbeddedStore) -> None:
    answer = trace_lineage(dataset, DECISION)
    for line in WRITERS["mermaid"](answer, "en").splitlines()[1:]:
        if "[" in line:
            assert line.count('"') == 2
            assert line.endswith('"]')
