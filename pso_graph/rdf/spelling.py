"""Telling literals as the data writes them.

The engine keeps values: ``"01"^^xsd:integer`` comes back as ``"1"^^xsd:integer``, and
``"-3"^^xsd:negativeInteger`` as ``"-3"^^xsd:integer``. Where all of a dataset writes a value in one
way, results tell it that way again. What matches what stays the engine's affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from pso_graph.rdf.folding import LiteralLog
from pso_graph.rdf.origins import trace_origins
from pso_graph.rdf.terms import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    SpelledTriples,
    Triple,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from pso_graph.rdf.origins import Origins
    from pso_graph.rdf.terms import QueryResult, Term

_NODE = NamedNode("urn:x")


class Spellings:
    """How a dataset writes the literals that its store would tell in another form.

    A value that the data writes in several ways is left as the store has it, and so is a literal
    within a triple term.

    Args:
        log: of the literals of all its quads.
    """

    def __init__(self, log: LiteralLog) -> None:
        written: dict[Term, Literal | None] = {}
        for literal, stored in log.find_changed():
            is_sole = stored not in written and stored not in log
            written[stored] = literal if is_sole else None
        self._written = {stored: literal for stored, literal in written.items() if literal is not None}

    @classmethod
    def read(cls, path: Path) -> Spellings:
        """Return what was written to a file; nothing differs if there is none.

        Raises:
            OSError: if the file cannot be read.
            SyntaxError: if it is damaged.
        """
        log = LiteralLog()
        if path.exists():
            for _ in log.watch(ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)):
                pass
        return cls(log)

    def write(self, path: Path) -> None:
        """Write a file that ``read`` reads, unless nothing differs."""
        if self._written:
            triples = (Triple(_NODE, _NODE, literal) for literal in self._written.values())
            ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)

    def give_way(self, log: LiteralLog) -> None:
        """Leave values as the store has them that quads added later write in another way.

        Args:
            log: of the literals of these quads.
        """
        if self._written:
            self._written = {
                stored: literal for stored, literal in self._written.items() if stored not in log
            }
            for literal, stored in log.find_changed():
                if self._written.get(stored) != literal:
                    self._written.pop(stored, None)

    def adopt(self, log: LiteralLog, is_there: Callable[[Term], bool]) -> None:
        """Tell values as quads write them that are about to be added, where nothing else writes them.

        Args:
            log: of the literals of these quads.
            is_there: whether the store already has a literal as an object.
        """
        self.give_way(log)
        for stored, literal in Spellings(log)._written.items():  # noqa: SLF001 - our own
            if not is_there(stored):
                self._written[stored] = literal

    def forget(self, is_touched: Callable[[Term], bool]) -> None:
        """Leave values as the store has them that a change may have written in another way.

        Args:
            is_touched: whether the change has written a literal of the store as an object.
        """
        self._written = {
            stored: literal for stored, literal in self._written.items() if not is_touched(stored)
        }

    def respell_quads(self, quads: Iterator[Quad]) -> Iterator[Quad]:
        """Return quads of the store as the data writes them."""
        return map(self._respell_quad, quads) if self._written else quads

    def respell_result(self, result: QueryResult, text: str, given: Collection[str] = ()) -> QueryResult:
        """Return a result of the store as the data writes it; what the query makes stays as it is.

        Args:
            result: of the engine; it is used up.
            text: of the query.
            given: names of variables that the caller gave terms.
        """
        if not self._written or isinstance(result, QueryBoolean):
            return result
        if isinstance(result, QueryTriples):
            return SpelledTriples(self._respell_triples(result, text, given))
        if not result.variables:
            return result
        rows = self._write_rows(result, text, given)
        return ox.parse_query_results(cast("IO[bytes]", _Pieces(rows)), format=ox.QueryResultsFormat.TSV)

    def _respell_quad(self, quad: Quad) -> Quad:
        literal = self._written.get(quad.object)
        if literal is None:
            return quad
        return Quad(quad.subject, quad.predicate, literal, quad.graph_name)

    def _respell_triples(
        self, triples: Iterable[Triple], text: str, given: Collection[str]
    ) -> Iterator[Triple]:
        is_mixed: bool | None = None  # most results have no such literal, and need no look at the text
        for triple in triples:
            literal = self._written.get(triple.object)
            if literal is None:
                yield triple
                continue
            if is_mixed is None:
                is_mixed = trace_origins(text, given).mixed
            yield triple if is_mixed else Triple(triple.subject, triple.predicate, literal)

    def _write_rows(self, solutions: QuerySolutions, text: str, given: Collection[str]) -> Iterator[bytes]:
        """Yield the table as TSV, which the engine reads with nothing changed."""
        names = [variable.value for variable in solutions.variables]
        yield _write_row("?" + name for name in names)
        origins: Origins | None = None
        for solution in solutions:
            terms = list(solution)
            if not self._written.keys().isdisjoint(terms):
                origins = origins or trace_origins(text, given)
                terms = [
                    self._written.get(term, term) if origins.is_from_data(name) else term
                    for name, term in zip(names, terms, strict=True)
                ]
            yield _write_row(map(_write_term, terms))


class _Pieces:
    """A file made of pieces, read as they come.

    Args:
        pieces: none of them empty.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = b""
        self._read = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, ``size`` at most: the engine aborts the process if it gets more."""
        if self._read >= len(self._piece):
            self._piece, self._read = next(self._pieces, b""), 0
        start, self._read = self._read, self._read + size
        return self._piece[start : self._read]


def _write_row(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode()


def _write_term(term: Term | None) -> str:
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)
