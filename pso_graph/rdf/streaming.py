"""Writing query results piece by piece, so that no answer needs to be held as a whole."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol, cast

import pyoxigraph as ox

from pso_graph.rdf.serialization import GRAPH_FORMATS, TABLE_FORMATS
from pso_graph.rdf.terms import QueryTriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pso_graph.rdf.terms import QueryResult, Triple

_REMEMBERED = 100_000


class ByteSink(Protocol):
    """What a result can be written to: the part of a binary file that writing needs."""

    def write(self, data: bytes, /) -> int:
        """Take a piece and return its length in bytes."""

    def flush(self) -> None:
        """Do what a file does when it is flushed."""


def stream_result(result: QueryResult, name: str, sink: ByteSink, count_triple: Callable[[], None]) -> None:
    """Write a query result in pieces of some kilobytes, as its rows or triples are found.

    The engine gives each CONSTRUCT triple once, but a DESCRIBE triple once for each graph of the
    union that holds it. Those repetitions are left out as long as fewer than 100,000 other triples
    come between them: memory stays bounded.

    Args:
        result: of a query; it is used up.
        name: a key of ``GRAPH_FORMATS`` for triples, else of ``TABLE_FORMATS``.
        sink: to write to; what it raises stops the work and comes out of here.
        count_triple: called before each triple is written; may raise likewise.
    """
    file = cast("IO[bytes]", sink)  # the library asks for a file and uses these two methods of it
    if isinstance(result, QueryTriples):
        ox.serialize(omit_repeated(result, count_triple), file, format=GRAPH_FORMATS[name])
    else:
        result.serialize(file, TABLE_FORMATS[name])


def omit_repeated(triples: Iterable[Triple], count_triple: Callable[[], None]) -> Iterator[Triple]:
    """Yield triples without those that repeat one of the last 100,000.

    Args:
        triples: as they are found.
        count_triple: called for each that is left; what it raises comes out of here.
    """
    recent: set[Triple] = set()
    earlier: set[Triple] = set()
    for triple in triples:
        if triple in recent or triple in earlier:
            continue
        if len(recent) >= _REMEMBERED:
            recent, earlier = set(), recent
        recent.add(triple)
        count_triple()
        yield triple
