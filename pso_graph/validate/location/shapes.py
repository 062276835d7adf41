"""What a finding's shape says of it: path, counts, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import SH
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.paths import PropertyPath, read_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.statements import Statements


class Shape:
    """A shape as the shapes graph has it; an unknown one says nothing.

    Args:
        node: the shape.
        shapes: the shapes graph.
    """

    def __init__(self, node: Term | None, shapes: Statements) -> None:
        self.node = node
        self._shapes = shapes

    def list_values(self, name: str) -> list[Term]:
        """Return the values of one of its SHACL properties.

        Args:
            name: local name of the property.
        """
        if self.node is None:
            return []
        return [statement.quad.object for statement in self._shapes.find_about(self.node, SH[name])]

    def list_properties(self, *names: str) -> list[NamedNode]:
        """Return the values of SHACL properties that are IRIs.

        Args:
            names: local names of the properties.
        """
        return [value for name in names for value in self.list_values(name) if isinstance(value, NamedNode)]

    def read_path(self) -> PropertyPath | None:
        """Return its path, or nothing if it is a node shape."""
        return next((read_path(value, self._find) for value in self.list_values("path")), None)

    def _find(self, subject: Term, predicate: NamedNode) -> Iterator[Term]:
        return (statement.quad.object for statement in self._shapes.find_about(subject, predicate))

    def count(self, name: str) -> int:
        """Return the number that one of its SHACL properties gives, or 0.

        Args:
            name: local name of the property.
        """
        written = next((value.value for value in self.list_values(name) if isinstance(value, Literal)), "")
        return int(written) if written.isdecimal() else 0
