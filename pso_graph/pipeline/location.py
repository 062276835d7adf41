"""Where in the files a finding is to be mended: path, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.core.resources import read_text
from pso_graph.rdf.parsing import find_format
from pso_graph.rdf.positions import POSITIONED_FORMATS, PositionedDocument, read_positions
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.validate.finding import Finding


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding with the place of the thing concerned.

    Args:
        finding: what was found.
        path: the file that describes the thing, or uses it; None if none of the files does.
        line: of the property's first value if the finding has one, else of the thing's block, from 1.
        column: of the same, in code points from 1.
    """

    finding: Finding
    path: Path | None = None
    line: int = 0
    column: int = 0

    def describe(self, language: str = "en") -> str:
        """Return the finding as one line, in the form of compilers: ``path:line:column: …``.

        Args:
            language: ``de`` or ``en``.
        """
        if self.path is None:
            return self.finding.describe(language)
        here = Path.cwd()
        path = self.path.relative_to(here) if self.path.is_relative_to(here) else self.path
        return f"{path}:{self.line}:{self.column}: {self.finding.describe(language)}"


def locate_findings(findings: Iterable[Finding], files: Iterable[Path]) -> list[LocatedFinding]:
    """Return the findings with their places, in the same order.

    Only files that keep places are read for it (Turtle, TriG, N-Triples, N-Quads), and none if there
    is nothing to locate.

    Args:
        findings: of a validation.
        files: that were validated.
    """
    wanted = list(findings)
    if not wanted:
        return []
    documents = {path: _read(path) for path in files if find_format(path) in POSITIONED_FORMATS}
    return [_locate(finding, documents) for finding in wanted]


def _read(path: Path) -> PositionedDocument:
    return read_positions(read_text(path), find_format(path))


def _locate(finding: Finding, documents: dict[Path, PositionedDocument]) -> LocatedFinding:
    try:
        focus = NamedNode(finding.focus)
    except ValueError:
        return LocatedFinding(finding)  # a literal or a blank node: its place is its neighbours'
    for path, document in documents.items():
        stated = (
            document.list_values(focus, NamedNode(finding.path)) if finding.path and finding.value else []
        )
        matching = [quad for quad in stated if str(quad.quad.object) == finding.value]
        place = matching[0].object_ if matching else document.find_block(focus)
        if place is not None:
            return LocatedFinding(finding, path, place.line, place.column)
    for path, document in documents.items():
        mention = document.find_mention(focus)
        if mention is not None:
            return LocatedFinding(finding, path, mention.line, mention.column)
    return LocatedFinding(finding)
