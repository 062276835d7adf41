"""What can end a query from outside: its limits, a full queue, the loss of its worker."""

from __future__ import annotations

from pso_graph.core.errors import PsoGraphError


class TimeLimitError(PsoGraphError):
    """A query that took longer than it may."""

    code = "PSO-E019"


class SizeLimitError(PsoGraphError):
    """A query that needs more memory, or whose answer has more rows or bytes, than it may."""

    code = "PSO-E014"


class BusyError(PsoGraphError):
    """A query that found no free worker; it may be asked again later."""

    code = "PSO-E015"


class WorkerLostError(PsoGraphError):
    """A query whose worker ended unasked."""

    code = "PSO-E016"


class NoSuchFormError(PsoGraphError):
    """A result that has none of the forms that the client takes; ``where`` is its kind."""

    code = "PSO-E017"


def make_memory_error(size: int) -> SizeLimitError:
    """Return the error of a query that wanted more memory than it may have.

    Args:
        size: that it may have, in bytes.
    """
    return SizeLimitError(
        f"The query needs more than {size} bytes of memory.", fix="Sort, group or combine fewer rows."
    )
