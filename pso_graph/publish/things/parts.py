"""What has no page of its own, on the page of what it belongs to: citations, reports, memberships, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from pso_graph.publish.things.facts import list_facts
from pso_graph.publish.things.proofs import list_proofs
from pso_graph.rdf.namespaces import PSOG, SKOS
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.facts import Fact
    from pso_graph.publish.things.headings import Headings
    from pso_graph.publish.things.proofs import Proof

_TOLD = ("psog:inDocument", "psog:member", "psog:organization", "psog:event")
SECTIONS = {
    "reports": (PSOG.inResponse, PSOG.measure),
    "reported": (PSOG.measure, PSOG.inResponse),
    "citations": (PSOG.citedIn, PSOG.citedThing),
    "memberships": (PSOG.member, PSOG.organization),
    "members": (PSOG.organization, PSOG.member),
    "participations": (PSOG.event, PSOG.member),
}
"""Sections by key: the property that leads from a part to the thing, and the one to what it is about."""

_PROVED = (PSOG.citedThing,)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a thing, or what another's part says of it.

    Args:
        iri: of the part.
        place: on the page, as a fragment; empty if it is a part of another thing.
        title: what it is about, linked.
        words: as they are written in the document; empty if that is not recorded.
        facts: about it.
        proofs: of it; none if the lineage of the thing tells them.
    """

    iri: str
    place: str
    title: Markup
    words: str
    facts: tuple[Fact, ...]
    proofs: tuple[Proof, ...]


def list_parts(visit: Visit, headings: Headings, node: NamedNode) -> dict[str, list[Part]]:
    """Return the parts of a thing by section; sections without parts are left out.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        node: the thing.
    """
    sections: dict[str, list[Part]] = {}
    for key, (belonging, about) in SECTIONS.items():
        subjects = {quad.subject for quad in visit.store.find(None, belonging, node)}
        found = sorted((part.value for part in subjects if isinstance(part, NamedNode)), key=natural_key)
        if found:
            sections[key] = [_read_part(visit, headings, iri, node, about) for iri in found]
    return sections


def list_files(visit: Visit, node: NamedNode) -> Iterator[tuple[str, str, str]]:
    """Yield place, name and SHA-256 of each file that a document was read from.

    Args:
        visit: that the page is rendered for.
        node: the document.
    """
    for quad in visit.store.find(node, PSOG.file):
        if isinstance(quad.object, NamedNode):
            iri = quad.object.value
            hashes = [found.object for found in visit.store.find(quad.object, PSOG.fileHash)]
            hash_ = next((text.value for text in hashes if isinstance(text, Literal)), "")
            yield visit.links.of(iri).partition("#")[2], iri.rpartition("/")[2], hash_


def _read_part(visit: Visit, headings: Headings, iri: str, node: NamedNode, about: NamedNode) -> Part:
    page, mark, place = visit.links.of(iri).partition("#")
    target = headings.read(iri, about) or headings.read(iri, PSOG.event)
    has_label = bool(headings.read(iri, SKOS.prefLabel))
    title = Markup('<a href="{}">{}</a>').format(
        visit.links.of(target) if target else page + mark + place,
        visit.names.label(iri) if has_label or not target else headings.title(target),
    )
    groups = list_facts(visit, headings, iri, _TOLD)
    return Part(
        iri=iri,
        place=place if page == visit.links.of(node.value) else "",
        title=title,
        words=headings.read(iri, PSOG.asWritten),
        facts=tuple(fact for group in groups for fact in group.facts),
        proofs=tuple(list_proofs(visit, NamedNode(iri))) if about in _PROVED else (),
    )
