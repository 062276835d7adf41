"""The composed dataset, asked in short ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOC, PSOG, RDF_TYPE, SKOS
from pso_graph.rdf.terms import Literal, NamedNode
from tests.gold.tables import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

_AUTHORITY = "http://publications.europa.eu/resource/authority/"


class Graph:
    """A store whose things go by what follows ``…/id/`` and whose terms by their local names.

    Args:
        store: the composed dataset.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[str, list[str]] = {}
        for quad in store.find(None, SKOS.notation):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                self._named.setdefault(quad.object.value, []).append(_shorten(quad.subject))

    def values(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the distinct values of a property of a thing, sorted."""
        found = self._store.find(NamedNode(BASE + subject), predicate)
        return sorted({_shorten(quad.object) for quad in found})

    def value(self, subject: str, predicate: NamedNode) -> str:
        """Return the only value of a property of a thing; nothing if there is none.

        Raises:
            ValueError: if there are several.
        """
        found = self.values(subject, predicate)
        if len(found) > 1:
            raise ValueError(f"{subject} has {len(found)} values of {predicate.value}")
        return found[0] if found else ""

    def subjects(self, predicate: NamedNode, value: str | Term) -> list[str]:
        """Return the things that have a value (a short id or a term), sorted."""
        term = NamedNode(BASE + value) if isinstance(value, str) else value
        return sorted({_shorten(quad.subject) for quad in self._store.find(None, predicate, term)})

    def things(self, name: str) -> list[str]:
        """Return what one of the tables' own ids stands for; the id with a question mark if nothing."""
        return sorted(self._named.get(name, [f"?{name}"]))

    def notations(self, thing: str) -> list[str]:
        """Return the tables' own ids of a thing."""
        return self.values(thing, SKOS.notation)

    def classes(self, thing: str) -> set[str]:
        """Return the local names of a thing's classes, those of other vocabularies left out."""
        return {name for name in self.values(thing, RDF_TYPE) if ":" not in name}

    def units(self, document: str) -> list[str]:
        """Return the clauses and responses of a document."""
        inside = self.subjects(PSOG.inDocument, document)
        return [unit for unit in inside if {"Clause", "Response"} & self.classes(unit)]

    def quotations(self, document: str) -> list[str]:
        """Return what a document quotes of another, unit by unit."""
        holders = [document, *self.units(document)]
        return [quotation for holder in holders for quotation in self.subjects(PSOG.quotedIn, holder)]

    def segments(self, thing: str) -> list[tuple[int, int]]:
        """Return the places (start, end in code points) of what proves a thing, in document order."""
        spans = [
            (int(self.value(segment, PSOG.startOffset)), int(self.value(segment, PSOG.endOffset)))
            for anchor in self.values(thing, PSOG.evidence)
            for segment in self.values(anchor, PSOG.segment)
        ]
        return sorted(spans)

    def evidence(self, thing: str) -> dict[str, list[str]]:
        """Return where a thing's evidence stands, segment by segment, and with which words."""
        (anchor,) = self.values(thing, PSOG.evidence) or [""]
        return {
            "offsets": [write_spans(self.segments(thing))],
            "first words": self.values(anchor, PSOG.firstWords),
            "last words": self.values(anchor, PSOG.lastWords),
        }

    def describe_units(self, document: str, text: str) -> dict[str, dict[str, list[str]]]:
        """Return all that the tables can ask of each unit of a document, by clause number.

        Args:
            document: short id.
            text: of its file.
        """
        return {
            self.value(unit, PSOG.clauseNumber): {
                "parent": [part.removeprefix(f"{document}/") for part in self.values(unit, DCTERMS.isPartOf)],
                "order": self.values(unit, PSOG.order),
                "unit type": self.values(unit, PSOG.unitType),
                "mode": self.values(unit, PSOG.mode),
                "words": [str(count_words("".join(text[start:end] for start, end in self.segments(unit))))],
                "addressee": self.values(unit, PSOG.addressee),
                "lines": [
                    f"{first}-{last}"
                    for first in self.values(unit, PSOG.lineFrom)
                    for last in self.values(unit, PSOG.lineTo)
                ],
                **self.evidence(unit),
            }
            for unit in self.units(document)
        }


def write_spans(spans: Iterable[tuple[int, int]]) -> str:
    """Return places as ``start-end``, joined by plus signs."""
    return "+".join(f"{start}-{end}" for start, end in spans)


def _shorten(term: Term) -> str:
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else str(term)
    for namespace in (BASE, PSOC.iri, PSOG.iri):
        if term.value.startswith(namespace):
            return term.value.removeprefix(namespace)
    return term.value.rsplit("/", 1)[-1] if term.value.startswith(_AUTHORITY) else term.value
