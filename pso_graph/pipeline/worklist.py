"""What curators have still to do, from shipped queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue import read_folder
from pso_graph.rdf.namespaces import shorten_iri
from pso_graph.rdf.terms import NamedNode, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is incomplete.

    Args:
        thing: its short id.
        query: name of the query that found it.
        problem: what it lacks, by language.
    """

    thing: str
    query: str
    problem: Mapping[str, str]


def list_tasks(store: Store) -> list[Task]:
    """Return what is incomplete, worst first: by the weight in the queries' headers, then by id.

    Args:
        store: with the data and what follows from it.
    """
    queries = [query for query in read_folder("site") if "worklist" in query.tags]
    queries.sort(key=lambda query: int(str(query.more["weight"])))
    tasks = []
    for query in queries:
        rows = store.query(query.text)
        things = [row["thing"] for row in rows] if isinstance(rows, QuerySolutions) else []
        named = (thing.value for thing in things if isinstance(thing, NamedNode))
        tasks += [Task(shorten_iri(iri), query.name, query.summary) for iri in named]
    return tasks
