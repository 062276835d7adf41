"""RDF terms: one import for every package that handles them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolution,
    QuerySolutions,
    Triple,
    Variable,
)
from pyoxigraph import QueryTriples as EngineTriples


class SpelledTriples(Iterator[Triple]):
    """The triples of a CONSTRUCT or DESCRIBE, told as the data writes them.

    Args:
        triples: that come, as they are found.
    """

    def __init__(self, triples: Iterator[Triple]) -> None:
        self._triples = triples

    def __next__(self) -> Triple:
        return next(self._triples)


Subject: TypeAlias = NamedNode | BlankNode | Triple
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph
QueryTriples: TypeAlias = EngineTriples | SpelledTriples
QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Graph",
    "Literal",
    "NamedNode",
    "Quad",
    "QueryBoolean",
    "QueryResult",
    "QuerySolution",
    "QuerySolutions",
    "QueryTriples",
    "SpelledTriples",
    "Subject",
    "Term",
    "Triple",
    "Variable",
]
