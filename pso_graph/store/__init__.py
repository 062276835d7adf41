"""Stores that answer SPARQL, behind one small protocol."""

from pso_graph.store.embedded import EmbeddedStore
from pso_graph.store.protocol import Store

__all__ = ["EmbeddedStore", "Store"]
