"""Work on another processor: Python runs one thread at a time, so it is done by a forked process."""

from __future__ import annotations

import os
import pickle
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


@contextmanager
def work_beside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Give what waits for the result of work that another process has begun.

    Where there can be no such process, or it fails, the work is done here when its result is asked for;
    so its errors are raised there.

    Args:
        work: returns what can be pickled, changes nothing, and needs no thread.
    """
    # A fork takes only its own thread along, and the locks of the others as they are.
    if not hasattr(os, "fork") or threading.active_count() > 1 or os.cpu_count() == 1:
        yield work
        return
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _send(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:

        def finish() -> T:
            sent = answer.read()
            with suppress(EOFError, pickle.UnpicklingError):  # where nothing came, or not all
                return cast("T", pickle.loads(sent))  # noqa: S301 - from our own process
            return work()

        try:
            yield finish
        finally:
            answer.close()  # then a child that is not wanted any more ends as it writes
            os.waitpid(child, 0)


def _send(work: Callable[[], object], writing: int) -> None:
    """Write what work returns, or nothing if it fails, and end the process with nothing else done."""
    with suppress(BaseException), os.fdopen(writing, "wb") as answer:
        answer.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
    os._exit(0)
