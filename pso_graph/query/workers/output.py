"""Gathering an answer into pieces: counted, compressed, and cut off at its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import Limit, SizeLimitError
from pso_graph.query.workers.compression import make_compressor
from pso_graph.query.workers.task import Head

if TYPE_CHECKING:
    from pso_graph.query.workers.compression import Compressor
    from pso_graph.query.workers.rows import RowCounter
    from pso_graph.query.workers.task import Kind, Limits, Receiver

_PIECE = 1 << 16
_SMALL = 1400  # bytes that fit one packet: compressing them saves nobody anything


class Output:
    """Takes what is written of an answer and hands it on; a ``ByteSink``.

    Args:
        receiver: of the pieces.
        limits: of rows and bytes.
        kind: of the answer.
        name: of its format.
        codings: in which it may be compressed, the best first.
        counter: of rows; None for an answer without.
    """

    def __init__(
        self,
        receiver: Receiver,
        limits: Limits,
        kind: Kind,
        name: str,
        codings: tuple[str, ...] = (),
        *,
        counter: RowCounter | None = None,
    ) -> None:
        self._receiver = receiver
        self._limits = limits
        self._kind = kind
        self._name = name
        self._codings = codings
        self._counter = counter
        self._compressor: Compressor | None = None
        self._has_begun = False
        self._gathered = bytearray()
        self._uncounted: list[bytes] = []
        self._bytes = 0
        self._rows = 0

    def write(self, data: bytes, /) -> int:
        """Take what is written."""
        self._gathered += data
        if len(self._gathered) >= _PIECE:
            self._hand_on()
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces go on when they are large enough."""

    def count_row(self) -> None:
        """Count a row of a table, or a triple of a graph, that was not written by the engine itself.

        Raises:
            SizeLimitError: if there are too many.
        """
        self._rows += 1
        if self._rows > self._limits.rows:
            raise _refuse(
                "triples" if self._kind == "graph" else "rows", Limit("row_limit", self._limits.rows)
            )

    def finish(self) -> None:
        """Hand on what is left.

        Raises:
            SizeLimitError: if the answer has grown beyond its limits.
        """
        self._hand_on(is_last=True)

    def _hand_on(self, *, is_last: bool = False) -> None:
        piece = bytes(self._gathered)
        self._gathered.clear()
        self._count(piece)
        if not self._has_begun:
            self._begin(is_small=is_last and len(piece) <= _SMALL)
        if self._compressor is not None:
            piece = self._compressor.compress(piece)
            piece += self._compressor.flush() if is_last else b""
        if piece:
            self._receiver.take(piece)

    def _begin(self, *, is_small: bool) -> None:
        coding = "" if is_small or not self._codings else self._codings[0]
        self._compressor = make_compressor(coding) if coding else None
        self._receiver.begin(Head(self._kind, self._name, coding))
        self._has_begun = True

    def _count(self, piece: bytes) -> None:
        self._bytes += len(piece)
        if self._bytes > self._limits.bytes:
            raise _refuse("bytes", Limit("byte_limit", self._limits.bytes))
        if self._counter is None:
            return
        self._uncounted.append(piece)
        if self._bytes > self._limits.rows:  # else there cannot be so many: each has a byte at least
            rows = max(map(self._counter.count, self._uncounted))
            self._uncounted.clear()
            if rows > self._limits.rows:
                raise _refuse("rows", Limit("row_limit", self._limits.rows))


def _refuse(unit: str, limit: Limit) -> SizeLimitError:
    return SizeLimitError(
        f"The answer has more than {limit.value:.0f} {unit}.",
        fix="Ask for it in parts, with LIMIT and OFFSET, or export the dataset.",
        limit=limit,
    )
