"""Running one query and handing its answer on in pieces, within its limits of rows and bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pso_graph.query.workers.errors import NoSuchFormError, SizeLimitError
from pso_graph.query.workers.rows import RowCounter, make_row_counter
from pso_graph.query.workers.task import Head
from pso_graph.rdf.streaming import stream_result
from pso_graph.rdf.terms import NamedNode, QuerySolutions, QueryTriples

if TYPE_CHECKING:
    from pso_graph.query.workers.task import Limits, Task
    from pso_graph.store import Store

_PIECE = 1 << 16


class Receiver(Protocol):
    """Who takes an answer."""

    def begin(self, head: Head) -> None:
        """Take its head."""

    def take(self, piece: bytes) -> None:
        """Take its next bytes."""


def run_task(store: Store, task: Task, limits: Limits, receiver: Receiver) -> None:
    """Run a query and hand its answer on as it comes.

    Args:
        store: to ask.
        task: the query, and the form of its answer.
        limits: of rows and bytes; the others are not looked at here.
        receiver: of the answer.

    Raises:
        SyntaxProblemError: if the query does not parse.
        NoSuchFormError: if its result has none of the forms wanted.
        SizeLimitError: if the answer grows beyond the limits; some of it may have been handed on.
    """
    chosen = bool(task.default_graphs or task.named_graphs)
    result = store.query(
        task.text,
        values=task.values,
        default_graphs=[NamedNode(iri) for iri in task.default_graphs] if chosen else None,
        named_graphs=[NamedNode(iri) for iri in task.named_graphs] if chosen else None,
    )
    is_graph = isinstance(result, QueryTriples)
    name = task.graph if is_graph else task.table
    if name is None:
        raise NoSuchFormError(
            "This result has none of the forms that you accept.",
            where="graph" if is_graph else "table",
            fix="Accept one of the forms offered.",
        )
    receiver.begin(Head("graph" if is_graph else "table", name))
    counter = make_row_counter(name) if isinstance(result, QuerySolutions) else None
    output = _Output(receiver, limits, counter)
    stream_result(result, name, output, output.count_triple)
    output.finish()


class _Output:
    """Gathers what the engine writes into larger pieces, and watches the limits.

    Args:
        receiver: of the pieces.
        limits: of rows and bytes.
        counter: of rows; None for an answer without.
    """

    def __init__(self, receiver: Receiver, limits: Limits, counter: RowCounter | None) -> None:
        self._receiver = receiver
        self._limits = limits
        self._counter = counter
        self._gathered = bytearray()
        self._bytes = 0
        self._triples = 0

    def write(self, data: bytes, /) -> int:
        """Take what the engine writes."""
        self._gathered += data
        if len(self._gathered) >= _PIECE:
            self.finish()
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces go on when they are large enough."""

    def count_triple(self) -> None:
        """Count a triple of a graph."""
        self._triples += 1
        if self._triples > self._limits.rows:
            raise _refuse(f"The answer has more than {self._limits.rows} triples.")

    def finish(self) -> None:
        """Hand on what is gathered."""
        piece = bytes(self._gathered)
        self._gathered.clear()
        self._bytes += len(piece)
        if self._bytes > self._limits.bytes:
            raise _refuse(f"The answer has more than {self._limits.bytes} bytes.")
        if self._counter is not None and self._counter.count(piece) > self._limits.rows:
            raise _refuse(f"The answer has more than {self._limits.rows} rows.")
        if piece:
            self._receiver.take(piece)


def _refuse(problem: str) -> SizeLimitError:
    return SizeLimitError(problem, fix="Ask for it in parts, with LIMIT and OFFSET, or export the dataset.")
