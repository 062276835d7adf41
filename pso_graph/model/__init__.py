"""What a document says, as frozen values: nothing here knows files, RDF or the network."""

from pso_graph.model.document import Citation, Document, Genre, Question, Response, Unit
from pso_graph.model.passage import Passage, Span

__all__ = ["Citation", "Document", "Genre", "Passage", "Question", "Response", "Span", "Unit"]
