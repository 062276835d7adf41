"""A small dataset to search, written for the tests, and the project's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pso_graph.publish.search import SearchIndex, build_index
from pso_graph.rdf.parsing import parse_file
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.store import Store

SMALL = Path(__file__).with_name("small.ttl")


def make_small_store() -> EmbeddedStore:
    return EmbeddedStore.in_memory(parse_file(SMALL))


@pytest.fixture(scope="session")
def small() -> SearchIndex:
    """The index of a dozen things."""
    return SearchIndex(build_index(make_small_store()))


@pytest.fixture(scope="session")
def whole(dataset: Store) -> SearchIndex:
    """The index of the project's data."""
    return SearchIndex(build_index(dataset))
