"""Checking a store against shapes before it counts.

What checks is loaded when there are shapes: it takes longer to load than most writes take.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.errors import InvalidDataError
from pso_graph.rdf.parsing import parse_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.finding import Finding

_MOST = 1000  # findings that are told


@dataclass(frozen=True, slots=True)
class ShapesReport:
    """What shapes find in a store.

    Args:
        findings: as JSON: an array of objects, as ``pso-graph validate --format json`` has them.
        turtle: the same as a SHACL validation report in Turtle.
    """

    findings: str
    turtle: str


class InvalidChangeError(InvalidDataError):
    """A change after which the data would not conform to its shapes.

    Args:
        message: what is wrong.
        report: of the shapes.
    """

    def __init__(self, message: str, report: ShapesReport) -> None:
        super().__init__(message, fix="Mend what the findings name, and send the change again.")
        self.report = report


def read_shapes(files: Iterable[Path]) -> list[Quad]:
    """Return the shapes in files.

    Args:
        files: with shapes.

    Raises:
        UnreadableError: if one cannot be read.
        SyntaxProblemError: if one does not parse.
    """
    return [quad for file in files for quad in parse_file(file)]


def prove_shapes(files: Iterable[Path]) -> None:
    """Let files pass whose shapes a check can run with.

    Args:
        files: with shapes.

    Raises:
        UnreadableError: if one cannot be read.
        SyntaxProblemError: if one does not parse.
        UnusableShapesError: if the shapes themselves are wrong.
    """
    from pso_graph.validate.shacl import validate  # noqa: PLC0415 - see above

    validate([], read_shapes(files))


def check_shapes(quads: Iterable[Quad], shapes: Sequence[Quad]) -> None:
    """Let data pass in which shapes find no violation; warnings do not count.

    Args:
        quads: of all graphs, which count as one.
        shapes: to check them against; without any nothing is looked at.

    Raises:
        InvalidChangeError: if there is a violation.
    """
    if not shapes:
        return
    from pso_graph.validate.finding import choose_text  # noqa: PLC0415 - see above
    from pso_graph.validate.shacl import validate  # noqa: PLC0415 - see above

    found = [finding for finding in validate(quads, shapes) if finding.severity == "violation"]
    if found:
        first = choose_text(found[0].messages, "en").rstrip(".")
        more = f" (and {len(found) - 1} more findings)" if len(found) > 1 else ""
        raise InvalidChangeError(f"The shapes do not allow this: {first}{more}.", _report(found))


def _report(found: Sequence[Finding]) -> ShapesReport:
    from pso_graph.validate.finding import LocatedFinding  # noqa: PLC0415 - see above
    from pso_graph.validate.fingerprint import compute_fingerprints  # noqa: PLC0415 - see above
    from pso_graph.validate.lines import SourceLines  # noqa: PLC0415 - see above
    from pso_graph.validate.reports import FORMATS, Report  # noqa: PLC0415 - see above

    located = [LocatedFinding(finding=finding) for finding in found[:_MOST]]
    lines = SourceLines()
    fingerprints = compute_fingerprints(located, lines, Path())
    report = Report(findings=located, fingerprints=fingerprints, lines=lines)
    findings = json.loads(FORMATS["json"](report))["findings"]
    return ShapesReport(json.dumps(findings, ensure_ascii=False), FORMATS["turtle"](report))
