"""Property paths, turned round and walked in data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST
from pso_graph.validate import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.rdf.terms import NamedNode, Quad, Term, Triple
    from pso_graph.validate.paths import PropertyPath


@dataclass(frozen=True, slots=True)
class Step:
    """One triple, from subject to object, or the other way if inverse."""

    predicate: NamedNode
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """One path after another; none at all stays where it is."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One path or another."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """A path any number of times, also never."""

    part: Path


Path: TypeAlias = Step | Chain | Choice | Repetition

_STAY = Chain(())


class Graph:
    """Triples by predicate, for walking in both directions.

    Args:
        statements: all graphs count as one.
    """

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        self._by_predicate: dict[NamedNode, list[Quad | Triple]] = defaultdict(list)
        for statement in statements:
            self._by_predicate[statement.predicate].append(statement)
        self._steps: dict[Step, Mapping[Term, list[Term]]] = {}

    def follow(self, nodes: Iterable[Term], step: Step) -> set[Term]:
        """Return what one step leads to from any of the nodes."""
        index = self.index(step)
        return {end for node in nodes for end in index.get(node, ())}

    def index(self, step: Step) -> Mapping[Term, list[Term]]:
        """Return where a step leads, by where it begins; made when first asked for."""
        if step not in self._steps:
            index: dict[Term, list[Term]] = defaultdict(list)
            for said in self._by_predicate.get(step.predicate, ()):
                start, end = (said.object, said.subject) if step.inverse else (said.subject, said.object)
                index[start].append(end)
            self._steps[step] = dict(index)
        return self._steps[step]

    def read_list(self, node: Term) -> list[Term]:
        """Return the members of an RDF list; of a broken or circular one, those before the fault."""
        items: list[Term] = []
        seen: set[Term] = set()
        while node != RDF_NIL and node not in seen:
            seen.add(node)
            items += self.index(Step(RDF_FIRST)).get(node, [])[:1]
            node = next(iter(self.index(Step(RDF_REST)).get(node, ())), RDF_NIL)
        return items


def read_path(shapes: Graph, node: Term) -> Path | None:
    """Return the path that a node of the shapes graph stands for; None if it is not well-formed.

    Args:
        shapes: the shapes graph.
        node: a value of ``sh:path``.
    """
    path = paths.read_path(node, lambda start, predicate: shapes.index(Step(predicate)).get(start, ()))
    return None if path is None else _resolve(path)


def _resolve(path: PropertyPath) -> Path:
    """Return a path without inverse ones but of single steps, and with but one kind of repetition."""
    if path.predicate is not None:
        return Step(path.predicate)
    parts = tuple(_resolve(part) for part in path.parts)
    if path.kind == "sequence":
        return Chain(parts)
    if path.kind == "alternative":
        return Choice(parts)
    (part,) = parts
    if path.kind == "inverse":
        return invert(part)
    if path.kind == "+":
        return Chain((part, Repetition(part)))
    return Repetition(part) if path.kind == "*" else Choice((_STAY, part))


def invert(path: Path) -> Path:
    """Return the path that leads back."""
    if isinstance(path, Step):
        return Step(path.predicate, not path.inverse)
    if isinstance(path, Chain):
        return Chain(tuple(invert(part) for part in reversed(path.parts)))
    if isinstance(path, Choice):
        return Choice(tuple(invert(part) for part in path.parts))
    return Repetition(invert(path.part))


def walk(graph: Graph, nodes: set[Term], path: Path) -> set[Term]:
    """Return the nodes that a path leads to from any of the given ones.

    Args:
        graph: to walk in.
        nodes: where to begin.
        path: which way.
    """
    if not nodes:  # nor is an index needed that nobody asks
        return set()
    if isinstance(path, Step):
        return graph.follow(nodes, path)
    if isinstance(path, Chain):
        for part in path.parts:
            nodes = walk(graph, nodes, part)
        return nodes
    if isinstance(path, Choice):
        return {end for part in path.parts for end in walk(graph, nodes, part)}
    reached = frontier = set(nodes)
    while frontier:
        frontier = walk(graph, frontier, path.part) - reached
        reached = reached | frontier
    return reached


def list_steps(path: Path) -> Iterator[tuple[tuple[Path, ...], Step]]:
    """Yield each step that following a path takes, with the way from the path's start to it.

    Args:
        path: to follow.
    """
    if isinstance(path, Step):
        yield (), path
    elif isinstance(path, Chain):
        for place, part in enumerate(path.parts):
            yield from (((*path.parts[:place], *way), step) for way, step in list_steps(part))
    elif isinstance(path, Choice):
        for part in path.parts:
            yield from list_steps(part)
    else:
        yield from (((path, *way), step) for way, step in list_steps(path.part))
