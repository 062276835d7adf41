"""What the rest of the project needs of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pso_graph.rdf.terms import Graph, NamedNode, Quad, QueryResult, Subject, Term


class Store(Protocol):
    """A set of quads that answers SPARQL 1.1 queries."""

    search_index: bytes | None
    """The search index of the quads; empty if they can have none, None if it was not made yet."""

    def query(
        self,
        text: str,
        *,
        values: Mapping[str, Term] | None = None,
        default_graphs: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QueryResult:
        """Return the result of a SPARQL 1.1 query.

        Args:
            text: the query.
            values: terms for projected variables, by name.
            default_graphs: the RDF merge of these is the default graph (SPARQL 1.1 Protocol,
                section 2.1.4); None: what the query's FROM says, else the store's own.
            named_graphs: the named graphs that GRAPH sees; None: as above.

        Raises:
            SyntaxProblemError: if the query does not parse; with line and column.
        """

    def find(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches all."""

    def list_graphs(self) -> list[NamedNode]:
        """Return the IRIs of the named graphs, sorted."""
