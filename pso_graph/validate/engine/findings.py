"""Findings as both engines tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, SH
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.engine.messages import fill, write_messages
from pso_graph.validate.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.engine.homes import FindHome
    from pso_graph.validate.engine.running import Violation

_SEVERITIES: dict[Term, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_COMPONENT = "ConstraintComponent"


def name_component(iri: str) -> str:
    """Return the local name of a component of SHACL without its common ending; of another its IRI."""
    return iri.removeprefix(SH.iri).removesuffix(_COMPONENT) if iri.startswith(SH.iri) else iri


def write_component(name: str) -> str:
    """Return the IRI of a component that ``name_component`` names."""
    return name if ":" in name else f"{SH.iri}{name}{_COMPONENT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What an engine found in one place (SHACL, section 3.6.2).

    Args:
        shape: whose constraint does not hold.
        component: IRI of its constraint component.
        constraint: the node that holds the shape's query, if that found it.
        focus: the thing concerned.
        path: the property concerned.
        value: the value concerned.
    """

    shape: Term
    component: str
    constraint: Term | None
    focus: Term
    path: Term | None
    value: Term | None


def make_finding(graph: ShapesGraph, result: Reported, home: str, messages: Mapping[str, str]) -> Finding:
    """Return a result as a finding.

    Args:
        graph: the shapes.
        result: of an engine.
        home: IRI of the graph in which the thing is described, or empty.
        messages: by language.
    """
    shape, path = result.shape, result.path
    sources = [source for source in (result.constraint, shape) if source is not None]
    identifiers = [graph.find_value(source, DCTERMS.identifier) for source in sources]
    rules = [identifier.value for identifier in identifiers if isinstance(identifier, Literal)]
    rules += [shape.value] if isinstance(shape, NamedNode) else [result.component]
    severity = graph.find_value(shape, SH.severity)
    return Finding(
        rule=rules[0],
        severity="violation" if severity is None else _SEVERITIES.get(severity, "violation"),
        focus=write_node(result.focus),
        path=path.value if isinstance(path, NamedNode) else "",
        value="" if result.value is None else str(result.value),
        shape=write_node(shape),
        component=result.component,
        graph=home,
        messages=messages,
    )


def tell(graph: ShapesGraph, violation: Violation, find_home: FindHome) -> Finding:
    """Return what a compiled check found as a finding.

    Args:
        graph: the shapes.
        violation: of one of them.
        find_home: says where things are described.
    """
    shape, check, row = violation.shape, violation.check, violation.row
    value = row.get("value")
    if check.constraint is not None and value is None and shape.path is None:
        value = row["focus"]
    texts = write_messages(graph, shape.node, check.component, check.constraint)
    if check.constraint is not None:
        texts = fill(texts, check.name_variables(row, value))
    result = Reported(
        shape=shape.node,
        component=write_component(check.component),
        constraint=check.constraint if check.component == "SPARQL" else None,
        focus=row["focus"],
        path=row.get("path") or (shape.path.iri if shape.path else None),
        value=value,
    )
    return make_finding(graph, result, find_home(result.focus), texts)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order in which they are told."""
    return sorted(findings, key=_rank)


def _rank(finding: Finding) -> tuple[str, ...]:
    texts = (finding.shape, finding.component, finding.severity, *finding.messages.values())
    return (finding.focus, finding.rule, finding.path, finding.value, *texts)


def write_node(term: Term) -> str:
    """Return a node as findings write it: an IRI alone, anything else in N-Triples form."""
    return term.value if isinstance(term, NamedNode) else str(term)
