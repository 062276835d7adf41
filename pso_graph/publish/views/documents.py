"""Documents in the addresses of views: by what follows ``…/id/document/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.links import find_iri, find_page
from pso_graph.rdf.namespaces import DCTERMS, PSOC, PSOG, RDFS, ROOT
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.publish.page import Visit
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

_PAGES = "page/document/"
_TAGS = {"DEU": "de", "ENG": "en", "POL": "pl"}  # EU language authority to BCP 47


def find_document(slug: str, base: str = ROOT) -> str:
    """Return the IRI of a document.

    Args:
        slug: of the document, as it stands in an address.
        base: what our IRIs begin with.
    """
    return find_iri(f"document/{slug}", base)


def find_slug(iri: str, base: str = ROOT) -> str | None:
    """Return what stands for a document in an address; None if it has no page here.

    Args:
        iri: of the document.
        base: what our IRIs begin with.
    """
    path = find_page(iri, base) or ""
    slug = path.removeprefix(_PAGES)
    return slug if path.startswith(_PAGES) and "/" not in slug else None


def list_answered(store: Store, base: str = ROOT) -> list[str]:
    """Return the slugs of the documents with units that somebody answers.

    Args:
        store: to look in.
        base: what our IRIs begin with.
    """
    return _name_documents(store, {quad.object for quad in store.find(None, PSOG.answers)}, base)


def find_status(store: Store, document: str) -> str:
    """Return the IRI of the status of a document; empty if it is not told.

    Args:
        store: to look in.
        document: IRI.
    """
    found = (quad.object for quad in store.find(NamedNode(document), PSOG.documentStatus))
    return min((status.value for status in found if isinstance(status, NamedNode)), default="")


def name_document(visit: Visit, document: str) -> str:
    """Return what a document is called, with its status in brackets if it is only proposed.

    Args:
        visit: that it is for.
        document: IRI.
    """
    name, status = visit.names.label(document), find_status(visit.store, document)
    return f"{name} ({visit.names.label(status)})" if is_proposed(status) else name


def is_proposed(status: str) -> bool:
    """Return whether a status says that a document is a proposal, and not that it was decided.

    Args:
        status: IRI.
    """
    return status == PSOC["status-proposed"].value


def find_language(store: Store, document: str) -> str:
    """Return the language tag of the text of a document (BCP 47); empty, as in HTML, if it is not known.

    It is not if several are told: whose words are shown cannot be said then.

    Args:
        store: to look in.
        document: IRI.
    """
    found = {quad.object for quad in store.find(NamedNode(document), DCTERMS.language)}
    tags = {
        _TAGS.get(language.value.rpartition("/")[2], "")
        for language in found
        if isinstance(language, NamedNode)
    }
    return tags.pop() if len(tags) == 1 else ""


def list_followed(store: Store, base: str = ROOT) -> list[str]:
    """Return the slugs of the documents with units that units of documents trace to.

    Args:
        store: to look in.
        base: what our IRIs begin with.
    """
    targets = {
        quad.object
        for quad in store.find(None, PSOG.tracesTo)
        if next(store.find(quad.subject, PSOG.inDocument), None)
    }
    return _name_documents(store, targets, base)


def list_unread(store: Store, document: str) -> list[str]:
    """Return the IRIs of documents that go with a document, but whose units are not recorded here.

    Args:
        store: to look in.
        document: IRI.
    """
    named = {quad.subject for quad in store.find(None, RDFS.seeAlso, NamedNode(document))}
    return sorted(
        node.value
        for node in named
        if isinstance(node, NamedNode)
        and next(store.find(node, PSOG.documentStatus), None)
        and not _has_units(store, node)
    )


def _has_units(store: Store, document: NamedNode) -> bool:
    parts = (quad.subject for quad in store.find(None, PSOG.inDocument, document))
    return any(next(store.find(part, PSOG.clauseNumber), None) for part in parts)


def _name_documents(store: Store, units: Iterable[Term], base: str) -> list[str]:
    documents = {
        quad.object.value
        for unit in units
        if isinstance(unit, NamedNode)
        for quad in store.find(unit, PSOG.inDocument)
        if isinstance(quad.object, NamedNode)
    }
    return sorted(filter(None, (find_slug(document, base) for document in documents)))
