"""Comparing datasets by what they say, whatever their blank nodes are called."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from pso_graph.rdf.terms import Subject, Term
from pso_graph.rdf.trees import label_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NESTING = (ox.BlankNode, ox.Triple)  # what a blank node can stand in
_Node = TypeVar("_Node", Subject, Term)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one dataset says and another does not; blank nodes are named by what is said of them.

    Args:
        removed: quads of the old dataset that the new one lacks.
        added: quads of the new dataset that the old one lacks.
    """

    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def compare_quads(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> Difference:
    """Return what two datasets do not share; nothing if they are isomorphic (RDF 1.1 Concepts, 3.6).

    Args:
        old: quads of one.
        new: quads of the other.
    """
    return compare_named(name_blank_nodes(old), name_blank_nodes(new))


def compare_named(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> Difference:
    """Return the same for datasets whose blank nodes are named by what is said of them already.

    Args:
        old: quads of one, from ``name_blank_nodes``.
        new: quads of the other, likewise.
    """
    before, after = frozenset(old), frozenset(new)
    return Difference(before - after, after - before)


def name_blank_nodes(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield each quad once, with every blank node named by what is said of it.

    Blank nodes that quads join are named together, by the hash of their canonical form, so that a change
    in one place renames no others: canonical labels of the whole dataset would all move. Of groups that
    say the same, each is numbered. Trees have a canonical form in linear time; the others that of RDF
    Dataset Canonicalization (RDFC-1.0), which takes exponential time where nothing tells nodes apart.

    Args:
        quads: of a dataset.
    """
    joined: list[ox.Quad] = []
    for quad in dict.fromkeys(quads):
        if has_blank_nodes(quad):
            joined.append(quad)
        else:
            yield quad
    copies: Counter[str] = Counter()
    for group in _group(joined):
        canonical = _canonicalize(group)
        digest = hashlib.sha256("\n".join(sorted(map(str, canonical))).encode()).hexdigest()[:32]
        name = f"b{digest}x{copies[digest]}"
        copies[digest] += 1
        yield from (_rename(quad, name.__add__) for quad in canonical)


def _canonicalize(group: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads whose blank nodes are labelled by what is said of them."""
    labels = label_tree(group)
    if labels is not None:
        by_label = {node.value: label for node, label in labels.items()}
        return [_rename(quad, by_label.__getitem__) for quad in group]
    dataset = ox.Dataset(group)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _group(quads: list[ox.Quad]) -> Iterable[list[ox.Quad]]:
    """Return the quads by the blank nodes that they join, directly or through others."""
    parents: dict[ox.BlankNode, ox.BlankNode] = {}

    def find(node: ox.BlankNode) -> ox.BlankNode:
        while (above := parents.setdefault(node, node)) != node:
            parents[node] = node = parents[above]
        return node

    for quad in quads:
        first, *others = _list_blank_nodes(quad)
        for node in others:
            parents[find(node)] = find(first)
    groups: dict[ox.BlankNode, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        groups[find(next(_list_blank_nodes(quad)))].append(quad)
    return groups.values()


def has_blank_nodes(statement: ox.Quad | ox.Triple) -> bool:
    """Return whether a quad or triple has a blank node, also within a triple term or as graph name."""
    if isinstance(statement.subject, _NESTING) or isinstance(statement.object, _NESTING):
        return next(_list_blank_nodes(statement), None) is not None
    return isinstance(statement, ox.Quad) and isinstance(statement.graph_name, ox.BlankNode)


def _list_blank_nodes(statement: ox.Quad | ox.Triple) -> Iterator[ox.BlankNode]:
    parts: list[object] = [statement.subject, statement.object]
    if isinstance(statement, ox.Quad):
        parts.append(statement.graph_name)
    for part in parts:
        if isinstance(part, ox.BlankNode):
            yield part
        elif isinstance(part, ox.Triple):
            yield from _list_blank_nodes(part)


def _rename(quad: ox.Quad, relabel: Callable[[str], str]) -> ox.Quad:
    graph = quad.graph_name
    return ox.Quad(
        _rename_term(quad.subject, relabel),
        quad.predicate,
        _rename_term(quad.object, relabel),
        ox.BlankNode(relabel(graph.value)) if isinstance(graph, ox.BlankNode) else graph,
    )


def _rename_term(term: _Node, relabel: Callable[[str], str]) -> _Node:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(relabel(term.value))
    if isinstance(term, ox.Triple):
        subject, object_ = _rename_term(term.subject, relabel), _rename_term(term.object, relabel)
        return ox.Triple(subject, term.predicate, object_)
    return term
