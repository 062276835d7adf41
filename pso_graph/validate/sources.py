"""RDF files of a run: what they say, where they say it, and what is wrong with their syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.core.resources import read_text
from pso_graph.rdf.parsing import find_format, parse_text, place_in_graph
from pso_graph.rdf.positions import POSITIONED_FORMATS, read_positions
from pso_graph.rdf.terms import BlankNode, Quad
from pso_graph.validate.files import TextFile

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.positions import Place, PositionedDocument, PositionedQuad
    from pso_graph.rdf.terms import NamedNode, Subject, Term

_PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([^\s:]*):[ \t]*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, eq=False)
class SourceFile(TextFile):
    """An RDF file that was read: quads from the fast parser, places from the reader that keeps them.

    Args:
        path: where it lies.
        text: what it holds.
        quads: what it says, in the order of the text; of a broken file, what could be read. No blank
            node is that of another file.
        error: what the fast parser says of a broken file; None if it is well-formed.
    """

    quads: list[Quad]
    error: SyntaxProblemError | None = None

    @property
    def has_positions(self) -> bool:
        """Whether its format is one whose tokens can be placed."""
        return find_format(self.path) in POSITIONED_FORMATS

    @cached_property
    def document(self) -> PositionedDocument:
        """The same read with positions, which takes longer; only for formats that have them."""
        return read_positions(self.text, find_format(self.path))

    @cached_property
    def _blank_nodes(self) -> dict[BlankNode, BlankNode]:
        """The blank node of ``document`` for each of ``quads``."""
        return self.document.pair_blank_nodes(self.quads)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespace of each prefix that a Turtle or TriG file declares."""
        return dict(_PREFIX.findall(self.text))

    def find(self, quad: Quad) -> PositionedQuad | None:
        """Return where the file first says one of its quads; nothing if its format keeps no places."""
        if not self.has_positions:
            return None
        subject, object_ = self._pair(quad.subject), self._pair(quad.object)
        return self.document.find_triple(subject, quad.predicate, object_)  # type: ignore[arg-type]

    def _pair(self, term: Term) -> Term:
        return self._blank_nodes.get(term, term) if isinstance(term, BlankNode) else term

    def place_object(self, quad: Quad) -> Place | None:
        """Return the place of a quad's object, else of its subject's block."""
        found = self.find(quad)
        return found.object_ if found else self.place_subject(quad.subject)

    def place_predicate(self, quad: Quad) -> Place | None:
        """Return the place of a quad's predicate, else of its subject's block."""
        found = self.find(quad)
        return found.predicate if found else self.place_subject(quad.subject)

    def place_subject(self, subject: Subject) -> Place | None:
        """Return the place of the token that opens the first block of a subject."""
        if not self.has_positions:
            return None
        block = self.document.find_block(subject)
        if block is None:
            return self.document.find_mention(subject)
        first = next((found for found in self.document.quads if found.quad.subject == subject), None)
        return first.subject if first and first.subject.offset == block.offset else block


def read_source(path: Path, graph: NamedNode | None = None) -> SourceFile:
    """Return an RDF file as it was read, well-formed or not.

    Args:
        path: an RDF file whose suffix names its format.
        graph: the named graph that it makes up; left out, what is in no graph stays so.

    Raises:
        UnreadableError: if it cannot be read, is not UTF-8, or its suffix is unknown.
    """
    text, rdf_format = read_text(path), find_format(path)
    error = None
    try:
        quads = parse_text(text, rdf_format, where=str(path), rename_blank_nodes=True)
    except SyntaxProblemError as problem:
        quads, error = [], problem
    source = SourceFile(path, text, quads, error)
    if error and source.has_positions:  # its blank nodes have labels of their own, which only mending changes
        quads += (positioned.quad for positioned in source.document.quads)
    if graph is not None:
        quads[:] = place_in_graph(quads, graph)
    return source
