"""One comparison: what has changed, thing by thing, and which version step it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.errors import ParameterError
from pso_graph.pipeline.diffing.shapes import ShapeJudge, is_shape
from pso_graph.pipeline.diffing.sources import read_source, read_work_tree
from pso_graph.pipeline.diffing.steps import Step, Verdict
from pso_graph.pipeline.diffing.terms import is_term, judge_term
from pso_graph.pipeline.diffing.things import ThingChange, list_changes
from pso_graph.pipeline.diffing.values import Statements
from pso_graph.rdf.comparison import Difference, compare_named, name_blank_nodes
from pso_graph.rdf.namespaces import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Quad


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed between two states of a dataset.

    Args:
        old: what the earlier state is called.
        new: what the later one is called.
        difference: the quads.
        things: the same by thing.
        verdicts: what the changes of terms and shapes ask of the version, the gravest first.
    """

    old: str
    new: str
    difference: Difference
    things: tuple[ThingChange, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def step(self) -> Step | None:
        """The version step that all changes together ask for; None if nothing has changed.

        Data alone asks for a patch: it changes what is known, not what it means or must look like.
        """
        if not self.difference:
            return None
        return max((verdict.step for verdict in self.verdicts), default=Step.PATCH)


def compare_sources(old: str, new: str | None) -> Comparison:
    """Return what has changed between two files, folders, releases or git revisions.

    Args:
        old: the earlier one: a path, ``REVISION`` or ``REVISION:PATH``.
        new: the later one, likewise; None for the work tree, if the earlier one is a revision.

    Raises:
        ParameterError: if the later one is missing and the earlier one is no revision.
        PsoGraphError: if one of them is nothing that can be read, or does not parse.
    """
    if new is None:
        if Path(old).exists():
            raise ParameterError(
                "There is nothing to compare this with.",
                where=old,
                fix="Name a second file, folder or revision; only a revision is compared with the work tree.",
            )
        return compare_states(read_source(old), read_work_tree(old), old, "work tree")
    return compare_states(read_source(old), read_source(new), old, new)


def compare_states(old: Iterable[Quad], new: Iterable[Quad], old_name: str, new_name: str) -> Comparison:
    """Return what has changed between two datasets.

    Args:
        old: quads of the earlier one.
        new: quads of the later one.
        old_name: what to call the earlier one.
        new_name: what to call the later one.
    """
    before, after = list(name_blank_nodes(old)), list(name_blank_nodes(new))
    difference = compare_named(before, after)
    said_before, said_after = Statements(before), Statements(after)
    things = list_changes(difference, said_before, said_after)
    verdicts = sorted(_judge(things, said_before, said_after), key=lambda verdict: -verdict.step)
    return Comparison(old_name, new_name, difference, tuple(things), tuple(verdicts))


def _judge(things: Iterable[ThingChange], old: Statements, new: Statements) -> Iterator[Verdict]:
    judge = ShapeJudge(old, new)
    for change in things:
        before, after = old.list_said(change.thing), new.list_said(change.thing)
        if is_term([*before.get(RDF_TYPE, ()), *after.get(RDF_TYPE, ())]):
            yield from judge_term(change, new)
        if is_shape(before) or is_shape(after):
            yield from judge.judge(change)
