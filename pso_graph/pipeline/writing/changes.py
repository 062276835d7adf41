"""What can be written: an update, or the graph of a request of the Graph Store Protocol."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pso_graph.core.errors import ParameterError, UnknownThingError
from pso_graph.pipeline.writing.uploads import read_upload
from pso_graph.query.guard import check_update
from pso_graph.query.updates import restrict_update
from pso_graph.rdf.namespaces import BASE
from pso_graph.rdf.parsing import place_in_graph
from pso_graph.rdf.terms import DefaultGraph, NamedNode

if TYPE_CHECKING:
    from pso_graph.pipeline.writing.uploads import Upload
    from pso_graph.rdf.terms import Quad
    from pso_graph.store import WritableStore

Operation = Literal["update", "put", "post", "delete"]


class Change(ABC):
    """Something to be done to a store."""

    @property
    @abstractmethod
    def operation(self) -> Operation:
        """Its name in the log."""

    @property
    @abstractmethod
    def target(self) -> str:
        """IRI of the graph that it writes to, ``default`` for the unnamed one, empty for several."""

    @property
    @abstractmethod
    def sha256(self) -> str:
        """Of its text or body, in lower-case hex; empty if it has none."""

    @abstractmethod
    def apply(self, store: WritableStore) -> bool:
        """Do it, and return whether a graph came into being by it.

        Args:
            store: that nobody is served from yet; after an error it is thrown away.

        Raises:
            PsoGraphError: if it cannot be done.
        """


@dataclass(frozen=True, slots=True)
class Update(Change):
    """A SPARQL 1.1 update.

    Args:
        text: of the update.
        graphs: IRIs that the request names for the default graph of its patterns.
        named_graphs: IRIs that it names for their named graphs.
    """

    text: str
    graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def operation(self) -> Operation:
        """``update``."""
        return "update"

    @property
    def target(self) -> str:
        """Empty: an update may write to any graph."""
        return ""

    @property
    def sha256(self) -> str:
        """Of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def apply(self, store: WritableStore) -> bool:
        """Apply it; see ``Change.apply``.

        Raises:
            RefusedQueryError: if it asks for what is switched off.
            SyntaxProblemError: if it does not parse.
            ParameterError: if both it and its request name a dataset.
            UnsupportedQueryError: if the engine cannot apply it.
            NotWrittenError: if there is no room for the result.
        """
        check_update(self.text)
        store.update(restrict_update(self.text, self.graphs, self.named_graphs))
        return False


@dataclass(frozen=True, slots=True)
class GraphChange(Change):
    """A write to one graph, or to the graphs that a body names.

    See SPARQL 1.1 Graph Store HTTP Protocol, sections 5.3 to 5.6.

    Args:
        method: ``put`` replaces a graph, ``post`` adds to it, ``delete`` removes it.
        graph: IRI of the graph; None for the unnamed one.
        upload: what came; None for ``delete``.
        is_dataset: whether the body names its graphs itself.
    """

    method: Literal["put", "post", "delete"]
    graph: str | None = None
    upload: Upload | None = field(default=None, repr=False)
    is_dataset: bool = False

    @property
    def operation(self) -> Operation:
        """The method."""
        return self.method

    @property
    def target(self) -> str:
        """The graph."""
        return "" if self.is_dataset else self.graph or "default"

    @property
    def sha256(self) -> str:
        """Of the body."""
        return hashlib.sha256(self.upload.content).hexdigest() if self.upload else ""

    def apply(self, store: WritableStore) -> bool:
        """Change the graph; see ``Change.apply``.

        Raises:
            UnknownThingError: if there is no graph to remove.
            MediaTypeError: if the body is in none of the formats that are taken.
            SyntaxProblemError: if it does not parse.
            ParameterError: if it names graphs of its own, but one is to be written.
            NotWrittenError: if there is no room for it.
        """
        graph = NamedNode(self.graph) if self.graph is not None else DefaultGraph()
        exists = store.has_graph(graph)
        if self.method == "delete":
            if not exists:
                raise UnknownThingError("There is no such graph.", where=str(graph), fix="Check its IRI.")
            store.remove_graph(graph)
            return False
        quads = self._read()
        if self.is_dataset:
            store.add_quads(quads)
            return False
        quads = _place(quads, graph)
        if self.method == "put":
            store.replace_graph(graph, quads)
        else:
            store.add_to_graph(graph, quads)
        return not exists

    def _read(self) -> list[Quad]:
        if self.upload is None:
            return []
        return read_upload(self.upload, base=self.graph or BASE, has_graphs=self.is_dataset)


def _place(quads: list[Quad], graph: NamedNode | DefaultGraph) -> list[Quad]:
    """Return the quads of one graph, in the graph that the request names."""
    if any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads):
        raise ParameterError(
            "The body names graphs of its own, but the request names one.",
            where="graph",
            fix="Leave the names out, or send N-Quads or TriG to /store without a graph.",
        )
    return place_in_graph(quads, graph) if isinstance(graph, NamedNode) else quads
