"""Changes by thing: what was said of it and is no more, and what is said of it now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from pso_graph.rdf import terms
from pso_graph.rdf.namespaces import DCTERMS, RDF_TYPE, RDFS, SKOS, Namespace
from pso_graph.rdf.terms import NamedNode
from pso_graph.rdf.turtle import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.pipeline.diffing.values import Statements, Value
    from pso_graph.rdf.comparison import Difference
    from pso_graph.rdf.terms import Quad, Term

_LABELS = (
    *(SKOS.prefLabel, RDFS.label, DCTERMS.title),
    NamedNode("http://www.w3.org/ns/shacl#name"),
    Namespace("http://xmlns.com/foaf/0.1/").name,
    Namespace("https://schema.org/").name,
)

Kind: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """How the values of one property of a thing have changed.

    Args:
        predicate: the property.
        graph: IRI of the graph that says so; empty for the default graph.
        language: of the values; empty if they have none.
        removed: values that are gone, sorted.
        added: values that are new, sorted.
    """

    predicate: NamedNode
    graph: str
    language: str
    removed: tuple[Value, ...]
    added: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What has changed about one thing.

    Args:
        thing: an IRI; or a blank node without a place of its own in another thing.
        kind: ``added`` if nothing was said of it before, ``removed`` if nothing is said now.
        labels: what it is called, by language; under the empty one, a name without language.
        types: its classes, sorted by IRI.
        properties: what has changed, by property.
    """

    thing: Term
    kind: Kind
    labels: Mapping[str, str]
    types: tuple[NamedNode, ...]
    properties: tuple[PropertyChange, ...]


def list_changes(difference: Difference, old: Statements, new: Statements) -> list[ThingChange]:
    """Return what has changed, by thing, in the natural order of their IRIs.

    What is said of a blank node that is used once belongs to the thing that uses it. No thing is guessed
    to be another one under a new name.

    Args:
        difference: between two datasets.
        old: all that the old one says.
        new: all that the new one says.
    """
    removed, added = _group(difference.removed, old), _group(difference.added, new)
    things = sorted({*removed, *added}, key=lambda thing: natural_key(_name(thing)))
    return [_describe(thing, removed[thing], added[thing], old, new) for thing in things]


_Slot: TypeAlias = "tuple[NamedNode, str, str]"  # predicate, graph, language
_Slots: TypeAlias = "dict[_Slot, set[Value]]"


def _group(quads: Iterable[Quad], statements: Statements) -> dict[Term, _Slots]:
    groups: dict[Term, _Slots] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if not statements.is_part(quad.subject):
            language = quad.object.language if isinstance(quad.object, terms.Literal) else None
            slot = quad.predicate, _name(quad.graph_name), language or ""
            groups[quad.subject][slot].add(statements.read_value(quad.object))
    return groups


def _describe(thing: Term, removed: _Slots, added: _Slots, old: Statements, new: Statements) -> ThingChange:
    before, after = old.list_said(thing), new.list_said(thing)
    kind: Kind = "changed" if before and after else "added" if after else "removed"
    said = after or before
    slots = sorted({*removed, *added}, key=lambda slot: (slot[0].value, *slot[1:]))
    return ThingChange(
        thing,
        kind,
        labels=_find_labels(said),
        types=tuple(sorted((t for t in said.get(RDF_TYPE, ()) if isinstance(t, NamedNode)), key=str)),
        properties=tuple(
            PropertyChange(*slot, _sort(removed.get(slot, ())), _sort(added.get(slot, ()))) for slot in slots
        ),
    )


def _find_labels(said: Mapping[NamedNode, set[Term]]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for predicate in _LABELS:
        for item in sorted(said.get(predicate, ()), key=str):
            if isinstance(item, terms.Literal):
                labels.setdefault(item.language or "", item.value)
    return labels


def _sort(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda value: natural_key(str(value))))


def _name(node: object) -> str:
    return str(getattr(node, "value", ""))
