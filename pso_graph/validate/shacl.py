"""SHACL by pyshacl, the reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
import rdflib
from rdflib.namespace import DCTERMS, RDF, SH

from pso_graph.core.errors import InvalidDataError
from pso_graph.validate.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from pso_graph.rdf.terms import Quad

_SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def validate(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[Finding]:
    """Return what SHACL finds, sorted.

    Args:
        data: the data; all graphs count as one.
        shapes: the shapes.

    Raises:
        InvalidDataError: if the shapes themselves are unusable.
    """
    quads = list(data)
    shapes_graph = _convert(shapes)
    try:
        _, report, _ = pyshacl.validate(
            _convert(quads), shacl_graph=shapes_graph, inference="none", allow_infos=True, allow_warnings=True
        )
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise InvalidDataError(f"The shapes cannot be used: {error}", fix="Mend the shape.") from error
    if not isinstance(report, rdflib.Graph):
        raise InvalidDataError(f"The check did not run: {report}", fix="Mend the shape that it names.")
    graphs = {quad.subject.value: quad.graph_name for quad in quads if hasattr(quad.subject, "value")}
    found = (_read(report, result, shapes_graph) for result in report.subjects(RDF.type, SH.ValidationResult))
    return sorted(
        (_place(finding, str(getattr(graphs.get(finding.focus), "value", ""))) for finding in found),
        key=lambda finding: (finding.focus, finding.rule, finding.path, finding.value),
    )


def _place(finding: Finding, graph: str) -> Finding:
    return Finding(**{name: getattr(finding, name) for name in Finding.__slots__ if name != "graph"}, graph=graph)


def _convert(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the quads as one rdflib graph, literals as they are written."""
    graph = rdflib.Graph()
    graph.addN((_term(q.subject), _term(q.predicate), _term(q.object), graph) for q in quads)
    return graph


def _term(term: object) -> rdflib.term.Identifier:
    kind, value = type(term).__name__, str(getattr(term, "value", ""))
    if kind == "NamedNode":
        return rdflib.URIRef(value)
    if kind == "BlankNode":
        return rdflib.BNode(value)
    language = getattr(term, "language", None)
    if language:
        return rdflib.Literal(value, lang=language)
    datatype = rdflib.URIRef(term.datatype.value)  # type: ignore[attr-defined]
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(value)
    return rdflib.Literal(value, datatype=datatype, normalize=False)


def _read(report: rdflib.Graph, result: Node, shapes: rdflib.Graph) -> Finding:
    shape = report.value(result, SH.sourceShape)
    constraint = report.value(result, SH.sourceConstraint)
    rule = next(
        (rule for node in (constraint, shape) if node is not None and (rule := shapes.value(node, DCTERMS.identifier))),
        shape,
    )
    value = report.value(result, SH.value)
    messages = {
        message.language or "en": str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    return Finding(
        rule=str(rule),
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity), "violation"),
        focus=str(report.value(result, SH.focusNode)),
        path=str(report.value(result, SH.resultPath) or ""),
        value="" if value is None else value.n3(),
        shape=str(shape),
        graph="",
        messages=messages,
    )
