"""Mistakes planted in a synthetic lineage graph, with what is to be found of each.

One focus node in a hundred gets a mistake, of a kind that was planted least before. What the shapes of
``validation_shapes.ttl`` find then is written here from the SHACL recommendation, so it is known before
anything runs.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import RdfFormat, serialize

from pso_graph.rdf.namespaces import DCTERMS, PSOG, RDF_TYPE, SKOS, XSD
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from tests.benchmarks.synthetic import make_lineage_graph
from tests.benchmarks.validation_contestants import DATA, EXPECTED, SHAPES, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pso_graph.rdf.terms import Term

    Change: TypeAlias = "Callable[[NamedNode, Sequence[Term]], list[Term]]"

EVERY = 100  # of so many focus nodes one has a mistake
_FIRST = 40  # one of the first so many of them, so that no two stand near each other in a document
_SEED = 19
_TARGETED = {PSOG.BSPCDecision, PSOG.Clause, PSOG.Response, PSOG.Anchor, PSOG.Measure}
_WITHOUT_VALUE = {"MinCount", "MaxCount", "UniqueLang", "QualifiedMinCount"}


@dataclass(frozen=True, slots=True)
class _Expected:
    """What a shape finds at a thing.

    Args:
        shape: local name of the shape.
        component: local name of the constraint component.
        path: of the shape; None if it has several steps or none.
    """

    shape: str
    component: str
    path: NamedNode | None

    def find(self, focus: NamedNode, value: Term | None) -> Found:
        """Return the finding."""
        told = "" if value is None or self.component in _WITHOUT_VALUE else str(value)
        return Found(focus.value, self.path.value if self.path else "", told, self.component, self.shape)


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A way to spoil a thing.

    Args:
        predicate: whose values change.
        change: returns the new values of a thing from the old.
        expected: what is found at the thing; its value, if it tells one, is the last of the new values.
        mark: a property that a thing must have besides to be spoilt so.
        find: what is found where ``expected`` cannot say it, by the thing and its new values.
    """

    predicate: NamedNode
    change: Change
    expected: tuple[_Expected, ...] = ()
    mark: NamedNode = RDF_TYPE
    find: Callable[[NamedNode, Sequence[Term]], Found] | None = None

    def list_found(self, thing: NamedNode, values: Sequence[Term]) -> Iterator[Found]:
        """Yield what is found at a thing with new values."""
        value = values[-1] if values else None
        yield from (expected.find(thing, value) for expected in self.expected)
        if self.find is not None:
            yield self.find(thing, values)


def plant(quads: Sequence[Quad]) -> tuple[list[Quad], list[Found]]:
    """Return a graph with mistakes, and what is to be found in it.

    Args:
        quads: of a synthetic lineage graph, in its order.
    """
    uses: Counter[_Mistake] = Counter()
    changed: dict[tuple[object, NamedNode], list[Term]] = {}
    found: list[Found] = []
    for thing, about in _choose_things(quads).items():
        fitting = (mistake for mistake in _MISTAKES if {mistake.predicate, mistake.mark} <= set(about))
        mistake = min(fitting, key=uses.__getitem__)
        uses[mistake] += 1
        values = mistake.change(thing, about[mistake.predicate])
        changed[thing, mistake.predicate] = values
        found += mistake.list_found(thing, values)
    return list(_replace(quads, changed)), found


def _choose_things(quads: Iterable[Quad]) -> dict[NamedNode, dict[NamedNode, list[Term]]]:
    """Return the things to spoil, each with its values by property.

    Units stand in the graph with their anchors after them, those of a document together.
    """
    targeted = [
        quad.subject
        for quad in quads
        if quad.predicate == RDF_TYPE and quad.object in _TARGETED and isinstance(quad.subject, NamedNode)
    ]
    chance = random.Random(_SEED)  # noqa: S311 - the same mistakes each time
    chosen: dict[NamedNode, dict[NamedNode, list[Term]]] = {
        targeted[start + chance.randrange(_FIRST)]: defaultdict(list)
        for start in range(0, len(targeted) - EVERY + 1, EVERY)
    }
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject in chosen:
            chosen[quad.subject][quad.predicate].append(quad.object)
    return chosen


def _replace(
    quads: Iterable[Quad], changed: Mapping[tuple[object, NamedNode], Sequence[Term]]
) -> Iterator[Quad]:
    """Yield the quads with other values where the first of the old ones stood."""
    written = set()
    for quad in quads:
        key = quad.subject, quad.predicate
        if key not in changed:
            yield quad
        elif key not in written:
            written.add(key)
            for value in changed[key]:
                yield Quad(quad.subject, quad.predicate, value, quad.graph_name)


def _put(value: Term) -> Change:
    return lambda _thing, _old: [value]


def _add(value: Term) -> Change:
    return lambda _thing, old: [*old, value]


def _lose(_thing: NamedNode, _old: Sequence[Term]) -> list[Term]:
    return []


def _lose_first(_thing: NamedNode, old: Sequence[Term]) -> list[Term]:
    return list(old[1:])


def _replace_last(value: Term) -> Change:
    return lambda _thing, old: [*old[:-1], value]


def _put_nowhere(thing: NamedNode, _old: Sequence[Term]) -> list[Term]:
    """Return a thing that nothing describes, another for each."""
    return [NamedNode(f"{thing.value}/nowhere")]


def _put_order_of_neighbour(thing: NamedNode, _old: Sequence[Term]) -> list[Term]:
    """Return the order of the unit beside: units are numbered from 0, and so ordered."""
    return [_write_count(int(_find_neighbour(thing).value.rpartition("/")[2]))]


def _find_neighbour(unit: NamedNode) -> NamedNode:
    """Return the other of a pair of units: 0 and 1, 2 and 3; all documents have an even number."""
    document, _, number = unit.value.rpartition("/")
    return NamedNode(f"{document}/{int(number) ^ 1}")


