"""Whether Turtle files are in canonical form, and from where on they are not."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.formatting import format_quads
from pso_graph.rdf.parsing import FORMATS, find_format
from pso_graph.rdf.prefixes import read_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.positions import Place
    from pso_graph.validate.files import TextFile
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile


def check_form(files: Iterable[SourceFile]) -> Iterator[LocatedFinding]:
    """Yield the first place of each Turtle file that is not in canonical form (PSO-F001, PSO-F002).

    A file that is not well-formed is passed over: its syntax is told elsewhere.

    Args:
        files: of any format.
    """
    for file in files:
        if file.error or find_format(file.path) != FORMATS[".ttl"]:
            continue
        try:
            formatted = format_quads(file.quads, file.text, read_prefixes(), where=str(file.path))
        except SyntaxProblemError as error:
            place = _find_line(file, error.where)
            yield file.report("PSO-F002", place, values={"problem": error.message, "fix": error.fix})
            continue
        if formatted != file.text:
            yield file.report("PSO-F001", _find_difference(file, formatted))


def _find_line(file: TextFile, where: str) -> Place | None:
    match = re.search(r":([0-9]+)$", where)
    if match is None:
        return None
    text = file.lines.read_line(int(match[1]))
    start = _find_start(file, int(match[1])) + len(text) - len(text.lstrip())
    return file.lines.place(start, start + len(text.strip()))


def _find_difference(file: TextFile, formatted: str) -> Place:
    pairs = enumerate(zip_longest(file.text.splitlines(), formatted.splitlines()), 1)
    line, (ours, wanted) = next(
        ((number, pair) for number, pair in pairs if pair[0] != pair[1]), (1, ("", ""))
    )
    ours, wanted = ours or "", wanted or ""
    same = next((i for i, (a, b) in enumerate(zip(ours, wanted, strict=False)) if a != b), None)
    column = min(len(ours), len(wanted)) if same is None else same
    start = min(_find_start(file, line) + column, len(file.text))
    return file.lines.place(start, start)


def _find_start(file: TextFile, line: int) -> int:
    """Return the offset at which a line begins."""
    return sum(len(part) for part in file.text.splitlines(keepends=True)[: line - 1])
