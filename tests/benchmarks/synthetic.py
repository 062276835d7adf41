"""A synthetic lineage graph of any size, in the project's own terms, and what is to be found in it.

Each cycle is a conference with its decisions, a resolution whose clauses take them up, a motion that
supports some clauses, a statement that responds to each, and measures named in the responses. Within
four cycles some clauses also take up those of the resolution before, so that chains have up to six
hops. What the build would entail is there too: containment, ``psog:tracesTo`` and its closure.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import BASE, DCTERMS, GRAPHS, PSOC, PSOG, RDF_TYPE, SKOS, XSD
from pso_graph.rdf.terms import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Term

DECISIONS = 20
CLAUSES = 60
MEASURES = 40
CHAIN = 4  # cycles within which resolutions take each other up
EVERY = 3  # one clause in so many is supported by the motion, and taken up a cycle later

_TOPICS = ("health", "labour", "energy", "youth", "tourism", "transport", "fishing", "culture", "schools")
_ENTAILED = NamedNode(GRAPHS + "entailed")
_ANCHORS = NamedNode(GRAPHS + "anchors")
_REFERENCE = NamedNode(GRAPHS + "reference")


@dataclass
class LineageGraph:
    """A dataset, and the answers that it has by construction.

    Args:
        quads: of the dataset, none twice.
        decisions: that chains of lineage begin with.
        statements: of each unit and measure, how many triples have it as their subject.
        followers: of each thing that something traces back to, how many things do.
    """

    quads: list[Quad] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    statements: Counter[str] = field(default_factory=Counter)
    followers: Counter[str] = field(default_factory=Counter)


def make_lineage_graph(size: int) -> LineageGraph:
    """Return a graph of whole cycles with at least so many triples.

    Args:
        size: in triples.
    """
    writer = _Writer()
    cycle = 0
    while len(writer.graph.quads) < size:
        writer.write_cycle(cycle)
        cycle += 1
    return writer.graph


class _Writer:
    """What writes cycle after cycle, and keeps what each thing traces back to."""

    def __init__(self) -> None:
        self.graph = LineageGraph()
        self._origins: dict[NamedNode, set[NamedNode]] = {}

    def write_cycle(self, cycle: int) -> None:
        """Write the documents of one cycle, origins before what traces back to them."""
        decisions = self._write_units("bspc", cycle, "BSPCDecision", DECISIONS)
        self.graph.decisions += [decision.value for decision in decisions]
        clauses = self._write_units("resolution", cycle, "Clause", CLAUSES)
        for number, clause in enumerate(clauses):
            taken_up = [decisions[number % DECISIONS]]
            if cycle % CHAIN and number % EVERY == 0:
                taken_up.append(_name_unit("resolution", cycle - 1, number))
            self._trace(clause, "takesUp", taken_up, _name_graph("resolution", cycle))
        supported = clauses[::EVERY]
        statements = self._write_units("motion", cycle, "Clause", len(supported))
        for statement, clause in zip(statements, supported, strict=True):
            self._trace(statement, "supports", [clause], _name_graph("motion", cycle))
        responses = self._write_units("statement", cycle, "Response", CLAUSES)
        for response, clause in zip(responses, clauses, strict=True):
            self._trace(response, "answers", [clause], _name_graph("statement", cycle))
        for number in range(MEASURES):
            measure = NamedNode(f"{BASE}measure/{cycle}-{number}")
            self._count(measure, RDF_TYPE, PSOG.Measure, _REFERENCE)
            self._label(measure, f"Measure {number} of cycle {cycle}", _REFERENCE)
            self._trace(measure, "namedIn", responses[number::MEASURES], _ENTAILED)

    def _write_units(self, kind: str, cycle: int, class_name: str, count: int) -> list[NamedNode]:
        """Write a document with its units, and return these."""
        document, graph = _name_document(kind, cycle), _name_graph(kind, cycle)
        self._say(document, RDF_TYPE, PSOG.Document, graph)
        self._say(document, PSOG.namedGraph, graph, _REFERENCE)
        units = [_name_unit(kind, cycle, number) for number in range(count)]
        for number, unit in enumerate(units):
            self._count(unit, RDF_TYPE, PSOG[class_name], graph)
            self._label(unit, f"Unit {number} of {kind} {cycle}", graph)
            for predicate, value in _describe_unit(number).items():
                self._count(unit, predicate, value, graph)
            self._count(unit, DCTERMS.isPartOf, document, graph)
            self._count(unit, PSOG.inDocument, document, _ENTAILED)
            self._write_anchor(unit, number, graph)
        return units

    def _write_anchor(self, unit: NamedNode, number: int, graph: NamedNode) -> None:
        anchor = NamedNode(f"{unit.value}/evidence")
        self._count(unit, PSOG.evidence, anchor, graph)
        self._say(anchor, RDF_TYPE, PSOG.Anchor, graph)
        self._say(anchor, PSOG.firstWords, Literal(f"The first words of {number}"), graph)
        self._say(anchor, PSOG.lastWords, Literal(f"and the last of {number}"), graph)
        self._say(anchor, PSOG.startOffset, _write_count(300 * number), _ANCHORS)
        self._say(anchor, PSOG.endOffset, _write_count(300 * number + 290), _ANCHORS)
        self._say(anchor, PSOG.exactHash, Literal(sha256(anchor.value.encode()).hexdigest()), _ANCHORS)

    def _trace(self, later: NamedNode, relation: str, origins: list[NamedNode], graph: NamedNode) -> None:
        """Write where a thing traces to; each may be told so once, after its origins."""
        for origin in origins:
            self._count(later, PSOG[relation], origin, graph)
            self._count(later, PSOG.tracesTo, origin, _ENTAILED)
        closure = set(origins).union(*(self._origins.get(origin, ()) for origin in origins))
        self._origins[later] = closure
        for origin in sorted(closure, key=str):
            self._count(later, PSOG.tracesBackTo, origin, _ENTAILED)
            self.graph.followers[origin.value] += 1

    def _label(self, subject: NamedNode, text: str, graph: NamedNode) -> None:
        for language in ("de", "en"):
            self._count(subject, SKOS.prefLabel, Literal(text, language=language), graph)

    def _count(self, subject: NamedNode, predicate: NamedNode, value: Term, graph: NamedNode) -> None:
        self.graph.statements[subject.value] += 1
        self._say(subject, predicate, value, graph)

    def _say(self, subject: NamedNode, predicate: NamedNode, value: Term, graph: NamedNode) -> None:
        self.graph.quads.append(Quad(subject, predicate, value, graph))


def _describe_unit(number: int) -> dict[NamedNode, Term]:
    """Return what is said of a unit without regard to others."""
    return {
        PSOG.clauseNumber: Literal(f"{number // 10}.{number % 10}"),
        PSOG.order: _write_count(number),
        PSOG.unitType: PSOC["unit-letter"],
        PSOG.mode: PSOC["mode-expects"],
        PSOG.topic: PSOC[f"topic-{_TOPICS[number % len(_TOPICS)]}"],
        PSOG.mentions: NamedNode(f"{BASE}actor/{number % 11}"),
        PSOG.addressee: NamedNode(f"{BASE}actor/{number % 13}"),
        PSOG.lineFrom: _write_count(10 * number),
        PSOG.lineTo: _write_count(10 * number + 9),
    }


def _write_count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def _name_document(kind: str, cycle: int) -> NamedNode:
    return NamedNode(f"{BASE}document/{kind}-{cycle}")


def _name_unit(kind: str, cycle: int, number: int) -> NamedNode:
    return NamedNode(f"{BASE}document/{kind}-{cycle}/{number}")


def _name_graph(kind: str, cycle: int) -> NamedNode:
    return NamedNode(f"{GRAPHS}document/{kind}-{cycle}")
