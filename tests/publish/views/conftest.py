"""What the tests of the views share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.visiting import Show, make_show

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore


@pytest.fixture(scope="session")
def show(dataset: EmbeddedStore) -> Show:
    """Renders a page of the project's own data."""
    return make_show(dataset)
