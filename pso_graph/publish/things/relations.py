"""What points at a thing, by property; what other places of its page tell is left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.cells import name_iri
from pso_graph.publish.things.facts import ALIGNED
from pso_graph.publish.things.layout import POINTED_ELSEWHERE
from pso_graph.rdf.terms import NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.headings import Headings


@dataclass(frozen=True, slots=True)
class Relation:
    """The things that point at one by one property.

    Args:
        name: of the property, with a prefix.
        heading: what those things are called.
        things: their IRIs.
    """

    name: str
    heading: str
    things: tuple[str, ...]


def list_relations(visit: Visit, headings: Headings, node: NamedNode) -> list[Relation]:
    """Return what points at a thing.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        node: the thing.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for quad in visit.store.find(None, None, node):
        if quad.graph_name != ALIGNED and isinstance(quad.subject, NamedNode):
            found[quad.predicate.value].add(quad.subject.value)
    relations = []
    for predicate, subjects in found.items():
        name = name_iri(predicate)
        if name not in POINTED_ELSEWHERE:
            things = tuple(sorted(subjects, key=natural_key))
            relations.append(Relation(name, headings.incoming(predicate), things))
    return sorted(relations, key=lambda relation: relation.heading.casefold())
