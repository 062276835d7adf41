"""Answering, once at build, the shipped queries that go through the whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.languages import LANGUAGES
from pso_graph.query.running import bind_values
from pso_graph.rdf.serialization import write_result
from pso_graph.rdf.terms import QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.catalogue import Query
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

_LANGUAGE = "language"
_WHOLE = "graph"  # the cost of a query that grows with all of the graph


def prepare_answers(
    store: Store, queries: Iterable[Query]
) -> Iterator[tuple[str, Mapping[str, Term], bytes]]:
    """Yield text, terms and result (SPARQL JSON) of each query that is worth it and needs no parameter.

    One whose labels have a language is answered in each language of the pages.

    Args:
        store: with the whole dataset, as it will be served.
        queries: of the catalogue.
    """
    for query in queries:
        if query.cost != _WHOLE or any(parameter.required for parameter in query.parameters):
            continue
        for written in _list_choices(query):
            values = bind_values(store, query, written)
            result = store.query(query.text, values=values)
            if isinstance(result, QuerySolutions):
                yield query.text, values, write_result(result, "json")


def _list_choices(query: Query) -> list[dict[str, str]]:
    """Return the values that a query is asked with: the usual ones, and those of each language."""
    default = next((parameter.default for parameter in query.parameters if parameter.name == _LANGUAGE), None)
    if default is None:
        return [{}]
    return [{_LANGUAGE: language} for language in sorted({default, *LANGUAGES})]
