"""The shapes of several files as one graph in which every triple knows its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import OWL, RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, RDFS, SH
from pso_graph.rdf.terms import BlankNode, NamedNode, Quad
from pso_graph.validate.checks.terms import read_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pso_graph.rdf.positions import Place, PositionedQuad
    from pso_graph.rdf.terms import Subject, Term
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
SINGLE_PARTS = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
"""The parameters whose value is a shape (SHACL, section 2.1)."""
LIST_PARTS = (SH["and"], SH["or"], SH.xone)
"""The parameters whose value is a list of shapes."""
_CLASSES = (RDFS.Class, OWL.Class)
_KINDS = (SH.NodeShape, SH.PropertyShape)


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple of a shapes file.

    Args:
        subject: its subject; blank nodes of two files are never the same.
        predicate: its predicate.
        object_: its object.
        file: that says it.
        known: where it stands, if that is known already.
    """

    subject: Subject
    predicate: NamedNode
    object_: Term
    file: SourceFile
    known: PositionedQuad | None = None

    @property
    def at(self) -> PositionedQuad | None:
        """Where it stands; None in a format whose places are not known."""
        return self.known or self.file.find(Quad(self.subject, self.predicate, self.object_))

    def report(
        self,
        rule: str,
        place: Place | None = None,
        *,
        nearest: Sequence[str] = (),
        values: Mapping[str, str] | None = None,
    ) -> LocatedFinding:
        """Return a finding about this triple.

        Args:
            rule: its id.
            place: where; left out, at the object.
            nearest: names that may have been meant.
            values: what the message speaks of.
        """
        return self.file.report(
            rule,
            place or (self.at.object_ if self.at else None),
            focus=read_iri(self.subject),
            path=self.predicate.value,
            value="" if isinstance(self.object_, BlankNode) else str(self.object_),
            nearest=nearest,
            values=values,
        )


class PlacedShapes:
    """The shapes of several files.

    Args:
        files: in the order in which findings are to be told.
    """

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.statements = tuple(
            statement for number, file in enumerate(files) for statement in _read(file, number)
        )

    @cached_property
    def _about(self) -> dict[tuple[Term, NamedNode], list[Statement]]:
        about: dict[tuple[Term, NamedNode], list[Statement]] = defaultdict(list)
        for statement in self.statements:
            about[statement.subject, statement.predicate].append(statement)
        return dict(about)

    @cached_property
    def described(self) -> dict[Term, Statement]:
        """The first triple about each node."""
        first: dict[Term, Statement] = {}
        for statement in self.statements:
            first.setdefault(statement.subject, statement)
        return first

    def list_about(self, node: Term, predicate: NamedNode) -> list[Statement]:
        """Return what is said of a node with a predicate."""
        return self._about.get((node, predicate), [])

    def list_items(self, head: Term) -> Iterator[Statement]:
        """Yield the ``rdf:first`` triples of a list; a list that runs in a circle ends there."""
        seen: set[Term] = set()
        while head != RDF_NIL and head not in seen:
            seen.add(head)
            yield from self.list_about(head, RDF_FIRST)
            rest = self.list_about(head, RDF_REST)
            if not rest:
                return
            head = rest[0].object_

    def is_a(self, node: Term, *kinds: NamedNode) -> bool:
        """Return whether a node is said to have one of these classes."""
        return any(said.object_ in kinds for said in self.list_about(node, RDF_TYPE))

    @cached_property
    def references(self) -> tuple[Statement, ...]:
        """The triples whose object is used as a shape."""
        found = [statement for statement in self.statements if statement.predicate in SINGLE_PARTS]
        for statement in self.statements:
            if statement.predicate in LIST_PARTS:
                found += self.list_items(statement.object_)
        return tuple(found)

    @cached_property
    def shapes(self) -> tuple[Subject, ...]:
        """The nodes that are shapes: by class, by a target, or because others use them as such."""
        referred = {statement.object_ for statement in self.references}
        found: dict[Subject, None] = {}
        for statement in self.statements:
            typed = statement.predicate == RDF_TYPE and statement.object_ in _KINDS
            if typed or statement.predicate in TARGETS or statement.subject in referred:
                found.setdefault(statement.subject)
        return tuple(found)

    def has_target(self, shape: Term) -> bool:
        """Return whether a shape looks at something by itself, also as a class that is a shape."""
        return any(self.list_about(shape, target) for target in TARGETS) or self.is_a(shape, *_CLASSES)


def _read(file: SourceFile, number: int) -> Iterator[Statement]:
    """Yield what a file says; if its blank nodes have labels, with places.

    The fast parser gives such nodes other labels, so that it could not be told later which is which.
    """
    if not file.has_positions or not (file.error or "_:" in file.text):
        for quad in file.quads:
            yield Statement(quad.subject, quad.predicate, quad.object, file)
        return
    for positioned in file.document.quads:
        quad = positioned.quad
        subject = _rename(quad.subject, number) if isinstance(quad.subject, BlankNode) else quad.subject
        object_ = _rename(quad.object, number) if isinstance(quad.object, BlankNode) else quad.object
        yield Statement(subject, quad.predicate, object_, file, positioned)


def _rename(node: BlankNode, number: int) -> BlankNode:
    return BlankNode(f"f{number}x{node.value}")
