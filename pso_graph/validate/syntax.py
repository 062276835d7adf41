"""Syntax errors as findings: all of a file at once, each with its place and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import find_format
from pso_graph.validate.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.core.errors import SyntaxProblemError
    from pso_graph.rdf.positions import Problem
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

NOT_WELL_FORMED = "PSO-X100"
"""Rule id of a file in which only the fast parser can say what is wrong: JSON-LD, RDF/XML."""

_LANGUAGES = ("de", "en")


def list_syntax_findings(source: SourceFile) -> Iterator[LocatedFinding]:
    """Yield what is wrong with the syntax of a file, in the order of its text.

    Args:
        source: the file; a well-formed one gives nothing.
    """
    if source.error is None:
        return
    problems = source.document.problems if source.has_positions else ()
    for problem in problems:
        yield _locate(problem, source)
    if not problems:
        yield _repeat(source.error, source)


def _locate(problem: Problem, source: SourceFile) -> LocatedFinding:
    finding = Finding(
        rule=problem.kind.value,
        severity="violation",
        messages={language: problem.describe(language) for language in _LANGUAGES},
    )
    hint = {language: problem.advise(language) for language in _LANGUAGES}
    return source.locate(finding, problem.place, hint=hint)


def _repeat(error: SyntaxProblemError, source: SourceFile) -> LocatedFinding:
    """Return what the fast parser says, in its words."""
    problem = error.message.partition(": ")[2] or error.message
    values = {"format": find_format(source.path).name, "problem": problem}
    line, column = error.position or (0, 0)
    return replace(source.report(NOT_WELL_FORMED, None, values=values), line=line, column=column)
