"""SHACL by pyshacl, the reference engine."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyshacl
import rdflib
from rdflib.namespace import DCTERMS, SH
from rdflib.plugins.sparql import prepareQuery

from pso_graph.core.errors import InvalidDataError
from pso_graph.validate.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

    from pso_graph.rdf.terms import Quad

_SEVERITIES = {str(SH.Violation): "violation", str(SH.Warning): "warning", str(SH.Info): "info"}


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
    graphs = {str(getattr(q.subject, "value", "")): str(getattr(q.graph_name, "value", "")) for q in quads}
    results = report.objects(None, SH.result)  # not by type: the details of a result are typed likewise
    return sorted(
        (_read(report, result, shapes_graph, graphs) for result in results),
        key=lambda finding: (finding.focus, finding.rule, finding.path, finding.value),
    )


_prepare = lru_cache(maxsize=None)(prepareQuery)


class _Graph(rdflib.Graph):
    """A graph that parses each query text once; pyshacl asks the same one for every focus node."""

    def query(self, query_object: Query | str, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


def _convert(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the quads as one rdflib graph, literals as they are written."""
    graph = _Graph()
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


def _read(report: rdflib.Graph, result: Node, shapes: rdflib.Graph, graphs: Mapping[str, str]) -> Finding:
    shape = report.value(result, SH.sourceShape)
    rules = (shapes.value(node, DCTERMS.identifier) for node in _list_sources(report, result))
    value = report.value(result, SH.value)
    focus = str(report.value(result, SH.focusNode))
    severity = report.value(result, SH.resultSeverity)
    messages = {
        message.language or "en": str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    return Finding(
        rule=str(next((rule for rule in rules if rule), shape)),
        severity=_SEVERITIES.get(str(severity), "violation"),
        focus=focus,
        path=str(report.value(result, SH.resultPath) or ""),
        value="" if value is None else value.n3(),
        shape=str(shape),
        graph=graphs.get(focus, ""),
        messages=messages,
    )


def _list_sources(report: rdflib.Graph, result: Node) -> Iterator[Node]:
    """Yield the constraint and the shape that a result comes from, the narrower first."""
    for predicate in (SH.sourceConstraint, SH.sourceShape):
        node = report.value(result, predicate)
        if node is not None:
            yield node
