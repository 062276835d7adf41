"""What one compiled constraint is, and the patterns that all of them are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import SH, XSD
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.engine.paths import Path
    from pso_graph.validate.engine.written import WrittenForms

RUN = "urn:x-pso-graph:run"
"""The graph in which a run keeps what nested shapes reject."""
REJECTS = "urn:x-pso-graph:rejects"

TRUE, FALSE = (Literal(form, datatype=NamedNode(XSD + "boolean")) for form in ("true", "false"))
_LONGEST = 200

Row: TypeAlias = "Mapping[str, Term]"
"""What the variables of a solution hold, as the data writes it."""


def check_length(parts: Sequence[object]) -> None:
    """Look whether a query can have so many parts: the parser of the store goes a level deeper for each.

    Raises:
        NotCompiledError: if they are too many.
    """
    if len(parts) > _LONGEST:
        raise NotCompiledError(f"it lists more than {_LONGEST} members where a query nests them")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which nodes a shape is to check, and where its values stand.

    Args:
        pattern: binds ``?focus`` to each of the nodes, and the variables of ``keys``.
        path: of the shape; None if it is a node shape, whose one value is the node itself.
        keys: variables that tell one validation of a node from another, the last is ``?focus``.
    """

    pattern: str
    path: Path | None
    keys: str = "?focus"

    @property
    def value(self) -> str:
        """The variable that holds a value."""
        return "?focus" if self.path is None else "?value"

    @property
    def values(self) -> str:
        """A pattern that binds all values of all nodes."""
        return self.pattern + self.step()

    def step(self, variable: str = "?value") -> str:
        """Return a pattern that goes from a node to its values, empty if the node is the value."""
        return "" if self.path is None else f" {self.path.connect('?focus', variable)}"

    def optional(self, condition: str = "") -> str:
        """Return a pattern that binds the values that meet a condition, or none for a node that has none."""
        if self.path is None or self.path.is_single:
            return f"{self.pattern} OPTIONAL {{{self.step()} {condition} }}"
        walk = f"{{ {self.path.walk('?focus', '?value')} }}"
        return f"{self.pattern} LATERAL {{ OPTIONAL {{ {walk} {condition} }} }}"

    def select_values(self, condition: str, more: str = "") -> str:
        """Return a query for the values that meet a condition.

        Args:
            condition: a pattern about the value.
            more: further variables to tell.
        """
        value = "(?focus AS ?value)" if self.path is None else "?value"
        return f"SELECT DISTINCT {self.keys} {value} {more} WHERE {{ {self.values} {condition} }}"

    def select_nodes(self, condition: str) -> str:
        """Return a query for the nodes that meet a condition."""
        return f"SELECT DISTINCT {self.keys} WHERE {{ {self.pattern} {condition} }}"

    def select_counted(self, pattern: str, condition: str, by: str = "") -> str:
        """Return a query for the nodes whose number of different values meets a condition.

        Args:
            pattern: binds the nodes and their values.
            condition: on the number, such as ``> 1``.
            by: what to count apart besides, such as ``LANG(?value)``.
        """
        counted = f"COUNT(DISTINCT {self.value})"
        groups = f"GROUP BY {self.keys} {by} HAVING ({counted} {condition})"
        return f"SELECT {self.keys} WHERE {{ {pattern} }} {groups}"

    def enter(self, path: Path | None, depth: int) -> Scope:
        """Return the scope of a property shape that checks this one's values.

        Args:
            path: of the property shape.
            depth: how many scopes this one stands in, for names of variables.
        """
        if self.path is None:
            return Scope(self.pattern, path, self.keys)
        outer = f"?outer{depth}"
        others = " ".join(key for key in self.keys.split() if key != "?focus")
        inner = f"SELECT DISTINCT {others} (?focus AS {outer}) (?value AS ?inner) WHERE {{ {self.values} }}"
        pattern = f"{{ SELECT {others} {outer} (?inner AS ?focus) WHERE {{ {{ {inner} }} }} }}"
        return Scope(pattern, path, f"{others} {outer} ?focus".strip())

    def isolate(self, path: Path | None) -> Scope:
        """Return the scope of a shape that decides on each of this one's values, once."""
        if self.path is None:
            return Scope(f"{{ SELECT DISTINCT ?focus WHERE {{ {self.pattern} }} }}", path)
        inner = f"SELECT (?value AS ?inner) WHERE {{ {self.values} }}"
        return Scope(f"{{ SELECT DISTINCT (?inner AS ?focus) WHERE {{ {{ {inner} }} }} }}", path)


