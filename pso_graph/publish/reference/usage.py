"""Where terms are used: in the data, in queries, in rules."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue import cut_header, read_folder
from pso_graph.core.resources import find_resource_root
from pso_graph.publish.partitions import read_partitions
from pso_graph.rdf.namespaces import DCTERMS, GRAPHS, PSOG, RDF_TYPE, SH
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pso_graph.publish.reference.terms import Term
    from pso_graph.rdf.terms import Quad, Subject
    from pso_graph.store import Store

Example = tuple[str, str, bool]
"""Subject and object of a triple, and whether the object is text; of a class a thing, and an empty text."""

_NAME = re.compile(r"\bpsog:([A-Za-z]+)")
_IRI = re.compile(re.escape(PSOG.iri) + r"([A-Za-z]+)")
_VOCABULARY = NamedNode(GRAPHS + "vocabulary")


@dataclass(frozen=True, slots=True)
class Usage:
    """Where a term is used.

    Args:
        count: of a class how many things are of it, of a property how many triples have it; with what is
            entailed.
        example: of the data; None if there is none.
        queries: names of the shipped queries that speak of it.
        entailments: names of the rules of entailment that do.
        rules: ids of the rules (shapes) that do.
    """

    count: int
    example: Example | None
    queries: tuple[str, ...]
    entailments: tuple[str, ...]
    rules: tuple[str, ...]


def find_usage(store: Store, terms: Iterable[Term]) -> dict[str, Usage]:
    """Return where each term is used, by its IRI.

    Args:
        store: that holds the data.
        terms: of the ontology.
    """
    counts = {iri: count for iri, _, count in count_uses(store)}
    queries, entailments = _find_in_queries("lineage"), _find_in_queries("rules")
    rules = find_in_shapes(find_resource_root() / "shapes")
    return {
        term.iri: Usage(
            counts.get(term.iri, 0),
            _choose_example(store, term),
            tuple(queries[term.name]),
            tuple(entailments[term.name]),
            tuple(sorted(rules[term.name])),
        )
        for term in terms
    }


def count_uses(store: Store) -> Iterator[tuple[str, str, int]]:
    """Yield each class and property that the data uses: its IRI, which of both it is, and how often.

    Args:
        store: that holds the data.
    """
    partitions = read_partitions(store)
    for kind, rows in (("class", partitions.classes), ("property", partitions.properties)):
        for row in rows:
            yield row[0], kind, int(row[1])


def _choose_example(store: Store, term: Term) -> Example | None:
    """Return the shortest example, which is always the same one."""
    node = NamedNode(term.iri)
    is_class = term.kind == "class"
    quads = store.find(None, RDF_TYPE, node) if is_class else store.find(None, node)
    found = {
        (quad.subject.value, *(("", False) if is_class else _write(quad)))
        for quad in quads
        if isinstance(quad.subject, NamedNode) and quad.graph_name != _VOCABULARY
    }
    return min(found, key=lambda example: (len(example[0]) + len(example[1]), example), default=None)


def _write(quad: Quad) -> tuple[str, bool]:
    value = quad.object
    return (value.value, isinstance(value, Literal)) if isinstance(value, NamedNode | Literal) else ("", True)


def _find_in_queries(folder: str) -> Mapping[str, list[str]]:
    """Return the names of queries by the local names of the terms in their texts."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in read_folder(folder):
        for name in sorted(set(_NAME.findall(cut_header(query.text)))):
            found[name].append(query.name)
    return found


def find_in_shapes(folder: Path) -> Mapping[str, set[str]]:
    """Return ids of rules by the local names of the terms that they speak of.

    A rule speaks of what stands at its shape, in the blank nodes there, and among the targets of the
    shapes that carry it.

    Args:
        folder: of the shapes.
    """
    said: dict[Subject, list[Quad]] = defaultdict(list)
    carriers: dict[object, list[Subject]] = defaultdict(list)
    for path in sorted(folder.glob("*.ttl")):
        for quad in parse_file(path):
            said[quad.subject].append(quad)
            if quad.predicate == SH.property:
                carriers[quad.object].append(quad.subject)
    found: dict[str, set[str]] = defaultdict(set)
    for shape, quads in list(said.items()):
        for rule in (quad.object for quad in quads if quad.predicate == DCTERMS.identifier):
            targets = [quad for carrier in carriers[shape] for quad in said[carrier] if _is_target(quad)]
            for name in _list_names([*_close(shape, said), *targets]):
                found[name].add(rule.value if isinstance(rule, Literal) else "")
    return found


def _is_target(quad: Quad) -> bool:
    return quad.predicate.value.startswith(SH.iri + "target")


def _close(shape: Subject, said: Mapping[Subject, Sequence[Quad]]) -> Iterator[Quad]:
    for quad in said.get(shape, ()):
        yield quad
        if isinstance(quad.object, BlankNode):
            yield from _close(quad.object, said)


def _list_names(quads: Iterable[Quad]) -> set[str]:
    names: set[str] = set()
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            names.update(_IRI.findall(quad.object.value))
        elif isinstance(quad.object, Literal) and quad.predicate == SH.select:
            names.update(_NAME.findall(quad.object.value))
    return names
