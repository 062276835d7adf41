"""The HTTP side: the SPARQL endpoint, lineage and the shipped queries."""

from pso_graph.web.app import create_app
from pso_graph.web.server import serve

__all__ = ["create_app", "serve"]
