"""Keeping literals in the store as they are written.

The store keeps numbers, times and truth values by what they mean: ``01`` is ``1`` there, and
``"5"^^xsd:byte`` an integer. Where RDF terms count, that is too little. Such a literal is therefore
carried by one of the same text with a datatype of our own, which the store leaves alone.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.folding import LiteralLog
from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.terms import Literal, NamedNode, Quad, QuerySolutions
from pso_graph.store import EmbeddedStore
from pso_graph.validate.engine.checks import RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pso_graph.rdf.terms import Term

_BATCH = 20_000
_RUN = NamedNode(RUN)
_CARRIER = "urn:x-pso-graph:written:"


class WrittenForms:
    """What carries the literals that the store would fold.

    ``carried`` are the IRIs of the properties that have such a literal in the store.
    """

    def __init__(self) -> None:
        self.carried: set[str] = set()

    def carry(self, term: Term) -> Term:
        """Return the term that stands for another in the store."""
        return _find_carriers([Quad(RDF_TYPE, RDF_TYPE, term)]).get(term, term)

    def carry_all(self, quads: Sequence[Quad]) -> Iterable[Quad]:
        """Return quads with what stands for their literals."""
        carriers = _find_carriers(quads)
        return self._replace(quads, carriers) if carriers else quads

    def write(self, term: Term) -> str:
        """Return what stands for a term, in SPARQL."""
        return str(self.carry(term))

    def _replace(self, quads: Iterable[Quad], carriers: Mapping[Term, Term]) -> Iterator[Quad]:
        for quad in quads:
            carrier = carriers.get(quad.object)
            if carrier is None:
                yield quad
            else:
                self.carried.add(quad.predicate.value)
                yield Quad(quad.subject, quad.predicate, carrier, quad.graph_name)


def _find_carriers(quads: Iterable[Quad]) -> dict[Term, Term]:
    """Return what stands for each literal of some quads that the store would fold."""
    log = LiteralLog()
    deque(log.watch(quads), maxlen=0)
    return {literal: _make_carrier(literal) for literal, _ in log.find_changed()}


def _make_carrier(literal: Literal) -> Literal:
    return Literal(literal.value, datatype=NamedNode(_CARRIER + literal.datatype.value))


def restore(term: Term) -> Term:
    """Return the term that another stands for."""
    if isinstance(term, Literal) and term.datatype.value.startswith(_CARRIER):
        return Literal(term.value, datatype=NamedNode(term.datatype.value.removeprefix(_CARRIER)))
    return term


class Data:
    """Data in a store whose literals keep their form, ready to be asked.

    Args:
        quads: the data, read once; all graphs count as one.

    Raises:
        SyntaxProblemError: if there is a triple term (RDF 1.2), which SHACL 1.0 does not know.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.forms = WrittenForms()
        self.store = EmbeddedStore.in_memory()
        """Each quad in its graph; patterns see all graphs, a triple of two of them twice."""
        left = iter(quads)
        while batch := list(islice(left, _BATCH)):
            self.store.add_steady(self.forms.carry_all(batch))
        triples = self.store.query("SELECT ?term { ?s ?p ?term FILTER (ISTRIPLE(?term)) } LIMIT 1")
        if isinstance(triples, QuerySolutions) and (found := next(triples, None)):
            raise SyntaxProblemError(
                "A triple term (RDF 1.2) cannot be checked.", where=str(found["term"]), fix="Leave it out."
            )

    @cached_property
    def merged(self) -> EmbeddedStore:
        """The same as one graph, in which each triple stands once: slower to make, and seldom needed."""
        store = EmbeddedStore.in_memory(union=False)
        store.add_steady(Quad(quad.subject, quad.predicate, quad.object) for quad in self._find_given())
        return store

    def list_quads(self) -> Iterator[Quad]:
        """Yield the data as it was given, but for the order and what stood twice in one graph."""
        for quad in self._find_given():
            yield Quad(quad.subject, quad.predicate, restore(quad.object), quad.graph_name)

    def keep(self, quads: Iterable[Quad]) -> None:
        """Add to the store what a run has to remember, in the graph ``RUN``."""
        self.store.add_steady(self.forms.carry_all(list(quads)))

    def _find_given(self) -> Iterator[Quad]:
        return (quad for quad in self.store.find() if quad.graph_name != _RUN)
