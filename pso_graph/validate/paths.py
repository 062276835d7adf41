"""SHACL property paths, read from shapes (SHACL, section 2.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST, SH
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pso_graph.rdf.terms import Term

PathKind: TypeAlias = Literal["predicate", "inverse", "sequence", "alternative", "*", "+", "?"]

_DEEPEST = 10  # paths within one another; pyshacl follows none deeper
_KINDS: dict[NamedNode, PathKind] = {
    SH.inversePath: "inverse",
    SH.alternativePath: "alternative",
    SH.zeroOrMorePath: "*",
    SH.oneOrMorePath: "+",
    SH.zeroOrOnePath: "?",
}


@dataclass(frozen=True, slots=True)
class PropertyPath:
    """A property path.

    Args:
        kind: what it is made of its parts.
        predicate: of the kind ``predicate``.
        parts: of all other kinds; one, but for sequences and alternatives.
    """

    kind: PathKind
    predicate: NamedNode | None = None
    parts: tuple[PropertyPath, ...] = ()


def read_path(node: Term, find: Callable[[Term, NamedNode], Iterable[Term]]) -> PropertyPath | None:
    """Return the path that a node of a shapes graph stands for; None if it is not well-formed or too deep.

    A list of one member is read as well, though SHACL asks for two.

    Args:
        node: value of ``sh:path``.
        find: returns the objects of a subject and a predicate in the shapes graph.
    """
    return _Reading(find).read(node, frozenset())


class _Reading:
    """What reads a path and its parts."""

    def __init__(self, find: Callable[[Term, NamedNode], Iterable[Term]]) -> None:
        self._find = find

    def read(self, node: Term, above: frozenset[Term]) -> PropertyPath | None:
        if isinstance(node, NamedNode):
            return PropertyPath("predicate", node)
        if node in above or len(above) > _DEEPEST:
            return None
        below = above | {node}
        if items := self._list_items(node):
            return self._collect("sequence", items, below)
        found = [(kind, value) for name, kind in _KINDS.items() for value in self._find(node, name)]
        if len(found) != 1:
            return None
        ((kind, value),) = found
        items = self._list_items(value) if kind == "alternative" else [value]
        return self._collect(kind, items, below)

    def _collect(self, kind: PathKind, nodes: list[Term], above: frozenset[Term]) -> PropertyPath | None:
        parts = [part for node in nodes if (part := self.read(node, above)) is not None]
        return PropertyPath(kind, parts=tuple(parts)) if nodes and len(parts) == len(nodes) else None

    def _list_items(self, head: Term) -> list[Term]:
        """Return the items of an RDF list; none if it is not well-formed."""
        items: list[Term] = []
        seen = set()
        while head != RDF_NIL:
            firsts, rests = list(self._find(head, RDF_FIRST)), list(self._find(head, RDF_REST))
            if head in seen or len(firsts) != 1 or len(rests) != 1:
                return []
            seen.add(head)
            items.append(firsts[0])
            head = rests[0]
        return items
