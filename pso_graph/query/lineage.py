"""Lineage answers: the hops from a thing, up and down, each with who claims it and what proves it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pso_graph.catalogue import find_query
from pso_graph.query.things import Thing, describe_thing, resolve_thing
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import NamedNode, QuerySolution, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.store import Store

Direction = Literal["back", "forward", "both"]
Scope = Literal["clause", "document", "both"]


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
    """A lineage triple, as it stands in the graph, whichever way it was walked.

    Args:
        from_: IRI of its subject, the later thing.
        relation: IRI of its predicate, a sub-property of ``psog:tracesTo``.
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


@dataclass(frozen=True, slots=True)
class Lineage:
    """The answer to "what became of it, and where does it come from?".

    Args:
        of: IRI of the thing asked for.
        direction: which way was asked.
        hops: in walking order: by direction, depth, and ends.
        things: everything that is an end of a hop, or claims one, by IRI.
    """

    of: str
    direction: Direction
    hops: tuple[Hop, ...]
    things: Mapping[str, Thing] = field(default_factory=dict)


def trace_lineage(
    store: Store,
    thing: str,
    *,
    direction: Direction = "both",
    depth: int | None = None,
    scope: Scope = "both",
    citations: bool = False,
) -> Lineage:
    """Return the lineage of a thing.

    Args:
        store: a built store, with the closure of lineage.
        thing: IRI or short id.
        direction: ``back`` to origins, ``forward`` to what came of it, or ``both``.
        depth: how many hops to go at most; None for all.
        scope: whether hops between clauses, hops to whole documents, or both are wanted.
        citations: whether to add what the units met cite, as context.

    Raises:
        UnknownThingError: if the thing is not in the graph; with the nearest ids.
    """
    node = resolve_thing(store, thing)
    hops: list[Hop] = []
    if direction in ("back", "both"):
        hops += _walk(store, node, "back", depth)
    if direction in ("forward", "both"):
        hops += _walk(store, node, "forward", depth)
    if scope != "both":
        hops = [hop for hop in hops if hop.scope == scope]
    if citations:
        met = {end for hop in hops for end in (hop.from_, hop.to)} | {node.value}
        hops += _list_citations(store, met, hops)
    named = {node.value} | {iri for hop in hops for iri in (hop.from_, hop.to, hop.claimed_in) if iri}
    things = {iri: describe_thing(store, NamedNode(iri)) for iri in sorted(named)}
    return Lineage(node.value, direction, tuple(hops), things)


def _walk(store: Store, node: NamedNode, direction: str, depth: int | None) -> list[Hop]:
    name = "lineage-forward" if direction == "forward" else "lineage-backward"
    rows = _group(_run(store, name, {"thing": node}))
    documents = {quad.object for quad in store.find(node, PSOG.inDocument)}
    parts = {quad.subject for quad in store.find(None, PSOG.inDocument, node)}
    frontier = {node.value} | {str(n.value) for n in documents | parts if isinstance(n, NamedNode)}
    near, far = (2, 0) if direction == "forward" else (0, 2)
    leaving: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for triple in rows:
        leaving[triple[near]].append(triple)
    hops: list[Hop] = []
    seen: set[str] = set()
    level = 1
    while frontier and (depth is None or level <= depth):
        seen |= frontier
        step = [triple for end in sorted(frontier) for triple in leaving[end]]
        hops += [_make_hop(store, triple, rows[triple], level, direction) for triple in step]
        frontier = {triple[far] for triple in step} - seen
        level += 1
    return hops


def _run(store: Store, name: str, values: Mapping[str, NamedNode]) -> Iterable[QuerySolution]:
    result = store.query(find_query(name).text, values=values)
    if not isinstance(result, QuerySolutions):
        raise TypeError(f"{name} is no SELECT query")
    return result


def _group(rows: Iterable[QuerySolution]) -> dict[tuple[str, str, str], list[QuerySolution]]:
    grouped: dict[tuple[str, str, str], list[QuerySolution]] = defaultdict(list)
    for row in rows:
        grouped[row["from"].value, row["relation"].value, row["to"].value].append(row)
    return grouped


def _make_hop(
    store: Store, triple: tuple[str, str, str], rows: list[QuerySolution], depth: int, direction: str
) -> Hop:
    ends = (NamedNode(triple[0]), NamedNode(triple[2]))
    whole = any(next(store.find(end, _TYPE, PSOG.Document), None) for end in ends)
    claims = [row for row in rows if row["claimedIn"] is not None]
    first = claims[0] if claims else rows[0]
    status = first["status"]
    return Hop(
        from_=triple[0],
        relation=triple[1],
        to=triple[2],
        depth=depth,
        direction=direction,
        scope="document" if whole else "clause",
        claimed_in=first["claimedIn"].value if first["claimedIn"] is not None else None,
        status=status.value.rpartition("/")[2] if status is not None else None,
        evidence=tuple(_make_evidence(row) for row in rows if row["document"] is not None),
    )


_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def _make_evidence(row: QuerySolution) -> Evidence:
    unit = row["unit"]
    return Evidence(
        document=row["document"].value,
        unit=unit.value if unit is not None else None,
        first_words=row["firstWords"].value,
        last_words=row["lastWords"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
    )


def _list_citations(store: Store, units: Iterable[str], hops: list[Hop]) -> list[Hop]:
    known = {(hop.from_, hop.to) for hop in hops}
    context = []
    for unit in sorted(units):
        rows = _group(_run(store, "citations-of-unit", {"from": NamedNode(unit)}))
        for triple, found in rows.items():
            if (triple[0], triple[2]) not in known:
                context.append(_make_hop(store, triple, found, 1, "context"))
    return context
