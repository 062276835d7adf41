"""Running queries and writing their results in the standard formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.core.errors import ParameterError
from pso_graph.query.guard import check_query
from pso_graph.query.scan import is_readable
from pso_graph.query.things import resolve_thing
from pso_graph.rdf.serialization import GRAPH_FORMATS, TABLE_FORMATS, write_result
from pso_graph.rdf.terms import NamedNode, QueryTriples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.catalogue import Query
    from pso_graph.rdf.terms import QueryResult, Term
    from pso_graph.store import Store


class Dataset(NamedTuple):
    """The graphs that a query sees, where a request says so (SPARQL 1.1 Protocol, section 2.1.4).

    Args:
        default_graphs: IRIs whose union is the default graph.
        named_graphs: IRIs of the named graphs.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is pickled: many times a second."""
        return Dataset, tuple(self)


@dataclass(frozen=True, slots=True)
class GraphNames:
    """The names of a store's graphs; hashable, so that decisions of the guard are kept.

    Args:
        names: IRIs.
    """

    names: frozenset[str]

    @classmethod
    def of(cls, store: Store) -> GraphNames:
        """Return the names of the graphs that a store has now."""
        return cls(frozenset(graph.value for graph in store.list_graphs()))

    def __call__(self, iri: str) -> bool:
        """Return whether an IRI names one of the graphs."""
        return iri in self.names


def check_text(graphs: GraphNames, text: str, dataset: Dataset) -> None:
    """Let a query that a user wrote pass, or say why it may not run.

    Args:
        graphs: of the store that is to be asked.
        text: the query.
        dataset: the graphs that it is to see.

    Raises:
        RefusedQueryError: if it asks for what is switched off, or names a foreign graph.
        ParameterError: if the dataset names one.
    """
    check_query(text, graphs)
    for iri in (*dataset.default_graphs, *dataset.named_graphs):
        if not is_readable(iri, graphs):
            raise ParameterError(
                f"<{iri}> is no graph of this store.",
                where="default-graph-uri, named-graph-uri",
                fix="Name one of its graphs; nothing is fetched.",
            )


def run_text(store: Store, text: str, dataset: Dataset | None = None) -> QueryResult:
    """Return the result of a query that a user wrote.

    Args:
        store: to ask.
        text: the query.
        dataset: the graphs that it sees; None for what the query or the store says.

    Raises:
        RefusedQueryError: if it asks for what is switched off, or names a foreign graph.
        SyntaxProblemError: if it does not parse.
    """
    chosen = dataset or Dataset()
    check_text(GraphNames.of(store), text, chosen)
    if not (chosen.default_graphs or chosen.named_graphs):
        return store.query(text)
    return store.query(
        text,
        default_graphs=[NamedNode(iri) for iri in chosen.default_graphs],
        named_graphs=[NamedNode(iri) for iri in chosen.named_graphs],
    )


def run_shipped(store: Store, query: Query, values: Mapping[str, str]) -> QueryResult:
    """Return the result of a shipped query.

    Args:
        store: to ask.
        query: from the catalogue.
        values: written parameter values by name.

    Raises:
        ParameterError: if one is unknown, missing or of the wrong kind.
        UnknownThingError: if a short id names nothing in the graph.
    """
    return store.query(query.text, values=bind_values(store, query, values))


def bind_values(store: Store, query: Query, values: Mapping[str, str]) -> dict[str, Term]:
    """Return the terms to put in the place of a shipped query's variables.

    Args:
        store: in which short ids are looked up.
        query: from the catalogue.
        values: written parameter values by name.

    Raises:
        ParameterError: if one is unknown, missing or of the wrong kind.
        UnknownThingError: if a short id names nothing in the graph.
    """
    return query.bind(values, lambda short: resolve_thing(store, short))


def serialize_result(result: QueryResult, name: str) -> bytes:
    """Return a result in a format.

    Args:
        result: of a query.
        name: ``json``, ``xml``, ``csv`` or ``tsv`` for SELECT and ASK; ``turtle``, ``ntriples``,
            ``nquads``, ``trig``, ``rdfxml`` or ``jsonld`` for CONSTRUCT and DESCRIBE.

    Raises:
        ParameterError: if the format is not one for this kind of result.
    """
    offers = list_formats(result)
    if name not in offers:
        kind = "a graph" if isinstance(result, QueryTriples) else "a table"
        raise ParameterError(
            f"The result is {kind} and has no form {name!r}.",
            where="format",
            fix=f"Ask for one of: {', '.join(offers)}.",
        )
    return write_result(result, name)


def list_formats(result: QueryResult) -> Sequence[str]:
    """Return the names of the formats that a result can be written in, the usual one first."""
    return tuple(GRAPH_FORMATS if isinstance(result, QueryTriples) else TABLE_FORMATS)
