"""What the lineage explorer shows: all that a thing traces back to and that came of it, as a tree of hops."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.drawing.boxes import CHAIN
from pso_graph.publish.keeping import keep_by_store
from pso_graph.publish.links import find_page
from pso_graph.query.lineage import Lineage, trace_lineage
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.names import Names
    from pso_graph.query.hops import Hop
    from pso_graph.store import Store

_KEPT = 8  # lineages: one for the thing whose forms are asked for one after the other, by some readers
_COUNTED = 20_000  # things
_PAGE = "page/"


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing in the tree, with what it leads to in the same direction.

    Args:
        iri: of the thing.
        hops: that lead to it, one for each relation and claim; none for a root.
        branches: what it leads to; none if the tree has them where it shows the thing first.
        is_repeated: whether the tree has shown the thing before.
    """

    iri: str
    hops: tuple[Hop, ...]
    branches: tuple[Branch, ...]
    is_repeated: bool = False


def grow_tree(of: str, hops: Iterable[Hop], direction: str) -> tuple[Branch, ...]:
    """Return hops as trees: of the thing asked for first, then of its document or its parts.

    Args:
        of: IRI of the thing asked for.
        hops: of its lineage.
        direction: ``back`` or ``forward``; hops in others are left out.
    """
    ways: dict[str, dict[str, list[Hop]]] = defaultdict(lambda: defaultdict(list))
    arrivals = set()
    for hop in hops:
        if hop.direction == direction:
            near, far = (hop.to, hop.from_) if direction == "forward" else (hop.from_, hop.to)
            ways[near][far].append(hop)
            arrivals.add(far)
    seen: set[str] = set()

    def grow(iri: str, arriving: Sequence[Hop]) -> Branch:
        if iri in seen:
            return Branch(iri, tuple(arriving), (), is_repeated=bool(ways.get(iri)))
        seen.add(iri)
        leaving = sorted(ways[iri], key=natural_key) if iri in ways else ()
        return Branch(iri, tuple(arriving), tuple(grow(far, ways[iri][far]) for far in leaving))

    starts = (ways.keys() - arrivals) | (ways.keys() & {of})
    roots = sorted(starts, key=lambda iri: (iri != of, natural_key(iri)))
    return tuple(grow(root, ()) for root in roots)


@keep_by_store(_KEPT)
def find_lineage(store: Store, iri: str, *, parts: bool = True) -> Lineage:
    """Return all that a thing traces back to and that came of it.

    Args:
        store: to look in, which does not change.
        iri: of the thing.
        parts: as for ``trace_lineage``.

    Raises:
        UnknownThingError: if there is no such thing.
    """
    return trace_lineage(store, iri, parts=parts)


@keep_by_store(_COUNTED)
def count_neighbours(store: Store, iri: str) -> tuple[int, int]:
    """Return how many things are one hop older than a thing, its document or its parts, and how many newer.

    Args:
        store: to look in, which does not change.
        iri: of the thing.
    """
    node = NamedNode(iri)
    whole = {quad.object for quad in store.find(node, PSOG.inDocument)}
    parts = {quad.subject for quad in store.find(None, PSOG.inDocument, node)}
    near = [other for other in {node} | whole | parts if isinstance(other, NamedNode)]
    older = {quad.object for other in near for quad in store.find(other, PSOG.tracesTo)}
    newer = {quad.subject for other in near for quad in store.find(None, PSOG.tracesTo, other)}
    return len(older), len(newer)


def has_lineage(store: Store, iri: str) -> bool:
    """Return whether a thing, or a part of it, traces to something or is traced to: ``list_starts`` has it.

    Args:
        store: to look in.
        iri: of the thing.
    """
    node = NamedNode(iri)
    parts = (quad.subject for quad in store.find(None, PSOG.inDocument, node))
    return any(
        next(store.find(other, PSOG.tracesTo), None) or next(store.find(None, PSOG.tracesTo, other), None)
        for other in (node, *parts)
        if isinstance(other, NamedNode)
    )


def list_starts(store: Store) -> list[str]:
    """Return the IRIs of all things with pages that have a lineage, or parts with one, in natural order.

    Args:
        store: to look in.
    """
    ends = {end for quad in store.find(None, PSOG.tracesTo) for end in (quad.subject, quad.object)}
    nodes = {end for end in ends if isinstance(end, NamedNode)}
    nodes |= {
        quad.object
        for node in nodes
        for quad in store.find(node, PSOG.inDocument)
        if isinstance(quad.object, NamedNode)
    }
    return sorted((node.value for node in nodes if find_page(node.value)), key=natural_key)


def find_start(iri: str, base: str) -> str:
    """Return what stands for a thing after ``explore/`` in the address of the explorer.

    Args:
        iri: of the thing, which has a page.
        base: what our IRIs begin with.
    """
    return (find_page(iri, base) or iri).removeprefix(_PAGE)


def group_starts(store: Store, names: Names) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the things to start at by their class, and in it by the document that they are parts of, if any.

    Args:
        store: to look in.
        names: of things and classes.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for iri in list_starts(store):
        wholes = [quad.object for quad in store.find(NamedNode(iri), PSOG.inDocument)]
        whole = next((whole.value for whole in wholes if isinstance(whole, NamedNode)), "")
        found[names.describe(iri).type or ""][whole].append(iri)
    for groups in found.values():
        groups[""].sort(key=lambda iri: names.label(iri).casefold())  # what has no number goes by its name
    order = sorted(found, key=lambda class_: (CHAIN.index(class_) if class_ in CHAIN else len(CHAIN), class_))
    return {class_: {whole: things for whole, things in found[class_].items() if things} for class_ in order}
