"""Shapes with one constraint left out, and data that only the whole ones refuse."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOC, PSOG, RDF_FIRST, RDF_REST, RDF_TYPE, RDFS, SH, SKOS, XSD
from pso_graph.rdf.parsing import parse_file
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Quad, Triple
from pso_graph.validate.shacl import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pso_graph.rdf.terms import Subject, Term

    World = tuple[Subject, list[Quad]]  # a focus node, and all data

COMPONENTS = {
    *(SH.minCount, SH.maxCount, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.uniqueLang, SH.languageIn),
    *(SH["class"], SH.datatype, SH.nodeKind, SH["in"], SH.hasValue, SH.node, SH["or"], SH["not"], SH.sparql),
    *(SH.pattern, SH.minLength, SH.maxLength, SH.minInclusive, SH.maxInclusive, SH.minExclusive),
    *(SH.lessThan, SH.lessThanOrEquals, SH.equals),
}
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_STEPS = {SH.path, SH.alternativePath, SH.inversePath, SH.oneOrMorePath, SH.zeroOrMorePath, RDF_FIRST}
_PARTS = {RDF_REST, SH["or"], SH["not"], SH.node, SH.qualifiedValueShape, SH.property}
_TOO_FEW = {SH.minCount, SH.qualifiedMinCount}
_TOO_MANY = {SH.maxCount, SH.qualifiedMaxCount, SH.uniqueLang}
_COUNTED = dict.fromkeys((SH.qualifiedMinCount, SH.qualifiedMaxCount), SH.qualifiedValueShape)
_WORLDS = 4
# What points at a thing and has to, besides what the thing points at itself.
_POINTERS = {
    PSOG[name] for name in ("segment", "file", "measure", "conferenceOf", "evidence", "stanceEvidence")
}
_STRANGE: tuple[Term, ...] = (
    PSOC["mode-finds"],
    PSOC["level-local"],
    NamedNode("https://w3id.org/pso-graph/id/elsewhere/Test_Other"),
    Literal("§ §"),
    *(Literal("§", language=language) for language in ("fr", "de", "pl")),
    *(Literal(number, datatype=NamedNode(XSD + "integer")) for number in ("-1", "7000000")),
    Literal("1.5", datatype=NamedNode(XSD + "decimal")),
    Literal("2000-01-01", datatype=NamedNode(XSD + "date")),
    Literal("one two three four five six seven"),
)


class Weakening:
    """The rules of the shapes, and the worlds in which each of their constraints is tried.

    Args:
        root: the folder that holds ``shapes`` and ``ontology``.
    """

    def __init__(self, root: Path) -> None:
        self._shapes = _read(sorted((root / "shapes").glob("*.ttl")))
        self._about = _index(self._shapes)
        vocabulary = _read(sorted((root / "ontology").rglob("*.ttl")))
        self._hierarchy = [q for q in vocabulary if q.predicate in {RDFS.subClassOf, SKOS.inScheme}]
        examples = root / "shapes" / "examples"
        self._world = _index([*_read(sorted((examples / "pass").glob("*.ttl"))), *self._hierarchy])
        self._pointing: dict[Term, list[Quad]] = defaultdict(list)
        for quad in (quad for quads in self._world.values() for quad in quads):
            if quad.predicate in _POINTERS:
                self._pointing[quad.object].append(quad)
        self._failing = {path.stem: parse_file(path) for path in (examples / "fail").glob("*.ttl")}

    def list_rules(self) -> dict[str, Subject]:
        """The shape of each rule."""
        ids = (quad for quad in self._shapes if quad.predicate == DCTERMS.identifier)
        return {quad.object.value: quad.subject for quad in ids if isinstance(quad.object, Literal)}

    def list_unnoticed(self, rule: str) -> list[str]:
        """The constraints of a rule that could be left out without any of its worlds showing it."""
        shape = self.list_rules()[rule]
        whole = self._isolate(shape)
        worlds = list(self._list_worlds(rule, whole))
        return [
            f"{constraint.subject} {constraint.predicate}"
            for constraint in whole
            if constraint.predicate in COMPONENTS
            if not self._is_noticed(constraint, shape, whole, worlds)
        ]

    def _is_noticed(self, constraint: Quad, shape: Subject, whole: list[Quad], worlds: list[World]) -> bool:
        gone = {constraint.predicate, _COUNTED.get(constraint.predicate)}
        weak = [q for q in whole if q.subject != constraint.subject or q.predicate not in gone]
        paths = {*self._list_steps(shape), *self._list_steps(constraint.subject)}
        tried = [data for _, data in worlds[:1]]
        return any(_judge(data, whole) != _judge(data, weak) for data in tried) or any(
            _judge(data, whole) != _judge(data, weak)
            for focus, world in worlds
            for data in _spoil(world, focus, paths, constraint.predicate)
        )

    def _isolate(self, shape: Subject) -> list[Quad]:
        """The quads of a rule with its parts and targets, without those of other rules."""
        found: dict[Quad, None] = {}
        waiting: list[Term] = [shape, *(q.subject for q in self._shapes if q.predicate == SH.declare)]
        seen: set[Term] = set()
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            for quad in self._about.get(node, []):
                if quad.predicate != SH.property or not self._is_rule(quad.object):
                    found[quad] = None
                    waiting.append(quad.object)
        for quad in self._shapes:
            if quad.predicate == SH.property and quad.object == shape:
                found[quad] = None
                carrier = self._about[quad.subject]
                found |= dict.fromkeys(q for q in carrier if q.predicate in {*_TARGETS, RDF_TYPE})
        return list(found)

    def _is_rule(self, node: Term) -> bool:
        return any(quad.predicate == DCTERMS.identifier for quad in self._about.get(node, []))

    def _list_steps(self, shape: Term) -> Iterator[NamedNode]:
        """The properties that a shape's path begins with, and those of its parts."""
        waiting: list[Term] = [shape]
        seen: set[Term] = set()
        while waiting:
            node = waiting.pop()
            for quad in self._about.get(node, []) if node not in seen else ():
                if quad.predicate in _STEPS and isinstance(quad.object, NamedNode):
                    yield quad.object
                elif quad.predicate in _STEPS | _PARTS:
                    waiting.append(quad.object)
            seen.add(node)

    def _list_worlds(self, rule: str, whole: list[Quad]) -> Iterator[World]:
        """The failing example, then things that the rule looks at and that conform."""
        failing = self._failing[rule]
        found = validate(self._surround(failing), whole)
        for finding in found[:1]:
            focus = (
                BlankNode(finding.focus[2:]) if finding.focus.startswith("_:") else NamedNode(finding.focus)
            )
            yield focus, self._surround(failing)
        for focus in list(dict.fromkeys(self._list_focus_nodes(whole)))[:_WORLDS]:
            yield focus, self._surround(self._world[focus])

    def _list_focus_nodes(self, whole: list[Quad]) -> Iterator[NamedNode]:
        for target in (quad for quad in whole if quad.predicate in _TARGETS):
            kinds = {target.object}
            while more := {q.subject for q in self._hierarchy if q.object in kinds} - kinds:
                kinds |= more
            for quad in (quad for quads in self._world.values() for quad in quads):
                node = quad.object if target.predicate == SH.targetObjectsOf else quad.subject
                typed = (
                    target.predicate == SH.targetClass and quad.predicate == RDF_TYPE and quad.object in kinds
                )
                if (typed or quad.predicate == target.object) and isinstance(node, NamedNode):
                    yield node

    def _surround(self, quads: Iterable[Quad]) -> list[Quad]:
        """Quads with what they refer to in the passing world, classes and concepts included."""
        found = dict.fromkeys(quads)
        waiting = [
            term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, NamedNode)
        ]
        waiting += [term for term in _STRANGE if isinstance(term, NamedNode)]
        seen: set[Term] = set(waiting)
        while waiting:
            near = [*self._world.get(term := waiting.pop(), []), *self._pointing.get(term, [])]
            found |= dict.fromkeys(near)
            ends = {end for q in near for end in (q.subject, q.object) if isinstance(end, NamedNode)}
            waiting += ends - seen
            seen |= ends
        return list(found)


