"""Reading a text with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import UnreadableError
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.positions.diagnosis import Diagnosis
from pso_graph.rdf.positions.lines import LineReader
from pso_graph.rdf.positions.nodes import NodeReader
from pso_graph.rdf.positions.places import LineTable
from pso_graph.rdf.positions.problems import ProblemList
from pso_graph.rdf.positions.recorder import Recorder
from pso_graph.rdf.positions.scope import Scope
from pso_graph.rdf.positions.statement import Tools
from pso_graph.rdf.positions.tokens import TokenStream
from pso_graph.rdf.positions.turtle import TurtleReader

if TYPE_CHECKING:
    from pso_graph.rdf.positions.document import PositionedDocument

_TURTLE = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG})
_LINES = frozenset({ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS})
_WITH_GRAPHS = frozenset({ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS})

POSITIONED_FORMATS = _TURTLE | _LINES
"""The formats that are read with positions."""


def read_positions(text: str, rdf_format: ox.RdfFormat, *, base: str = BASE) -> PositionedDocument:
    """Return the quads of a document with their places, and all that is wrong with its syntax.

    Follows RDF 1.1 Turtle (section 6.5), TriG, N-Triples and N-Quads. Time and memory are linear in
    the length of the text, and no nesting is too deep.

    Args:
        text: the document, with line ends and byte order mark as they are in the file.
        rdf_format: one of ``POSITIONED_FORMATS``.
        base: IRI against which relative IRIs are resolved; N-Triples and N-Quads have none.

    Raises:
        UnreadableError: if the format is not one of these.
    """
    if rdf_format not in POSITIONED_FORMATS:
        raise UnreadableError(
            f"Positions are not known in {rdf_format.name}.",
            fix="Use Turtle, TriG, N-Triples or N-Quads.",
        )
    lines = LineTable(text)
    problems = ProblemList(lines)
    recorder = Recorder(lines, problems)
    graphs = rdf_format in _WITH_GRAPHS
    if rdf_format in _LINES:
        LineReader(lines, Scope(text, problems, None), recorder, problems, graphs=graphs).read()
        return recorder.finish()
    scope = Scope(text, problems, base)
    stream = TokenStream(text, problems)
    nodes = NodeReader(stream, scope, lines, problems)
    tools = Tools(stream, scope, nodes, recorder, Diagnosis(stream, lines), problems, lines)
    TurtleReader(tools, graphs=graphs).read()
    return recorder.finish()
