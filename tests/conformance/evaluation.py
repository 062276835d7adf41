"""What a query evaluation test runs on and expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin

import pyoxigraph as ox

from pso_graph.rdf.namespaces import Namespace
from pso_graph.rdf.terms import NamedNode
from tests.conformance.archive import SITE, read_archive, read_file
from tests.conformance.cases import MF
from tests.conformance.comparison import find_difference, has_order
from tests.conformance.expectations import read_expectations
from tests.conformance.graphs import canonicalise, load_into, load_quads
from tests.conformance.tables import Table, read_json, read_result_set, read_tsv, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Quad, Triple
    from tests.conformance.cases import Case

BY_VALUE = "-by-value"
"""What ends the name of a list of cases that hold by value only: the store writes canonical forms."""

QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
Result: TypeAlias = "Table | bool | frozenset[Triple]"

_READERS = {"srx": read_xml, "srj": read_json, "tsv": read_tsv}
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A query, the dataset that it is asked of, and what comes back.

    Args:
        query: its text, with the base that the suite gives it.
        quads: of the dataset.
        expected: table, boolean or graph.
        lax: whether a row may come fewer times than expected (REDUCED).
        by_value: whether it is listed as right by value, and written in another form than expected.
    """

    query: str
    quads: list[Quad]
    expected: Result
    lax: bool
    by_value: bool


def read_evaluation(case: Case, suite: str) -> Evaluation:
    """Return what a case says.

    Args:
        case: of query evaluation.
        suite: our name of its suite.
    """
    query = case.manifest.get_value(case.action, QT.query)
    result = case.result
    assert isinstance(query, NamedNode)
    assert isinstance(result, NamedNode)
    text = read_query(query.value)
    lax = case.manifest.find_value(case.node, MF.resultCardinality) == MF.LaxCardinality
    by_value = case.id in read_expectations().get(suite + BY_VALUE, {})
    quads = load_dataset(case, query.value)
    return Evaluation(text, quads, read_expected(result.value, text), lax, by_value)


def read_query(iri: str) -> str:
    """Return a query with its own IRI as base, which is what relative IRIs in it mean.

    Args:
        iri: of the file.
    """
    return f"BASE <{iri}> {read_file(iri)}"


def load_dataset(case: Case, query: str) -> list[Quad]:
    """Return the dataset of a case: what its manifest names, and what its query's FROM names.

    Args:
        case: of query evaluation.
        query: IRI of the query's file.
    """
    named = {urljoin(query, name) for name in _FROM.findall(read_file(query))}
    named = {name for name in named if name.removeprefix(SITE) in read_archive()}
    named |= {graph.value for graph in _list_files(case, QT.graphData)}
    quads = [quad for file in _list_files(case, QT.data) for quad in load_into(file.value, ox.DefaultGraph())]
    return quads + [quad for name in sorted(named) for quad in load_into(name, NamedNode(name))]


def _list_files(case: Case, predicate: NamedNode) -> list[NamedNode]:
    files = case.manifest.list_values(case.action, predicate)
    return [file for file in files if isinstance(file, NamedNode)]


def read_expected(iri: str, query: str) -> Result:
    """Return the result that a file holds.

    Args:
        iri: of the file.
        query: text that says whether the order of rows counts.
    """
    reader = _READERS.get(iri.rpartition(".")[2])
    found: Table | bool | None
    found = reader(read_file(iri)) if reader is not None else read_result_set(iri)
    if found is None:
        return frozenset(quad.triple for quad in load_quads(iri))
    if isinstance(found, Table):
        return Table(found.variables, found.rows, found.ordered or has_order(query))
    return found


def compare(actual: Result, wanted: Evaluation) -> None:
    """Assert that a result is the one expected.

    Args:
        actual: what came back.
        wanted: what the case says.
    """
    expected = wanted.expected
    if isinstance(expected, Table):
        assert isinstance(actual, Table), "a table was expected"
        _compare_tables(actual, expected, wanted)
    elif isinstance(expected, bool):
        assert actual is expected, f"found {actual}, expected {expected}"
    else:
        assert isinstance(actual, frozenset), "a graph was expected"
        found, right = _canonicalise(actual), _canonicalise(expected)
        assert found == right, f"found {found - right}, expected {right - found}"


def _compare_tables(actual: Table, expected: Table, wanted: Evaluation) -> None:
    difference = find_difference(actual, expected, ordered=expected.ordered, lax=wanted.lax)
    if wanted.by_value:
        assert difference, "every literal is written as expected: take the case off the list"
        difference = find_difference(
            actual, expected, ordered=expected.ordered, lax=wanted.lax, by_value=True
        )
    assert not difference, difference


def _canonicalise(triples: Iterable[Triple]) -> set[Quad]:
    return canonicalise(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