def _read(paths: Iterable[Path]) -> list[Quad]:
    return [quad for path in paths for quad in parse_file(path)]


def _index(quads: Iterable[Quad]) -> dict[Term, list[Quad]]:
    about: dict[Term, list[Quad]] = defaultdict(list)
    for quad in quads:
        about[quad.subject].append(quad)
    return about


def _judge(data: list[Quad], shapes: list[Quad]) -> list[tuple[str, str, str]]:
    return sorted((found.focus, found.value, found.component) for found in validate(data, shapes))


def _spoil(
    world: list[Quad], focus: Subject, paths: set[NamedNode], component: NamedNode
) -> Iterator[list[Quad]]:
    """Data in which one thing is wrong: too little, too much, something strange, or no address."""
    for path in sorted(paths, key=str):
        said = [quad for quad in world if quad.subject == focus and quad.predicate == path]
        others = [quad for quad in world if quad not in said]
        if component not in _TOO_MANY:
            yield others
        if component in _TOO_FEW:
            continue
        for strange in _STRANGE:
            extra = Quad(focus, path, strange)
            yield [*world, extra] if component in _TOO_MANY else [*others, extra, *said[1:]]
            if component in _TOO_MANY and isinstance(strange, NamedNode) and not isinstance(focus, Triple):
                yield [*world, Quad(strange, path, focus)]
        if component not in _TOO_MANY:
            yield from (
                [*others, _retype(quad), *said[1:]] for quad in said[:1] if isinstance(quad.object, Literal)
            )
    for name in (BlankNode("nameless"), NamedNode("https://example.org/§")):
        yield [_rename(quad, focus, name) for quad in world]


def _retype(quad: Quad) -> Quad:
    value = quad.object.value if isinstance(quad.object, Literal) else ""
    return Quad(quad.subject, quad.predicate, Literal(value, datatype=NamedNode(XSD + "token")))


def _rename(quad: Quad, focus: Subject, name: NamedNode | BlankNode) -> Quad:
    subject = name if quad.subject == focus else quad.subject
    return Quad(subject, quad.predicate, name if quad.object == focus else quad.object)
