"""What a thing consists of: the units of a document, the provisions of a law, the concepts of a scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOG, SKOS
from pso_graph.rdf.terms import NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.headings import Headings

_HOLDING = (DCTERMS.isPartOf, SKOS.inScheme)
_MARKS = (PSOG.stance, PSOG.responseType)


@dataclass(frozen=True, slots=True)
class Item:
    """A part with a page of its own.

    Args:
        iri: of the part.
        number: of it; empty if it has none.
        mark: IRI of the concept that says most about a response: its stance, else its type; empty for others.
        items: its own parts.
    """

    iri: str
    number: str
    mark: str
    items: tuple[Item, ...]


def list_contents(visit: Visit, headings: Headings, node: NamedNode) -> tuple[Item, ...]:
    """Return the parts of a thing, in the order of the document; those without a place in it by number.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        node: the thing.
    """
    return _list_items(visit, headings, node, frozenset({node.value}))


def count_items(items: tuple[Item, ...]) -> int:
    """Return how many parts there are, on all levels."""
    return sum(1 + count_items(item.items) for item in items)


def _list_items(visit: Visit, headings: Headings, node: NamedNode, above: frozenset[str]) -> tuple[Item, ...]:
    found = {
        quad.subject.value
        for holding in _HOLDING
        for quad in visit.store.find(None, holding, node)
        if isinstance(quad.subject, NamedNode) and "#" not in visit.links.of(quad.subject.value)
    } - above
    orders = {iri: headings.read(iri, PSOG.order) for iri in found}
    places = {iri: int(order) for iri, order in orders.items() if order.isdecimal()}
    ordered = sorted(found, key=lambda iri: (places.get(iri, -1), natural_key(iri)))
    return tuple(
        Item(
            iri=iri,
            number=headings.read(iri, PSOG.clauseNumber),
            mark=next((mark for predicate in _MARKS if (mark := headings.read(iri, predicate))), ""),
            items=_list_items(visit, headings, NamedNode(iri), above | {iri}),
        )
        for iri in ordered
    )
