"""How many examples properties are tried with: few in each run, many in ``make deep``."""

from __future__ import annotations

import os


def examples(number: int) -> int:
    """Return how many examples to try.

    Args:
        number: that are tried in each run.
    """
    return number * int(os.environ.get("PSO_GRAPH_DEPTH", "1"))
