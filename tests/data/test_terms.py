"""Vocabulary and data fit together: nothing used is undefined, nothing defined is idle without a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pso_graph.build.dataset import VOCABULARY
from pso_graph.catalogue import read_folder
from pso_graph.rdf.namespaces import PSOC, PSOG, RDF_TYPE, SKOS
from pso_graph.rdf.terms import NamedNode, QuerySolutions

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.catalogue import Query
    from pso_graph.store import EmbeddedStore

_UNREAD = "no link says yet how near its two ends are: the words of the older end are not at hand"
# Terms that neither data nor a rule, a query or a shape uses, and why they are there all the same.
IDLE = {
    "Limit": "the server describes itself with it, not the data",
    "limit": "the server describes itself with it, not the data",
    "change-case": "no quotation here differs in upper and lower case only",
    "degree-narrowed": _UNREAD,
    "degree-paraphrase": _UNREAD,
    "degree-partial": _UNREAD,
    "degree-verbatim": _UNREAD,
    "degree-widened": _UNREAD,
    "per-once": "the two amounts named here are per project and per year",
    "status-rejected": "of no document here is it known that it was rejected",
}


@pytest.fixture(scope="module")
def used(dataset: EmbeddedStore, root: Path) -> set[str]:
    """What data use, asserted or entailed, and what queries, rules and shapes name."""
    names = {
        term.value.removeprefix(PSOG.iri).removeprefix(PSOC.iri)
        for quad in dataset.find()
        if quad.graph_name != VOCABULARY
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith((PSOG.iri, PSOC.iri))
    }
    for path in [*(root / "queries").rglob("*.rq"), *(root / "shapes").glob("*.ttl")]:
        names.update(re.findall(r"\bpso[gc]:([A-Za-z][\w-]*)", path.read_text("utf-8")))
    return names


def test_every_term_is_used_or_says_why_not(dataset: EmbeddedStore, used: set[str]) -> None:
    terms = {
        quad.subject.value
        for quad in dataset.find(None, RDF_TYPE, None, VOCABULARY)
        if isinstance(quad.subject, NamedNode)
        if quad.object != SKOS.ConceptScheme  # a list is used if one of its values is: below
    }
    names = {iri.removeprefix(PSOG.iri).removeprefix(PSOC.iri) for iri in terms}
    idle = {name for name in names if not name.startswith("https:")} - used
    assert idle == set(IDLE)


def test_every_list_has_a_value_in_use(dataset: EmbeddedStore, used: set[str]) -> None:
    schemes: dict[str, set[str]] = {}
    for quad in dataset.find(None, SKOS.inScheme, None, VOCABULARY):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            value = quad.subject.value.removeprefix(PSOC.iri)
            schemes.setdefault(quad.object.value.removeprefix(PSOC.iri), set()).add(value)
    assert len(schemes) > 15
    idle = {scheme for scheme, values in schemes.items() if values.isdisjoint(used)}
    assert idle == {"degree"}  # see above


@pytest.mark.parametrize("query", read_folder("lint"), ids=lambda query: query.name)
def test_no_lint_rule_speaks(dataset: EmbeddedStore, query: Query) -> None:
    rows = dataset.query(query.text)
    assert isinstance(rows, QuerySolutions)
    assert [(str(row["focus"]), str(row["detail"])) for row in rows] == []
