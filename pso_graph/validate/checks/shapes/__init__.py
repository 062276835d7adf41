"""Checks of shapes, ours and anybody's: a misspelt constraint would constrain nothing, silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.validate.checks.shapes.contradictions import check_contradictions
from pso_graph.validate.checks.shapes.graph import PlacedShapes
from pso_graph.validate.checks.shapes.parameters import check_parameters
from pso_graph.validate.checks.shapes.sparql import check_sparql
from pso_graph.validate.checks.shapes.structure import check_languages, check_structure
from pso_graph.validate.checks.shapes.terms import Usage, check_terms, list_looked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.checks.terms import KnownTerms
    from pso_graph.validate.finding import LocatedFinding

__all__ = ["PlacedShapes", "check_shapes", "list_looked_up"]


def check_shapes(
    shapes: PlacedShapes, data: Iterable[Quad], terms: KnownTerms, *, ours: bool
) -> Iterator[LocatedFinding]:
    """Yield what is wrong with shapes (PSO-M…).

    Args:
        shapes: the shapes.
        data: what they are to check, for names that are all but equal to one in use.
        terms: what is declared.
        ours: whether every rule has to speak German and English.
    """
    yield from check_terms(shapes, terms, Usage(data))
    yield from check_sparql(shapes, terms)
    yield from check_parameters(shapes)
    yield from check_contradictions(shapes)
    yield from check_structure(shapes)
    if ours:
        yield from check_languages(shapes)
