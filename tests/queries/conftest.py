"""What the tests of the shipped queries share: running one by name on the project's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from pso_graph.rdf.namespaces import shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode
from tests.asking import Ask, make_ask

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore


class Find(Protocol):
    def __call__(self, notation: str) -> str: ...


@pytest.fixture(scope="session")
def store(dataset: EmbeddedStore) -> EmbeddedStore:
    """The project's data and all that follows from it, in memory."""
    return dataset


@pytest.fixture(scope="session")
def ask(dataset: EmbeddedStore) -> Ask:
    """Runs a shipped query; a row holds short ids, local names and lexical forms."""
    return make_ask(dataset)


@pytest.fixture(scope="session")
def find(store: EmbeddedStore) -> Find:
    """The short id of what the gold tables call by a name of their own (data/reference/concordance.ttl)."""

    def run(notation: str) -> str:
        notations = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
        (found,) = {quad.subject for quad in store.find(None, notations, Literal(notation))}
        assert isinstance(found, NamedNode)
        return shorten_iri(found.value)

    return run
