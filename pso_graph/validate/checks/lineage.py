"""Circles in lineage, with the statement that closes each."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import PSOG, RDFS, shorten_iri
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.checks.terms import read_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.checks.corpus import Corpus, Said
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

_PART = {"de": "Auch dies gehört zum Kreis.", "en": "This is part of the circle too."}


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of lineage, and the statement from which it follows."""

    source: NamedNode
    target: NamedNode
    file: SourceFile
    quad: Quad


def list_relations(corpus: Corpus) -> list[Said]:
    """Return what is said with ``psog:tracesTo`` or a property below it, in the order of the files."""
    relations = _list_properties(corpus)
    return [said for said in corpus.statements if said[1].predicate in relations]


def _list_properties(corpus: Corpus) -> set[NamedNode]:
    found = {PSOG.tracesTo}
    below = [quad for _, quad in corpus.list_with(RDFS.subPropertyOf)]
    while True:
        more = {q.subject for q in below if q.object in found and isinstance(q.subject, NamedNode)} - found
        if not more:
            return found
        found |= more


def check_circles(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield each circle in lineage, once, at the first of its statements that is told (PSO-D008).

    Besides plain statements, those count that the build entails: of a ``psog:Link`` its relation, of a
    report that its measure is named in its response.
    """
    kept = _keep_circles(_list_steps(corpus))
    order = {step: (step.file not in corpus.told, number) for number, step in enumerate(kept)}
    steps: dict[NamedNode, list[_Step]] = {}
    for step in kept:
        steps.setdefault(step.source, []).append(step)
    told: set[NamedNode] = set()
    for step in kept:
        if step.source not in told:
            circle = _find_way(steps, step)
            if circle:
                told.update(part.source for part in circle)
                yield _tell(min(circle, key=order.__getitem__), circle)


def _list_steps(corpus: Corpus) -> Iterator[_Step]:
    relations = _list_properties(corpus)
    for file, quad in corpus.statements:
        if quad.predicate in relations and isinstance(quad.subject, NamedNode):
            sources = [quad.subject]
        elif quad.predicate == PSOG.to:
            named = relations.intersection(corpus.list_objects(quad.subject, PSOG.relation))
            sources = corpus.list_objects(quad.subject, PSOG["from"]) if named else []
        elif quad.predicate == PSOG.inResponse:
            sources = corpus.list_objects(quad.subject, PSOG.measure)
        else:
            continue
        if isinstance(quad.object, NamedNode):
            yield from (_Step(source, quad.object, file, quad) for source in sources)


def _keep_circles(steps: Iterable[_Step]) -> list[_Step]:
    """Return the steps that lie on a circle or between two: those left when all ends are taken off."""
    kept = list(steps)
    while True:
        sources, targets = {step.source for step in kept}, {step.target for step in kept}
        inner = [step for step in kept if step.target in sources and step.source in targets]
        if len(inner) == len(kept):
            return kept
        kept = inner


def _find_way(steps: dict[NamedNode, list[_Step]], first: _Step) -> list[_Step]:
    """Return the shortest circle that begins with a step, or nothing."""
    came: dict[NamedNode, _Step] = {first.target: first}
    waiting = deque([first.target])
    while waiting:
        thing = waiting.popleft()
        if thing == first.source:
            circle = [came[thing]]
            while circle[-1] != first:
                circle.append(came[circle[-1].source])
            return circle[::-1]
        for step in steps.get(thing, []):
            if step.target not in came:
                came[step.target] = step
                waiting.append(step.target)
    return []


def _tell(first: _Step, circle: list[_Step]) -> LocatedFinding:
    names = [shorten_iri(step.source.value) for step in circle]
    return first.file.report(
        "PSO-D008",
        first.file.place_object(first.quad),
        focus=read_iri(first.quad.subject),
        path=first.quad.predicate.value,
        value=str(first.quad.object),
        related=[
            step.file.relate(_PART, step.file.place_object(step.quad)) for step in circle if step != first
        ],
        values={"circle": " → ".join([*names, names[0]])},
    )
