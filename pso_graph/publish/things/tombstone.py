"""What is left of a thing that has been withdrawn: what it was, why it was withdrawn, what replaces it.

The data says so in standard terms: a thing keeps its name, is ``a prov:Entity`` instead of what it was, which
``dcterms:type`` still says, has ``owl:deprecated true``, ``skos:changeNote`` with the reason, and
``dcterms:isReplacedBy`` if something replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.publish.things.facts import write_literal, write_node
from pso_graph.publish.things.headings import choose_texts
from pso_graph.rdf.namespaces import DCTERMS, OWL, RDFS, SKOS, XSD
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.headings import Headings

_TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is said of a withdrawn thing.

    Args:
        kinds: what it was.
        reasons: why it was withdrawn.
        replacements: things that replace it, linked.
    """

    kinds: tuple[Markup, ...]
    reasons: tuple[Markup, ...]
    replacements: tuple[Markup, ...]


def find_tombstone(visit: Visit, headings: Headings, node: NamedNode) -> Tombstone | None:
    """Return the tombstone of a thing; None if it has not been withdrawn.

    Terms and concepts grow obsolete, but are not withdrawn: what uses them must be readable for ever.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        node: the thing.
    """
    store = visit.store
    is_term = any(next(store.find(node, use), None) for use in (SKOS.inScheme, RDFS.isDefinedBy))
    if is_term or next(store.find(node, OWL.deprecated, _TRUE), None) is None:
        return None
    reasons = [quad.object for quad in store.find(node, SKOS.changeNote)]
    texts = choose_texts(visit, [reason for reason in reasons if isinstance(reason, Literal)])
    return Tombstone(
        kinds=_list_nodes(visit, headings, node, DCTERMS.type),
        reasons=tuple(write_literal(visit, "skos:changeNote", text) for text in texts),
        replacements=_list_nodes(visit, headings, node, DCTERMS.isReplacedBy),
    )


def _list_nodes(
    visit: Visit, headings: Headings, node: NamedNode, predicate: NamedNode
) -> tuple[Markup, ...]:
    found = (quad.object for quad in visit.store.find(node, predicate))
    return tuple(write_node(visit, headings, thing.value) for thing in found if isinstance(thing, NamedNode))
