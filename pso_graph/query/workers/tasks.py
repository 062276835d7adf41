"""The tasks that a server gives its workers: queries of users, shipped queries, lineage."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, ClassVar, Literal

from pso_graph.core.errors import NoSuchFormError, UnknownThingError
from pso_graph.query.lineage import trace_lineage
from pso_graph.query.presentation import describe_lineage
from pso_graph.query.running import Dataset, bind_values
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.rows import make_row_counter
from pso_graph.query.workers.task import Task
from pso_graph.rdf.html import PAGE_FORMATS, write_page
from pso_graph.rdf.streaming import stream_result
from pso_graph.rdf.terms import DefaultGraph, NamedNode, QuerySolutions, QueryTriples, SpelledTriples

if TYPE_CHECKING:
    from pso_graph.catalogue import Query
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.rdf.terms import QueryResult
    from pso_graph.store import Store


@dataclass(frozen=True, slots=True)
class QueryTask(Task):
    """A query that has passed the guard.

    Args:
        text: the query.
        dataset: the graphs that it sees, where the request says so.
        table: the format wanted if the result is a table; None if no table is wanted.
        graph: the format wanted if it is a graph; likewise.
    """

    text: str
    dataset: Dataset = field(default_factory=Dataset)
    table: str | None = "json"
    graph: str | None = "turtle"

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the result on; see ``Task.run``.

        Raises:
            SyntaxProblemError: if the query does not parse.
            NoSuchFormError: if its result has none of the forms wanted.
            SizeLimitError: if the answer grows beyond the limits.
        """
        chosen = bool(self.dataset.default_graphs or self.dataset.named_graphs)
        result = store.query(
            self.text,
            default_graphs=[NamedNode(iri) for iri in self.dataset.default_graphs] if chosen else None,
            named_graphs=[NamedNode(iri) for iri in self.dataset.named_graphs] if chosen else None,
        )
        _send_result(result, self, limits, receiver)


@dataclass(frozen=True, slots=True)
class ShippedTask(Task):
    """A query of the catalogue.

    Args:
        query: from the catalogue.
        values: written parameter values with their names.
        table: as for ``QueryTask``.
        graph: likewise.
    """

    query: Query
    values: tuple[tuple[str, str], ...] = ()
    table: str | None = "json"
    graph: str | None = "turtle"

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the result on; see ``Task.run``.

        Raises:
            ParameterError: if a value is unknown, missing or of the wrong kind.
            UnknownThingError: if a short id names nothing.
            NoSuchFormError: if its result has none of the forms wanted.
            SizeLimitError: if the answer grows beyond the limits.
        """
        values = bind_values(store, self.query, dict(self.values))
        _send_result(store.query(self.query.text, values=values), self, limits, receiver)


@dataclass(frozen=True, slots=True)
class LineageTask(Task):
    """What became of a thing, and where it comes from, as JSON.

    Args:
        thing: an IRI or a short id.
        direction: to walk.
        depth: hops at most; None for no limit.
        scope: of hops.
        citations: whether citations are added as context.
    """

    thing: str
    direction: Literal["back", "forward", "both"] = "both"
    depth: int | None = None
    scope: Literal["clause", "document", "both"] = "both"
    citations: bool = False

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the lineage on; see ``Task.run``.

        Raises:
            UnknownThingError: if the id names nothing.
            SizeLimitError: if the answer grows beyond the limits.
        """
        answer = trace_lineage(
            store,
            self.thing,
            direction=self.direction,
            depth=self.depth,
            scope=self.scope,
            citations=self.citations,
        )
        output = Output(receiver, limits, "document", "plain-json", self.codings)
        output.write(json.dumps(describe_lineage(answer), ensure_ascii=False).encode())
        output.finish()


@dataclass(frozen=True, slots=True)
class GraphTask(Task):
    """All of one graph.

    Args:
        name: IRI of the graph; None for the unnamed one.
        graph: the format wanted.
    """

    name: str | None
    graph: str | None = "turtle"
    table: ClassVar[None] = None

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the graph on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such graph.
            NoSuchFormError: if it has none of the forms wanted.
            SizeLimitError: if the answer grows beyond the limits.
        """
        node = DefaultGraph() if self.name is None else NamedNode(self.name)
        quads = store.find(graph=node)
        first = list(islice(quads, 1))
        if not first and isinstance(node, NamedNode) and node not in store.list_graphs():
            raise UnknownThingError("There is no such graph.", where=str(node), fix="Check its IRI.")
        triples = SpelledTriples(quad.triple for quad in chain(first, quads))
        _send_result(triples, self, limits, receiver)


@dataclass(frozen=True, slots=True)
class GraphsTask(Task):
    """The IRIs of the named graphs, as a JSON array."""

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the list on; see ``Task.run``."""
        output = Output(receiver, limits, "document", "plain-json")
        output.write(json.dumps([graph.value for graph in store.list_graphs()]).encode())
        output.finish()


def _send_result(
    result: QueryResult, task: QueryTask | ShippedTask | GraphTask, limits: Limits, receiver: Receiver
) -> None:
    is_graph = isinstance(result, QueryTriples)
    name = task.graph if is_graph else task.table
    if name is None:
        raise NoSuchFormError(
            "This result has none of the forms that you accept.",
            where="graph" if is_graph else "table",
            fix="Accept one of the forms offered.",
        )
    framed = task.frame if name in PAGE_FORMATS else None
    counter = make_row_counter(name) if isinstance(result, QuerySolutions) and not framed else None
    kind: Literal["table", "graph"] = "graph" if is_graph else "table"
    output = Output(receiver, limits, kind, name, task.codings, counter=counter)
    if framed:
        write_page(result, framed, output, output.count_row)
    else:
        stream_result(result, name, output, output.count_row)
    output.finish()
