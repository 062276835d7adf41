"""Validating files against shapes: every finding with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from pso_graph.build.anchoring import name_source
from pso_graph.build.dataset import ALIGNED, ENTAILED
from pso_graph.build.derivation import Derivations
from pso_graph.build.entailment import entail
from pso_graph.core.errors import UnreadableError
from pso_graph.pipeline.inputs import list_shapes
from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore
from pso_graph.validate.files import read_file
from pso_graph.validate.location import NO_CONSEQUENCES, Consequences, locate_findings
from pso_graph.validate.shacl import check, validate
from pso_graph.validate.syntax import list_syntax_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pso_graph.catalogue import Query
    from pso_graph.pipeline.inputs import Inputs
    from pso_graph.rdf.terms import NamedNode, Quad
    from pso_graph.validate.files import TextFile
    from pso_graph.validate.finding import Finding, LocatedFinding
    from pso_graph.validate.location.related import FindText
    from pso_graph.validate.sources import SourceFile

_ALL_RULES = ("",)


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found, and in what.

    Args:
        findings: syntax errors first, in the order of files; then what the shapes find.
        inputs: the files that were checked.
        skipped: beginnings of the ids of rules that were not looked for, or not everywhere.
        notes: which shapes were left to the slower engine, and why, a line each.
    """

    findings: tuple[LocatedFinding, ...]
    inputs: Inputs
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def covers(self, rule: str) -> bool:
        """Return whether a rule was looked for everywhere.

        Args:
            rule: its id.
        """
        return not rule.startswith(self.skipped)


def validate_inputs(
    inputs: Inputs,
    rules: Sequence[Query] = (),
    since: str | None = None,
    sources: Path | None = None,
) -> Validation:
    """Return syntax errors and what the shapes find; shapes that are broken find nothing.

    What they find only in files that nothing is to be told of is left out.

    Args:
        inputs: the files.
        rules: whose consequences are checked too.
        since: a git revision; only what has changed from it on can be found. None for all, as it must
            be if there are rules.
        sources: the folder with the documents' texts, if findings are to tell places in them too.

    Raises:
        PsoGraphError: if the shapes are unusable, or there is no such revision.
    """
    files = (*inputs.data, *inputs.rest)
    findings = [found for source in (*files, *inputs.shapes) for found in list_syntax_findings(source)]
    notes: list[str] = []
    if not any(source.error for source in inputs.shapes):
        consequences = _entail(_list_quads(files), rules) if rules else NO_CONSEQUENCES
        shapes = _choose_shapes(inputs, _list_quads(files), since)
        report = check(chain(_list_quads(files), consequences.quads), shapes)
        notes = report.tell_fallbacks()
        told = _choose_told(report.findings, inputs)
        findings += locate_findings(told, files, inputs.shapes, consequences, _find_texts(sources))
    skipped = _ALL_RULES if since is not None else ()
    return Validation(tuple(findings), inputs, skipped, tuple(notes))


def validate_quads(quads: list[Quad], root: Path) -> list[Finding]:
    """Return what the project's shapes find in quads, without places.

    Args:
        quads: data and vocabulary.
        root: the folder that holds ``shapes``.

    Raises:
        PsoGraphError: if a file with shapes does not parse.
    """
    return validate(quads, [quad for path in list_shapes(root) for quad in parse_file(path)])


def _find_texts(sources: Path | None) -> FindText:
    """Return what reads the text of a document once, if there is one in the folder."""

    @cache
    def find(file: NamedNode) -> TextFile | None:
        try:
            return read_file(sources / name_source(file)) if sources else None
        except UnreadableError:  # the check of evidence says so
            return None

    return find


def _list_quads(sources: Iterable[SourceFile]) -> Iterator[Quad]:
    return chain.from_iterable(source.quads for source in sources)


def _choose_shapes(inputs: Inputs, quads: Iterable[Quad], since: str | None) -> list[Quad]:
    """Return the shapes, or what of them looks at changes."""
    shapes = list(_list_quads(inputs.shapes))
    if since is None:
        return shapes
    from pso_graph.pipeline.since import restrict_to_changes  # noqa: PLC0415 - asks git, which is seldom wanted

    files, shape_files = ([source.path for source in sources] for sources in (inputs.data, inputs.shapes))
    return restrict_to_changes(since, quads, shapes, files=files, shape_files=shape_files, root=inputs.root)


def _choose_told(findings: Iterable[Finding], inputs: Inputs) -> list[Finding]:
    """Return the findings but those of the rest and of broken files, where what they miss may stand."""
    elsewhere = _list_subjects(inputs.rest) - _list_subjects(inputs.data) if inputs.rest else set()
    broken = _list_subjects(source for source in (*inputs.data, *inputs.rest) if source.error)
    return [
        finding
        for finding in findings
        if finding.focus not in elsewhere and not broken & {finding.focus, finding.value.strip("<>")}
    ]


def _entail(quads: Iterable[Quad], rules: Sequence[Query]) -> Consequences:
    store = EmbeddedStore.in_memory(quads)
    entail(store, rules, lambda _: None)
    entailed = [quad for graph in (ENTAILED, ALIGNED) for quad in store.find(graph=graph)]
    return Consequences(entailed, Derivations(store, rules).trace)


def _list_subjects(sources: Iterable[SourceFile]) -> set[str]:
    """Return the subjects as findings write them."""
    return {str(quad.subject).strip("<>") for quad in _list_quads(sources)}
