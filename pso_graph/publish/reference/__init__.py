"""The reference of the ontology: its terms, where each is used, and a picture of the main ones."""

from pso_graph.publish.reference.diagram import draw_ontology
from pso_graph.publish.reference.reference import Reference, read_reference
from pso_graph.publish.reference.schemes import Scheme
from pso_graph.publish.reference.terms import Term, read_terms

__all__ = ["Reference", "Scheme", "Term", "draw_ontology", "read_reference", "read_terms"]
