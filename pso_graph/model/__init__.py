"""What a document says, as frozen values: nothing here knows files, RDF or the network."""

from pso_graph.model.anchor import Anchor, AnchorRequest
from pso_graph.model.document import Citation, Document, Genre, Question, Quotation, Response, Unit
from pso_graph.model.passage import Passage, Span

__all__ = [
    "Anchor",
    "AnchorRequest",
    "Citation",
    "Document",
    "Genre",
    "Passage",
    "Question",
    "Quotation",
    "Response",
    "Span",
    "Unit",
]
