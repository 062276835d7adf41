"""Several tasks at once: each answer comes out as it went in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import SizeLimitError, UnknownThingError
from pso_graph.query.workers import BundleTask, Head, Limits, Task, read_bundle
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.query.workers.task import Receiver
    from pso_graph.store import Store

STORE = EmbeddedStore.in_memory([])


@dataclass(frozen=True, slots=True)
class _Echo(Task):
    """Answers with some pieces."""

    pieces: tuple[bytes, ...]

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand them on."""
        del store, limits
        receiver.begin(Head("document", "text"))
        for piece in self.pieces:
            receiver.take(piece)


@dataclass(frozen=True, slots=True)
class _Failure(Task):
    """Has no answer."""

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Fail."""
        del store, limits, receiver
        raise UnknownThingError("There is nothing.")


class _Sink:
    """Takes an answer."""

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self.body = b""

    def begin(self, head: Head) -> None:
        """Take its head."""
        self.heads.append(head)

    def take(self, piece: bytes) -> None:
        """Take its next bytes."""
        self.body += piece


@given(st.lists(st.lists(st.binary(max_size=40), max_size=3), max_size=5))
def test_answers_come_out_as_they_went_in(answers: list[list[bytes]]) -> None:
    sink = _Sink()
    BundleTask(tuple(_Echo(tuple(pieces)) for pieces in answers)).run(STORE, Limits(), sink)
    assert list(read_bundle(sink.body)) == [b"".join(pieces) for pieces in answers]
    assert len(sink.heads) == 1


def test_one_that_fails_fails_all() -> None:
    sink = _Sink()
    with pytest.raises(UnknownThingError):
        BundleTask((_Echo((b"a",)), _Failure())).run(STORE, Limits(), sink)
    assert sink.body == b""


def test_all_together_have_one_limit() -> None:
    tasks = (_Echo((b"x" * 60,)), _Echo((b"x" * 60,)))
    with pytest.raises(SizeLimitError):
        BundleTask(tasks).run(STORE, Limits(bytes=100), _Sink())
