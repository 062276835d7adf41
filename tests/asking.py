"""Running a shipped query on the project's own data, with rows that are easy to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import pyoxigraph as ox

from pso_graph.catalogue import find_query
from pso_graph.query.running import run_shipped
from pso_graph.rdf.namespaces import PSOG, shorten_iri
from pso_graph.rdf.parsing import parse_text
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Term

Row: TypeAlias = dict[str, str | None]


class Ask(Protocol):
    def __call__(self, name: str, **values: str) -> list[Row]: ...


def shorten(term: Term | None) -> str | None:
    """A literal's lexical form, a thing's short id, our own term's local name; None if unbound."""
    if isinstance(term, NamedNode):
        return shorten_iri(term.value.removeprefix(PSOG.iri))
    return term.value if isinstance(term, Literal) else None


def make_ask(store: EmbeddedStore) -> Ask:
    """What runs a shipped query with its defaults and the values given."""

    def run(name: str, **values: str) -> list[Row]:
        result = run_shipped(store, find_query(name), values)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        return [{key: shorten(row[key]) for key in names} for row in result]

    return run


def ask_of(text: str) -> Ask:
    """What asks a few quads, written as TriG with the project's prefixes."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in read_prefixes().items())
    return make_ask(EmbeddedStore.in_memory(parse_text(prefixes + text, ox.RdfFormat.TRIG, where="case")))
