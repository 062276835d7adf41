"""What a position-keeping reading of a document gives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.rdf.positions.pairing import pair_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.positions.places import LineTable, Place
    from pso_graph.rdf.positions.problems import Problem
    from pso_graph.rdf.terms import BlankNode, NamedNode, Quad, Subject, Term


@dataclass(frozen=True, slots=True)
class PositionedQuad:
    """A quad and where it is written.

    An anonymous blank node or a list stands where its opening bracket stands. The quads that make
    up a list have no tokens for all their terms: a cell stands where its item stands (the first
    one at the bracket), ``rdf:first`` and ``rdf:rest`` where their objects stand, and the last
    ``rdf:nil`` at the closing bracket.

    Args:
        quad: the quad.
        subject: place of its subject's token; in a block with many predicates, above them.
        predicate: place of its predicate's token.
        object_: place of its object's token, with a literal's language tag or datatype.
        block: the whole statement that says it, with its dot; in ``[ ]`` and ``( )`` what stands
            between the brackets, with them.
    """

    quad: Quad
    subject: Place
    predicate: Place
    object_: Place
    block: Place


@dataclass(frozen=True)
class PositionedDocument:
    """The quads of a document with their places, and what is wrong with its syntax.

    Args:
        quads: in the order of the text, with repetitions. If there are problems, those whose terms
            could be read.
        problems: in the order of the text; empty if and only if the document is well-formed.
        blocks: the first block of each subject; that of a blank node that nothing is said of
            is its brackets.
        lines: of the text.
    """

    quads: tuple[PositionedQuad, ...]
    problems: tuple[Problem, ...]
    blocks: Mapping[Subject, Place]
    lines: LineTable

    def find_block(self, subject: Subject) -> Place | None:
        """Return the first block that speaks of a subject, or nothing if none does.

        Args:
            subject: an IRI, or a blank node of this document.
        """
        return self.blocks.get(subject)

    def find_triple(self, subject: Subject, predicate: NamedNode, object_: Term) -> PositionedQuad | None:
        """Return the first place that says a triple, in any graph, or nothing if none does.

        Args:
            subject: its subject.
            predicate: its predicate.
            object_: its object; literals are equal if they are written alike.
        """
        values = self._statements.get((subject, predicate), ())
        return next((found for found in values if found.quad.object == object_), None)

    def list_values(self, subject: Subject, predicate: NamedNode) -> list[PositionedQuad]:
        """Return all that is said of a subject with a predicate, in the order of the text.

        Args:
            subject: an IRI, or a blank node of this document.
            predicate: the predicate.
        """
        return list(self._statements.get((subject, predicate), ()))

    def find_mention(self, term: Term) -> Place | None:
        """Return the first place where a term stands as subject, predicate or object.

        Args:
            term: any term; the way to a focus node that has no block.
        """
        return self._mentions.get(term)

    def locate(self, offset: int) -> Place:
        """Return line and column of an offset, such as the ``end`` of a place.

        Args:
            offset: in the text, from 0, in code points.
        """
        return self.lines.place(offset, offset)

    def pair_blank_nodes(self, quads: Iterable[Quad]) -> dict[BlankNode, BlankNode]:
        """Return this document's blank node for each that another reading of it made.

        Args:
            quads: of the same text, from the fast parser, which labels anonymous nodes at random.
        """
        return pair_blank_nodes(quads, (positioned.quad for positioned in self.quads))

    @cached_property
    def _statements(self) -> dict[tuple[Subject, NamedNode], list[PositionedQuad]]:
        statements: dict[tuple[Subject, NamedNode], list[PositionedQuad]] = defaultdict(list)
        for positioned in self.quads:
            statements[positioned.quad.subject, positioned.quad.predicate].append(positioned)
        return dict(statements)

    @cached_property
    def _mentions(self) -> dict[Term, Place]:
        mentions: dict[Term, Place] = {}
        for positioned in self.quads:
            quad = positioned.quad
            for term, place in (
                (quad.subject, positioned.subject),
                (quad.predicate, positioned.predicate),
                (quad.object, positioned.object_),
            ):
                mentions[term] = min(place, mentions.get(term, place))
        return mentions
