"""The HTTP side: the SPARQL endpoint, the graph store, lineage and the shipped queries."""

from pso_graph.web.app import create_app
from pso_graph.web.serving.plan import WritePlan
from pso_graph.web.serving.server import serve

__all__ = ["WritePlan", "create_app", "serve"]
