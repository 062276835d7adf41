"""Plain values of a property, as the data says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.store import Store


def read_values(store: Store, node: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
    """Return the values of a property, IRIs and texts alike, each once, sorted.

    Args:
        store: to look in.
        node: that has the property.
        predicate: the property.
    """
    found = (quad.object for quad in store.find(node, predicate))
    return tuple(sorted({value.value for value in found if isinstance(value, NamedNode | Literal)}))


def read_value(store: Store, node: NamedNode | None, predicate: NamedNode) -> str:
    """Return the first of the values of a property; empty if there is none.

    Args:
        store: to look in.
        node: that has the property; None has none.
        predicate: the property.
    """
    return next(iter(read_values(store, node, predicate)), "") if node else ""


def read_texts(store: Store, node: NamedNode | None, predicate: NamedNode) -> dict[str, str]:
    """Return texts by language; the first of several in one language.

    Args:
        store: to look in.
        node: that they are about; nothing is said of None.
        predicate: that leads to them.
    """
    objects = [quad.object for quad in store.find(node, predicate)] if node else []
    found = sorted((text.language or "", text.value) for text in objects if isinstance(text, Literal))
    return dict(reversed(found))
