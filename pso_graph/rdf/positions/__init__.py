"""Where each triple stands in its file: a reader of Turtle, TriG, N-Triples and N-Quads with positions.

Files are loaded by the fast parser; this one reads again those of which something is to be said.
"""

from pso_graph.rdf.positions.document import PositionedDocument, PositionedQuad
from pso_graph.rdf.positions.places import LineTable, Place
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.positions.problems import Problem
from pso_graph.rdf.positions.reading import POSITIONED_FORMATS, read_positions

__all__ = [
    "POSITIONED_FORMATS",
    "LineTable",
    "Place",
    "PositionedDocument",
    "PositionedQuad",
    "Problem",
    "ProblemKind",
    "read_positions",
]
