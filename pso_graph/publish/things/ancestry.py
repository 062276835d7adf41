"""The lineage of a thing as text: each step with the words that prove it, and the steps that go on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.publish.things.proofs import find_proof
from pso_graph.publish.views.explorer import find_lineage
from pso_graph.rdf.namespaces import PSOG, RDF_TYPE
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.proofs import Proof
    from pso_graph.query.hops import Hop
    from pso_graph.query.lineage import Lineage

Edges: TypeAlias = "dict[tuple[str, str, str], list[Hop]]"
"""Hops by subject, relation and object: one for each that claims it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that a step holds.

    Args:
        document: IRI of the document; empty if a curator says so.
        status: IRI of the document's status; empty if that is not known.
        proofs: the words that say so.
        rationale: why a curator says so, by language.
    """

    document: str
    status: str
    proofs: tuple[Proof, ...]
    rationale: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A hop, and those that go on from where it leads.

    Args:
        thing: IRI of what it leads to.
        from_: IRI of its subject, the later thing.
        relation: IRI of its predicate.
        to: IRI of its object, the earlier thing.
        claims: who says so.
        steps: that go on from there; none where they are told already.
    """

    thing: str
    from_: str
    relation: str
    to: str
    claims: tuple[Claim, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ancestry:
    """A lineage as text.

    Args:
        lineage: the answer that it tells.
        back: steps to origins.
        forward: steps to what became of it.
        whole: steps that documents as a whole take, back and forward.
    """

    lineage: Lineage
    back: tuple[Step, ...]
    forward: tuple[Step, ...]
    whole: tuple[Step, ...]


def tell_lineage(visit: Visit, node: NamedNode) -> Ancestry:
    """Return the lineage of a thing as text; of a document only what is said of it as a whole.

    Args:
        visit: that the page is rendered for.
        node: the thing.
    """
    is_document = next(visit.store.find(node, RDF_TYPE, PSOG.Document), None) is not None
    lineage = find_lineage(visit.store, node.value, parts=not is_document)
    teller = _Teller(visit)
    clauses = [hop for hop in lineage.hops if hop.scope == "clause"]
    whole = [hop for hop in lineage.hops if hop.scope == "document"]
    return Ancestry(
        lineage,
        back=teller.tell(clauses, "back", node.value),
        forward=teller.tell(clauses, "forward", node.value),
        whole=tuple(step for way in ("back", "forward") for step in teller.tell(whole, way, "")),
    )


class _Teller:
    """Turns hops into steps.

    Args:
        visit: that the page is rendered for.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    def tell(self, hops: Sequence[Hop], way: str, start: str) -> tuple[Step, ...]:
        """Return the steps of some hops in one direction.

        Args:
            hops: of one scope.
            way: ``back`` or ``forward``.
            start: where they begin; empty for wherever no hop leads to.
        """
        leaving: dict[str, Edges] = defaultdict(dict)
        for hop in hops:
            if hop.direction == way:
                near = hop.to if way == "forward" else hop.from_
                leaving[near].setdefault((hop.from_, hop.relation, hop.to), []).append(hop)
        reached = {edge[0] if way == "forward" else edge[2] for edges in leaving.values() for edge in edges}
        starts = [start] if start else sorted(leaving.keys() - reached)
        told: set[str] = set()
        return tuple(step for near in starts for step in self._go_on(leaving, way, near, told))

    def _go_on(self, leaving: Mapping[str, Edges], way: str, near: str, told: set[str]) -> list[Step]:
        if near in told:
            return []
        told.add(near)
        steps = []
        for (from_, relation, to), hops in leaving.get(near, {}).items():
            thing = from_ if way == "forward" else to
            claims = tuple(self._make_claim(hop) for hop in hops)
            steps.append(
                Step(thing, from_, relation, to, claims, tuple(self._go_on(leaving, way, thing, told)))
            )
        return steps

    def _make_claim(self, hop: Hop) -> Claim:
        document = hop.claimed_in or ""
        status = ""
        if document:
            quad = next(self._visit.store.find(NamedNode(document), PSOG.documentStatus), None)
            status = quad.object.value if quad is not None and isinstance(quad.object, NamedNode) else ""
        proofs = tuple(find_proof(self._visit, evidence) for evidence in hop.evidence)
        return Claim(document, status, proofs, {} if document else self._find_rationale(hop))

    def _find_rationale(self, hop: Hop) -> dict[str, str]:
        """Return why a curator takes a hop for true, from the link that says so."""
        start, relation, end = (NamedNode(iri) for iri in (hop.from_, hop.relation, hop.to))
        store = self._visit.store
        for quad in store.find(None, PSOG["from"], start):
            said = ((PSOG.to, end), (PSOG.relation, relation))
            if all(next(store.find(quad.subject, *pair), None) is not None for pair in said):
                reasons = [found.object for found in store.find(quad.subject, PSOG.rationale)]
                return {text.language or "": text.value for text in reasons if isinstance(text, Literal)}
        return {}
