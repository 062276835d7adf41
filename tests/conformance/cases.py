"""The suites and their cases, as the manifests list them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import PsoGraphError
from pso_graph.rdf.namespaces import RDF_TYPE, Namespace
from pso_graph.rdf.terms import NamedNode
from tests.conformance.archive import ARCHIVE, SITE
from tests.conformance.expectations import read_expectations
from tests.conformance.graphs import Graph, load_quads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

    from pso_graph.rdf.terms import Term

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SPARQL_11 = f"{SITE}rdf-tests/sparql/sparql11/"
SPARQL_10 = f"{SITE}rdf-tests/sparql/sparql10/"
RDF_11 = f"{SITE}rdf-tests/rdf/rdf11/"
SHACL = f"{SITE}data-shapes/data-shapes-test-suite/tests/"

_FORMATS_FOLDERS = ("csv-tsv-res", "json-res")


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a suite.

    Args:
        id: folder and name, such as ``aggregates/agg01``.
        kind: local name of the class that the manifest gives it.
        node: that stands for it in the manifest.
        manifest: that describes it.
    """

    id: str
    kind: str
    node: Term
    manifest: Graph

    @property
    def folder(self) -> str:
        """What its id begins with."""
        return self.id.rpartition("/")[0]

    @property
    def action(self) -> Term:
        """What it does: a file, or a node that names several."""
        return self.manifest.get_value(self.node, MF.action)

    @property
    def result(self) -> Term:
        """What it expects."""
        return self.manifest.get_value(self.node, MF.result)

    @property
    def is_update(self) -> bool:
        """Whether its text is a SPARQL update, which some manifests class as a query."""
        action = self.manifest.find_value(self.node, MF.action)
        return self.kind.find("Update") >= 0 or (
            isinstance(action, NamedNode) and action.value.endswith(".ru")
        )


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases that are counted together.

    Args:
        manifest: IRI of the manifest from which they are reached.
        kinds: what the local names of their classes end with.
        folders: in which they stand; empty for all.
        update: whether they are updates.
        forgotten: IRIs of manifests that the first one does not include.
    """

    manifest: str
    kinds: tuple[str, ...]
    folders: tuple[str, ...] = ()
    update: bool = False
    forgotten: tuple[str, ...] = ()

    def holds(self, case: Case) -> bool:
        """Return whether a case that its manifest lists is of this suite."""
        return (
            case.kind.endswith(self.kinds)
            and case.is_update == self.update
            and (case.folder in self.folders if self.folders else case.folder != "entailment")
        )


_SYNTAX = ("SyntaxTest", "SyntaxTest11")
SUITES = {
    "query-evaluation": Suite(f"{SPARQL_11}manifest-all.ttl", ("QueryEvaluationTest",)),
    "query-syntax": Suite(f"{SPARQL_11}manifest-all.ttl", _SYNTAX),
    "query-evaluation-10": Suite(f"{SPARQL_10}manifest.ttl", ("QueryEvaluationTest",)),
    "query-syntax-10": Suite(f"{SPARQL_10}manifest.ttl", _SYNTAX),
    "result-formats": Suite(
        f"{SPARQL_11}manifest-all.ttl", ("EvaluationTest", "CSVResultFormatTest"), _FORMATS_FOLDERS
    ),
    "protocol": Suite(f"{SPARQL_11}manifest-all.ttl", ("ProtocolTest",), ("protocol",)),
    "service-description": Suite(f"{SPARQL_11}manifest-all.ttl", ("ServiceDescriptionTest",)),
    "turtle": Suite(f"{RDF_11}rdf-turtle/manifest.ttl", ("",)),
    "trig": Suite(f"{RDF_11}rdf-trig/manifest.ttl", ("",)),
    "n-triples": Suite(f"{RDF_11}rdf-n-triples/manifest.ttl", ("",)),
    "n-quads": Suite(f"{RDF_11}rdf-n-quads/manifest.ttl", ("",)),
    "turtle-writer": Suite(f"{RDF_11}rdf-turtle/manifest.ttl", ("Eval",)),
    "turtle-formatter": Suite(f"{RDF_11}rdf-turtle/manifest.ttl", ("Eval",)),
    "shacl-core": Suite(f"{SHACL}core/manifest.ttl", ("Validate",)),
    "shacl-sparql": Suite(
        f"{SHACL}sparql/manifest.ttl",
        ("Validate",),
        forgotten=(f"{SHACL}sparql/component/nodeValidator-001.ttl",),
    ),
    "update": Suite(f"{SPARQL_11}manifest-all.ttl", ("EvaluationTest", "SyntaxTest11"), update=True),
    "graph-store": Suite(f"{SPARQL_11}manifest-all.ttl", ("GraphStoreProtocolTest",)),
    "entailment": Suite(f"{SPARQL_11}manifest-all.ttl", ("QueryEvaluationTest",), ("entailment",)),
}
"""Every suite of the archive by our name of it."""


@cache
def list_cases(name: str) -> tuple[Case, ...]:
    """Return the cases of a suite, in the order of its manifests.

    Args:
        name: a key of ``SUITES``.
    """
    suite = SUITES[name]
    root = suite.manifest.rpartition("/")[0] + "/"
    manifests = (suite.manifest, *suite.forgotten)
    return tuple(case for iri in manifests for case in _walk(iri, root) if suite.holds(case))


def _walk(iri: str, root: str) -> Iterator[Case]:
    manifest = Graph(load_quads(iri))
    for included in _list_named(manifest, MF.include):
        yield from _walk(included.value, root)
    folder = iri.removeprefix(root).rpartition("/")[0]
    for entry in _list_named(manifest, MF.entries):
        kind = manifest.find_value(entry, RDF_TYPE)
        if isinstance(kind, NamedNode):
            name = entry.value.rpartition("#")[2].rpartition("/")[2]
            yield Case(f"{folder}/{name}".lstrip("/"), kind.value.rpartition("#")[2], entry, manifest)


def _list_named(manifest: Graph, predicate: NamedNode) -> Iterator[NamedNode]:
    """Yield the IRIs under a predicate, which some manifests write as a list and some one by one."""
    for subject in manifest.subjects:
        for head in manifest.list_values(subject, predicate):
            items = [head] if isinstance(head, NamedNode) else manifest.list_items(head)
            yield from (item for item in items if isinstance(item, NamedNode))


def list_parameters(name: str, expected: str = "") -> list[ParameterSet]:
    """Return the cases of a suite for ``parametrize``, those on the list as strict expected failures.

    Args:
        name: a key of ``SUITES``.
        expected: the list of failures, if it is not the suite's own.
    """
    if not ARCHIVE.is_file():
        reason = f"the W3C suites are not here ({ARCHIVE.parent.name}/{ARCHIVE.name} in ../shared)"
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(reason=reason))]
    reasons = read_expectations().get(expected or name, {})
    return [
        pytest.param(case, id=case.id, marks=_mark(reasons[case.id]) if case.id in reasons else ())
        for case in list_cases(name)
    ]


def _mark(reason: str) -> pytest.MarkDecorator:
    # A case may fail by a wrong answer or by one of our errors; anything else is a mistake in these tests.
    wrong = (AssertionError, pytest.fail.Exception, PsoGraphError)
    return pytest.mark.xfail(reason=reason, raises=wrong, strict=True)
