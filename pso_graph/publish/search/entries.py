"""What the data says of each thing that can be searched for: names, texts, and what it can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.publish.search.kinds import list_things
from pso_graph.publish.search.words import compose
from pso_graph.rdf.namespaces import DCTERMS, PSOG, RDFS, ROOT, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.publish.search.kinds import Facet, Kind
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

_LABELS = (SKOS.prefLabel, DCTERMS.title, RDFS.label)
_NAMES = (SKOS.altLabel,)
_CODES = (PSOG.clauseNumber, DCTERMS.identifier)
_IDS = (SKOS.notation,)
_TEXTS = (
    SKOS.definition,
    SKOS.scopeNote,
    DCTERMS.description,
    PSOG.theme,
    PSOG.place,
    PSOG.targetGroup,
    PSOG.rationale,
    SKOS.note,
)
_ACTORS = (
    PSOG.respondent,
    PSOG.mentions,
    PSOG.responsibleActor,
    PSOG.addressee,
    PSOG.issuedBy,
    PSOG.proposedBy,
    PSOG.adoptedBy,
    PSOG.requestedBy,
    PSOG.requestedFrom,
    PSOG.conferenceOf,
    PSOG.host,
)
_DATES = (DCTERMS.date, PSOG.startDate)
_IN_DOCUMENT = (PSOG.inDocument, PSOG.requestedIn, PSOG.namedIn)
_SPOKEN_OF = (PSOG.mentions, PSOG.cites)
_YEAR = 4  # digits


class Text(NamedTuple):
    """Something that the data says in words.

    Args:
        value: the words.
        language: of them; None if it is not said.
    """

    value: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing as the index is to know it.

    Args:
        iri: of the thing.
        kind: of the thing.
        labels: what it is called, at most one in each language.
        names: what else it is called.
        codes: its official numbers.
        ids: what else tells it from all others, the short id first.
        texts: what is said of it, the best to show first.
        facets: values by which it can be filtered: IRIs, or years.
        document: IRI of the one document that it is part of; None if it is of none.
    """

    iri: str
    kind: Kind
    labels: tuple[Text, ...]
    names: tuple[Text, ...]
    codes: tuple[str, ...]
    ids: tuple[str, ...]
    texts: tuple[Text, ...]
    facets: Mapping[Facet, tuple[str, ...]]
    document: str | None = None


def gather_entries(store: Store) -> Iterator[Entry]:
    """Yield what can be searched for, in the order of kinds and then of IRIs; what has no label is left out.

    Args:
        store: with the data.
    """
    for node, kind in list_things(store).items():
        entry = _describe(store, node, kind)
        if entry.labels:
            yield entry


def _describe(store: Store, node: NamedNode, kind: Kind) -> Entry:
    called = list(dict.fromkeys(_list_texts(store, node, _LABELS)))
    labels = {text.language: text for text in reversed(called)}
    home = _find_documents(store, node, kind)
    return Entry(
        iri=node.value,
        kind=kind,
        labels=tuple(text for text in called if labels[text.language] == text),
        names=(
            *(text for text in called if labels[text.language] != text),
            *_list_texts(store, node, _NAMES),
        ),
        codes=tuple(text.value for text in _list_texts(store, node, _CODES)),
        ids=(
            shorten_iri(node.value).removeprefix(ROOT),
            *(text.value for text in _list_texts(store, node, _IDS)),
        ),
        texts=(*_list_texts(store, node, _TEXTS), *_list_reasons(store, node)),
        facets={
            "document": _name(home or _list_mentioning(store, node)),
            "actor": _name([*([node] if kind == "actor" else ()), *_list_objects(store, node, _ACTORS)]),
            "topic": _name(
                [*([node] if kind == "topic" else ()), *_list_objects(store, node, (PSOG.topic,))]
            ),
            "year": _list_years(store, [node, *home]),
        },
        document=home[0].value if len(home) == 1 and kind not in {"document", "measure"} else None,
    )


def _find_documents(store: Store, node: NamedNode, kind: Kind) -> list[NamedNode]:
    """Return the documents that a thing is, is part of, or is named in as a measure is."""
    if kind == "document":
        return [node]
    above = _list_objects(store, node, _IN_DOCUMENT)
    return [
        document for part in above for document in _list_objects(store, part, (PSOG.inDocument,)) or [part]
    ]


def _list_mentioning(store: Store, node: NamedNode) -> list[NamedNode]:
    """Return the documents that speak of a thing, or whose parts do."""
    speaking = (quad.subject for predicate in _SPOKEN_OF for quad in store.find(None, predicate, node))
    parts = [part for part in dict.fromkeys(speaking) if isinstance(part, NamedNode)]
    return [
        document for part in parts for document in _list_objects(store, part, (PSOG.inDocument,)) or [part]
    ]


def _list_reasons(store: Store, node: NamedNode) -> list[Text]:
    """Return why relations from a thing are thought to hold."""
    found = {quad.subject for quad in store.find(None, PSOG["from"], node)}
    links = sorted((link for link in found if isinstance(link, NamedNode)), key=lambda link: link.value)
    return [text for link in links for text in _list_texts(store, link, (PSOG.rationale,))]


def _list_years(store: Store, nodes: Iterable[NamedNode]) -> tuple[str, ...]:
    """Return the years in which things begin or are dated."""
    dates = [text.value for node in nodes for text in _list_texts(store, node, _DATES)]
    return tuple(sorted({date[:_YEAR] for date in dates if date[:_YEAR].isdecimal()}))


def _list_texts(store: Store, node: NamedNode, predicates: Iterable[NamedNode]) -> list[Text]:
    """Return the literals that stand at a node, by predicate as given, then by language and value."""
    return [
        Text(compose(term.value), term.language)
        for predicate in predicates
        for term in sorted(
            {term for term in _find_objects(store, node, predicate) if isinstance(term, Literal)},
            key=lambda term: (term.language or "", term.value),
        )
    ]


def _list_objects(store: Store, node: NamedNode, predicates: Iterable[NamedNode]) -> list[NamedNode]:
    found = (term for predicate in predicates for term in _find_objects(store, node, predicate))
    return [term for term in dict.fromkeys(found) if isinstance(term, NamedNode)]


def _find_objects(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[Term]:
    return (quad.object for quad in store.find(node, predicate))


def _name(nodes: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(sorted({node.value for node in nodes}))
