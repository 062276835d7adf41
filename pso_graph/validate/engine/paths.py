"""Property paths in SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.validate import paths

if TYPE_CHECKING:
    from pso_graph.rdf.terms import NamedNode, Term
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.paths import PropertyPath

_LEAST, _MOST = 2, 100  # steps of a sequence, and alternatives
_OPERATORS = {"sequence": "/", "alternative": "|"}


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Args:
        text: the path in SPARQL.
        iri: the property, if the path is just one.
        inverse_of: the property, if the path is one followed backwards.
        is_optional: whether the path may be of no steps, so that a node is among its own values.
    """

    text: str
    iri: NamedNode | None = None
    inverse_of: NamedNode | None = None
    is_optional: bool = False

    @property
    def is_single(self) -> bool:
        """Whether the path is one step, so that a value is met once."""
        return self.iri is not None or self.inverse_of is not None

    def connect(self, start: str, end: str) -> str:
        """Return a pattern that goes from one variable, bound before it, to another."""
        if self.iri is not None:
            return f"{start} {self.text} {end} ."
        if self.inverse_of is not None:
            return f"{end} {self.inverse_of} {start} ."
        return f"LATERAL {{ {self.walk(start, end)} }}"

    def walk(self, start: str, end: str) -> str:
        """Return the same for a place where the start has its value already.

        A path of several steps is walked from each start alone: joined the other way round, it would be
        walked from everywhere. The engine finds no way of no steps from what is not in the data.
        """
        steps = f"{start} {self.text} {end} ."
        return f"{{ {steps} }} UNION {{ BIND ({start} AS {end}) }}" if self.is_optional else steps


def read_path(graph: ShapesGraph, node: Term) -> Path:
    """Return the path that a node of the shapes stands for.

    Raises:
        NotCompiledError: if it is none, is nested too deeply, or has too many members.
    """
    path = paths.read_path(node, graph.list_values)
    if path is None:
        raise NotCompiledError(f"{node} is no path")
    return _translate(path)


def _translate(path: PropertyPath) -> Path:
    if path.predicate is not None:
        return Path(str(path.predicate), iri=path.predicate)
    parts = [_translate(part) for part in path.parts]
    optional = [part.is_optional for part in parts]
    if path.kind in _OPERATORS:
        if not _LEAST <= len(parts) <= _MOST:
            raise NotCompiledError(f"a path has fewer than {_LEAST} members, or more than {_MOST}")
        text = _OPERATORS[path.kind].join(part.text for part in parts)
        return Path(f"({text})", is_optional=all(optional) if path.kind == "sequence" else any(optional))
    (inner,) = parts
    if path.kind == "inverse":
        return Path(f"^({inner.text})", inverse_of=inner.iri, is_optional=inner.is_optional)
    return Path(f"({inner.text}){path.kind}", is_optional=inner.is_optional or path.kind != "+")