@dataclass(frozen=True, slots=True)
class Rejection:
    """How a query asks whether a nested shape rejects a value.

    Args:
        name: of the nested shape's verdict in this run.
    """

    name: str

    def of(self, variable: str) -> str:
        """Return a pattern that holds if the shape rejects what the variable holds."""
        return f"GRAPH <{RUN}> {{ <{self.name}> <{REJECTS}> {variable} }}"


@dataclass(frozen=True, slots=True)
class Check:
    """One compiled constraint.

    Args:
        component: local name of its constraint component, such as ``MinCount``; the IRI of one that is
            not SHACL's own.
        query: returns the query for a scope and, for each nested shape, how to say that it rejects
            what a variable holds. Rows are ``?focus`` with ``?value``, ``?path`` and ``?other`` if bound.
        conforms: of those rows, which conform nevertheless; None if none does.
        nested: shapes that the query asks about.
        constraint: the node that holds a query of the shapes' own.
        needs_merged: whether it must meet each triple once, and none but those of the data.
        bindings: what else its messages may name, besides the variables of the query.
    """

    component: str
    query: Callable[[Scope, Sequence[Rejection]], str]
    conforms: Callable[[Row], bool] | None = None
    nested: tuple[Term, ...] = ()
    constraint: Term | None = None
    needs_merged: bool = False
    bindings: Mapping[str, Term] = field(default_factory=dict)

    def name_variables(self, row: Row, value: Term | None) -> Row:
        """Return what the variables of a query of the shapes' own hold, under their own names."""
        names = {"focus": "this", "focus__": "focus"}
        bindings = dict(self.bindings) | {names.get(name, name): term for name, term in row.items()}
        return bindings if value is None else bindings | {"value": value}


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one shape.

    Args:
        graph: the shapes.
        shape: the node that has the parameters.
        path: of the shape, None if it is a node shape.
        forms: how the store carries literals.
        classes: of the data: a class and all below it.
    """

    graph: ShapesGraph
    shape: Term
    path: Path | None
    forms: WrittenForms
    classes: Callable[[Term], Sequence[Term]]

    def list_values(self, name: str) -> list[Term]:
        """Return the values of a parameter by its local name."""
        return self.graph.list_values(self.shape, SH[name])

    def list_iris(self, name: str) -> list[NamedNode]:
        """Return the values of a parameter, which must be IRIs.

        Raises:
            NotCompiledError: if one is none.
        """
        values = self.list_values(name)
        iris = [value for value in values if isinstance(value, NamedNode)]
        if len(iris) != len(values):
            raise NotCompiledError(f"sh:{name} has a value that is no IRI")
        return iris

    def find_one(self, name: str) -> Term | None:
        """Return the only value of a parameter, or None.

        Raises:
            NotCompiledError: if there are several.
        """
        values = self.list_values(name)
        if len(values) > 1:
            raise NotCompiledError(f"sh:{name} has several values")
        return values[0] if values else None

    def find_text(self, name: str) -> str | None:
        """Return the only value of a parameter if that is a text, or None.

        Raises:
            NotCompiledError: if there are several.
        """
        value = self.find_one(name)
        is_text = isinstance(value, Literal) and value.datatype.value == XSD + "string"
        return value.value if isinstance(value, Literal) and is_text else None

    def find_count(self, name: str) -> int | None:
        """Return the only value of a parameter, which must be a whole number from 0, or None.

        Raises:
            NotCompiledError: if it is anything else.
        """
        value = self.find_one(name)
        if value is None:
            return None
        if isinstance(value, Literal) and value.datatype.value == XSD + "integer" and value.value.isdecimal():
            return int(value.value)
        raise NotCompiledError(f"sh:{name} is no whole number from 0")

    def find_flag(self, name: str) -> bool:
        """Return whether a parameter is true; without a value it is not.

        Raises:
            NotCompiledError: if its value is no truth value.
        """
        value = self.find_one(name)
        if value is None:
            return False
        if value in {TRUE, FALSE}:
            return value == TRUE
        raise NotCompiledError(f"sh:{name} is neither true nor false")

    def write(self, term: Term) -> str:
        """Return a constant in SPARQL.

        Raises:
            NotCompiledError: if it is a blank node, which no query can name.
        """
        if isinstance(term, NamedNode | Literal):
            return self.forms.write(term)
        raise NotCompiledError(f"{term} has no name that a query could use")
