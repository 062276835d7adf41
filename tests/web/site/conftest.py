"""The site of the project's own data, asked in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from pso_graph.query.workers import Limits, LocalRunner
from pso_graph.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.store import EmbeddedStore


@pytest.fixture(scope="module")
def client(dataset: EmbeddedStore) -> Iterator[TestClient]:
    """Asks the application; it follows no redirects."""
    app = create_app(LocalRunner(dataset, Limits()))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
