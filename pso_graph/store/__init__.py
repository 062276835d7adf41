"""Stores that answer SPARQL, behind one small protocol."""

from pso_graph.store.embedded import EmbeddedStore
from pso_graph.store.prepared import PreparedAnswers
from pso_graph.store.protocol import Store
from pso_graph.store.writable import WritableStore

__all__ = ["EmbeddedStore", "PreparedAnswers", "Store", "WritableStore"]
