"""What a view asks: a shipped query with its values, its rows, and the text that gives them anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.catalogue import bind_text, find_query
from pso_graph.publish.keeping import keep_by_store
from pso_graph.query.running import bind_values, serialize_result
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.catalogue import Query
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

_KEPT = 8  # answers: the forms of a view are asked for one after the other

Values: TypeAlias = "tuple[tuple[str, Term], ...]"
"""Terms by the variables that they stand for."""

Row: TypeAlias = dict[str, str]
"""Values by column: IRIs and lexical forms, empty where unbound (SPARQL 1.1 Query Results CSV, section 3)."""


@dataclass(frozen=True)
class Question:
    """A shipped query with the values that a view asks it with.

    Args:
        store: to ask.
        name: of the query.
        written: values by parameter, as a user writes them.
    """

    store: Store
    name: str
    written: Mapping[str, str]

    @cached_property
    def query(self) -> Query:
        """The query."""
        return find_query(self.name)

    @cached_property
    def values(self) -> Mapping[str, Term]:
        """The terms that stand in the place of its variables."""
        return bind_values(self.store, self.query, self.written)

    @cached_property
    def text(self) -> str:
        """What gives the same rows at the endpoint."""
        return bind_text(self.query, self.values)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """What it gives."""
        return _read_rows(self.store, self.name, tuple(self.values.items()))

    def write_csv(self) -> bytes:
        """Return the rows as CSV (SPARQL 1.1 Query Results CSV)."""
        return _write_csv(self.store, self.name, tuple(self.values.items()))


@keep_by_store(_KEPT)
def _read_rows(store: Store, name: str, values: Values) -> Sequence[Row]:
    result = store.query(find_query(name).text, values=dict(values))
    if not isinstance(result, QuerySolutions):
        message = f"{name} gives no table"
        raise TypeError(message)
    names = [variable.value for variable in result.variables]
    return [dict(zip(names, map(_write, solution), strict=True)) for solution in result]


@keep_by_store(_KEPT)
def _write_csv(store: Store, name: str, values: Values) -> bytes:
    return serialize_result(store.query(find_query(name).text, values=dict(values)), "csv")


def _write(term: Term | None) -> str:
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    return "" if term is None else str(term)
