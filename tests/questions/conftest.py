"""What the tests of the researchers' questions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import Ask as Answer
from tests.asking import make_ask

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore


@pytest.fixture(scope="session")
def answer(dataset: EmbeddedStore) -> Answer:
    """Runs a shipped query with its defaults and the values given."""
    return make_ask(dataset)
