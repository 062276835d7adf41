"""Lineage answers: the hops from a thing, up and down, each with who claims it and what proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pso_graph.query.hops import Hop, HopFinder
from pso_graph.query.things import Thing, describe_thing, resolve_thing
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store

Direction = Literal["back", "forward", "both"]
Scope = Literal["clause", "document", "both"]


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
    parts: bool = True,
) -> Lineage:
    """Return the lineage of a thing.

    A unit's answer has the hops of its whole document too, and a document's those of its units;
    ``scope`` tells them apart.

    Args:
        store: a built store.
        thing: IRI or short id.
        direction: ``back`` to origins, ``forward`` to what came of it, or ``both``.
        depth: how many hops to go at most; None for all.
        scope: whether hops between clauses, hops to whole documents, or both are wanted.
        citations: whether to add what the units met cite, as context.
        parts: whether a document's answer has the hops of its units.

    Raises:
        UnknownThingError: if the thing is not in the graph; with the nearest ids.
    """
    node = resolve_thing(store, thing)
    finder = HopFinder(store)
    ways = ("back", "forward") if direction == "both" else (direction,)
    hops = [hop for way in ways for hop in _walk(store, finder, node, way, depth, parts=parts)]
    if scope != "both":
        hops = [hop for hop in hops if hop.scope == scope]
    if citations:
        met = {node.value} | {end for hop in hops for end in (hop.from_, hop.to)}
        known = {(hop.from_, hop.to) for hop in hops}
        context = [hop for unit in sorted(met) for hop in finder.find_citations(NamedNode(unit))]
        hops += [hop for hop in context if (hop.from_, hop.to) not in known]
    named = {node.value} | {iri for hop in hops for iri in (hop.from_, hop.to, hop.claimed_in) if iri}
    things = {iri: describe_thing(store, NamedNode(iri)) for iri in sorted(named)}
    return Lineage(node.value, direction, tuple(hops), things)


def _walk(
    store: Store, finder: HopFinder, node: NamedNode, way: str, depth: int | None, *, parts: bool
) -> list[Hop]:
    """Return the hops that lead away from a thing, its document and its parts, nearest first."""
    near = {quad.object for quad in store.find(node, PSOG.inDocument)}
    if parts:
        near |= {quad.subject for quad in store.find(None, PSOG.inDocument, node)}
    frontier = {node.value} | {thing.value for thing in near if isinstance(thing, NamedNode)}
    hops: list[Hop] = []
    seen: set[str] = set()
    level = 1
    while frontier and (depth is None or level <= depth):
        seen |= frontier
        step = [hop for end in sorted(frontier) for hop in finder.find_hops(NamedNode(end), way, level)]
        hops += step
        frontier = {hop.from_ if way == "forward" else hop.to for hop in step} - seen
        level += 1
    return hops
