"""Labels for blank nodes that form a tree, as nested brackets and lists do, in linear time.

RDF Dataset Canonicalization takes cubic time for a list of equal members and exponential time for worse;
nodes that are used once need none of its searching.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.terms import BlankNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Quad, Subject, Term


def label_tree(quads: Iterable[Quad]) -> dict[BlankNode, str] | None:
    """Return a label for each blank node that follows from what is said alone; None if they are no tree.

    Args:
        quads: all that have blank nodes joined with one another.
    """
    said: dict[BlankNode, list[Quad]] = defaultdict(list)
    users: dict[BlankNode, Subject] = {}
    for quad in quads:
        nested = isinstance(quad.subject, Triple) or isinstance(quad.object, Triple)
        if nested or isinstance(quad.graph_name, BlankNode) or quad.object in users:
            return None
        if isinstance(quad.object, BlankNode):
            users[quad.object] = quad.subject
        if isinstance(quad.subject, BlankNode):
            said[quad.subject].append(quad)
    nodes = said.keys() | users.keys()
    roots = [node for node in nodes if not isinstance(users.get(node), BlankNode)]
    if len(roots) != 1:  # joined nodes that are used once have one root, or stand in a circle
        return None
    hashes: dict[Term, str] = {}
    for node in reversed(_list_downwards(roots[0], said, hashes)):
        content = "\n".join(sorted(_write(quad, hashes) for quad in said[node]))
        hashes[node] = hashlib.sha256(content.encode()).hexdigest()
    return {node: f"n{place}" for place, node in enumerate(_list_downwards(roots[0], said, hashes))}


def _list_downwards(
    root: BlankNode, said: Mapping[BlankNode, list[Quad]], hashes: Mapping[Term, str]
) -> list[BlankNode]:
    """Return the nodes of a tree, each before those below it; these in the order of what is said."""
    order: list[BlankNode] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        below = sorted(said.get(node, ()), key=lambda quad: _write(quad, hashes))
        waiting += [quad.object for quad in below if isinstance(quad.object, BlankNode)]
    return order


def _write(quad: Quad, hashes: Mapping[Term, str]) -> str:
    """Return what a quad says of its subject, a blank object by its hash."""
    object_ = hashes.get(quad.object, "") if isinstance(quad.object, BlankNode) else str(quad.object)
    return f"{quad.predicate} {object_} {quad.graph_name}"
