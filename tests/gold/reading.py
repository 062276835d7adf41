"""What the readers return, in the words of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gold.graph import write_spans
from tests.gold.tables import count_words

if TYPE_CHECKING:
    from pso_graph.model import Document, Unit

_SHOWN = 6


def describe_read_units(document: Document, text: str) -> dict[str, dict[str, list[str]]]:
    """Return all that the tables can ask of each unit that a reader returned, by local id.

    Args:
        document: what the reader returned.
        text: that it read.
    """
    units = {unit.id: unit for unit in document.units}
    return {unit.id: _describe(unit, units, text) for unit in document.units}


def _describe(unit: Unit, units: dict[str, Unit], text: str) -> dict[str, list[str]]:
    words = unit.passage.read(text).split()
    mode = _find_mode(unit, units)
    return {
        "parent": [unit.parent] if unit.parent else [],
        "order": [str(unit.order)],
        "unit type": [f"unit-{unit.type}"],
        "mode": [f"mode-{mode}"] if mode else [],
        "offsets": [write_spans((span.start, span.end) for span in unit.passage.spans)],
        "first words": [" ".join(words[:_SHOWN])],
        "last words": [" ".join(words[-_SHOWN:])],
        "words": [str(count_words(unit.passage.read(text)))],
    }


def _find_mode(unit: Unit, units: dict[str, Unit]) -> str | None:
    """Return the mode of a unit, or else that of the unit it is part of."""
    if unit.mode or not unit.parent:
        return unit.mode
    return _find_mode(units[unit.parent], units)
