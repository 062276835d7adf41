"""What a worker is told and tells: a query, its limits, and the head of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term

Kind = Literal["table", "graph"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may use.

    Args:
        seconds: of work, from the first step to the last byte; waiting for a slow client is not counted.
        memory: bytes of address space beyond those that a worker starts with.
        rows: of a table, or triples of a graph.
        bytes: of an answer.
        sending: seconds that an answer may wait, in all, for a client that does not take it.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    rows: int = 1_000_000
    bytes: int = 512 << 20
    sending: float = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """A query to be run; it has passed the guard.

    Args:
        text: the query.
        values: terms for projected variables, by name.
        default_graphs: IRIs whose union is the default graph; with ``named_graphs`` empty too, what
            the query or the store says.
        named_graphs: IRIs of the named graphs that it sees.
        table: the format wanted if the result is a table; None if no table is wanted.
        graph: the format wanted if it is a graph; likewise.
        seconds: limit of its own, which counts where it is below the server's.
    """

    text: str
    values: Mapping[str, Term] = field(default_factory=dict)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    table: str | None = "json"
    graph: str | None = "turtle"
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its first byte.

    Args:
        kind: ``table`` for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE.
        format: that it comes in.
    """

    kind: Kind
    format: str
