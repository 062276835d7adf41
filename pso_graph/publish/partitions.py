"""How much of what there is in the dataset, counted once for each snapshot of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue import find_query
from pso_graph.publish.keeping import keep_by_store
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions

if TYPE_CHECKING:
    from pso_graph.store import Store

Row = tuple[str, ...]
"""Values of a row, in the order of the columns; what is not bound is empty."""


@dataclass(frozen=True, slots=True)
class Partitions:
    """What is counted.

    Args:
        triples: of the default graph.
        classes: IRI and number of things.
        properties: IRI, and numbers of triples, different subjects and different objects.
        linksets: property, namespace of the targets, and number of links.
        contents: what is counted, by which value (empty for all), and how many.
    """

    triples: int
    classes: tuple[Row, ...]
    properties: tuple[Row, ...]
    linksets: tuple[Row, ...]
    contents: tuple[Row, ...]


@keep_by_store()
def read_partitions(store: Store) -> Partitions:
    """Return what there is in a dataset.

    Args:
        store: that does not change.
    """
    ((triples,),) = ask(store, "default-graph-size", "site")
    return Partitions(
        int(triples),
        ask(store, "class-partitions", "site"),
        ask(store, "property-partitions", "site"),
        ask(store, "linksets", "site"),
        ask(store, "dataset-counts", "site"),
    )


def ask(store: Store, name: str, folder: str = "lineage") -> tuple[Row, ...]:
    """Return the rows of a shipped query that needs no parameters.

    Args:
        store: to ask.
        name: of the query.
        folder: below ``queries``.
    """
    result = store.query(find_query(name, folder).text)
    if not isinstance(result, QuerySolutions):
        return ()
    columns = [variable.value for variable in result.variables]
    return tuple(
        tuple(
            term.value if isinstance(term := row[column], NamedNode | Literal) else "" for column in columns
        )
        for row in result
    )
