"""The embedded Oxigraph store, in memory or on disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import NoStoreError, ParameterError, SyntaxProblemError, UnsupportedQueryError
from pso_graph.rdf.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pso_graph.rdf.terms import Graph, NamedNode, Quad, QueryResult, Subject, Term

_POSITION = re.compile(r"at (\d+):(\d+)")


class EmbeddedStore:
    """An Oxigraph store within this process.

    Args:
        store: the store of the library.
        union: whether the default graph of a query is the union of all graphs; otherwise it is
            the store's own unnamed graph.
    """

    def __init__(self, store: ox.Store, *, union: bool = True) -> None:
        self._store = store
        self._union = union

    @classmethod
    def in_memory(cls, quads: Iterable[Quad] = (), *, union: bool = True) -> EmbeddedStore:
        """Return a store in memory that holds the quads."""
        store = ox.Store()
        store.extend(quads)
        return cls(store, union=union)

    @classmethod
    def open(cls, folder: Path, *, union: bool = True) -> EmbeddedStore:
        """Return a finished store on disk, for reading only.

        Args:
            folder: in which the store was written.
            union: as for the class.

        Raises:
            NoStoreError: if there is none, or it cannot be opened.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), union=union)
        except (OSError, RuntimeError) as error:  # the latter if files of it are missing or damaged
            raise NoStoreError(
                "There is no store here that can be opened.",
                where=str(folder),
                fix="Run `pso-graph build`.",
            ) from error

    def copy_to_memory(self) -> EmbeddedStore:
        """Return a store in memory with the same quads: lookups in it take a third of the time."""
        return self.in_memory(self.find(), union=self._union)

    @staticmethod
    def write(folder: Path, quads: Iterable[Quad]) -> None:
        """Write a new store on disk.

        Args:
            folder: a folder that does not exist yet or is empty.
            quads: what it is to hold.
        """
        store = ox.Store(str(folder))
        store.bulk_extend(quads)
        store.optimize()
        store.flush()

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""
        self._store.extend(quads)

    def __len__(self) -> int:
        return len(self._store)

    def query(
        self,
        text: str,
        *,
        values: Mapping[str, Term] | None = None,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QueryResult:
        """Return the result of a SPARQL 1.1 query; see ``Store.query``."""
        chosen = default_graphs is not None or named_graphs is not None
        try:
            return self._store.query(
                text,
                base_iri=BASE,
                substitutions={ox.Variable(name): term for name, term in (values or {}).items()} or None,
                use_default_graph_as_union=self._union and not chosen,
                default_graph=list(default_graphs or []) if chosen else None,
                named_graphs=list(named_graphs or []) if chosen else None,
            )
        except SyntaxError as error:
            position = _POSITION.search(str(error))
            place = f"line {position[1]}, column {position[2]}" if position else ""
            raise SyntaxProblemError(
                f"This query does not parse: {error.msg}.", where=place, fix="Mend it at this place."
            ) from error
        except RuntimeError as error:
            if values and "SELECT projection" in str(error):
                raise ParameterError(str(error), fix="Give values to projected variables only.") from error
            raise UnsupportedQueryError(
                f"The engine cannot run this query: {error}.", fix="Write it without what it names."
            ) from error

    def find(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches all."""
        return self._store.quads_for_pattern(subject, predicate, object_, graph)

    def list_graphs(self) -> list[NamedNode]:
        """Return the IRIs of the named graphs, sorted."""
        named = (graph for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(named, key=lambda graph: graph.value)
