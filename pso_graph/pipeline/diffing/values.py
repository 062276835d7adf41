"""What is said, as values that can be shown: a blank node is what is said of it, where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST, XSD, shorten_iri
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Term
from pso_graph.validate.location.written import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pso_graph.rdf.terms import Quad

_DEEPEST = 40  # blank nodes within one another; what is deeper is shown by its name


@dataclass(frozen=True, slots=True)
class Description:
    """A blank node that has one place, as what is said of it.

    Args:
        said: its values by property, sorted.
    """

    said: tuple[tuple[NamedNode, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """An RDF list that has one place, as its members.

    Args:
        members: in order.
    """

    members: tuple[Value, ...]


Value: TypeAlias = Term | Description | Items


class Statements:
    """All statements of one side of a comparison.

    Args:
        quads: with blank nodes named by what is said of them.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._said: dict[Term, dict[NamedNode, set[Term]]] = defaultdict(lambda: defaultdict(set))
        users: dict[Term, list[Term]] = defaultdict(list)
        for quad in quads:
            self._said[quad.subject][quad.predicate].add(quad.object)
            if isinstance(quad.object, BlankNode):
                users[quad.object].append(quad.subject)
        self._user = {node: places[0] for node, places in users.items() if len(places) == 1}
        self._parts: dict[Term, bool] = {}

    def list_things(self) -> Iterator[Term]:
        """Yield all subjects."""
        yield from self._said

    def list_said(self, thing: Term) -> Mapping[NamedNode, set[Term]]:
        """Return the objects of what is said of a thing, by predicate."""
        return self._said.get(thing, {})

    def list_values(self, thing: Term, predicate: NamedNode) -> set[Value]:
        """Return the values of a property of a thing."""
        return {self.read_value(item) for item in self.list_said(thing).get(predicate, ())}

    def is_part(self, node: Term) -> bool:
        """Return whether a node is shown where it is used: a blank one used once, and in no circle."""
        above: dict[Term, int] = {}
        while node in self._user and node not in self._parts:
            if node in above:
                self._parts |= dict.fromkeys(list(above)[above[node] :], False)
                break
            above[node] = len(above)
            node = self._user[node]
        for part in above:
            self._parts.setdefault(part, True)
        return self._parts.get(next(iter(above), node), False)

    def read_value(self, term: Term, depth: int = 0) -> Value:
        """Return a term, or in its place what is said of it if it is a part."""
        if depth > _DEEPEST or not self.is_part(term):
            return term
        members = self._read_list(term, depth)
        if members is not None:
            return Items(members)
        said = self.list_said(term)
        return Description(
            tuple(
                (
                    predicate,
                    tuple(sorted((self.read_value(item, depth + 1) for item in said[predicate]), key=str)),
                )
                for predicate in sorted(said, key=str)
            ),
        )

    def _read_list(self, node: Term, depth: int) -> tuple[Value, ...] | None:
        """Return the members of a list all of whose nodes are parts; None if it is none."""
        members: list[Value] = []
        while node != RDF_NIL:
            said = self.list_said(node)
            first, rest = said.get(RDF_FIRST, ()), said.get(RDF_REST, ())
            if not self.is_part(node) or (len(said), len(first), len(rest)) != (2, 1, 1):
                return None
            members += (self.read_value(item, depth + 1) for item in first)
            node = next(iter(rest))
        return tuple(members)


def write_value(value: Value, prefixes: Mapping[str, str]) -> str:
    """Return a value on one line, in the manner of Turtle; the project's things by their short ids.

    Args:
        value: the value.
        prefixes: namespace of each prefix that may be used.
    """
    if isinstance(value, Items):
        return f"( {' '.join(write_value(member, prefixes) for member in value.members)} )"
    if isinstance(value, Description):
        said = (
            f"{write_value(predicate, prefixes)} {' , '.join(write_value(item, prefixes) for item in values)}"
            for predicate, values in value.said
        )
        return f"[ {' ; '.join(said)} ]"
    if isinstance(value, NamedNode):
        short = shorten_iri(value.value)
        return short if short != value.value else shorten(value.value, prefixes)
    if isinstance(value, Literal) and not value.language and value.datatype.value in _PLAIN:
        return value.value if _PLAIN[value.datatype.value].fullmatch(value.value) else str(value)
    if isinstance(value, Literal) and not value.language and value.datatype.value != XSD + "string":
        return f"{Literal(value.value)}^^{shorten(value.datatype.value, prefixes)}"
    return str(value)


_PLAIN = {XSD + "integer": re.compile("[+-]?[0-9]+"), XSD + "boolean": re.compile("true|false")}
