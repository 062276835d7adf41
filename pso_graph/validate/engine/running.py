"""Running compiled shapes on a store, several at a time."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError, SyntaxProblemError, UnsupportedQueryError
from pso_graph.rdf.terms import NamedNode, Quad, QuerySolutions
from pso_graph.validate.engine.checks import REJECTS, RUN, Rejection
from pso_graph.validate.engine.written import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.store import EmbeddedStore
    from pso_graph.validate.engine.checks import Check, Row, Scope
    from pso_graph.validate.engine.compilation import CompiledShape
    from pso_graph.validate.engine.written import Data

_WORTH_THREADS = 20_000  # triples
_RUN, _REJECTS = NamedNode(RUN), NamedNode(REJECTS)


@dataclass(frozen=True, slots=True)
class Violation:
    """One row that a check found.

    Args:
        shape: whose constraint it is.
        check: the constraint.
        row: what the query's variables hold, as the data writes it.
    """

    shape: CompiledShape
    check: Check
    row: Row


@dataclass(frozen=True, slots=True)
class _Task:
    root: Term
    shape: CompiledShape
    check: Check
    scope: Scope


class Runner:
    """Runs shapes on data.

    Args:
        data: verdicts of nested shapes are added to its store.
    """

    def __init__(self, data: Data) -> None:
        self._data = data
        self._names = count()

    def run(
        self, shapes: Sequence[tuple[CompiledShape, Scope]]
    ) -> tuple[dict[Term, list[Violation]], dict[Term, str]]:
        """Return what each shape found, and why others could not be run after all.

        Args:
            shapes: each with the nodes that its targets name.
        """
        tasks = [task for shape, scope in shapes for task in _list_tasks(shape.node, shape, scope, depth=0)]
        found: dict[Term, list[Violation]] = {shape.node: [] for shape, _ in shapes}
        failed: dict[Term, str] = {}
        for task, outcome in zip(tasks, self._run_all(tasks), strict=True):
            if isinstance(outcome, str):
                failed.setdefault(task.root, outcome)
            else:
                found[task.root] += outcome
        return {node: rows for node, rows in found.items() if node not in failed}, failed

    def _run_all(self, tasks: Sequence[_Task]) -> Iterator[list[Violation] | str]:
        if len(self._data.store) < _WORTH_THREADS:
            yield from map(self._try, tasks)
            return
        if any(task.check.needs_merged for task in tasks):
            _ = self._data.merged  # made once, before several threads ask for it
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from pool.map(self._try, tasks)

    def _try(self, task: _Task) -> list[Violation] | str:
        """Return what a task found, or why it cannot run."""
        try:
            return [
                Violation(task.shape, task.check, row)
                for row in self._find(task.shape, task.check, task.scope)
            ]
        except NotCompiledError as error:
            return error.message
        except (SyntaxProblemError, UnsupportedQueryError) as error:
            return f"the store cannot run its query: {error.message}"

    def _find(self, shape: CompiledShape, check: Check, scope: Scope) -> Iterator[Row]:
        """Yield the rows of a check that do not conform; those of a query of the shapes' own once each."""
        nested = {node: self._reject(shape.find_nested(node), scope) for node in check.nested}
        store = self._data.merged if check.needs_merged else self._data.store
        rows: Iterable[Row] = _query(store, check.query(scope, [nested[node] for node in check.nested]))
        if check.constraint is not None:
            rows = {
                tuple(sorted((name, str(term)) for name, term in row.items())): row for row in rows
            }.values()
        return (row for row in rows if check.conforms is None or not check.conforms(row))

    def _reject(self, shape: CompiledShape, outer: Scope) -> Rejection:
        """Return how to ask for the values of a scope that do not conform to a nested shape."""
        rejection = Rejection(f"urn:x-pso-graph:verdict:{next(self._names)}")
        name = NamedNode(rejection.name)
        rejected = self._list_rejected(shape, outer.isolate(shape.path))
        self._data.keep(Quad(name, _REJECTS, term, _RUN) for term in rejected)
        return rejection

    def _list_rejected(self, shape: CompiledShape, scope: Scope) -> set[Term]:
        if shape.deactivated:
            return set()
        rejected = {row["focus"] for check in shape.checks for row in self._find(shape, check, scope)}
        for inner in shape.properties:
            if scope.path is None:
                rejected |= self._list_rejected(inner, scope.enter(inner.path, 0))
            else:
                query = scope.select_values(self._reject(inner, scope).of(scope.value))
                rejected.update(row["focus"] for row in _query(self._data.store, query))
        return rejected


def _list_tasks(root: Term, shape: CompiledShape, scope: Scope, depth: int) -> Iterator[_Task]:
    if shape.deactivated:
        return
    for check in shape.checks:
        yield _Task(root, shape, check, scope)
    for inner in shape.properties:
        yield from _list_tasks(root, inner, scope.enter(inner.path, depth), depth + 1)


def _query(store: EmbeddedStore, text: str) -> Iterator[Row]:
    """Yield the solutions of a query, terms as the data writes them."""
    solutions = store.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise NotCompiledError("its query selects nothing")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        values = ((name, solution[name]) for name in names)
        yield {name: restore(term) for name, term in values if term is not None}
