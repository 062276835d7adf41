"""What the data says of the dataset itself, for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import yaml

from pso_graph.core.resources import find_resource_root, read_text
from pso_graph.publish.values import read_texts, read_value, read_values
from pso_graph.rdf.namespaces import DCTERMS, RDF_TYPE, RDFS, Namespace
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store

_DCAT = Namespace("http://www.w3.org/ns/dcat#")
_FOAF = Namespace("http://xmlns.com/foaf/0.1/")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The dataset, as the data describes it.

    Args:
        iri: of the dataset.
        title: by language.
        description: by language.
        provenance: by language.
        facts: ``version``, ``modified``, ``licence``, ``publisher``, ``start`` and ``end``; empty if unknown.
        lists: IRIs, of ``spatial``, ``theme`` and ``language``.
    """

    iri: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    provenance: Mapping[str, str]
    facts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


def read_catalog(store: Store) -> Catalog | None:
    """Return what the data says of the dataset; None if it describes none, or several.

    Args:
        store: that holds the data.
    """
    found = {quad.subject for quad in store.find(None, RDF_TYPE, _DCAT.Dataset)}
    datasets = [node for node in found if isinstance(node, NamedNode)]
    if len(datasets) != 1:
        return None
    dataset = datasets[0]
    period = _find_node(store, dataset, DCTERMS.temporal)
    publisher = _find_node(store, dataset, DCTERMS.publisher)
    provenance = _find_node(store, dataset, DCTERMS.provenance)
    facts = {
        "version": (dataset, _DCAT.version),
        "modified": (dataset, DCTERMS.modified),
        "licence": (dataset, DCTERMS.license),
        "publisher": (publisher, _FOAF.name),
        "start": (period, _DCAT.startDate),
        "end": (period, _DCAT.endDate),
    }
    lists = {"spatial": DCTERMS.spatial, "theme": _DCAT.theme, "language": DCTERMS.language}
    return Catalog(
        dataset.value,
        read_texts(store, dataset, DCTERMS.title),
        read_texts(store, dataset, DCTERMS.description),
        read_texts(store, provenance, RDFS.label),
        {name: read_value(store, node, predicate) for name, (node, predicate) in facts.items()},
        {name: read_values(store, dataset, predicate) for name, predicate in lists.items()},
    )


@cache
def read_citation() -> Mapping[str, str]:
    """Return author, year, title and version by which the project is cited, from ``CITATION.cff``."""
    facts = yaml.safe_load(read_text(find_resource_root() / "CITATION.cff"))
    return {
        "author": "; ".join(author["name"] for author in facts["authors"]),
        "year": str(facts["date-released"])[:4],
        "title": facts["title"],
        "version": str(facts["version"]),
    }


@cache
def read_changes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the releases, newest first: what each is called, and what it brought, from ``CHANGELOG.md``."""
    releases: list[tuple[str, list[str]]] = []
    for line in read_text(find_resource_root() / "CHANGELOG.md").splitlines():
        if line.startswith("## "):
            releases.append((line.removeprefix("## "), []))
        elif releases and line.startswith("- "):
            releases[-1][1].append(line.removeprefix("- "))
        elif releases and releases[-1][1] and line.startswith("  "):
            releases[-1][1][-1] += " " + line.strip()
    return tuple((name, tuple(changes)) for name, changes in releases)


def _find_node(store: Store, node: NamedNode, predicate: NamedNode) -> NamedNode | None:
    found = (quad.object for quad in store.find(node, predicate))
    return next((value for value in found if isinstance(value, NamedNode)), None)
