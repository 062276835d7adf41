"""What changes of SHACL shapes ask of the version number: whether data that conformed may conform no more.

| change of a shape | step |
|---|---|
| a shape with a target is added | major |
| a shape without a target is added: what refers to it is judged | minor |
| a shape is removed | minor |
| a constraint or target is added, or changed so that it may demand more | major |
| a constraint or target is removed, or changed so that it demands less | minor |
| a least count, length or value rises; a greatest one falls | major |
| a least count, length or value falls; a greatest one rises | minor |
| `sh:in`, `sh:languageIn`, `sh:ignoredProperties` or `sh:or` gets more members and loses none | minor |
| it loses a member; `sh:and` gets one | major |
| `sh:and` loses members | minor |
| `sh:deactivated` is set | minor |
| `sh:deactivated` is withdrawn | major |
| the severity rises | major |
| the severity falls | minor |
| the rule's id (`dcterms:identifier`) changes: baselines and suppressions name it | major |
| a name, message, description or other annotation changes | patch |

What would be major is minor as long as the shape's severity is a warning or information. What would be
less strict counts as stricter where a shape is used under `sh:not`, `sh:xone` or `sh:qualifiedValueShape`.
Two nameless property shapes of one shape are compared with each other if they alone have their path.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.pipeline.diffing.steps import Step, Verdict
from pso_graph.pipeline.diffing.values import Description, Items
from pso_graph.rdf.namespaces import DCTERMS, RDF_FIRST, RDF_REST, RDF_TYPE, Namespace
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pso_graph.pipeline.diffing.things import ThingChange
    from pso_graph.pipeline.diffing.values import Statements, Value
    from pso_graph.rdf.terms import Term

SH = Namespace("http://www.w3.org/ns/shacl#")
_TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target}
_TEXTS = {SH[name] for name in ("name", "description", "message", "order", "group", "defaultValue")}
_BOUNDS = ("Count", "Length", "Inclusive", "Exclusive")
_SEVERITIES: dict[Value, int] = {SH.Info: 0, SH.Warning: 1, SH.Violation: 2}
_TURNING = {SH["not"], SH.xone, SH.qualifiedValueShape}
_SWITCHES = ("closed", "uniqueLang", "qualifiedValueShapesDisjoint")

_Said: TypeAlias = "Mapping[NamedNode, set[Value]]"


def is_shape(said: Mapping[NamedNode, set[Term]]) -> bool:
    """Return whether what is said of a thing makes it a shape or a part of one.

    Args:
        said: of the thing.
    """
    return any(_is_shacl(node) for node in (*said, *said.get(RDF_TYPE, ())))


def _is_shacl(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(SH.iri)


class ShapeJudge:
    """Judges changes of shapes; the table stands at the head of this module.

    Args:
        old: the dataset before the change.
        new: the dataset after it.
    """

    def __init__(self, old: Statements, new: Statements) -> None:
        self._old = old
        self._new = new
        self._turned = _list_turned(old) | _list_turned(new)

    def judge(self, change: ThingChange) -> Iterator[Verdict]:
        """Yield what the changes of a shape ask for.

        Args:
            change: of a thing that is, or was, a shape.
        """
        before, after = _read(self._old, change.thing), _read(self._new, change.thing)
        if change.kind == "removed":
            yield Verdict(Step.MINOR, "removed", change.thing)
        elif change.kind == "added":
            step = _call_stricter(after)[0] if after.keys() & _TARGETS else Step.MINOR
            yield Verdict(step, "added", change.thing)
        else:
            turned = change.thing in self._turned
            for predicate, step, reason in _compare(before, after, turned=turned):
                yield Verdict(step, reason, change.thing, predicate)


def _read(statements: Statements, thing: Term) -> dict[NamedNode, set[Value]]:
    return {predicate: statements.list_values(thing, predicate) for predicate in statements.list_said(thing)}


def _list_turned(statements: Statements) -> set[Term]:
    """Return what stands below a constraint that holds where a shape does not: there less is more."""
    turned: set[Term] = set()
    frontier: set[Term] = set()
    for thing in statements.list_things():
        for predicate in _TURNING & statements.list_said(thing).keys():
            frontier |= statements.list_said(thing)[predicate]
    while frontier:
        turned |= frontier
        said = [statements.list_said(node) for node in frontier]
        objects = {item for each in said for p, items in each.items() for item in items if _leads_on(p)}
        frontier = objects - turned
    return turned


def _leads_on(predicate: NamedNode) -> bool:
    return _is_shacl(predicate) or predicate in {RDF_FIRST, RDF_REST}


def _compare(before: _Said, after: _Said, *, turned: bool) -> Iterator[tuple[NamedNode, Step, str]]:
    for predicate in sorted({*before, *after}, key=str):
        old, new = before.get(predicate, set()), after.get(predicate, set())
        if old == new:
            continue
        if predicate == SH.property:
            yield from _compare_properties(old - new, new - old, after, turned=turned)
        elif predicate == SH.severity:
            if _rank(after) > _rank(before):
                yield predicate, *_call_stricter(after)
            else:
                yield predicate, Step.MINOR, "looser"
        elif predicate == DCTERMS.identifier:
            yield predicate, Step.MAJOR if old else Step.MINOR, "identifier"
        elif _is_text(predicate, old ^ new):
            yield predicate, Step.PATCH, "text"
        elif turned or _demands_more(predicate, old, new):
            yield predicate, *_call_stricter(after)
        else:
            yield predicate, Step.MINOR, "looser"


def _is_text(predicate: NamedNode, values: set[Value]) -> bool:
    """Return whether a property says nothing of what data must look like; a class is a target too."""
    if predicate == RDF_TYPE:
        return all(_is_shacl(value) for value in values)
    return predicate in _TEXTS or not _is_shacl(predicate)


def _compare_properties(
    old: set[Value], new: set[Value], shape: _Said, *, turned: bool
) -> Iterator[tuple[NamedNode, Step, str]]:
    """Compare nameless property shapes by their paths, where these tell them apart."""
    before, after = _list_by_path(old), _list_by_path(new)
    for path in [path for path in before if len(before[path]) == len(after.get(path, ())) == 1]:
        (was,), (is_,) = before.pop(path), after.pop(path)
        yield from _compare(was, is_, turned=turned)
    if any(after.values()):
        yield SH.property, *max(_call_stricter(said or shape) for group in after.values() for said in group)
    if any(before.values()):
        yield SH.property, *((Step.MAJOR, "stricter") if turned else (Step.MINOR, "looser"))


def _list_by_path(shapes: set[Value]) -> dict[Value | None, list[_Said]]:
    """Return what is said of property shapes by their path; of those that have a name, nothing."""
    found: dict[Value | None, list[_Said]] = {}
    for shape in shapes:
        said = {p: set(values) for p, values in shape.said} if isinstance(shape, Description) else {}
        paths = said.get(SH.path, set())
        path = next(iter(paths)) if len(paths) == 1 else None
        found.setdefault(path, []).append(said)
    return found


def _demands_more(predicate: NamedNode, old: set[Value], new: set[Value]) -> bool:
    """Return whether another value of a constraint may forbid what was allowed; if in doubt, it does."""
    if predicate in _EITHER_WAY:
        return True
    if predicate in _JUDGED:
        return _JUDGED[predicate](old, new)
    if old and new and predicate in _COMPARED:
        return _COMPARED[predicate](old, new)
    return bool(new - old)


def _is_below(some: set[Value], others: set[Value]) -> bool:
    """Return whether a number is less than another, or they cannot be compared."""
    try:
        (one,), (other,) = (
            [Decimal(str(getattr(v, "value", v))) for v in values] for values in (some, others)
        )
    except (ValueError, InvalidOperation):
        return True
    return one < other


def _loses_members(old: set[Value], new: set[Value]) -> bool:
    """Return whether a list lacks a member that it had; of several lists, whether one is new."""
    if len(old) > 1 or len(new) > 1:
        return bool(new - old)
    return not _list_members(old) <= _list_members(new)


def _list_members(lists: set[Value]) -> set[Value]:
    return {member for value in lists if isinstance(value, Items) for member in value.members}


def _is_true(values: set[Value]) -> bool:
    return any(isinstance(value, Literal) and value.value in {"true", "1"} for value in values)


_EITHER_WAY = {SH[name] for name in ("path", "flags", "prefixes", "select", "ask")}
_JUDGED: dict[NamedNode, Callable[[set[Value], set[Value]], bool]] = {
    **{SH[name]: lambda _, new: _is_true(new) for name in _SWITCHES},
    SH.deactivated: lambda _, new: not _is_true(new),
    SH.ignoredProperties: _loses_members,
}
_COMPARED: dict[NamedNode, Callable[[set[Value], set[Value]], bool]] = {
    **{SH[f"min{name}"]: _is_below for name in _BOUNDS},
    **{SH[f"max{name}"]: lambda old, new: _is_below(new, old) for name in _BOUNDS},
    SH.qualifiedMinCount: _is_below,
    SH.qualifiedMaxCount: lambda old, new: _is_below(new, old),
    **{SH[name]: _loses_members for name in ("in", "languageIn", "or")},
    SH["and"]: lambda old, new: _loses_members(new, old),
}


def _rank(said: _Said) -> int:
    ranks = [_SEVERITIES[value] for value in said.get(SH.severity, ()) if value in _SEVERITIES]
    return max(ranks, default=_SEVERITIES[SH.Violation])


def _call_stricter(said: _Said) -> tuple[Step, str]:
    """Return what a stricter shape asks for: if its findings are no violations, no data that passed fails."""
    if _rank(said) == _SEVERITIES[SH.Violation]:
        return Step.MAJOR, "stricter"
    return Step.MINOR, "stricter-hint"
