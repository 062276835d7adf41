"""An embedded store that can be changed: a copy of a finished one, which stays as it is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import NoStoreError, NotWrittenError, UnsupportedQueryError
from pso_graph.rdf.folding import LiteralLog
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.spelling import Spellings
from pso_graph.store.embedded import SPELLINGS, EmbeddedStore, make_syntax_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pso_graph.rdf.terms import Graph, Quad, Term

_log = logging.getLogger(__name__)


class WritableStore(EmbeddedStore):
    """A store that is changed before anybody is served from it.

    What comes as RDF keeps its spelling of literals, where nothing else writes the value. What a SPARQL
    update writes is told as the library has it, since an update also computes values.

    Args:
        store: the store of the library.
        union: see ``EmbeddedStore``; it counts for queries only.
        spellings: likewise.
        before: the store that it is a copy of; None if there is none.
    """

    def __init__(
        self,
        store: ox.Store,
        *,
        union: bool = False,
        spellings: Spellings | None = None,
        before: ox.Store | None = None,
    ) -> None:
        super().__init__(store, union=union, spellings=spellings)
        self._before = before

    @classmethod
    def copy(cls, source: Path, target: Path) -> WritableStore:
        """Return a copy of a store on disk, ready to be changed; it shares what does not change.

        Args:
            source: folder of a finished store.
            target: folder of the copy, which does not exist yet.

        Raises:
            NoStoreError: if there is no store that can be opened.
            NotWrittenError: if the copy cannot be written.
        """
        try:
            before = ox.Store.read_only(str(source))
            spellings = Spellings.read(source / SPELLINGS)
        except (OSError, RuntimeError, SyntaxError) as error:
            raise NoStoreError(
                "There is no store here that can be opened.", where=str(source), fix="Restore a copy of it."
            ) from error
        try:
            before.backup(str(target))
            return cls(ox.Store(str(target)), spellings=spellings, before=before)
        except (OSError, RuntimeError) as error:
            raise _tell_unwritten(error) from error

    def update(self, text: str) -> None:
        """Apply a SPARQL 1.1 update, wholly or not at all.

        Its patterns see the unnamed graph where they name none, as the standard has it (SPARQL 1.1
        Update, section 3.1.3), whatever queries see.

        Args:
            text: that has passed the guard.

        Raises:
            SyntaxProblemError: if it does not parse; with line and column.
            UnsupportedQueryError: if the engine cannot apply it.
            NotWrittenError: if there is no room for the result.
        """
        try:
            self._store.update(text, base_iri=BASE)
        except SyntaxError as error:
            raise make_syntax_problem(error, "update") from error
        except RuntimeError as error:
            raise UnsupportedQueryError(
                f"The engine cannot apply this update: {error}.", fix="Write it without what it names."
            ) from error
        except OSError as error:
            raise _tell_unwritten(error) from error
        self._spellings.forget(self._is_rewritten)

    def has_graph(self, graph: Graph) -> bool:
        """Return whether there is a graph, empty or not; the unnamed one always is."""
        return self._store.contains_named_graph(graph)

    def replace_graph(self, graph: Graph, quads: Sequence[Quad]) -> None:
        """Let a graph hold nothing but these quads.

        Args:
            graph: it is made if there is none.
            quads: of this graph.

        Raises:
            NotWrittenError: if there is no room for them.
        """
        self.remove_graph(graph)
        self.add_to_graph(graph, quads)

    def add_to_graph(self, graph: Graph, quads: Sequence[Quad]) -> None:
        """Merge quads into a graph.

        Args:
            graph: it is made if there is none.
            quads: of this graph.

        Raises:
            NotWrittenError: if there is no room for them.
        """
        try:
            if not isinstance(graph, ox.DefaultGraph):
                self._store.add_graph(graph)
        except OSError as error:
            raise _tell_unwritten(error) from error
        self.add_quads(quads)

    def add_quads(self, quads: Sequence[Quad]) -> None:
        """Add quads, each to its graph.

        Args:
            quads: to add.

        Raises:
            NotWrittenError: if there is no room for them.
        """
        log = LiteralLog()
        for _ in log.watch(quads):
            pass
        self._spellings.adopt(log, self._is_there)
        try:
            self._store.extend(quads)
        except OSError as error:
            raise _tell_unwritten(error) from error

    def remove_graph(self, graph: Graph) -> None:
        """Remove a graph and all in it; the unnamed one is emptied."""
        try:
            self._store.remove_graph(graph)
        except OSError as error:
            raise _tell_unwritten(error) from error

    def finish(self, folder: Path) -> None:
        """Write down what is still in memory; the store is not changed any more.

        Args:
            folder: of the store.

        Raises:
            NotWrittenError: if there is no room for it.
        """
        try:
            self._store.flush()
            self._spellings.write(folder / SPELLINGS)
        except OSError as error:
            raise _tell_unwritten(error) from error

    def _is_there(self, literal: Term) -> bool:
        return any(True for _ in self._store.quads_for_pattern(None, None, literal))

    def _is_rewritten(self, literal: Term) -> bool:
        """Return whether a literal now stands where it did not stand before."""
        quads = self._store.quads_for_pattern(None, None, literal)
        return self._before is None or any(quad not in self._before for quad in quads)


def _tell_unwritten(error: Exception) -> NotWrittenError:
    """Return what strangers are told; the engine's own words name files, and are left to the log."""
    _log.error("A change cannot be written: %s", error)
    return NotWrittenError("The change cannot be written.", fix="Look for space on the server's disk.")
