"""The description of a thing as data: what the shipped query ``description-of-thing`` says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.catalogue import find_query
from pso_graph.publish.inventory import require_thing
from pso_graph.publish.jsonld import write_jsonld
from pso_graph.publish.links import SPACES, find_iri
from pso_graph.query.workers.output import Output
from pso_graph.query.workers.task import Task
from pso_graph.rdf.namespaces import RDF_TYPE, ROOT
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.serialization import write_graph
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, QuerySolutions, Triple
from pso_graph.rdf.turtle import TurtleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.catalogue import Query
    from pso_graph.query.workers.task import Limits, Receiver
    from pso_graph.rdf.terms import Term
    from pso_graph.store import Store

DATA_FORMS: Mapping[str, str] = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
"""The format of each extension in which data is given, the usual one first."""

_GRAPHS = SPACES[2]


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
        triples = read_triples(store, self.path, self.base)
        output = Output(receiver, limits, "graph", self.format, self.codings)
        for _ in triples:
            output.count_row()
        (data,) = write_data(triples, self.format, base=self.base)
        output.write(data)
        output.finish()


def read_triples(store: Store, path: str, base: str = ROOT) -> list[Triple]:
    """Return the description of a thing; of a named graph all that it holds.

    Args:
        store: that holds the data.
        path: of the thing, after ``data/``.
        base: what our IRIs begin with.

    Raises:
        UnknownThingError: if there is no such thing.
    """
    node = require_thing(store, find_iri(path, base))
    return list_triples(store, node) if path.startswith(_GRAPHS) else describe(store, node)


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


def write_data(triples: list[Triple], *names: str, base: str = ROOT) -> list[bytes]:
    """Return triples in some formats.

    Args:
        triples: in the order in which they are to stand.
        names: of the formats, values of ``DATA_FORMS``.
        base: what our IRIs begin with.
    """
    terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object)}
    spaces = {_find_space(term) for term in terms}
    used = {prefix: space for prefix, space in sorted(read_prefixes().items()) if space in spaces}
    is_plain = not any(isinstance(term, BlankNode) for term in terms)

    def write(name: str) -> bytes:
        if name == "jsonld":
            return write_jsonld(triples, used, base + SPACES[0])
        if name == "turtle" and is_plain:
            return TurtleWriter(used, base + SPACES[0]).write(triples).encode()
        return write_graph(triples, name, used)

    return [write(name) for name in names]


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
