"""Findings as a W3C validation report, with their places as W3C pointers.

The report is that of SHACL, section 3.6. A place is an ``earl:pointer`` to a ``ptr:LineCharPointer``
(Pointers in RDF 1.0). What is no result of a shape, such as a syntax error, has neither focus node nor
constraint component and is an ``sh:AbstractResult`` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, RDF_TYPE, SH, XSD, Namespace
from pso_graph.rdf.serialization import write_dataset
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Quad
from pso_graph.validate.finding import choose_text
from pso_graph.validate.location.written import read_node, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.reports.report import Report

EARL = Namespace("http://www.w3.org/ns/earl#")
PTR = Namespace("http://www.w3.org/2009/pointers#")
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "earl": EARL.iri,
    "ptr": PTR.iri,
    "sh": SH.iri,
    "xsd": XSD,
}
_SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


def write_turtle(report: Report) -> str:
    """Return a validation report with all messages; files are named as in SARIF.

    Args:
        report: the findings.
    """
    return write_dataset(_describe_all(report), ".ttl", _PREFIXES).decode()


def _describe_all(report: Report) -> Iterator[Quad]:
    root = BlankNode("report")
    yield Quad(root, RDF_TYPE, SH.ValidationReport)
    conforms = "false" if report.findings else "true"
    yield Quad(root, SH.conforms, Literal(conforms, datatype=NamedNode(XSD + "boolean")))
    for located, fingerprint in zip(report.findings, report.fingerprints, strict=True):
        result = BlankNode(f"result-{fingerprint}")
        yield Quad(root, SH.result, result)
        for predicate, value in _describe(located):
            yield Quad(result, predicate, value)
        yield from _point(result, located, report)


def _describe(located: LocatedFinding) -> Iterator[tuple[NamedNode, Term]]:
    finding = located.finding
    yield RDF_TYPE, SH.ValidationResult if finding.component else SH.AbstractResult
    yield SH.resultSeverity, _SEVERITIES[finding.severity]
    yield DCTERMS.identifier, Literal(finding.rule)
    for language in finding.messages:
        message = choose_text(finding.messages, language)
        hint = f" {choose_text(located.hint, language)}" if located.hint else ""
        yield SH.resultMessage, Literal(message + hint, language=language)
    terms = (
        (SH.focusNode, read_node(finding.focus)),
        (SH.resultPath, read_node(finding.path)),
        (SH.value, read_value(finding.value)),
        (SH.sourceShape, read_node(finding.shape)),
        (SH.sourceConstraintComponent, read_node(finding.component)),
    )
    for predicate, term in terms:
        if term is not None:
            yield predicate, term


def _point(result: BlankNode, located: LocatedFinding, report: Report) -> Iterator[Quad]:
    if located.path is None:
        return
    pointer = BlankNode(result.value.replace("result", "place"))
    yield Quad(result, EARL.pointer, pointer)
    yield Quad(pointer, RDF_TYPE, PTR.LineCharPointer)
    yield Quad(
        pointer, PTR.reference, Literal(report.write_uri(located.path), datatype=NamedNode(XSD + "anyURI"))
    )
    for predicate, number in ((PTR.lineNumber, located.line), (PTR.charNumber, located.column)):
        if number:
            yield Quad(pointer, predicate, Literal(number))
