"""Asking the application over HTTP: the one place that knows how it is made."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from pso_graph.core.settings import Settings
from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Quad

ENDPOINT = "/sparql"


@contextmanager
def serve(quads: Iterable[Quad]) -> Iterator[TestClient]:
    """Serve a dataset whose default graph is its own, not a union.

    Args:
        quads: of the dataset.
    """
    store = EmbeddedStore.in_memory(quads, union=False)
    app = create_app(LocalRunner(store), Settings(default_graph="stored"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
