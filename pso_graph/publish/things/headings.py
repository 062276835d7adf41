"""What things are called on their own page and where others mention them; also those that have no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from pso_graph.publish.cells import name_iri
from pso_graph.publish.wording import read_texts
from pso_graph.rdf.namespaces import DCTERMS, GRAPHS, PSOG, RDF_TYPE, RDFS, SKOS
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from pso_graph.publish.page import Visit

_CONCEPT_KINDS = {SKOS.Concept: "concept", SKOS.ConceptScheme: "scheme"}


class Headings:
    """Names things for one page.

    Args:
        visit: that the page is rendered for.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._store = visit.store

    def read(self, iri: str, predicate: NamedNode) -> str:
        """Return the IRI or text that a property has, the first found; empty if it has none.

        Args:
            iri: of the thing.
            predicate: the property.
        """
        quad = next(self._store.find(NamedNode(iri), predicate), None)
        return quad.object.value if quad is not None and isinstance(quad.object, NamedNode | Literal) else ""

    def title(self, iri: str) -> str:
        """Return what a thing is called; for relations and graphs, what they are.

        Args:
            iri: of the thing.
        """
        label = self._visit.names.label(iri)
        if label != self._visit.names.short(iri):
            return label
        type_ = self._visit.names.describe(iri).type
        if type_ == PSOG.Link.value:
            return self._name_link(iri)
        if type_ == PSOG.Quotation.value:
            quoted, place = self.read(iri, PSOG.quotes), self.read(iri, PSOG.quotedIn)
            ends = {"quoted": name_iri(quoted), "place": name_iri(place)}
            return self._visit.say("things.quotation", **ends)
        if iri.startswith(GRAPHS):
            return self._visit.say("things.graph", name=iri.removeprefix(GRAPHS))
        return name_iri(iri)

    @staticmethod
    def short(iri: str) -> str:
        """Return the short id of a thing; of a concept or term its name with a prefix.

        Args:
            iri: of the thing.
        """
        return name_iri(iri)

    def kind(self, iri: str) -> str:
        """Return the class of a thing in words; empty if it has none that we know.

        Args:
            iri: of the thing.
        """
        kind = self._visit.names.kind(iri)
        if kind:
            return kind
        types = {quad.object for quad in self._store.find(NamedNode(iri), RDF_TYPE)}
        known = next((key for type_, key in _CONCEPT_KINDS.items() if type_ in types), None)
        return self._visit.say(f"things.{known}") if known else ""

    def status(self, iri: str) -> str:
        """Return the status of a document, or of the document that a unit is in; empty if it is not told.

        Args:
            iri: of the thing.
        """
        document = self.read(iri, PSOG.inDocument) or iri
        return self.read(document, PSOG.documentStatus)

    def link(self, iri: str) -> Markup:
        """Return the name of a thing as a link to its page.

        Args:
            iri: of the thing.
        """
        return Markup('<a href="{}">{}</a>').format(self._visit.links.of(iri), self.title(iri))

    def property(self, iri: str) -> str:
        """Return what a property is called, as a heading.

        Args:
            iri: of the property.
        """
        name = name_iri(iri)
        label = self._find_text("is", name) or self._visit.names.label(iri)
        return name if label == iri else label[:1].upper() + label[1:]

    def incoming(self, iri: str) -> str:
        """Return what the things are called that point at one by a property.

        Args:
            iri: of the property.
        """
        name = name_iri(iri)
        return self._find_text("of", name) or self._visit.say("things.of", name=self.property(iri))

    def _find_text(self, manner: str, name: str) -> str:
        """Return what a property is called in our texts, where the data has no label for it that fits."""
        texts = read_texts().get(f"things.{manner}-{name.replace(':', '-')}", {})
        return texts.get(self._visit.language, "")

    def _name_link(self, iri: str) -> str:
        start, relation, end = (self.read(iri, PSOG[name]) for name in ("from", "relation", "to"))
        return f"{name_iri(start)} {self._visit.names.label(relation)} {name_iri(end)}"


def choose_texts(visit: Visit, literals: list[Literal]) -> list[Literal]:
    """Return those of some texts that are in the language of a page or in none; all if none is.

    Args:
        visit: that the page is rendered for.
        literals: values of one property.
    """
    return [text for text in literals if text.language in (visit.language, None)] or literals


def find_polish(visit: Visit, iri: str) -> str:
    """Return the Polish name of a thing; empty if it has none.

    Args:
        visit: that the page is rendered for.
        iri: of the thing.
    """
    for predicate in (SKOS.prefLabel, DCTERMS.title, RDFS.label):
        for quad in visit.store.find(NamedNode(iri), predicate):
            if isinstance(quad.object, Literal) and quad.object.language == "pl":
                return quad.object.value
    return ""
