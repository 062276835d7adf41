"""Property paths: how they are written, and which triple leads to a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.statements import Statement, Statements
    from pso_graph.validate.paths import PropertyPath


class Step(NamedTuple):
    """A value that a path reaches.

    Args:
        value: the value.
        statement: the last triple on the way to it; None if the way has no triple.
        backwards: whether the value is that triple's subject.
    """

    value: Term
    statement: Statement | None
    backwards: bool = False


def write_path(path: PropertyPath, prefixes: Mapping[str, str]) -> str:
    """Return a path as SPARQL writes it.

    Args:
        path: the path.
        prefixes: namespace of each prefix that may be used.
    """
    if path.predicate is not None:
        return shorten(path.predicate.value, prefixes)
    texts = [write_path(part, prefixes) for part in path.parts]
    parts = [
        f"({text})" if len(part.parts) > 1 else text for text, part in zip(texts, path.parts, strict=True)
    ]
    if path.kind in {"sequence", "alternative"}:
        return ("/" if path.kind == "sequence" else "|").join(parts)
    return "^" + parts[0] if path.kind == "inverse" else parts[0] + path.kind


def follow(path: PropertyPath, start: Term, data: Statements, *, backwards: bool = False) -> list[Step]:
    """Return the values of a path, each once, in the order in which the files reach them.

    Args:
        path: the path.
        start: the focus node.
        data: the data.
        backwards: whether to go the path from its end.
    """
    steps: dict[Term, Step] = {}
    for step in _follow(path, start, data, backwards=backwards):
        steps.setdefault(step.value, step)
    return sorted(steps.values(), key=lambda step: -1 if step.statement is None else step.statement.number)


def _follow(path: PropertyPath, start: Term, data: Statements, *, backwards: bool) -> Iterable[Step]:
    if path.predicate is not None:
        if backwards:
            found = data.find_with(start, path.predicate)
            return [Step(statement.quad.subject, statement, backwards=True) for statement in found]
        return [Step(said.quad.object, said) for said in data.find_about(start, path.predicate)]
    if path.kind == "inverse":
        return follow(path.parts[0], start, data, backwards=not backwards)
    if path.kind == "alternative":
        return [step for part in path.parts for step in follow(part, start, data, backwards=backwards)]
    if path.kind == "sequence":
        steps = [Step(start, None)]
        for part in reversed(path.parts) if backwards else path.parts:
            steps = [
                after if after.statement else step
                for step in steps
                for after in follow(part, step.value, data, backwards=backwards)
            ]
        return steps
    return _repeat(path, start, data, backwards=backwards)


def _repeat(path: PropertyPath, start: Term, data: Statements, *, backwards: bool) -> Iterable[Step]:
    """Yield the values of a path with ``*``, ``+`` or ``?``, the nearest first."""
    (part,) = path.parts
    steps = [] if path.kind == "+" else [Step(start, None)]
    seen = {step.value for step in steps}
    wave = [start]
    while wave:
        reached = [step for node in wave for step in follow(part, node, data, backwards=backwards)]
        wave = []
        for step in reached:
            if step.value not in seen:
                seen.add(step.value)
                steps.append(step)
                wave.append(step.value)
        if path.kind == "?":
            break
    return steps
