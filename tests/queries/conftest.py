"""What the tests of the shipped queries share: running one by name on the project's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import pytest

from pso_graph.catalogue import find_query
from pso_graph.query.running import run_shipped
from pso_graph.rdf.namespaces import PSOG, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Term
    from pso_graph.store import EmbeddedStore

Row: TypeAlias = dict[str, str | None]


class Ask(Protocol):
    def __call__(self, name: str, **values: str) -> list[Row]: ...


class Find(Protocol):
    def __call__(self, notation: str) -> str: ...


def shorten(term: Term | None) -> str | None:
    """A literal's lexical form, a thing's short id, our own term's local name; None if unbound."""
    if isinstance(term, NamedNode):
        return shorten_iri(term.value.removeprefix(PSOG.iri))
    return term.value if isinstance(term, Literal) else None


@pytest.fixture(scope="session")
def store(dataset: EmbeddedStore) -> EmbeddedStore:
    """The project's data and all that follows from it, in memory."""
    return dataset


@pytest.fixture(scope="session")
def ask(store: EmbeddedStore) -> Ask:
    """Runs a shipped query; a row holds short ids, local names and lexical forms."""

    def run(name: str, **values: str) -> list[Row]:
        result = run_shipped(store, find_query(name), values)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        return [{key: shorten(row[key]) for key in names} for row in result]

    return run


@pytest.fixture(scope="session")
def find(store: EmbeddedStore) -> Find:
    """The short id of what the gold tables call by a name of their own (data/reference/concordance.ttl)."""

    def run(notation: str) -> str:
        notations = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
        (found,) = {quad.subject for quad in store.find(None, notations, Literal(notation))}
        assert isinstance(found, NamedNode)
        return shorten_iri(found.value)

    return run
