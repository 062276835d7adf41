"""In which graph a thing is described; if in several, the last in the order of their IRIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.terms import BlankNode, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.store import EmbeddedStore

FindHome: TypeAlias = "Callable[[Term], str]"
"""Tells the IRI of the graph in which a thing is described; empty if it is none with a name."""


def look_up_homes(store: EmbeddedStore) -> FindHome:
    """Return what finds homes in a store.

    Args:
        store: the data, each quad in its graph.
    """

    def find(thing: Term) -> str:
        if not isinstance(thing, NamedNode | BlankNode):
            return ""
        return max((_name(quad) for quad in store.find(thing)), default="")

    return find


def index_homes(quads: Iterable[Quad]) -> FindHome:
    """Return what finds homes in quads.

    Args:
        quads: the data, read once.
    """
    homes: dict[Term, str] = {}
    for quad in quads:
        homes[quad.subject] = max(homes.get(quad.subject, ""), _name(quad))
    return lambda thing: homes.get(thing, "")


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
