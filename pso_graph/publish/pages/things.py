"""The page of a thing, whatever it is: document, clause, response, measure, actor, concept and all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pso_graph.catalogue import bind_text, find_query
from pso_graph.publish.description import DATA_FORMS, find_description_query
from pso_graph.publish.drawing.lineage import draw_lineage
from pso_graph.publish.inventory import list_things, require_thing
from pso_graph.publish.links import find_iri
from pso_graph.publish.page import Page
from pso_graph.publish.rendering import render
from pso_graph.publish.things.ancestry import tell_lineage
from pso_graph.publish.things.citing import cite
from pso_graph.publish.things.contents import count_items, list_contents
from pso_graph.publish.things.facts import list_facts
from pso_graph.publish.things.headings import Headings, find_polish
from pso_graph.publish.things.parts import list_files, list_parts
from pso_graph.publish.things.proofs import list_proofs
from pso_graph.publish.things.relations import list_relations
from pso_graph.publish.things.schema_org import write_schema
from pso_graph.publish.things.tombstone import find_tombstone
from pso_graph.publish.views.explorer import has_lineage
from pso_graph.rdf.namespaces import DCTERMS, PSOG, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Content, Visit
    from pso_graph.publish.things.ancestry import Ancestry
    from pso_graph.publish.things.contents import Item
    from pso_graph.rdf.terms import NamedNode
    from pso_graph.store import Store

_GRAPHS = "graph/"
_LISTS = {
    "document": ("documents", "things.documents"),
    **{
        kind: (f"lists/{kind}", f"search.all-{kind}")
        for kind in ("measure", "actor", "instrument", "conference", "search")
    },
}
"""Path and title of the list that a thing stands in, by the first step of its address."""


class ThingPage(Page):
    """A thing: what it is, where it comes from and what became of it, with the words that prove it."""

    pattern: ClassVar[str] = "page/{thing:path}"

    def render(self, visit: Visit, **parts: str) -> Content:
        """Return the page; see ``Page.render``."""
        iri = find_iri(parts["thing"], visit.site.base)
        node = require_thing(visit.store, iri)
        headings = Headings(visit)
        title = headings.title(iri)
        tombstone = find_tombstone(visit, headings, node)
        ancestry = None if tombstone else tell_lineage(visit, node)
        shared = {
            "headings": headings,
            "iri": iri,
            "kind": headings.kind(iri),
            "forms": tuple(DATA_FORMS),
            "schema": write_schema(visit, headings, node, title),
            "queries": _list_queries(node, ancestry),
        }
        if ancestry is None:
            return render("tombstone.html", visit, title, **shared, tombstone=tombstone)
        return render("thing.html", visit, title, **shared, **_gather(visit, headings, node, ancestry))

    def list_paths(self, store: Store) -> Iterable[str]:
        """Return the paths of the pages of all things but graphs, which have a kind of their own."""
        return (f"page/{thing}" for thing in list_things(store) if not thing.startswith(_GRAPHS))


def _gather(visit: Visit, headings: Headings, node: NamedNode, ancestry: Ancestry) -> dict[str, object]:
    """Return what the page of a thing shows that is there, not withdrawn."""
    iri = node.value
    contents = list_contents(visit, headings, node)
    return {
        "polish": find_polish(visit, iri),
        "list": _LISTS.get(visit.path.split("/")[1]),
        "steps": _list_steps(headings, iri),
        "facts": list_facts(visit, headings, iri),
        "proofs": list_proofs(visit, node),
        "parts_by_section": list_parts(visit, headings, node),
        "files": list(list_files(visit, node)),
        "contents": contents,
        "contents_title": _name_contents(headings, contents),
        "content_count": count_items(contents),
        "ancestry": ancestry,
        "has_lineage": has_lineage(visit.store, iri),
        "picture": draw_lineage(ancestry.lineage, visit.names, visit.links, visit.language),
        "relations": list_relations(visit, headings, node),
        "citation": cite(visit, iri, headings.title(iri)),
    }


def _name_contents(headings: Headings, contents: tuple[Item, ...]) -> str:
    """Return the key of the heading above what a thing consists of."""
    if not contents:
        return ""
    if headings.read(contents[0].iri, SKOS.inScheme):
        return "things.concepts"
    return "things.contents" if headings.read(contents[0].iri, PSOG.inDocument) else "things.parts"


def _list_steps(headings: Headings, iri: str) -> list[str]:
    """Return the things that a thing is part of, the whole first."""
    steps: list[str] = []
    holder = headings.read(iri, DCTERMS.isPartOf) or headings.read(iri, SKOS.inScheme)
    while holder and holder not in steps and holder != iri:
        steps.insert(0, holder)
        holder = headings.read(holder, DCTERMS.isPartOf)
    whole = headings.read(iri, PSOG.inDocument)
    return steps if not whole or whole in steps else [whole, *steps]


def _list_queries(node: NamedNode, ancestry: Ancestry | None) -> list[tuple[str, str]]:
    """Return name and text of the queries that give what the page of a thing shows."""
    asked = [find_description_query()]
    if ancestry is not None and ancestry.lineage.hops:
        asked += [find_query(name) for name in ("lineage-backward", "lineage-forward")]
    return [(query.name, bind_text(query, {"thing": node})) for query in asked]
