"""SHACL by pyshacl, the reference engine."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyshacl
import rdflib
from rdflib.namespace import DCTERMS, SH
from rdflib.plugins.sparql import prepareQuery

from pso_graph.core.errors import SyntaxProblemError, UnusableShapesError
from pso_graph.rdf import terms
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
        UnusableShapesError: if the shapes themselves are unusable.
        SyntaxProblemError: if there is a triple term (RDF 1.2), which SHACL 1.0 does not know.
    """
    quads = list(data)
    data_graph, shapes_graph = _convert(quads), _convert(shapes)
    _bind_prefixes(shapes_graph)
    report = _run(data_graph, shapes_graph)
    graphs = {str(getattr(q.subject, "value", "")): str(getattr(q.graph_name, "value", "")) for q in quads}
    results = report.objects(None, SH.result)  # not by type: the details of a result are typed likewise
    return sorted(
        (_read(report, result, shapes_graph, graphs) for result in results),
        key=lambda finding: (finding.focus, finding.rule, finding.path, finding.value),
    )


def _bind_prefixes(shapes: rdflib.Graph) -> None:
    """Let the messages that pyshacl makes write names as the shapes do."""
    for declaration in shapes.objects(None, SH.declare):
        prefix, namespace = shapes.value(declaration, SH.prefix), shapes.value(declaration, SH.namespace)
        if prefix is not None and namespace is not None:
            shapes.bind(str(prefix), str(namespace))


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    logging.getLogger("pyshacl-validate").disabled = True  # it would tell some errors before it raises them
    report: rdflib.Graph | Exception
    try:
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", allow_infos=True, allow_warnings=True
        )
    except Exception as error:
        # Besides its own errors pyshacl lets through whatever a shape causes elsewhere: those of
        # regular expressions, of the SPARQL parser and bare ones of rdflib. They share no other class.
        raise _refuse(error) from error
    if isinstance(report, Exception):  # a failure (SHACL, section 3.4.1) is given back, not raised
        raise _refuse(report)
    return report


def _refuse(error: Exception) -> UnusableShapesError:
    problem = str(error).rstrip(".")
    return UnusableShapesError(f"The check cannot run with these shapes: {problem}.", fix="Mend the shapes.")


# Only the text counts: pyshacl writes the prefixes that a constraint declares into it (SHACL, section
# 5.2.1) and passes no initNs. What else rdflib would pass are prefixes of its own, which no shape declares.
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
    if kind == "Triple":
        raise SyntaxProblemError(
            "A triple term (RDF 1.2) cannot be checked.", where=str(term), fix="Leave it out."
        )
    language = getattr(term, "language", None)
    if language:
        return rdflib.Literal(value, lang=language)
    datatype = rdflib.URIRef(term.datatype.value)  # type: ignore[attr-defined]
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(value)
    return rdflib.Literal(value, datatype=datatype, normalize=False)


def _write(node: Node | None) -> str:
    """Return a value in N-Triples form; rdflib's own ``n3`` writes long strings, which are not."""
    if isinstance(node, rdflib.Literal):
        datatype = terms.NamedNode(node.datatype) if node.datatype and not node.language else None
        return str(terms.Literal(str(node), datatype=datatype, language=node.language))
    return "" if node is None else node.n3()


def _read(report: rdflib.Graph, result: Node, shapes: rdflib.Graph, graphs: Mapping[str, str]) -> Finding:
    shape = report.value(result, SH.sourceShape)
    node = report.value(result, SH.focusNode)
    focus = _write(node) if isinstance(node, rdflib.Literal) else str(node)
    path = report.value(result, SH.resultPath)
    component = report.value(result, SH.sourceConstraintComponent)
    rules = (shapes.value(source, DCTERMS.identifier) for source in _list_sources(report, result))
    names = (*rules, shape if isinstance(shape, rdflib.URIRef) else None, component)
    severity = report.value(result, SH.resultSeverity)
    messages = {
        message.language or "en": str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    return Finding(
        rule=str(next(name for name in names if name)),
        severity=_SEVERITIES.get(str(severity), "violation"),
        focus=focus,
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value=_write(report.value(result, SH.value)),
        shape=str(shape),
        component=str(component),
        graph=graphs.get(focus, ""),
        messages=messages,
    )


def _list_sources(report: rdflib.Graph, result: Node) -> Iterator[Node]:
    """Yield the constraint and the shape that a result comes from, the narrower first."""
    for predicate in (SH.sourceConstraint, SH.sourceShape):
        node = report.value(result, predicate)
        if node is not None:
            yield node
