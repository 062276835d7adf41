"""The description of a thing as data: what the shipped query ``description-of-thing`` says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pso_graph.catalogue import find_query
from pso_graph.publish.inventory import require_thing
from pso_graph.publish.jsonld import write_jsonld
from pso_graph.publish.keeping import keep_by_store
from pso_graph.publish.links import SPACES, find_iri
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task
from pso_graph.rdf.namespaces import RDF_TYPE, ROOT
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.serialization import write_graph
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, QuerySolutions, Triple
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pso_graph.catalogue import Query
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

DATA_FORMS: Mapping[str, str] = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
"""The format of each extension in which data is given, the usual one first."""

_GRAPHS = SPACES[2]
_KEPT = 4  # descriptions: a static copy has each in all formats, and finding out takes longest


@dataclass(frozen=True, slots=True)
class DataTask(Task):
    """The description of a thing; of a named graph all that it holds.

    Args:
        path: of the thing, after ``data/``.
        format: a value of ``DATA_FORMS``.
        base: what our IRIs begin with.
    """

    path: str
    format: str = "turtle"
    base: str = ROOT

    def run(self, store: Store, limits: Limits, receiver: Receiver) -> None:
        """Hand the description on; see ``Task.run``.

        Raises:
            UnknownThingError: if there is no such thing.
            SizeLimitError: if it grows beyond the limits.
        """
        description = read_description(store, self.path, self.base)
        output = Output(receiver, limits, "graph", self.format, self.codings)
        for _ in description.triples:
            output.count_row()
        output.write(description.write(self.format))
        output.finish()


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a thing.

    Args:
        triples: in the order in which they are to stand.
        prefixes: namespaces that their terms are from, by prefix.
        base: what our IRIs begin with.
        is_plain: whether they have no blank nodes.
    """

    triples: Sequence[Triple]
    prefixes: Mapping[str, str]
    base: str
    is_plain: bool

    @classmethod
    def of(cls, triples: Sequence[Triple], base: str = ROOT) -> Self:
        """Return triples as a description.

        Args:
            triples: in the order in which they are to stand.
            base: what our IRIs begin with.
        """
        terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object)}
        spaces = {_find_space(term) for term in terms}
        used = {prefix: space for prefix, space in sorted(read_prefixes().items()) if space in spaces}
        return cls(triples, used, base, not any(isinstance(term, BlankNode) for term in terms))

    def write(self, name: str) -> bytes:
        """Return the description in a format.

        Args:
            name: of the format, a value of ``DATA_FORMS``.
        """
        if name == "jsonld":
            return write_jsonld(self.triples, self.prefixes, self.base + SPACES[0])
        if name == "turtle" and self.is_plain:
            return TurtleWriter(self.prefixes, self.base + SPACES[0]).write(self.triples).encode()
        return write_graph(self.triples, name, dict(self.prefixes))


@keep_by_store(_KEPT)
def read_description(store: Store, path: str, base: str = ROOT) -> Description:
    """Return the description of a thing; of a named graph all that it holds.

    Args:
        store: that holds the data, and does not change.
        path: of the thing, after ``data/``.
        base: what our IRIs begin with.

    Raises:
        UnknownThingError: if there is no such thing.
    """
    node = require_thing(store, find_iri(path, base))
    is_graph = path.startswith(_GRAPHS)
    return Description.of(list_triples(store, node) if is_graph else describe(store, node), base)


def find_description_query() -> Query:
    """Return the shipped query that describes a thing."""
    return find_query("description-of-thing", "lineage")


def describe(store: Store, node: NamedNode) -> list[Triple]:
    """Return what is said of a thing, of its parts, and by what points at it: its own statements first.

    Args:
        store: that holds the data.
        node: the thing.
    """
    rows = store.query(find_description_query().text, values={"thing": node})
    if not isinstance(rows, QuerySolutions):
        return []
    triples = [Triple(row["subject"], row["predicate"], row["object"]) for row in rows]
    return sorted(triples, key=lambda triple: _rank(triple, node))


def list_triples(store: Store, graph: NamedNode) -> list[Triple]:
    """Return the triples of a named graph, sorted.

    Args:
        store: that holds the data.
        graph: its IRI.
    """
    return sorted((quad.triple for quad in store.find(graph=graph)), key=lambda triple: _rank(triple, graph))


def _find_space(term: Term) -> str:
    """Return the namespace of an IRI, or of the datatype of a literal."""
    iri = term.value if isinstance(term, NamedNode) else ""
    if isinstance(term, Literal):
        iri = term.datatype.value
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _rank(triple: Triple, node: NamedNode) -> tuple[bool, str, bool, str, str]:
    """Return a sort key: what is said of a thing, then of others by IRI; classes first."""
    return (
        triple.subject != node,
        str(triple.subject),
        triple.predicate != RDF_TYPE,
        triple.predicate.value,
        str(triple.object),
    )
