"""Lineage hops one by one: who claims each, and which words prove it.

The hops of a thing are found by looking up triples, not by one large query: the work is that of
the answer, however large the graph is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import OA, PSOG, RDF_TYPE, RDFS
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Subject, Term
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a hop, and where they stand.

    Args:
        document: IRI of the document that holds them.
        unit: IRI of its unit; None if they stand outside all units.
        first_words: at most six words at the beginning.
        last_words: at most six words at the end.
        start: offset of the first code point, over all segments.
        end: offset after the last code point, over all segments.
    """

    document: str
    unit: str | None
    first_words: str
    last_words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hop:
    """A triple of the graph as one document or curator claims it, whichever way it was walked.

    Args:
        from_: IRI of its subject, the later thing.
        relation: IRI of its predicate.
        to: IRI of its object, the earlier thing.
        depth: how many hops it is from the thing asked for, from 1.
        direction: ``forward`` (towards what became of it) or ``back`` (towards its origin);
            ``context`` for a citation.
        scope: ``document`` if one end is a document as a whole, else ``clause``.
        claimed_in: IRI of the document that claims it; None if a curator does.
        status: local name of that document's status.
        evidence: the words that prove it.
    """

    from_: str
    relation: str
    to: str
    depth: int
    direction: str
    scope: str
    claimed_in: str | None
    status: str | None
    evidence: tuple[Evidence, ...]


class HopFinder:
    """Finds the hops of things in a store.

    Args:
        store: a built store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._relations = {quad.subject for quad in store.find(None, RDFS.subPropertyOf, PSOG.tracesTo)}

    def find_hops(self, node: NamedNode, direction: str, depth: int) -> Iterator[Hop]:
        """Yield the lineage hops that leave a thing in one direction, sorted by relation, ends and claimant.

        A triple that several documents claim is a hop for each, so that whose claim it is stays visible.

        Args:
            node: the thing.
            direction: ``forward`` or ``back``.
            depth: to note on the hops.
        """
        forward = direction == "forward"
        pattern = (None, PSOG.tracesTo, node) if forward else (node, PSOG.tracesTo, None)
        others = {quad.subject if forward else quad.object for quad in self._store.find(*pattern)}
        ends = [
            (other, node) if forward else (node, other) for other in others if isinstance(other, NamedNode)
        ]
        found = {
            (quad.predicate.value, start.value, end.value)
            for start, end in ends
            for quad in self._store.find(start, None, end)
            if quad.predicate in self._relations
        }
        for relation, start, end in sorted(found):
            yield from self._make(NamedNode(start), NamedNode(relation), NamedNode(end), depth, direction)

    def find_citations(self, unit: NamedNode) -> Iterator[Hop]:
        """Yield what a unit cites, one hop for each thing cited, as context.

        Args:
            unit: the unit.
        """
        cited: dict[str, list[Evidence]] = {}
        for quad in self._store.find(None, PSOG.citedIn, unit):
            thing = self._read(quad.subject, PSOG.citedThing)
            if thing is not None:
                cited.setdefault(thing.value, []).extend(self._list_evidence(quad.subject))
        claim = self._name_claim(self._read(unit, PSOG.inDocument))
        for name, evidence in sorted(cited.items()):
            relations = {quad.predicate for quad in self._store.find(unit, None, NamedNode(name))} & _CITING
            for relation in sorted(node.value for node in relations):
                yield Hop(unit.value, relation, name, 1, "context", "clause", *claim, _order(evidence))

    def _make(
        self, start: NamedNode, relation: NamedNode, end: NamedNode, depth: int, direction: str
    ) -> Iterator[Hop]:
        whole = any(self._is_document(node) for node in (start, end))
        walked = (depth, direction, "document" if whole else "clause")
        claims = self._list_claims(start, relation, end)
        for claimant in sorted(claims, key=lambda node: node.value if node else ""):
            claim, proof = self._name_claim(claimant), _order(claims[claimant])
            yield Hop(start.value, relation.value, end.value, *walked, *claim, proof)

    def _is_document(self, node: NamedNode) -> bool:
        return next(self._store.find(node, RDF_TYPE, PSOG.Document), None) is not None

    def _name_claim(self, claimant: NamedNode | None) -> tuple[str | None, str | None]:
        """Return the IRI of the claiming document and the local name of its status."""
        if claimant is None:
            return None, None
        status = self._read(claimant, PSOG.documentStatus)
        return claimant.value, status.value.rpartition("/")[2] if status else None

    def _list_claims(
        self, start: NamedNode, relation: NamedNode, end: NamedNode
    ) -> dict[NamedNode | None, list[Evidence]]:
        """Return who claims a hop, each with the words: of links, of reports, or the subject's own."""
        claims: dict[NamedNode | None, list[Evidence]] = defaultdict(list)
        for link in self._meet(PSOG["from"], start, PSOG.to, end):
            if self._read(link, PSOG.relation) == relation:
                claims[self._read(link, PSOG.claimedIn)] += self._list_evidence(link)
        for report in self._meet(PSOG.measure, start, PSOG.inResponse, end):
            claims[self._read(report, PSOG.inDocument)] += self._list_evidence(report)
        for quad in self._store.find(start, relation, end):
            if isinstance(quad.graph_name, NamedNode):
                for named in self._store.find(None, PSOG.namedGraph, quad.graph_name):
                    if isinstance(named.subject, NamedNode):
                        claims[named.subject] += self._list_evidence(start)
        return claims or {None: list(self._list_evidence(start))}

    def _meet(
        self, first: NamedNode, start: NamedNode, second: NamedNode, end: NamedNode
    ) -> Iterator[Subject]:
        """Yield the nodes that lead to one thing by one property and to another by a second."""
        for quad in self._store.find(None, first, start):
            if next(self._store.find(quad.subject, second, end), None) is not None:
                yield quad.subject

    def _list_evidence(self, subject: Subject) -> Iterator[Evidence]:
        for quad in self._store.find(subject, PSOG.evidence):
            anchor = quad.object
            if not isinstance(anchor, NamedNode):
                continue
            values = {found.predicate: found.object for found in self._store.find(anchor)}
            file = values.get(OA.hasSource)
            holder = next(self._store.find(None, PSOG.file, file), None) if file is not None else None
            if holder is None or not isinstance(holder.subject, NamedNode):
                continue
            start, end = (_read_bound(values.get(key)) for key in (PSOG.startOffset, PSOG.endOffset))
            if start is None or end is None:
                continue
            unit = values.get(PSOG.anchoredIn)
            yield Evidence(
                document=holder.subject.value,
                unit=unit.value if isinstance(unit, NamedNode) else None,
                first_words=_read_text(values.get(PSOG.firstWords)),
                last_words=_read_text(values.get(PSOG.lastWords)),
                start=start,
                end=end,
            )

    def _read(self, subject: Subject, predicate: NamedNode) -> NamedNode | None:
        quad = next(self._store.find(subject, predicate), None)
        return quad.object if quad is not None and isinstance(quad.object, NamedNode) else None


_CITING = {PSOG.cites, PSOG.mentions, PSOG.seeAlsoClause}


def _order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return each piece of evidence once, in the order of the texts."""
    once = dict.fromkeys(evidence)
    return tuple(sorted(once, key=lambda words: (words.document, words.start, words.end)))


def _read_text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _read_bound(term: Term | None) -> int | None:
    """Return an offset; None if there is none, as may be in data that nobody has checked."""
    try:
        return int(_read_text(term))
    except ValueError:
        return None
