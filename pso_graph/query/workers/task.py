"""What a worker is told and tells: a task, its limits, and the head of an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.rdf.html import Frame
    from pso_graph.store import Store

Kind = Literal["table", "graph", "document"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may use.

    Args:
        seconds: of work, from the first step to the last byte; waiting for a slow client is not counted.
        memory: bytes of address space beyond those that a worker starts with.
        rows: of a table, or triples of a graph.
        bytes: of an answer, before it is compressed.
        sending: seconds that an answer may wait, in all, for a client that does not take it.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    rows: int = 1_000_000
    bytes: int = 512 << 20
    sending: float = 60.0


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its first byte.

    Args:
        kind: ``table`` for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE, else ``document``.
        format: that it comes in.
        coding: that it is compressed with, as HTTP names it; empty if it is not.
    """

    kind: Kind
    format: str
    coding: str = ""


class Receiver(Protocol):
    """Who takes an answer."""

    def begin(self, head: Head) -> None:
        """Take its head."""

    def take(self, piece: bytes) -> None:
        """Take its next bytes."""


@cache
def _list_names(kind: type[Task]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _list_setters(kind: type[Task]) -> list[Callable[[Task, object], None]]:
    return [getattr(kind, name).__set__ for name in _list_names(kind)]


@cache
def _get_values(kind: type[Task]) -> attrgetter[tuple[object, ...]]:
    return attrgetter(*_list_names(kind))


def _restore(kind: type[Task], *values: object) -> Task:
    task = object.__new__(kind)
    for assign, value in zip(_list_setters(kind), values, strict=True):
        assign(task, value)
    return task


@dataclass(frozen=True, slots=True)
class Task(ABC):
    """Something to be answered from a store; tasks that are written alike (``repr``) have equal answers.

    Args:
        seconds: limit of its own, which counts where it is below the server's.
        codings: in which the answer may be compressed, the best first.
        frame: page that the answer is put into where its format is one for readers.
    """

    seconds: float | None = field(default=None, kw_only=True, compare=False, repr=False)
    codings: tuple[str, ...] = field(default=(), kw_only=True)
    frame: Frame | None = field(default=None, kw_only=True)

    @property
    def is_public(self) -> bool:
        """Whether its answer may be kept for others who ask the same."""
        return True

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is pickled: by class and values, which is five times as fast as what is usual."""
        return _restore, (type(self), *_get_values(type(self))(self))

    @abstractmethod
    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the answer on as it comes.

        Args:
            store: to ask.
            limits: of rows and bytes; the others are not looked at here.
            receiver: of the answer.

        Raises:
            PsoGraphError: if there is none, or no more; some of it may have been handed on.
        """
