"""A small dataset of which large answers can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

THINGS = 1200
"""How many things there are."""


def write_things(file: Path) -> None:
    """Write N-Quads with things that have one property each, in one named graph.

    Args:
        file: to write.
    """
    lines = (
        f'<http://x/{i:04}> <http://x/p> "{i:04}" <https://w3id.org/pso-graph/graph/reference> .\n'
        for i in range(THINGS)
    )
    file.write_text("".join(lines), "utf-8")
