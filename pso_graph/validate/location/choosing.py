"""Which triple, and which of its terms, a person would change to mend a finding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.terms import Literal as LiteralTerm
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.location.paths import Step, follow
from pso_graph.validate.location.written import read_node, read_value
from pso_graph.validate.paths import PropertyPath

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.finding import Finding
    from pso_graph.validate.location.shapes import Shape
    from pso_graph.validate.location.statements import Statement, Statements

Part = Literal["subject", "predicate", "object"]


class Spot(NamedTuple):
    """A term of a triple.

    Args:
        statement: the triple.
        part: which of its terms.
    """

    statement: Statement
    part: Part


class Case:
    """A finding with what is needed to place it.

    Args:
        finding: the finding.
        shape: its shape.
        data: what the files say.
        ordinal: how many findings before it are equal to it.

    Attributes:
        conforming: of a qualified count, the values that it counts.
    """

    def __init__(self, finding: Finding, shape: Shape, data: Statements, ordinal: int) -> None:
        self.finding = finding
        self.component = finding.component.rpartition("#")[2].removesuffix("ConstraintComponent")
        self.focus = read_node(finding.focus)
        self.value = read_value(finding.value)
        self.shape = shape
        self.data = data
        self.ordinal = ordinal
        self.conforming: AbstractSet[Term] = frozenset()
        self.predicate = NamedNode(finding.path) if finding.path else None
        self.path = PropertyPath("predicate", self.predicate) if self.predicate else shape.read_path()

    def list_steps(self) -> list[Step]:
        """Return the values of the path in the order of the files, with the triples that lead to them."""
        if self.focus is None or self.path is None:
            return []
        return [step for step in follow(self.path, self.focus, self.data) if step.statement is not None]


def choose_spot(case: Case) -> Spot | None:
    """Return the term to change, or nothing if no file speaks of the thing.

    Args:
        case: the finding.
    """
    if case.focus is None:
        return None
    choose = _CHOICES.get(case.component, _choose_value)
    return choose(case) or _choose_node(case)


def _mark(step: Step) -> Spot | None:
    if step.statement is None:
        return None
    return Spot(step.statement, "subject" if step.backwards else "object")


def _choose_value(case: Case) -> Spot | None:
    """Return the value: what the path leads to, else what the thing is said to have."""
    if case.value is None or case.focus is None:
        return _choose_triple(case)
    marked = next((_mark(step) for step in case.list_steps() if step.value == case.value), None)
    if marked:
        return marked
    if case.value == case.focus:  # so SPARQL constraints say that they bind no value
        return _choose_triple(case)
    about = [said for said in case.data.find_about(case.focus) if said.quad.object == case.value]
    compared = case.shape.list_properties("equals", "disjoint", "lessThan", "lessThanOrEquals")
    about.sort(key=lambda said: said.quad.predicate not in compared)
    about += (said for said in case.data.find_with(case.focus) if said.quad.subject == case.value)
    return Spot(about[0], "object") if about else None


def _choose_triple(case: Case) -> Spot | None:
    """Return the first triple of the property that a SPARQL constraint names without a value."""
    if not (case.component == "SPARQL" and case.predicate and case.focus):
        return None
    said = next(case.data.find_about(case.focus, case.predicate), None)
    return Spot(said, "predicate") if said else None


def _choose_predicate(case: Case) -> Spot | None:
    """Return the property that a closed shape does not allow."""
    if case.focus is None:
        return None
    said = [s for s in case.data.find_about(case.focus, case.predicate) if s.quad.object == case.value]
    return Spot(said[0], "predicate") if said else None


def _choose_surplus(case: Case) -> Spot | None:
    """Return the first value beyond the greatest number of them."""
    return next(map(_mark, case.list_steps()[case.shape.count("maxCount") :]), None)


def _choose_qualified_surplus(case: Case) -> Spot | None:
    """Return the first conforming value beyond the greatest number of such values."""
    counted = [step for step in case.list_steps() if step.value in case.conforming]
    return next(map(_mark, counted[case.shape.count("qualifiedMaxCount") :]), None)


def _choose_repeated_language(case: Case) -> Spot | None:
    """Return the second literal of a language; equal findings mean one such language each."""
    counts: Counter[str] = Counter()
    repeated = []
    for step in case.list_steps():
        language = step.value.language if isinstance(step.value, LiteralTerm) else None
        if language:
            counts[language.lower()] += 1
            if counts[language.lower()] == 2:  # noqa: PLR2004 - the second is the surplus one
                repeated.append(step)
    return _mark(repeated[min(case.ordinal, len(repeated) - 1)]) if repeated else None


def _choose_only_value(case: Case) -> Spot | None:
    """Return the one value that stands where another must; of several none is the wrong one."""
    steps = case.list_steps()
    return _mark(steps[0]) if len(steps) == 1 else None


def _choose_type(case: Case) -> Spot | None:
    """Return the value, or if that is the thing itself, its type."""
    chosen = _choose_value(case)
    if chosen or case.value != case.focus or case.focus is None:
        return chosen
    return next((Spot(said, "object") for said in case.data.find_about(case.focus, RDF_TYPE)), None)


def _choose_node(case: Case) -> Spot | None:
    """Return the thing itself: where it is described, else where the shape's target found it."""
    if case.focus is None:
        return None
    typed = next(case.data.find_about(case.focus, RDF_TYPE), None)
    described = typed or next(case.data.find_about(case.focus), None)
    if described:
        return Spot(described, "subject")
    targets = case.shape.list_properties("targetObjectsOf")
    for predicate in (*targets, None):
        used = next(case.data.find_with(case.focus, predicate), None)
        if used:
            return Spot(used, "object")
    return None


_CHOICES = {
    "Closed": _choose_predicate,
    "MinCount": _choose_node,
    "QualifiedMinCount": _choose_node,
    "MaxCount": _choose_surplus,
    "QualifiedMaxCount": _choose_qualified_surplus,
    "UniqueLang": _choose_repeated_language,
    "HasValue": _choose_only_value,
    "Class": _choose_type,
}
