"""A graph of shapes, looked up by subject and predicate."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_FIRST, RDF_NIL, RDF_REST, SH
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pso_graph.rdf.terms import Quad, Subject, Term


class ShapesGraph:
    """Shapes whose parameters are looked up.

    Args:
        quads: whose graphs count as one.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[Term, NamedNode], dict[Term, None]] = defaultdict(dict)
        self._subjects: dict[NamedNode, dict[Term, list[Subject]]] = defaultdict(lambda: defaultdict(list))
        self.quads = list(quads)
        for quad in self.quads:
            values = self._objects[quad.subject, quad.predicate]
            if quad.object not in values:
                values[quad.object] = None
                self._subjects[quad.predicate][quad.object].append(quad.subject)

    def list_values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Return the objects of a subject's statements with a predicate, none twice."""
        return list(self._objects.get((subject, predicate), ()))

    def find_value(self, subject: Term, predicate: NamedNode) -> Term | None:
        """Return the first such object, or None."""
        return next(iter(self._objects.get((subject, predicate), ())), None)

    def list_subjects(self, predicate: NamedNode, value: Term | None = None) -> list[Subject]:
        """Return what has a predicate, with a value or with any; none twice."""
        found = self._subjects.get(predicate, {})
        if value is not None:
            return list(found.get(value, ()))
        return list(dict.fromkeys(subject for subjects in found.values() for subject in subjects))

    def list_objects(self, predicate: NamedNode) -> list[Term]:
        """Return what something has as the value of a predicate, none twice."""
        return list(self._subjects.get(predicate, {}))

    def list_items(self, head: Term) -> list[Term]:
        """Return the items of an RDF list.

        Raises:
            NotCompiledError: if it is no well-formed list.
        """
        items: list[Term] = []
        seen = set()
        while head != RDF_NIL:
            firsts, rests = self.list_values(head, RDF_FIRST), self.list_values(head, RDF_REST)
            if head in seen or len(firsts) != 1 or len(rests) != 1:
                raise NotCompiledError(f"{head} is no well-formed list")
            seen.add(head)
            items.append(firsts[0])
            head = rests[0]
        return items

    def follow(self, starts: Iterable[Term], predicate: NamedNode) -> list[Term]:
        """Return what is reached by any number of steps, the starts included."""
        reached = dict.fromkeys(starts)
        waiting = list(reached)
        while waiting:
            for value in self.list_values(waiting.pop(), predicate):
                if value not in reached:
                    reached[value] = None
                    waiting.append(value)
        return list(reached)

    def read_texts(self, subject: Term, predicate: NamedNode) -> dict[str, str]:
        """Return the literal values by language; without one they count as English, of two the first."""
        texts: dict[str, str] = {}
        for value in sorted(self.list_values(subject, predicate), key=str):
            if isinstance(value, Literal):
                texts.setdefault(value.language or "en", value.value)
        return texts

    @cached_property
    def prefixes(self) -> Sequence[tuple[str, str]]:
        """All declared prefixes with their namespaces, the longest namespace first."""
        found = [
            (prefix.value, namespace.value)
            for declaration in self.list_objects(SH.declare)
            for prefix in self.list_values(declaration, SH.prefix)
            for namespace in self.list_values(declaration, SH.namespace)
            if isinstance(prefix, Literal) and isinstance(namespace, Literal)
        ]
        return sorted(found, key=lambda pair: (-len(pair[1]), pair))

    def name(self, term: Term) -> str:
        """Return a term as people write it, with the prefixes that the shapes declare."""
        if not isinstance(term, NamedNode):
            return str(term)
        for prefix, namespace in self.prefixes:
            if term.value.startswith(namespace) and len(term.value) > len(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return str(term)


def is_node(term: Term) -> bool:
    """Return whether a term can be a shape: an IRI or a blank node."""
    return isinstance(term, NamedNode | BlankNode)
