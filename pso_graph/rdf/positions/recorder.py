"""Collecting the quads of a document while it is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.positions.document import PositionedDocument, PositionedQuad
from pso_graph.rdf.positions.places import Place
from pso_graph.rdf.terms import BlankNode, DefaultGraph, Literal, NamedNode, Quad

if TYPE_CHECKING:
    from pso_graph.rdf.positions.nodes import Node
    from pso_graph.rdf.positions.places import LineTable
    from pso_graph.rdf.positions.problems import ProblemList
    from pso_graph.rdf.terms import Graph, Subject


class Block:
    """A block that may still be open.

    Args:
        start: place of its first token.
    """

    def __init__(self, start: Place) -> None:
        self.start = start
        self.end = start.end

    def close(self) -> Place:
        """Return the place of the whole block."""
        return Place(self.start.line, self.start.column, self.start.offset, self.end)


class Recorder:
    """The quads and blocks of a document, as they are read.

    Args:
        lines: of the text.
        problems: of the text.
    """

    def __init__(self, lines: LineTable, problems: ProblemList) -> None:
        self._lines = lines
        self._problems = problems
        self._said: list[tuple[Quad, Place, Place, Place, Block]] = []
        self._blocks: dict[Subject, Block] = {}
        self.graph: Graph | None = DefaultGraph()

    def open_block(self, subject: Node) -> Block:
        """Return a new block of a subject; whoever reads it moves its ``end``.

        Args:
            subject: the subject, which may be unknown.
        """
        block = Block(subject.place)
        if isinstance(subject.term, NamedNode | BlankNode):
            self._blocks.setdefault(subject.term, block)
        return block

    def say(self, subject: Node, predicate: Node, object_: Node, block: Block) -> None:
        """Add a quad in the graph that is open, unless one of its terms is unknown.

        Args:
            subject: its subject.
            predicate: its predicate.
            object_: its object.
            block: in which it is said.
        """
        if subject.term is None or predicate.term is None or object_.term is None or self.graph is None:
            return
        if isinstance(subject.term, Literal) or not isinstance(predicate.term, NamedNode):
            return  # has been reported
        quad = Quad(subject.term, predicate.term, object_.term, self.graph)
        self._said.append((quad, subject.place, predicate.place, object_.place, block))

    def finish(self) -> PositionedDocument:
        """Return the document."""
        places = {id(block): block.close() for *_, block in self._said}
        return PositionedDocument(
            quads=tuple(
                PositionedQuad(quad, subject, predicate, object_, places[id(block)])
                for quad, subject, predicate, object_, block in self._said
            ),
            problems=self._problems.sort(),
            blocks={subject: block.close() for subject, block in self._blocks.items()},
            lines=self._lines,
        )
