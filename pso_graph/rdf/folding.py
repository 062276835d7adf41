"""What a store makes of literals: it keeps values, and tells each in one form (``01`` as ``1``)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.terms import Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pso_graph.rdf.terms import Term

_TEXTS = {NamedNode(XSD + "string"), Literal("", language="en").datatype}
_DAY = r"\d{4}-\d\d-\d\d"
STEADY_FORMS = {
    NamedNode(XSD + name): re.compile(pattern, re.ASCII)
    for name, pattern in {
        "boolean": "true|false",
        "integer": r"0|-?[1-9]\d{0,17}",
        "decimal": r"-?(?:0|[1-9]\d{0,8})\.\d{0,8}[1-9]",
        "double": r"-?(?:0|[1-9]\d{0,6})\.\d{0,6}[1-9]",
        "date": _DAY,
        "dateTime": _DAY + r"T(?:[01]\d|2[0-3]):\d\d:\d\dZ?",
        "gYear": r"\d{4}",
    }.items()
}
"""What a literal of a datatype looks like that a store surely leaves alone: the most common forms."""

_BATCH = 1000
_NODE = NamedNode("urn:x")


class LiteralLog:
    """Notes the literals of quads that are on their way into a store.

    Those in ``STEADY_FORMS`` are many, so only their hashes are kept: should two collide, a value may
    seem to be written in two ways.
    """

    def __init__(self) -> None:
        self._steady: set[int] = set()
        self._others: set[Literal] = set()

    def watch(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield quads as they are, and note what literals they hold, also within triple terms."""
        for quad in quads:
            self._note(quad.object)
            yield quad

    def find_changed(self) -> Iterator[tuple[Literal, Literal]]:
        """Yield each literal that a store tells in another form, with that form."""
        return ((literal, stored) for literal, stored in fold_literals(self._others) if literal != stored)

    def __contains__(self, term: Term) -> bool:
        return term in self._others or hash(term) in self._steady

    def _note(self, term: Term) -> None:
        if isinstance(term, Literal):
            datatype = term.datatype
            if datatype in _TEXTS:
                return
            steady = STEADY_FORMS.get(datatype)
            if steady is not None and steady.fullmatch(term.value):
                self._steady.add(hash(term))
            else:
                self._others.add(term)
        elif isinstance(term, Triple):
            self._note(term.object)


def fold_literals(literals: Iterable[Literal]) -> Iterator[tuple[Literal, Literal]]:
    """Yield each literal with the form that a store tells it in, by asking one."""
    left = iter(literals)
    while batch := list(islice(left, _BATCH)):
        asked = {NamedNode(f"urn:{number}"): literal for number, literal in enumerate(batch)}
        store = ox.Store()
        store.extend(Quad(node, _NODE, literal) for node, literal in asked.items())
        for quad in store:
            yield asked[quad.subject], quad.object
