"""SHACL and all other checks that apply, in one run over files that are read once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pso_graph.catalogue import read_query
from pso_graph.pipeline.beside import work_beside
from pso_graph.pipeline.checking import check_part, check_project, check_shape_files
from pso_graph.pipeline.inputs import read_as_part, read_files, read_project
from pso_graph.pipeline.validation import Validation, validate_inputs
from pso_graph.validate.checks.form import check_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding

_OF_DATA = ("PSO-D", "PSO-F", "PSO-O")
_OF_QUERIES = "PSO-Q"
_OF_SHAPES = "PSO-M"
_OF_EVIDENCE = "PSO-V"


def inspect_project(
    root: Path, tell: Callable[[str], None], *, sources: Path | None = None, since: str | None = None
) -> Validation:
    """Return all that is found in the project's files.

    Args:
        root: the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.
        tell: called with the name of each step.
        sources: the folder with the documents' texts; without it no evidence is checked, and findings
            tell no lines of documents.
        since: a git revision; shapes look only at what has changed from it on.

    Raises:
        PsoGraphError: if a file cannot be read, or there is no such revision.
    """
    tell("reading")
    inputs = read_project(root)
    with work_beside(lambda: list(check_project(inputs, tell, sources=sources))) as finish:
        tell("validating")
        found = validate_inputs(inputs, since=since, sources=sources)
        tell("checking the form of files")  # here, where there is less to do than beside
        form = list(check_form((*inputs.data, *inputs.shapes)))
        return _add(found, (*finish(), *form), () if sources else (_OF_EVIDENCE,))


def inspect_files(
    data: Sequence[Path], shapes: Sequence[Path], rules: Sequence[Path] = (), since: str | None = None
) -> Validation:
    """Return what shapes find in files, and what is wrong with the shapes.

    Args:
        data: RDF files, and folders with such.
        shapes: RDF files with shapes, and folders with such.
        rules: CONSTRUCT queries with the header of a rule, in a folder ``rules``; what they entail is
            checked with the data.
        since: a git revision; shapes look only at what has changed from it on. None if there are rules.

    Raises:
        PsoGraphError: if a file cannot be read, a rule is none, or there is no such revision.
    """
    inputs = read_files(data, shapes)
    found = validate_inputs(inputs, [read_query(path) for path in rules], since)
    return _add(found, check_shape_files(inputs), (*_OF_DATA, _OF_QUERIES, _OF_EVIDENCE))


def inspect_as_part(data: Sequence[Path], root: Path) -> Validation:
    """Return what shapes and checks of data find in files as part of the project's data.

    Args:
        data: RDF files, and folders with such.
        root: the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.

    Raises:
        PsoGraphError: if a file cannot be read.
    """
    inputs = read_as_part(data, root)
    return _add(validate_inputs(inputs), check_part(inputs), (_OF_SHAPES, _OF_QUERIES, _OF_EVIDENCE))


def _add(found: Validation, more: Iterable[LocatedFinding], skipped: tuple[str, ...]) -> Validation:
    return replace(found, findings=(*found.findings, *more), skipped=(*found.skipped, *skipped))
