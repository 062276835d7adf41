"""The embedded Oxigraph store, in memory or on disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import (
    NoStoreError,
    ParameterError,
    Position,
    SyntaxProblemError,
    UnsupportedQueryError,
)
from pso_graph.rdf.folding import LiteralLog
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.spelling import Spellings
from pso_graph.store.prepared import PreparedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pso_graph.rdf.terms import Graph, NamedNode, Quad, QueryResult, Subject, Term

SPELLINGS = "spellings.nt"  # within the folder of a store, whose library leaves other files alone
_POSITION = re.compile(r"at (\d+):(\d+)")
_CLASS = re.compile(r"\[(?:'(?:[^'\\]|\\[^'])*'|[^\]'])*\]")  # of characters, as the engine tells them
_SENTENCE = re.compile(r"[A-Z][A-Za-z]* (?:[a-zA-Z]+ )*[a-z]+")


class EmbeddedStore:
    """An Oxigraph store within this process.

    It tells literals as they were written, where all the data that it was made from writes the value
    in one way; patterns and filters know values only.

    Args:
        store: the store of the library.
        union: whether the default graph of a query is the union of all graphs; otherwise it is
            the store's own unnamed graph.
        spellings: how the data writes its literals; None: as the library tells them.
    """

    search_index: bytes | None = None
    """See ``Store``."""

    def __init__(self, store: ox.Store, *, union: bool = True, spellings: Spellings | None = None) -> None:
        self._store = store
        self._prepared = PreparedAnswers()
        self._union = union
        self._spellings = spellings or Spellings(LiteralLog())

    @classmethod
    def in_memory(cls, quads: Iterable[Quad] = (), *, union: bool = True) -> EmbeddedStore:
        """Return a store in memory that holds the quads."""
        store = ox.Store()
        log = LiteralLog()
        store.extend(log.watch(quads))
        return cls(store, union=union, spellings=Spellings(log))

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
            store = ox.Store.read_only(str(folder))
            return cls(store, union=union, spellings=Spellings.read(folder / SPELLINGS))
        except (OSError, RuntimeError, SyntaxError) as error:  # the latter two if it is damaged
            raise NoStoreError(
                "There is no store here that can be opened.",
                where=str(folder),
                fix="Run `pso-graph build`.",
            ) from error

    def copy_to_memory(self) -> EmbeddedStore:
        """Return a store in memory with the same quads: lookups in it take a third of the time."""
        return self.in_memory(self.find(), union=self._union)

    def prepare(self, answers: PreparedAnswers) -> None:
        """Give answers from now on that were made before, from the same quads.

        Args:
            answers: to queries without datasets of their own.
        """
        self._prepared = answers

    @staticmethod
    def write(folder: Path, quads: Iterable[Quad]) -> None:
        """Write a new store on disk.

        Args:
            folder: a folder that does not exist yet or is empty.
            quads: what it is to hold.
        """
        store = ox.Store(str(folder))
        log = LiteralLog()
        store.bulk_extend(log.watch(quads))
        store.optimize()
        store.flush()
        Spellings(log).write(folder / SPELLINGS)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none; a value that they write in another way is told as the library has it."""
        log = LiteralLog()
        self._store.extend(log.watch(quads))
        self._spellings.give_way(log)
        self._forget()

    def add_steady(self, quads: Iterable[Quad]) -> None:
        """Add quads whose literals the library surely tells as they are, so that none need be noted."""
        self._store.extend(quads)
        self._forget()

    def _forget(self) -> None:
        """Give up what was made from the quads as they were."""
        self._prepared = PreparedAnswers()
        self.search_index = None

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
        prepared = None if chosen else self._prepared.find(text, values)
        if prepared is not None:
            return prepared
        try:
            result = self._store.query(
                text,
                base_iri=BASE,
                substitutions={ox.Variable(name): term for name, term in (values or {}).items()} or None,
                use_default_graph_as_union=self._union and not chosen,
                default_graph=list(default_graphs or []) if chosen else None,
                named_graphs=list(named_graphs or []) if chosen else None,
            )
        except SyntaxError as error:
            raise make_syntax_problem(error, "query") from error
        except RuntimeError as error:
            if values and "SELECT projection" in str(error):
                raise ParameterError(str(error), fix="Give values to projected variables only.") from error
            raise UnsupportedQueryError(
                f"The engine cannot run this query: {error}.", fix="Write it without what it names."
            ) from error
        return self._spellings.respell_result(result, text, values or ())

    def find(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches all."""
        return self._spellings.respell_quads(
            self._store.quads_for_pattern(subject, predicate, object_, graph)
        )

    def list_graphs(self) -> list[NamedNode]:
        """Return the IRIs of the named graphs, sorted."""
        named = (graph for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(named, key=lambda graph: graph.value)


def make_syntax_problem(error: SyntaxError, kind: str) -> SyntaxProblemError:
    """Return the error of a text that the engine's parser refuses, with the place.

    Args:
        error: of the parser.
        kind: of text, ``query`` or ``update``.
    """
    found = _POSITION.search(str(error))
    return SyntaxProblemError(
        f"This {kind} does not parse: {_tell_problem(error.msg)}.",
        fix="Mend it at this place.",
        position=Position(int(found[1]), int(found[2])) if found else None,
    )


def _tell_problem(message: str) -> str:
    """Return what the engine's parser says in words; the tokens that it lists mislead more than they help."""
    said = _SENTENCE.search(_CLASS.sub("", message).partition("expected")[2])
    return said[0] if said else "something is wrong at this place or just before it"
