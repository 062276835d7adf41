"""What a page says to search engines: a little JSON-LD in terms of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.embedding import write_embedded
from pso_graph.publish.things.facts import ALIGNED
from pso_graph.rdf.namespaces import DCTERMS, GRAPHS, OWL, PSOG, RDF_TYPE, SKOS
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from pso_graph.publish.page import Visit
    from pso_graph.publish.things.headings import Headings

_SCHEMA = "https://schema.org/"
_USUAL = {
    SKOS.Concept: "DefinedTerm",
    SKOS.ConceptScheme: "DefinedTermSet",
    PSOG.Unit: "CreativeWork",
    PSOG.Actor: "Organization",
    PSOG.Instrument: "Legislation",
}
"""What things are that the data has no schema.org class for; the wider class counts."""

_NO_LAW = frozenset((PSOG.Programme, PSOG.Fund))
_TEXTS = {
    "identifier": DCTERMS.identifier,
    "datePublished": DCTERMS.date,
    "startDate": PSOG.startDate,
    "endDate": PSOG.endDate,
    "url": NamedNode("http://xmlns.com/foaf/0.1/homepage"),
    "sameAs": OWL.sameAs,
}
_FIT = {
    "datePublished": frozenset(("CreativeWork", "Legislation", "Dataset")),
    "startDate": frozenset(("Event",)),
    "endDate": frozenset(("Event",)),
}
_WORKS = frozenset(("CreativeWork", "Legislation"))


def write_schema(visit: Visit, headings: Headings, node: NamedNode, title: str) -> Markup:
    """Return the content of a script element of type ``application/ld+json``.

    Args:
        visit: that the page is rendered for.
        headings: of the page.
        node: the thing.
        title: of the page.
    """
    type_ = _find_type(visit, node)
    told: dict[str, object] = {
        "@context": _SCHEMA.rstrip("/"),
        "@type": type_,
        "@id": node.value,
        "name": title,
        "inLanguage": visit.language,
    }
    if type_ not in {*_WORKS, "Dataset"}:
        del told["inLanguage"]
    for key, predicate in _TEXTS.items():
        value = headings.read(node.value, predicate)
        if value and type_ in _FIT.get(key, {type_}):
            told[key] = value
    told |= _relate(visit, headings, node, type_)
    return write_embedded(told)


def _relate(visit: Visit, headings: Headings, node: NamedNode, type_: str) -> Mapping[str, object]:
    """Return the things that one belongs to, where schema.org has a property for it."""
    related: dict[str, object] = {}
    holder = headings.read(node.value, DCTERMS.isPartOf)
    if holder and type_ in _WORKS:
        related["isPartOf"] = {"@type": "CreativeWork", "@id": holder, "name": headings.title(holder)}
    place = next((quad.object for quad in visit.store.find(node, PSOG.place)), None)
    if place is not None and type_ == "Event":
        related["location"] = {"@type": "Place", "name": headings.read(node.value, PSOG.place)}
        organizer = headings.read(node.value, PSOG.conferenceOf)
        if organizer:
            related["organizer"] = {
                "@type": "Organization",
                "@id": organizer,
                "name": headings.title(organizer),
            }
    scheme = headings.read(node.value, SKOS.inScheme)
    if scheme and type_ == "DefinedTerm":
        related["termCode"] = headings.read(node.value, SKOS.notation)
        related["inDefinedTermSet"] = {
            "@type": "DefinedTermSet",
            "@id": scheme,
            "name": headings.title(scheme),
        }
    return related


def _find_type(visit: Visit, node: NamedNode) -> str:
    aligned = [quad.object for quad in visit.store.find(node, RDF_TYPE, None, ALIGNED)]
    names = sorted(
        type_.value.removeprefix(_SCHEMA)
        for type_ in aligned
        if isinstance(type_, NamedNode) and type_.value.startswith(_SCHEMA)
    )
    if names:
        return names[0]
    if node.value.startswith(GRAPHS):
        return "Dataset"
    types = {quad.object for quad in visit.store.find(node, RDF_TYPE)}
    if types & _NO_LAW:
        return "Thing"
    return next((name for type_, name in _USUAL.items() if type_ in types), "Thing")