def _find_same_order(thing: NamedNode, _values: Sequence[Term]) -> Found:
    """Return what is found at the later of two units of one order, by their IRIs."""
    value, focus = sorted((thing, _find_neighbour(thing)), key=str)
    return _Expected("SameOrder", "SPARQL", None).find(focus, value)


def _find_unhashed(anchor: NamedNode, _values: Sequence[Term]) -> Found:
    """Return what is found at the unit of an anchor."""
    unit = NamedNode(anchor.value.removesuffix("/evidence"))
    return _Expected("Evidence", "Node", PSOG.evidence).find(unit, anchor)


def _find_untraced(response: NamedNode, _values: Sequence[Term]) -> Found:
    """Return what is found at a response without closure: it traces to the clause of its number."""
    clause = NamedNode(response.value.replace("/statement-", "/resolution-"))
    return _Expected("Closure", "SPARQL", None).find(response, clause)


def _write_count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


_LABEL = partial(_Expected, "Label", path=SKOS.prefLabel)
_NUMBER = partial(_Expected, "Number", path=PSOG.clauseNumber)
_ORDER = partial(_Expected, "Order", path=PSOG.order)
_MODE = partial(_Expected, "Mode", path=PSOG.mode)
_ANSWERS = partial(_Expected, "Answers", path=PSOG.answers)
_START = partial(_Expected, "Start", path=PSOG.startOffset)
_UNTRACED = _Expected("Traced", "MinCount", None)
_UNNAMED = _Expected("Named", "QualifiedMinCount", PSOG.namedIn)
_TEXT, _FAR = Literal("first"), _write_count(10**9)
_OTHER = NamedNode("https://example.org/other")

_MISTAKES = (
    _Mistake(SKOS.prefLabel, _lose_first, (_LABEL("MinCount"),), mark=PSOG.order),
    _Mistake(SKOS.prefLabel, _add(Literal("Again", language="en")), (_LABEL("UniqueLang"),), mark=PSOG.order),
    _Mistake(
        SKOS.prefLabel, _replace_last(Literal("Co", language="pl")), (_LABEL("LanguageIn"),), mark=PSOG.order
    ),
    _Mistake(PSOG.clauseNumber, _lose, (_NUMBER("MinCount"),)),
    _Mistake(PSOG.clauseNumber, _add(Literal("9.9.9")), (_NUMBER("MaxCount"),)),
    _Mistake(PSOG.clauseNumber, _put(Literal("1.")), (_NUMBER("Pattern"),)),
    _Mistake(PSOG.clauseNumber, _put(_FAR), (_NUMBER("Datatype"),)),
    _Mistake(PSOG.order, _put(_write_count(-1)), (_ORDER("MinInclusive"),)),
    # What cannot be compared does not conform (SHACL, section 4.3).
    _Mistake(PSOG.order, _put(_TEXT), (_ORDER("Datatype"), _ORDER("MinInclusive"))),
    _Mistake(PSOG.order, _put_order_of_neighbour, find=_find_same_order),
    _Mistake(PSOG.unitType, _put(_OTHER), (_Expected("Type", "In", PSOG.unitType),)),
    _Mistake(PSOG.mode, _put(Literal("expects")), (_MODE("NodeKind"),)),
    _Mistake(PSOG.mode, _add(_OTHER), (_MODE("MaxCount"),)),
    _Mistake(DCTERMS.isPartOf, _put_nowhere, (_Expected("PartOf", "Class", DCTERMS.isPartOf),)),
    _Mistake(PSOG.takesUp, _put_nowhere, (_Expected("TakesUp", "Or", PSOG.takesUp),)),
    _Mistake(PSOG.answers, _lose, (_ANSWERS("MinCount"), _UNTRACED)),
    _Mistake(PSOG.answers, _put_nowhere, (_ANSWERS("Class"), _UNTRACED)),
    _Mistake(PSOG.tracesBackTo, _lose, find=_find_untraced, mark=PSOG.answers),
    _Mistake(PSOG.lineFrom, _put(_FAR), (_Expected("Lines", "LessThanOrEquals", PSOG.lineFrom),)),
    _Mistake(PSOG.evidence, _lose, (_Expected("Evidence", "MinCount", PSOG.evidence),)),
    _Mistake(PSOG.firstWords, _lose, (_Expected("Words", "MinCount", PSOG.firstWords),)),
    _Mistake(PSOG.startOffset, _put(_FAR), (_START("LessThan"), _Expected("Offsets", "SPARQL", None))),
    # A text is not greater than a number, so the query does not find it; rdflib says that it is.
    _Mistake(PSOG.startOffset, _put(_TEXT), (_START("Datatype"), _START("LessThan"))),
    _Mistake(PSOG.exactHash, _put(Literal("0")), find=_find_unhashed),
    _Mistake(PSOG.exactHash, _lose, find=_find_unhashed),
    _Mistake(PSOG.namedIn, _lose, (_UNNAMED,)),
    _Mistake(PSOG.namedIn, _put_nowhere, (_UNNAMED,)),
)


def main() -> None:
    """Write a graph of the size of the first argument to the folder of the second, with what it is about."""
    size, folder = int(sys.argv[1]), Path(sys.argv[2])
    quads, found = plant(make_lineage_graph(size).quads)
    triples = dict.fromkeys(quad.triple for quad in quads)  # two graphs may say the same
    serialize(triples, str(folder / DATA), format=RdfFormat.TURTLE)
    shutil.copy(Path(__file__).with_name("validation_shapes.ttl"), folder / SHAPES)
    (folder / EXPECTED).write_text(json.dumps({"triples": len(triples), "findings": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
