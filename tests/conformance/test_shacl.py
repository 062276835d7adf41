"""SHACL core and SPARQL: the findings of both engines are the results that the suites expect.

The compiled engine leaves none to the reference engine but what SHACL forbids, which that one refuses in
its own words. In what the reference engine alone fails stands here. Compared are number, focus, path,
value, severity, shape, constraint component and message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import UnusableShapesError
from pso_graph.rdf.namespaces import Namespace
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode
from pso_graph.validate.shacl import check
from tests.conformance.cases import list_parameters
from tests.conformance.texts import parse, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.validate.finding import Finding
    from pso_graph.validate.shacl import Engine
    from tests.conformance.cases import Case

SH = Namespace("http://www.w3.org/ns/shacl#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SEVERITIES: dict[Term, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
BLANK = "_:"
# Cases in which pyshacl is wrong and the compiled engine is right.
REFERENCE_FAILURES = {
    "property/uniqueLang-002": '"1"^^xsd:boolean switches sh:uniqueLang on, though only true is to',
    "node/prefixes-001": "prefixes are not looked up over owl:imports, as SHACL 5.2.1 asks",
}

Key = tuple[str, str, str, str, str, str]
"""Focus, path, value, severity, shape and component; blank nodes are all alike, for a report renames them.

A focus that is a literal is in N-Triples form, and the path of several steps is empty.
"""


def show(term: Term | None) -> str:
    if isinstance(term, BlankNode):
        return BLANK
    return "" if term is None else getattr(term, "value", "")


def show_value(term: Term | None) -> str:
    if isinstance(term, BlankNode):
        return BLANK
    return "" if term is None else str(term)


def show_severity(term: Term) -> str:
    return SEVERITIES.get(term, show(term))


def show_focus(term: Term | None) -> str:
    return show_value(term) if isinstance(term, Literal) else show(term)


def show_path(term: Term | None) -> str:
    return "" if isinstance(term, BlankNode) else show(term)


def list_expected(case: Case) -> list[Key]:
    manifest = case.manifest
    return sorted(
        (
            show_focus(manifest.find_value(result, SH.focusNode)),
            show_path(manifest.find_value(result, SH.resultPath)),
            show_value(manifest.find_value(result, SH.value)),
            show_severity(manifest.get_value(result, SH.resultSeverity)),
            show(manifest.find_value(result, SH.sourceShape)),
            show(manifest.find_value(result, SH.sourceConstraintComponent)),
        )
        for result in manifest.list_values(case.result, SH.result)
    )


def list_found(findings: Iterable[Finding], terms: set[str]) -> list[Key]:
    def read(text: str) -> str:
        return text if text in terms or not text else BLANK

    return sorted(
        (
            canonicalise_term(finding.focus) if finding.focus.startswith('"') else read(finding.focus),
            finding.path,
            BLANK if finding.value.startswith("_:") else canonicalise_term(finding.value),
            finding.severity,
            read(finding.shape),
            finding.component,
        )
        for finding in findings
    )


def canonicalise_term(written: str) -> str:
    if not written:
        return ""
    (triple,) = ox.parse(f"<s:s> <p:p> {written} .", ox.RdfFormat.N_TRIPLES)
    return str(triple.object)


def list_values(quads: Iterable[Quad]) -> set[str]:
    """The written forms of all terms that are not blank nodes."""
    terms = (term for quad in quads for term in (quad.subject, quad.predicate, quad.object))
    return {term.value for term in terms if isinstance(term, NamedNode | Literal)}


def read_graph(case: Case, predicate: NamedNode) -> list[Quad]:
    iri = case.manifest.get_value(case.action, predicate)
    assert isinstance(iri, NamedNode)
    return parse(read_document(iri.value, ox.RdfFormat.TURTLE), ox.RdfFormat.TURTLE, case.id)


def check_case(case: Case, engine: Engine) -> None:
    data, shapes = read_graph(case, SHT.dataGraph), read_graph(case, SHT.shapesGraph)
    if case.result == SHT.Failure:
        with pytest.raises(UnusableShapesError):
            check(data, shapes, engine)
        return
    try:
        report = check(data, shapes, engine)
    except Exception as error:  # noqa: BLE001 - an error that is not ours is an answer, and a wrong one
        pytest.fail(f"{type(error).__name__}: {error}")
    findings = report.findings
    assert not report.fallbacks
    conforms = case.manifest.get_value(case.result, SH.conforms)
    assert (not findings) is (show(conforms) in {"true", "1"})
    assert list_found(findings, list_values(data) | list_values(shapes)) == list_expected(case)
    expected_texts = {
        show(message)
        for result in case.manifest.list_values(case.result, SH.result)
        for message in case.manifest.list_values(result, SH.resultMessage)
    }
    assert expected_texts <= {text for finding in findings for text in finding.messages.values()}


@pytest.mark.parametrize("case", list_parameters("shacl-core"))
def test_core(case: Case) -> None:
    check_case(case, "auto")


@pytest.mark.parametrize("case", list_parameters("shacl-sparql"))
def test_sparql(case: Case) -> None:
    check_case(case, "auto")


@pytest.mark.parametrize("case", [*list_parameters("shacl-core"), *list_parameters("shacl-sparql")])
def test_reference(case: Case) -> None:
    """The judge itself, so that it is known where it errs."""
    if case.id in REFERENCE_FAILURES:
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            check_case(case, "reference")
    else:
        check_case(case, "reference")
