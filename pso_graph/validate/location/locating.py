"""Giving findings their places."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.validate.finding import LocatedFinding
from pso_graph.validate.location.choosing import Case, Spot, choose_spot
from pso_graph.validate.location.excerpts import Excerpts
from pso_graph.validate.location.hints import advise
from pso_graph.validate.location.qualified import find_conforming
from pso_graph.validate.location.related import find_shape, find_spans
from pso_graph.validate.location.shapes import Shape
from pso_graph.validate.location.statements import Statements
from pso_graph.validate.location.tokens import place_spot
from pso_graph.validate.location.written import read_node
from pso_graph.validate.sources import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.finding import Finding, RelatedPlace
    from pso_graph.validate.location.related import FindText

_TARGETED = {
    "de": "Keine Datei beschreibt die Sache; hier steht sie als Ziel der Shape.",
    "en": "No file describes the thing; here it stands as the shape's target.",
}
_FOLLOWS = {"de": "folgt aus", "en": "follows from"}


class Consequences(NamedTuple):
    """What was checked besides what the files say.

    Args:
        quads: that rules entailed.
        trace: gives the quads of files that one of them follows from.
    """

    quads: Sequence[Quad]
    trace: Callable[[Quad], Sequence[Quad]]


NO_CONSEQUENCES = Consequences((), lambda _: ())
"""Where no rules were run."""


def locate_findings(
    findings: Iterable[Finding],
    data: Sequence[SourceFile],
    shapes: Sequence[SourceFile] = (),
    consequences: Consequences = NO_CONSEQUENCES,
    find_text: FindText = lambda _: None,
) -> list[LocatedFinding]:
    """Return findings with the places where a person would mend them, in the same order.

    A wrong value is placed at the value, one too many at the first beyond the number, a property that a
    closed shape does not allow at the property, and what is missing where the thing is described; what a
    rule entailed is placed at the triples it came from. Only the files that findings lead to are read with
    positions.

    Args:
        findings: of a validation.
        data: the files that were validated; where several say the same, the first counts.
        shapes: the files with shapes.
        consequences: that were checked with them.
        find_text: gives the text of a document, in which what proves a thing has line and column too.
    """
    entailed = SourceFile(Path(), "", list(consequences.quads))
    statements, shape_statements = Statements([*data, entailed]), Statements(shapes)
    seen: Counter[tuple[str, str, str]] = Counter()
    cases = []
    for finding in findings:
        key = finding.focus, finding.shape, finding.component
        shape = Shape(read_node(finding.shape), shape_statements)
        cases.append(Case(finding, shape, statements, seen[key]))
        seen[key] += 1
    conforming = find_conforming(cases, [*data, entailed], shapes)
    for case in cases:
        nodes = case.shape.list_values("qualifiedValueShape")
        case.conforming = frozenset().union(*(conforming.get(node, ()) for node in nodes))
    spots = [choose_spot(case) for case in cases]
    excerpts = Excerpts(spot for spot in spots if spot is not None)
    locator = _Locator(statements, shape_statements, entailed, consequences, excerpts, find_text)
    return [locator.locate(case, spot) for case, spot in zip(cases, spots, strict=True)]


class _Locator:
    """Gives cases their places, once the terms to change are chosen."""

    def __init__(
        self,
        data: Statements,
        shapes: Statements,
        entailed: SourceFile,
        consequences: Consequences,
        excerpts: Excerpts,
        find_text: FindText,
    ) -> None:
        self._data = data
        self._shapes = shapes
        self._entailed = entailed
        self._consequences = consequences
        self._excerpts = excerpts
        self._find_text = find_text

    def locate(self, case: Case, spot: Spot | None) -> LocatedFinding:
        statements, note = self._data, {}
        related = [*find_shape(case.shape, self._shapes)]
        if spot is not None and spot.statement.source is self._entailed:
            premises = [*self._list_premises(spot.statement.quad)]
            related += [self._relate(premise) for premise in premises]
            note = _explain(spot.statement.quad)
            spot = premises[0] if premises else None
        if spot is None and case.focus is not None:
            target = next((said for said in self._shapes.find_with(case.focus)), None)
            spot, statements = (Spot(target, "object") if target else None), self._shapes
            note = note or _TARGETED
        if spot is None:
            return LocatedFinding(finding=case.finding, note=note, related=tuple(related))
        if case.focus is not None:
            related += find_spans(case.focus, self._data, self._find_text)
        token = place_spot(spot, statements, self._excerpts)
        hint = advise(case, token.source.prefixes)
        return token.source.locate(
            case.finding, token.place, hint=hint, note=token.note or note, related=related
        )

    def _list_premises(self, quad: Quad) -> Iterator[Spot]:
        """Yield where files say what an entailed quad follows from; if nobody knows, of what it speaks."""
        premises = self._consequences.trace(quad)
        for premise in premises:
            for said in self._data.find_about(premise.subject, premise.predicate):
                if said.quad.object == premise.object and said.source is not self._entailed:
                    yield Spot(said, "object")
        if not premises:
            about = (
                said for said in self._data.find_about(quad.subject) if said.source is not self._entailed
            )
            yield from (Spot(said, "subject") for said in islice(about, 1))

    def _relate(self, premise: Spot) -> RelatedPlace:
        triple = premise.statement.quad.triple
        messages = {language: f"{words} {triple}" for language, words in _FOLLOWS.items()}
        return premise.statement.source.relate(messages, place_spot(premise, self._data).place)


def _explain(quad: Quad) -> dict[str, str]:
    return {
        "de": f"Eine Regel hat das gefolgert: {quad.triple}.",
        "en": f"A rule entailed this: {quad.triple}.",
    }
