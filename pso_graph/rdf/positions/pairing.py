"""Pairing the blank nodes of two readings of one document."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from pso_graph.rdf.terms import BlankNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Graph, NamedNode, Quad, Subject


def pair_blank_nodes(theirs: Iterable[Quad], ours: Iterable[Quad]) -> dict[BlankNode, BlankNode]:
    """Return our blank node for each of theirs.

    Labels that the document gives are the same in both readings. An anonymous node is the object
    of at most one triple or the name of one graph, so that anonymous nodes make trees: they are
    numbered by their content from the leaves up, then paired from the roots down. Of nodes that
    say the same of the same subject either is as good; they are paired in their order.

    Args:
        theirs: quads of one reading.
        ours: quads of another reading of the same text.
    """
    their_quads, our_quads = list(dict.fromkeys(theirs)), list(dict.fromkeys(ours))
    labelled = _collect_blank_nodes(their_quads) & _collect_blank_nodes(our_quads)
    pairs = {node: node for node in labelled}
    numbers: dict[tuple[tuple[str, str], ...], int] = {}
    left, right = _Trees(their_quads, labelled, numbers), _Trees(our_quads, labelled, numbers)
    pairs.update(zip(left.graphs, right.graphs, strict=False))
    free: dict[object, deque[BlankNode]] = defaultdict(deque)
    for node in right.nodes:
        free[right.describe(node, {})].append(node)
    for node in left.nodes:  # parents come before children
        candidates = free.get(left.describe(node, pairs))
        if candidates:
            pairs[node] = candidates.popleft()
    return pairs


def _collect_blank_nodes(quads: Iterable[Quad]) -> set[BlankNode]:
    terms = (term for quad in quads for term in (quad.subject, quad.object, quad.graph_name))
    return {term for term in terms if isinstance(term, BlankNode)}


class _Trees:
    """The anonymous nodes of one reading, parents before children."""

    def __init__(
        self, quads: Iterable[Quad], labelled: set[BlankNode], numbers: dict[tuple[tuple[str, str], ...], int]
    ) -> None:
        self._parents: dict[BlankNode, tuple[Subject | None, NamedNode | None, Graph]] = {}
        self._said: dict[BlankNode, list[Quad]] = defaultdict(list)
        graphs: dict[BlankNode, None] = {}
        for quad in quads:
            if isinstance(quad.graph_name, BlankNode) and quad.graph_name not in labelled:
                graphs[quad.graph_name] = None
            if isinstance(quad.subject, BlankNode) and quad.subject not in labelled:
                self._said[quad.subject].append(quad)
                self._parents.setdefault(quad.subject, (None, None, quad.graph_name))
            if isinstance(quad.object, BlankNode) and quad.object not in labelled:
                self._parents[quad.object] = (quad.subject, quad.predicate, quad.graph_name)
        self.graphs = list(graphs)
        self.nodes = [node for node, (parent, *_) in self._parents.items() if parent not in self._parents]
        for node in self.nodes:  # the list grows: children follow
            objects = (quad.object for quad in self._said[node])
            self.nodes += (item for item in objects if isinstance(item, BlankNode) and item not in labelled)
        self._numbers: dict[BlankNode, int] = {}
        for node in reversed(self.nodes):
            content = tuple(sorted(self._write(quad) for quad in self._said[node]))
            self._numbers[node] = numbers.setdefault(content, len(numbers))

    def describe(self, node: BlankNode, pairs: Mapping[BlankNode, BlankNode]) -> object:
        """Return all that two readings say alike of a node, in the terms of ``pairs``."""
        parent, predicate, graph = self._parents[node]
        where = tuple(
            pairs.get(term, term) if isinstance(term, BlankNode) else term for term in (parent, graph)
        )
        return (*where, predicate, self._numbers[node])

    def _write(self, quad: Quad) -> tuple[str, str]:
        number = self._numbers.get(quad.object) if isinstance(quad.object, BlankNode) else None
        return quad.predicate.value, str(quad.object) if number is None else f"#{number}"
