"""Things of others that our description of the dataset points at: what they are, and what they are called."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import SKOS
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.rdf.terms import Triple

_FILE = Path(__file__).with_name("authorities.ttl")


@cache
def _read() -> Mapping[str, tuple[Triple, ...]]:
    said: dict[str, list[Triple]] = defaultdict(list)
    for quad in parse_file(_FILE):
        if isinstance(quad.subject, NamedNode):
            said[quad.subject.value].append(quad.triple)
    return {iri: tuple(triples) for iri, triples in said.items()}


def list_authorities(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what there is to say of the things of others that triples point at, and of their lists.

    Args:
        triples: of a description.
    """
    waiting = list(triples)
    seen: set[str] = set()
    while waiting:
        object_ = waiting.pop().object
        if isinstance(object_, NamedNode) and object_.value not in seen:
            seen.add(object_.value)
            said = _read().get(object_.value, ())
            yield from said
            waiting += said


def name_authority(iri: str, language: str) -> str:
    """Return the name of a thing of others; its IRI if we know none.

    Args:
        iri: of the thing.
        language: ``de`` or ``en``.
    """
    for triple in _read().get(iri, ()):
        name = triple.object
        if triple.predicate == SKOS.prefLabel and isinstance(name, Literal) and name.language == language:
            return name.value
    return iri
